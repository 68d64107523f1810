/** A desk driven by random commands beside a simple model of it: what is held until when, and nothing of routes. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { InputError } from '../../src/base/errors.ts'
import type { BookingAnswer, Offered } from '../../src/live/answer.ts'
import type { Desk } from '../../src/live/desk.ts'
import type { ImprovedPlan, Merged } from '../../src/live/merge.ts'
import type { DeskMark } from '../../src/live/state.ts'
import type { OwnWindow } from '../../src/live/what-to-hold.ts'
import type { PlanRoute } from '../../src/model/nouns.ts'
import type { ManualClock } from '../../src/time/clock.ts'
import { manualClock } from '../../src/time/clock.ts'
import type { Town, TownFeatures, Wanted } from './town.ts'
import { EVE, openTown, ownWindowArbitrary, townArbitrary, wantedArbitrary } from './town.ts'

/** A booking as the model has it. Moments in epoch milliseconds. */
interface Row {
  readonly id: string
  readonly order: string
  readonly content: string
  readonly by: string
  state: 'held' | 'confirmed' | 'released' | 'expired' | 'cancelled'
  start: number
  end: number
  readonly expires: number
  /** On the road: its own visit is over, or only that of its other end. */
  visited?: 'made' | 'half'
}

/** An offer that was made, and how often the routes had changed by then. */
export interface Seen {
  readonly offered: Offered
  readonly order: string
  readonly content: string
  readonly changes: number
  /** Where the desk stood. */
  readonly mark: DeskMark
}

/** A command with an id, to be sent again. */
interface Sent {
  readonly id: string
  readonly say: (desk: Desk) => BookingAnswer
  readonly answer: BookingAnswer
}

/** What became of a command: `threw` is bad input. */
export type Outcome = { readonly type: 'asked' | 'threw' | 'moved' | 'reopened' } | Answered

/** `seen`: the offer that was held. */
export interface Answered {
  readonly type: 'answered'
  readonly id: string
  readonly answer: BookingAnswer
  readonly seen?: Seen
}

/** Looks at the desk around every command. */
export interface Watch {
  before?(driven: Driven): void
  after?(driven: Driven, outcome: Outcome, name: string): void
}

/** The desk, its clock, and the model: rows that are searched from end to end. */
export class Driven {
  readonly town: Town
  readonly clock: ManualClock = manualClock(EVE)
  desk: Desk
  readonly rows: Row[] = []
  offers: Seen[] = []
  readonly sent: Sent[] = []
  /** Plans that were improved elsewhere, from snapshots of this desk or of those before it. */
  readonly away: ImprovedPlan[] = []
  readonly merged: { readonly improved: ImprovedPlan; readonly merged: Merged }[] = []
  /** What was observed last, by shift. */
  readonly roads = new Map<string, PlanRoute>()
  /** Changes of the routes, and calls of `improve`, which may change them. */
  changes = 0
  /** Commands given so far. */
  count = 0

  constructor(town: Town) {
    this.town = town
    this.desk = openTown(town, this.clock)
  }

  live(): Row[] {
    return this.rows.filter(({ state }) => state === 'held' || state === 'confirmed')
  }

  lapse(): void {
    for (const row of this.rows) {
      if (row.state !== 'held' || row.expires > this.clock.now()) continue
      row.state = 'expired'
      this.changes++
    }
  }

  /** Asks for offers and remembers them. */
  ask(order: string, wanted: Wanted, slots: readonly (string | { start: number; end: number })[] | undefined): Seen[] {
    const answer = this.desk.offer({ ...wanted, id: order, ...(slots === undefined ? {} : { slots: slots as never }) })
    expect(answer.offered.length + answer.refused.length).toBe((slots ?? this.desk.day.slots).length)
    const mark = this.desk.mark()
    const made = answer.offered.map((offered): Seen => ({ offered, order, content: JSON.stringify(wanted), changes: this.changes, mark }))
    this.offers.push(...made)
    return made
  }

  /** Sends a command, and tells whether the answer is among those that the model allows. */
  send(id: string, say: (desk: Desk) => BookingAnswer, allowed: readonly string[]): Answered {
    const answer = say(this.desk)
    expect(allowed).toContain(answer.ok ? 'ok' : answer.refusal.code)
    expect(answer.repeated).toBe(false)
    this.sent.push({ id, say, answer })
    return { type: 'answered', id, answer }
  }

  /** What a hold may be answered. `seen`: the offer that is accepted, if any. */
  allowedForHold(order: string, by: string, start: number, end: number, seen?: Seen): string[] {
    const other = this.live().find((row) => row.order === order)
    if (other?.state === 'confirmed') return ['order-already-booked']
    if (other && other.by !== by) return ['order-held-elsewhere']
    return this.allowedForPlace(start, end, seen, seen)
  }

  /** What the desk may answer when the ledger has granted the command. `same`: the offer is for this very order. */
  allowedForPlace(start: number, end: number, seen?: Seen, same?: Seen): string[] {
    const now = this.clock.now()
    const { closing } = this.town.input
    if (now > (closing ? Math.min(end, start - Number(closing.leadTime) * 1000) : end)) return ['slot-closed']
    if (seen && Date.parse(seen.offered.expires) <= now) return ['offer-expired']
    return same && same.changes === this.changes ? ['ok'] : ['ok', 'no-longer-fits']
  }

  /** Enters what a granted hold has done. */
  held(answer: BookingAnswer, order: string, content: string, by: string, lasting: number): void {
    if (!answer.ok) return
    for (const row of this.live()) if (row.order === order) row.state = 'released'
    const { id, start, end } = answer.booking
    const expires = this.clock.now() + lasting * 1000
    expect(Date.parse(answer.booking.expires)).toBe(expires)
    this.rows.push({ id, order, content, by, state: 'held', start: Date.parse(start), end: Date.parse(end), expires })
    this.changes++
  }
}

export type DeskCommand = fc.Command<Driven, Watch>

export function commandOf(name: string, act: (driven: Driven) => Outcome | undefined): DeskCommand {
  return {
    check: () => true,
    run(driven, watch) {
      driven.count++
      driven.lapse()
      watch.before?.(driven)
      const outcome = act(driven)
      driven.lapse()
      if (outcome !== undefined) watch.after?.(driven, outcome, name)
    },
    toString: () => name,
  }
}

const MOST_ORDERS = 12
const orderId = fc.nat(MOST_ORDERS - 1).map((n) => `o${n}`)
const holder = fc.constantFrom('ann', 'bob')
const pick = fc.nat(1_000_000)

/** The newest half of the time, any otherwise. */
function chosen<T>(list: readonly T[], at: number): T | undefined {
  return list.length === 0 ? undefined : at % 2 === 0 ? list.at(-1) : list[at % list.length]
}

/** Up to `most` commands for the town, and others besides. */
export function deskCommands(
  town: Town, most: number, others: readonly fc.Arbitrary<DeskCommand>[] = [],
): fc.Arbitrary<Iterable<DeskCommand>> {
  const wanted = wantedArbitrary(town)
  const slot = fc.oneof(fc.constantFrom('s0', 's1', 's2', 's3'), ownWindowArbitrary())
  const slots = fc.option(fc.array(slot, { minLength: 1, maxLength: 4 }), { nil: undefined })
  const lasting = fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined })
  return fc.commands(
    [
      fc.tuple(orderId, wanted, slots).map(([order, one, asked]) => offer(order, one, asked)),
      fc.tuple(pick, holder, lasting).map(([at, by, long]) => holdOffer(at, by, long)),
      fc.tuple(orderId, wanted, slots, pick, holder, lasting).map((args) => offerAndHold(...args)),
      fc.tuple(orderId, wanted, slots, pick, holder, lasting).map((args) => offerAndHold(...args)),
      fc.tuple(orderId, wanted, slot, holder).map((args) => holdOutright(...args)),
      fc.tuple(pick, fc.option(holder)).map(([at, by]) => change('confirm', at, by)),
      fc.tuple(pick, fc.option(holder)).map(([at, by]) => change('confirm', at, by)),
      fc.tuple(pick, fc.option(holder)).map(([at, by]) => change('release', at, by)),
      fc.tuple(pick, fc.option(holder)).map(([at, by]) => change('cancel', at, by)),
      fc.tuple(pick, slot).map(([at, to]) => reschedule(at, to)),
      fc.tuple(pick, pick).map(([at, to]) => rescheduleToOffer(at, to)),
      fc.tuple(pick, pick).map(([at, to]) => askAndReschedule(at, to)),
      fc.nat(400).map(improve),
      fc.oneof(fc.nat(60), fc.nat(900), fc.nat(9000)).map(advance),
      fc.tuple(pick, fc.integer({ min: -1, max: 1 })).map(([at, by]) => approach(at, by)),
      pick.map(repeat),
      pick.map(reuse),
      fc.constant(reopen()),
      fc.tuple(wanted, pick, fc.nat(300)).map(([one, at, evaluations]) => takeBack(one, at, evaluations)),
      fc.constant(dispatch()),
      fc.tuple(fc.nat(3000), fc.nat(5)).map(([evaluations, seed]) => improveElsewhere(evaluations, seed)),
      pick.map(bringBack),
      pick.map(bringBack),
      fc.tuple(fc.nat(badCommands.length - 1), pick).map(([which, at]) => bad(which, at)),
      ...others,
    ],
    { maxCommands: most, size: 'max', disableReplayLog: true },
  )
}

function offer(order: string, wanted: Wanted, slots: readonly (string | { start: number; end: number })[] | undefined): DeskCommand {
  return commandOf(`offer ${order} ${JSON.stringify({ wanted, slots })}`, (driven) => {
    driven.ask(order, wanted, slots)
    return { type: 'asked' }
  })
}

function acceptOffer(driven: Driven, seen: Seen, by: string, lasting: number | undefined): Answered {
  const { offered, order, content } = seen
  const id = `c${driven.count}`
  const allowed = driven.allowedForHold(order, by, Date.parse(offered.start), Date.parse(offered.end), seen)
  const options = { id, by, ...(lasting === undefined ? {} : { for: lasting }) }
  // by the offer itself or by its token
  const outcome = driven.send(id, (desk) => desk.hold(driven.count % 2 === 0 ? offered : offered.token, options), allowed)
  driven.held(outcome.answer, order, content, by, lasting ?? 600)
  return { ...outcome, seen }
}

function holdOffer(at: number, by: string, lasting: number | undefined): DeskCommand {
  return commandOf(`hold offer ${at} by ${by} for ${lasting}`, (driven) => {
    const seen = chosen(driven.offers, at)
    return seen && acceptOffer(driven, seen, by, lasting)
  })
}

function offerAndHold(
  order: string, wanted: Wanted, slots: readonly (string | { start: number; end: number })[] | undefined, at: number, by: string,
  lasting: number | undefined,
): DeskCommand {
  return commandOf(`offer and hold ${order} ${JSON.stringify({ wanted, slots })} ${at} by ${by} for ${lasting}`, (driven) => {
    const made = driven.ask(order, wanted, slots)
    return made.length === 0 ? { type: 'asked' } : acceptOffer(driven, made[at % made.length]!, by, lasting)
  })
}

function holdOutright(order: string, wanted: Wanted, slot: string | { start: number; end: number }, by: string): DeskCommand {
  return commandOf(`hold outright ${order} ${JSON.stringify({ wanted, slot })} by ${by}`, (driven) => {
    const id = `c${driven.count}`
    const { start, end } = windowOf(driven, slot)
    const allowed = driven.allowedForHold(order, by, start, end)
    const outcome = driven.send(id, (desk) => desk.hold({ order: { ...wanted, id: order }, slot }, { id, by }), allowed)
    driven.held(outcome.answer, order, JSON.stringify(wanted), by, 600)
    return outcome
  })
}

/** Epoch milliseconds of a slot of the day or of a window in seconds. */
function windowOf(driven: Driven, slot: string | { start: number; end: number }): { start: number; end: number } {
  const { start, end } = typeof slot === 'string' ? driven.desk.day.slots.find(({ id }) => id === slot)!.window : slot
  const { anchor } = driven.desk.calendar
  return { start: anchor + start * 1000, end: anchor + end * 1000 }
}

const refusedWhen: Readonly<Record<'confirm' | 'release' | 'cancel' | 'reschedule', Partial<Record<Row['state'], string>>>> = {
  confirm: { confirmed: 'already-confirmed', released: 'already-released', expired: 'hold-expired', cancelled: 'already-cancelled' },
  release: { confirmed: 'already-confirmed', released: 'already-released', expired: 'hold-expired', cancelled: 'already-cancelled' },
  cancel: { released: 'already-released', expired: 'hold-expired', cancelled: 'already-cancelled' },
  reschedule: { released: 'already-released', expired: 'hold-expired', cancelled: 'already-cancelled' },
}

function change(verb: 'confirm' | 'release' | 'cancel', at: number, by: string | null): DeskCommand {
  return commandOf(`${verb} booking ${at}${by === null ? '' : ` by ${by}`}`, (driven) => {
    const row = chosen(driven.rows, at)
    if (row === undefined) return undefined
    const id = `c${driven.count}`
    const underway = verb === 'cancel' && row.visited ? 'underway' : undefined
    const refusal = by !== null && by !== row.by ? 'not-yours' : (refusedWhen[verb][row.state] ?? underway)
    const options = { id, ...(by === null ? {} : { by }) }
    const outcome = driven.send(id, (desk) => desk[verb](row.id, options), [refusal ?? 'ok'])
    if (refusal !== undefined) return outcome
    if (verb !== 'confirm') driven.changes++
    row.state = verb === 'confirm' ? 'confirmed' : row.state === 'held' ? 'released' : 'cancelled'
    return outcome
  })
}

function moveTo(driven: Driven, row: Row, to: string | OwnWindow | Offered, window: { start: number; end: number }, seen?: Seen): Outcome {
  const id = `c${driven.count}`
  const refusal = refusedWhen.reschedule[row.state] ?? (row.visited === 'made' ? 'underway' : undefined)
  const same = seen && seen.order === row.order && seen.content === row.content ? seen : undefined
  const allowed = refusal === undefined ? driven.allowedForPlace(window.start, window.end, seen, same) : [refusal]
  const outcome = driven.send(id, (desk) => desk.reschedule(row.id, to, { id }), allowed)
  if (outcome.answer.ok) {
    row.start = window.start
    row.end = window.end
    driven.changes++
  }
  return outcome
}

function reschedule(at: number, to: string | { start: number; end: number }): DeskCommand {
  return commandOf(`reschedule booking ${at} to ${JSON.stringify(to)}`, (driven) => {
    const row = chosen(driven.rows, at)
    return row && moveTo(driven, row, to, windowOf(driven, to))
  })
}

function offeredWindow({ start, end }: Offered): { start: number; end: number } {
  return { start: Date.parse(start), end: Date.parse(end) }
}

/** Any offer may name the slot, even one that was made for another order. */
function rescheduleToOffer(at: number, to: number): DeskCommand {
  return commandOf(`reschedule booking ${at} to offer ${to}`, (driven) => {
    const row = chosen(driven.rows, at)
    const seen = chosen(driven.offers, to)
    return row && seen && moveTo(driven, row, seen.offered, offeredWindow(seen.offered), seen)
  })
}

function askAndReschedule(at: number, to: number): DeskCommand {
  return commandOf(`ask and reschedule booking ${at} to ${to}`, (driven) => {
    const row = chosen(driven.live(), at)
    if (row === undefined) return undefined
    const made = driven.ask(row.order, JSON.parse(row.content) as Wanted, undefined)
    if (made.length === 0) return { type: 'asked' }
    const seen = made[to % made.length]!
    return moveTo(driven, row, seen.offered.token, offeredWindow(seen.offered), seen)
  })
}

function improve(evaluations: number): DeskCommand {
  return commandOf(`improve ${evaluations}`, (driven) => {
    const before = driven.desk.cost()
    const improvement = driven.desk.improve({ evaluations })
    expect(improvement.before).toBe(before)
    expect(improvement.after).toBe(driven.desk.cost())
    expect(improvement.after).toBeLessThanOrEqual(before)
    driven.changes++
    return { type: 'moved' }
  })
}

function advance(seconds: number): DeskCommand {
  return commandOf(`advance ${seconds} s`, (driven) => {
    driven.clock.advance(seconds)
    return { type: 'moved' }
  })
}

/** To the very second at which an offer or a hold lapses, to the one before, or to the one after. */
function approach(at: number, by: number): DeskCommand {
  return commandOf(`to ${by} s from deadline ${at}`, (driven) => {
    const deadlines = [...driven.offers.map(({ offered }) => Date.parse(offered.expires)), ...driven.live().map(({ expires }) => expires)]
    const moments = deadlines.map((deadline) => deadline + by * 1000).filter((moment) => moment >= driven.clock.now())
    const moment = chosen(moments, at)
    if (moment === undefined) return undefined
    driven.clock.set(moment)
    return { type: 'moved' }
  })
}

/** The same command again: the same answer, with the booking as it was then. */
function repeat(at: number): DeskCommand {
  return commandOf(`repeat command ${at}`, (driven) => {
    const sent = chosen(driven.sent, at)
    if (sent === undefined) return undefined
    const answer = sent.say(driven.desk)
    expect(answer).toEqual({ ...sent.answer, repeated: true })
    return { type: 'answered', id: sent.id, answer }
  })
}

/** The id of an earlier command on another one. */
function reuse(at: number): DeskCommand {
  return commandOf(`reuse the id of command ${at}`, (driven) => {
    const sent = chosen(driven.sent, at)
    if (sent === undefined) return undefined
    const answer = driven.desk.cancel('nobody', { id: sent.id, reason: 'another command' })
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'command-id-reused' }, repeated: false })
    return { type: 'answered', id: sent.id, answer }
  })
}

/** The process ends; another one opens the day from what was stored. Offers are not stored. */
function reopen(): DeskCommand {
  return commandOf('reopen', (driven) => {
    const stored = JSON.stringify(driven.desk.snapshot())
    driven.desk = openTown(driven.town, driven.clock, { snapshot: JSON.parse(stored) })
    expect(JSON.stringify(driven.desk.snapshot())).toBe(stored)
    driven.offers = []
    return { type: 'reopened' }
  })
}

/** A store turns down what was done: it is undone to the last byte. */
function takeBack(wanted: Wanted, at: number, evaluations: number): DeskCommand {
  return commandOf(`take back ${JSON.stringify(wanted)} ${at} ${evaluations}`, (driven) => {
    const { desk } = driven
    const before = JSON.stringify(desk.snapshot())
    const mark = desk.mark()
    desk.hold({ order: { ...wanted, id: 'passing' }, slot: desk.day.slots[at % desk.day.slots.length]!.id })
    const row = chosen(driven.live(), at)
    if (row) desk.cancel(row.id)
    desk.improve({ evaluations })
    desk.undo(mark)
    driven.changes++
    expect(JSON.stringify(desk.snapshot())).toBe(before)
    return { type: 'moved' }
  })
}

/** Another process improves what was stored, by chances of its own. */
function improveElsewhere(evaluations: number, seed: number): DeskCommand {
  return commandOf(`improve ${evaluations} elsewhere by ${seed}`, (driven) => {
    const basis = driven.desk.basis()
    const other = openTown(driven.town, driven.clock, { seed, snapshot: JSON.parse(JSON.stringify(driven.desk.snapshot())) })
    other.improve({ evaluations })
    driven.away.push({ plan: other.plan(), ...(seed > 0 ? { basis } : {}) })
    return { type: 'asked' }
  })
}

/** What came back is merged, however much has happened since: the cost falls, or nothing has changed. */
function bringBack(at: number): DeskCommand {
  return commandOf(`bring back ${at}`, (driven) => {
    const improved = chosen(driven.away, at)
    if (improved === undefined) return undefined
    const { desk } = driven
    const before = JSON.stringify(desk.snapshot())
    const cost = desk.cost()
    const merged = desk.merge(JSON.parse(JSON.stringify(improved)) as ImprovedPlan)
    expect(merged.before).toBe(cost)
    expect(merged.after).toBe(desk.cost())
    if (merged.taken.length > 0) expect(merged.after).toBeLessThan(cost)
    else expect(JSON.stringify(desk.snapshot())).toBe(before)
    // Each shift is in one set at most.
    const named = [...merged.taken, ...merged.left].flatMap(({ routes }) => routes.map(({ courier, shift }) => `${shift} ${courier}`))
    expect(new Set(named).size).toBe(named.length)
    driven.merged.push({ improved, merged })
    driven.changes++
    return { type: 'moved' }
  })
}

/** Route sheets name every live booking once, with a start inside its window. */
function dispatch(): DeskCommand {
  return commandOf('dispatch', (driven) => {
    const stops = driven.desk.dispatch().flatMap((route) => route.stops.filter(({ type }) => type === 'order'))
    expect(stops.map(({ id }) => id).toSorted()).toEqual(driven.live().map(({ order }) => order).toSorted())
    for (const { id, start } of stops) {
      const row = driven.live().find(({ order }) => order === id)!
      // Who is late on the road is looked at by the judge.
      if (driven.roads.size > 0) continue
      expect(Date.parse(start)).toBeGreaterThanOrEqual(row.start)
      expect(Date.parse(start)).toBeLessThanOrEqual(row.end)
    }
    return { type: 'asked' }
  })
}

const badCommands: readonly ((desk: Desk, booking: string, place: Wanted['place']) => unknown)[] = [
  (desk) => desk.hold('no such token'),
  (desk) => desk.hold(null as never),
  (desk, _, place) => desk.hold({ order: { id: '', place }, slot: 's0' }),
  (desk, _, place) => desk.hold({ order: { id: 'o1', place }, slot: 'no such slot' }),
  (desk, _, place) => desk.hold({ order: { id: 'o1', place, service: -1 }, slot: 's0' }),
  (desk, _, place) => desk.hold({ order: { id: 'o1', place }, slot: { start: 10, end: 5 } }),
  (desk, _, place) => desk.hold({ order: { id: 'o1', place }, slot: 's0' }, { for: 0 }),
  (desk, _, place) => desk.hold({ order: { id: 'o1', place }, slot: 's0' }, { id: '' }),
  (desk, _, place) => desk.offer({ id: 'o1', place, skills: 'lift' as never }),
  (desk) => desk.offer({ id: 'o1', place: 'nowhere' as never }),
  (desk, booking) => desk.confirm(booking, { id: 'x'.repeat(201) }),
  (desk) => desk.confirm(5 as never),
  (desk) => desk.release(undefined as never),
  (desk, booking) => desk.cancel(booking, { reason: 'x'.repeat(1001) }),
  (desk) => desk.reschedule(undefined as never, 's0'),
  (desk, booking) => desk.reschedule(booking, { start: 5, end: Number.NaN }),
  (desk, booking) => desk.reschedule(booking, undefined as never),
  (desk) => desk.improve({ evaluations: Number.NaN }),
  (desk) => desk.improve({ evaluations: Infinity }),
  (desk) => desk.merge(null as never),
  (desk) => desk.merge({ plan: desk.plan(), basis: 'then' as never }),
  (desk) => desk.merge({ plan: { routes: [{ courier: 'nobody', shift: 0, steps: [] }] } }),
]

/** Bad input throws, whatever the desk is doing. */
function bad(which: number, at: number): DeskCommand {
  const act = badCommands[which]!
  return commandOf(`bad ${String(act)} on booking ${at}`, (driven) => {
    const booking = chosen(driven.rows, at)?.id ?? 'nobody'
    expect(() => act(driven.desk, booking, driven.town.places[0]!)).toThrow(InputError)
    return { type: 'threw' }
  })
}

/** Asserts that the model and the watch agree with the desk through every list of commands. */
export function drives(
  features: TownFeatures, watch: Watch, { runs, commands }: { runs: number; commands: number },
  others: (town: Town) => readonly fc.Arbitrary<DeskCommand>[] = () => [],
): void {
  const cases = townArbitrary(features).chain((town) => deskCommands(town, commands, others(town)).map((list) => ({ town, list })))
  fc.assert(
    fc.property(cases, ({ town, list }) => {
      const driven = new Driven(town)
      fc.modelRun(() => ({ model: driven, real: watch }), list)
    }),
    { numRuns: runs, interruptAfterTimeLimit: 50_000 },
  )
}
