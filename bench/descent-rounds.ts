/** The rounds that every variant of the descent bench goes through alike: strings of customers out and in again, then the descent. */
import { assert } from '../src/base/assert.ts'
import { Random } from '../src/base/random.ts'
import { processorSeconds } from './job.ts'
import type { AnyDescent, DescentDay, NearLists } from './descent-day.ts'

/** As in `src/routing/moves/strings.ts`: about ten customers a round. */
const LONGEST = 8
const MOST_ROUTES = 3

export class DescentRounds {
  private readonly day: DescentDay
  private readonly near: NearLists
  private readonly descent: AnyDescent
  private readonly chance: Random
  private lists: number[][]
  private total: number
  private readonly warmth: number
  private fingerprint = 0
  /** Processor seconds of the descents. */
  seconds = 0

  constructor(day: DescentDay, near: NearLists, descent: AnyDescent, lists: readonly (readonly number[])[], seed: number) {
    this.day = day
    this.near = near
    this.descent = descent
    this.chance = new Random(seed).fork('descent rounds')
    this.lists = lists.map((list) => [...list])
    this.lists.forEach((list, r) => descent.lay(r, list))
    this.total = descent.total()
    // A tenth of the mean leg.
    this.warmth = lists.reduce((sum, list) => sum + legsOf(day, list), 0) / day.nodes.length / 10
  }

  run(rounds: number): void {
    const { descent, chance, day } = this
    for (let round = 0; round < rounds; round++) {
      const before = this.lists
      const out = this.disturb()
      this.lists.forEach((list, r) => list !== before[r] && descent.lay(r, list))
      for (const customer of out) descent.push(customer)
      const spent = processorSeconds()
      descent.run()
      this.seconds += spent()
      const after = descent.total()
      this.mix(after)
      const found = this.lists.map((_, r) => descent.customersOf(r))
      const isKept = after < this.total - this.warmth * Math.log(1 - chance.unit())
      if (!isKept) found.forEach((list, r) => String(list) !== String(before[r]) && descent.lay(r, before[r]!))
      this.lists = isKept ? found : before
      if (isKept) this.total = after
    }
    const walked = this.lists.reduce((sum, list) => sum + priceOf(day, list), 0)
    assert(walked === this.total && walked === descent.total(), 'the price of the plan is what walking it comes to')
  }

  /** What all variants must come to alike: prices of all rounds, the routes, and on the last plan all deltas and best moves of a sample. */
  outcome(sample: number): { total: number; fingerprint: number; deltas: number; bestMoves: number } {
    const { descent, day } = this
    const customers = day.nodes.map((_, customer) => customer).slice(1)
    this.chance.shuffle(customers)
    for (const list of this.lists) for (const customer of list) this.mix(customer)
    // Of a plan with much to better, so that there are best moves.
    this.lists = this.lists.map((list) => list.toReversed())
    this.lists.forEach((list, r) => descent.lay(r, list))
    let bestMoves = 0
    let price = descent.total()
    for (const customer of customers.slice(0, sample)) {
      const gain = descent.improve(customer)
      if (gain < 0) bestMoves++
      price += gain
      this.lists.forEach((_, r) => descent.customersOf(r).forEach((one) => this.mix(one)))
      assert(descent.total() === price, 'a move gains what its delta says')
    }
    let deltas = 0
    for (const customer of customers.slice(0, sample)) {
      for (const delta of descent.deltasOf(customer)) {
        // Deltas are multiples of a sixteenth.
        this.mix(16 * delta)
        deltas++
      }
    }
    return { total: this.total, fingerprint: this.fingerprint, deltas, bestMoves }
  }

  /** Takes strings out of neighbouring routes and puts each customer beside a neighbour, or in an empty route, where it costs least. */
  private disturb(): number[] {
    const { day, near, chance } = this
    const lists = [...this.lists]
    const seed = 1 + chance.below(day.nodes.length - 1)
    const out: number[] = []
    const hit = new Set<number>()
    for (const customer of [seed, ...near.before[seed]!]) {
      const r = lists.findIndex((list) => list.includes(customer))
      if (hit.size === MOST_ROUTES) break
      if (r < 0 || hit.has(r)) continue
      hit.add(r)
      const count = 1 + chance.below(Math.min(LONGEST, lists[r]!.length))
      const from = Math.max(0, lists[r]!.indexOf(customer) - chance.below(count))
      out.push(...lists[r]!.slice(from, from + count))
      lists[r] = lists[r]!.toSpliced(from, count)
    }
    chance.shuffle(out)
    for (const customer of out) putIn(day, near, lists, customer)
    this.lists = lists
    return out
  }

  private mix(value: number): void {
    this.fingerprint = (Math.imul(this.fingerprint, 31) + value) | 0
  }
}

/** All customers put in where they cost least, one after another: what the first descent begins with. */
export function firstLists(day: DescentDay, near: NearLists, seed: number): number[][] {
  const customers = day.nodes.map((_, customer) => customer).slice(1)
  new Random(seed).fork('first lists').shuffle(customers)
  const lists = Array.from({ length: day.vehicles }, (): number[] => [])
  for (const customer of customers) putIn(day, near, lists, customer)
  return lists
}

/** Beside a neighbour, or in an empty route; anywhere where there is neither. */
function putIn(day: DescentDay, near: NearLists, lists: number[][], customer: number): void {
  let best: { r: number; list: number[]; added: number } | undefined
  const look = (r: number, at: number): void => {
    const list = lists[r]!.toSpliced(at, 0, customer)
    const added = priceOf(day, list) - priceOf(day, lists[r]!)
    if (best === undefined || added < best.added) best = { r, list, added }
  }
  const empty = lists.findIndex((list) => list.length === 0)
  if (empty >= 0) look(empty, 0)
  lists.forEach((list, r) => list.forEach((other, at) => {
    if (near.before[customer]!.includes(other)) look(r, at + 1)
    if (near.after[customer]!.includes(other)) look(r, at)
  }))
  if (best === undefined) lists.forEach((list, r) => list.forEach((_, at) => look(r, at)))
  assert(best !== undefined, 'somewhere there is a place')
  lists[best.r] = best.list
}

function legsOf({ seconds }: DescentDay, list: readonly number[]): number {
  return list.reduce((sum, customer, i) => sum + seconds[list[i - 1] ?? 0]![customer]!, 0) + seconds[list.at(-1) ?? 0]![0]!
}

/** What a route costs, told in a way of its own: the courier leaves early, and whoever waits asks by how much all before could be later. */
function priceOf(day: DescentDay, list: readonly number[]): number {
  const { nodes, seconds, capacity, waitRate, warpRate, loadRate } = day
  const legs = legsOf(day, list)
  const load = list.reduce((sum, customer) => sum + nodes[customer]!.demand, 0)
  let warp = 0
  let wait = 0
  // Everybody who waits could have left later, by no more than the least time that anybody before would then still be in time.
  let room = list.length === 0 ? 0 : Infinity
  let now = nodes[0]!.window.start
  list.forEach((customer, i) => {
    const { window, service } = nodes[customer]!
    now += seconds[list[i - 1] ?? 0]![customer]!
    if (now > window.end) {
      warp += now - window.end
      now = window.end
      room = 0
    }
    const early = Math.max(0, window.start - now)
    const later = Math.min(room, early)
    wait += early - later
    room = Math.min(room - later, window.end - Math.max(now, window.start))
    now = Math.max(now, window.start) + service
  })
  const back = now + seconds[list.at(-1) ?? 0]![0]!
  warp += Math.max(0, back - nodes[0]!.window.end)
  return legs * (1 + waitRate) + warpRate * warp + waitRate * wait + loadRate * Math.max(0, load - capacity)
}
