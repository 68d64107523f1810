/** The rounds of ruin and recreate that every variant makes alike, whatever its routes are made of. */
import type { Random } from '../src/base/random.ts'
import type { MovesDay } from './moves-day.ts'

/** Routes of one kind. Customers are numbered from 1; places in a route from 0. */
export interface MovesRoutes {
  /** Gaps looked at so far. */
  readonly gaps: number
  /** Puts the customer in its cheapest gap, of equal ones that of the first route, then the first in it. False where none is legal. */
  insert(customer: number): boolean
  /** Takes customers that follow each other out of a route, and brings the route's bounds up to date. */
  remove(route: number, from: number, count: number): void
  /** The route of a customer, or -1. */
  routeOf(customer: number): number
  placeOf(customer: number): number
  customersOf(route: number): number[]
  cost(): number
  /** From here on changes can be undone. */
  mark(): void
  undo(): void
}

/** What every variant must come to alike. */
export interface MovesOutcome {
  readonly cost: number
  readonly absent: number
  readonly insertions: number
  /** Of the costs of all rounds, and of the routes at the end. */
  readonly fingerprint: number
}

/** Longest string taken out, and from how many routes at most: about ten customers a round, as in `src/routing/search/ruin.ts`. */
const LONGEST = 10
const MOST_ROUTES = 3
const NEIGHBOURS = 40

export class MovesRounds {
  private readonly day: MovesDay
  private readonly routes: MovesRoutes
  private readonly chance: Random
  private readonly near: readonly (readonly number[])[]
  private absent: number[] = []
  private insertions = 0
  private fingerprint = 0
  private readonly warmth: number

  constructor(day: MovesDay, routes: MovesRoutes, chance: Random) {
    this.day = day
    this.routes = routes
    this.chance = chance
    const customers = day.nodes.map((_, customer) => customer).slice(1)
    this.near = day.seconds.map((row) => customers.toSorted((a, b) => row[a]! - row[b]!).slice(0, NEIGHBOURS))
    chance.shuffle(customers)
    this.absent = customers.filter((customer) => !this.insert(customer))
    // A twentieth of the mean leg, as annealing has it about half-way.
    this.warmth = routes.cost() / day.nodes.length / 20
  }

  /** So many rounds: strings of neighbours out, back in at random order, and kept where that costs little more. */
  run(rounds: number): void {
    const { routes, chance } = this
    for (let round = 0; round < rounds; round++) {
      const before = routes.cost()
      const absentBefore = this.absent
      routes.mark()
      const out = [...absentBefore, ...this.ruin()]
      chance.shuffle(out)
      this.absent = out.filter((customer) => !this.insert(customer))
      const after = routes.cost()
      const limit = before - this.warmth * Math.log(1 - chance.unit())
      this.mix(after)
      if (this.absent.length < absentBefore.length || (this.absent.length === absentBefore.length && after <= limit)) continue
      routes.undo()
      this.absent = absentBefore
    }
  }

  outcome(): MovesOutcome {
    for (let r = 0; r < this.day.vehicles; r++) for (const customer of this.routes.customersOf(r)) this.mix(customer + 1000 * r)
    return { cost: this.routes.cost(), absent: this.absent.length, insertions: this.insertions, fingerprint: this.fingerprint }
  }

  private insert(customer: number): boolean {
    this.insertions++
    return this.routes.insert(customer)
  }

  private ruin(): number[] {
    const { routes, chance } = this
    const ruined = new Set<number>()
    const out: number[] = []
    for (const customer of this.near[1 + chance.below(this.day.nodes.length - 1)]!) {
      if (ruined.size === MOST_ROUTES) break
      const route = routes.routeOf(customer)
      if (route < 0 || ruined.has(route)) continue
      ruined.add(route)
      const customers = routes.customersOf(route)
      const count = 1 + chance.below(Math.min(LONGEST, customers.length))
      const at = routes.placeOf(customer)
      const first = Math.max(0, at - count + 1)
      const from = first + chance.below(Math.min(at, customers.length - count) - first + 1)
      out.push(...customers.slice(from, from + count))
      routes.remove(route, from, count)
    }
    return out
  }

  private mix(value: number): void {
    this.fingerprint = (Math.imul(this.fingerprint, 31) + value) | 0
  }
}
