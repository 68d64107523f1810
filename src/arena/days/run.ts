/** Days in a row: what is booked is driven, and what fails comes back as work. */
import { Random } from '../../base/random.ts'
import { toEpoch } from '../../time/calendar.ts'
import { readClock } from '../../time/civil.ts'
import type { DayBrief, Dispatched, DispatchedStop, Effort, Foreseen, History, Regime } from '../regimes/regime.ts'
import { lonLatOf } from '../../travel/place.ts'
import type { Window } from '../../time/window.ts'
import type { Customer } from '../world/customer.ts'
import type { Doors } from '../world/doors.ts'
import type { World } from '../world/world.ts'
import type { Asked, Asker } from './booking.ts'
import { bookDay } from './booking.ts'
import { driveRoute } from './doors.ts'
import type { Visit } from './doors.ts'
import { historyOf } from './history.ts'
import { PATIENCE, openHours, opens } from './presence.ts'
import type { Reason } from './presence.ts'
import type { AttemptRecord, CustomerRecord, DayRecord, Fate, RunRecord } from './record.ts'

const A_DAY = 86_400_000

/** A visit that fails late in the evening comes back for the next day this much before booking for it ends, in milliseconds. */
const LAST_MINUTE = 60_000

/** When those hear of it whom no route could take: the morning of the day. */
const MORNING = 8 * 3600

/** What has become of a customer so far. */
interface Story {
  readonly customer: Customer
  readonly early: boolean
  readonly attempts: AttemptRecord[]
  offered: number
  suiting: number
  fate: Fate | undefined
  unserved: number
}

/**
 * Runs the world's days under a regime, one after the other. The result follows from world, regime, doors and effort alone.
 * @param doors shares of customers who wait on purpose, who have a neighbour, who act on a message
 * @param onDay told after each day
 */
export function runRegime(
  world: World, regime: Regime, doors: Doors, effort: Effort, onDay?: (done: number, total: number) => void,
): RunRecord {
  const run = new Run(world, regime, doors, effort)
  for (let day = 0; day < world.dates.length; day++) {
    run.day(day)
    onDay?.(day + 1, world.dates.length)
  }
  return run.record()
}

class Run {
  private readonly world: World
  private readonly regime: Regime
  private readonly doors: Doors
  private readonly effort: Effort
  private readonly told: Window
  private readonly stories = new Map<string, Story>()
  private readonly days: DayRecord[] = []
  /** Of the first day that asked for it. */
  private history: History | undefined
  /** Who asks again, for the next day that comes. */
  private back: Asker[] = []

  constructor(world: World, regime: Regime, doors: Doors, effort: Effort) {
    this.world = world
    this.regime = regime
    this.doors = doors
    this.effort = effort
    this.told = { start: readClock(world.scenario.told.from)!, end: readClock(world.scenario.told.to)! }
    for (const [day] of world.dates.entries()) {
      const askers = world.customers.filter((customer) => customer.day === day)
      askers.forEach((customer, index) => {
        const early = 2 * index < askers.length
        this.stories.set(customer.id, { customer, early, attempts: [], offered: 0, suiting: 0, fate: undefined, unserved: 0 })
      })
    }
  }

  day(day: number): void {
    const { world, regime } = this
    const fresh = world.customers.filter((customer) => customer.day === day)
      .map((customer): Asker => ({ customer, at: customer.asksAt, failed: 0, isNew: true }))
    const askers = [...fresh, ...this.back]
    this.back = []
    const regimeDay = regime.openDay(this.brief(day, askers))
    const bends = ({ draws }: Customer) => world.scenario.homes.bends && draws.waits < this.doors.waits
    const asked = bookDay(regime, regimeDay, day, askers, bends)
    for (const one of asked.values()) this.note(one, day)
    this.drive(day, regimeDay.dispatch())
  }

  record(): RunRecord {
    const { world, regime, doors, effort, days } = this
    return {
      scenario: world.scenario.name, seed: world.seed, regime: regime.name, doors, effort,
      customers: [...this.stories.values()].map(recordOf),
      days,
      evaluations: days.reduce((sum, { evaluations }) => sum + evaluations, 0),
    }
  }

  private brief(day: number, askers: readonly Asker[]): DayBrief {
    const { world, effort, regime } = this
    const { depots, couriers, travel, profile, zone, scenario, seed } = world
    const brief = {
      date: world.dates[day]!, day, zone, depots, couriers, dimensions: world.dimensions.length, travel, slots: scenario.slots, effort,
      seed: new Random(seed).fork(`day ${day}`).next(),
      profile, told: this.told, opensAt: world.opens[day]!,
      ...(regime.foresees ? { foreseen: askers.map((asker) => this.foreseen(asker, day)) } : {}),
    }
    return { ...brief, history: () => (this.history ??= historyOf(world, brief)) }
  }

  private foreseen({ customer, isNew }: Asker, day: number): Foreseen {
    return { customer, open: openHours(customer, day, this.told, this.doors), again: !isNew }
  }

  /** What booking came to. Who asked for the first time and got nothing leaves; who comes back tries the next day. */
  private note({ asker, offered, suiting, outcome }: Asked, day: number): void {
    const story = this.stories.get(asker.customer.id)!
    if (asker.isNew) {
      story.offered = offered
      story.suiting = suiting
      if (outcome === 'lapsed' || outcome === 'cancelled') story.fate = outcome
      if (outcome === 'nothing offered') story.fate = 'lost-full'
      if (outcome === 'nothing suited') story.fate = 'lost-unsuited'
    } else if (outcome !== 'booked') {
      this.comesBack(story, day, asker.at + A_DAY)
    }
  }

  private drive(day: number, { routes, left, postponed = [], evaluations }: Dispatched): void {
    const driven = routes.map((route) => driveRoute(this.world.drive, day, route, (stop, at) => this.knock(day, stop, at)))
    for (const { visits } of driven) for (const visit of visits) this.visited(day, visit)
    for (const id of left) this.stories.get(id)!.unserved++
    for (const id of [...left, ...postponed]) this.comesBack(this.stories.get(id)!, day, toEpoch(this.world.calendars[day]!, MORNING))
    this.days.push({ day, couriers: this.world.couriers.length, routes: driven.map(({ record }) => record), evaluations })
  }

  private knock(day: number, stop: DispatchedStop, at: number) {
    return opens(this.stories.get(stop.id)!.customer, day, at, stop.told, this.reasonFor(stop), this.doors)
  }

  private reasonFor({ promised, told }: DispatchedStop): Reason {
    if (this.regime.chooses) return 'chosen'
    return promised.start === told.start && promised.end === told.end ? 'day' : 'message'
  }

  private visited(day: number, { stop, at, by, stayedIn }: Visit): void {
    const { promised, told } = stop
    const story = this.stories.get(stop.id)!
    const waited = stayedIn ? Math.max(0, Math.min(at, told.end + PATIENCE) - told.start) : 0
    const success = by !== undefined
    story.attempts.push({ day, at, told, promised, success, late: Math.max(0, at - promised.end), stayedIn, waited, by })
    if (success) story.fate = 'delivered'
    else if (story.attempts.length === this.world.scenario.attempts) story.fate = 'returned'
    else this.comesBack(story, day, toEpoch(this.world.calendars[day]!, at))
  }

  /** Asks for the next day at that moment, or just before booking for it ends. */
  private comesBack({ customer, attempts }: Story, day: number, at: number): void {
    const cutoff = this.world.cutoffs[day + 1]
    if (cutoff !== undefined) this.back.push({ customer, at: Math.min(at, cutoff - LAST_MINUTE), failed: attempts.length, isNew: false })
  }
}

function recordOf({ customer, early, attempts, offered, suiting, fate, unserved }: Story): CustomerRecord {
  const { id, day, area, household, basket, request } = customer
  const at = lonLatOf(request.place)
  return {
    id, day, place: at && [at[0], at[1]], area, household, basket, early, offered, suiting, fate: fate ?? 'open', attempts, unserved,
  }
}
