/** Walking a route second by second of the plan: the one slow definition of when everything happens. */
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import { atSpeed } from '../travel/leg.ts'
import type { Place } from '../travel/place.ts'
import type { TimeProfile } from '../travel/profile.ts'
import { UNITS_PER_SECOND } from '../travel/profile.ts'
import type { TravelSource } from '../travel/source.ts'
import type { Day, RouteSpec } from './day.ts'
import type { Begun, Break, Order, OtherEnd } from './nouns.ts'
import type { Stop } from './stop.ts'
import { placeOf, releaseOf, tripsOf } from './stop.ts'
import { serviceFor, setupFor } from './visit-times.ts'

/** What happens at one stop, or at the end of the route. */
export interface Visit {
  /** `undefined` at the end of the route. */
  readonly stop: Stop | undefined
  /** Of the stop in the list of stops; its length at the end of the route, −1 for the place from where a courier on the road goes on. */
  readonly index: number
  /** When the courier is there; for a break, when there is nothing left to drive before it. */
  readonly arrival: Seconds
  /** When service or the break starts. */
  readonly start: Seconds
  readonly depart: Seconds
  /** Seconds from the start on that are setup: what follows, up to leaving, is service. 0 but at orders. */
  readonly setup: Seconds
  /** The window of the start; `undefined` for `via` and reloads, at the end, and where it is too late for all windows. */
  readonly window: Window | undefined
  /** By how many seconds the last window, or the end of the shift, was missed. */
  readonly lateBy: Seconds
  /** Seconds spent driving since the start of the route, by the clock. */
  readonly driven: Seconds
  /** Seconds of travel since the start as the travel source says, without rush hours: what costs and limits count. */
  readonly travel: Seconds
  readonly metres: number
  /** What the travel source itself says that these legs cost; 0 where it leaves that to the courier's rates. */
  readonly price: number
}

/** Where to start, and a stop at which to wait on purpose. */
export interface WalkOptions {
  /** Departure from the start of the route; later where the first trip is not yet released. */
  readonly from: Seconds
  /** The stop with this index does not start before `at`. */
  readonly hold?: { readonly index: number; readonly at: Seconds }
  /** What has happened of the route already, if anything: `from` counts for nothing then. */
  readonly begun?: Begun | undefined
}

/**
 * One visit per stop and one for the end of the route, everything as early as can be: drive, wait for the window, serve, leave.
 *
 * A break on the leg from one place to the next is taken as soon as its window allows, anywhere on the road: until then the
 * courier drives on, or waits where there is nothing left to drive. Who is late for every window starts at once and is late.
 *
 * A visit to an order takes its setup first, unless the courier was at the same place before: at another visit, at the start of the route,
 * at a reload, or driving through. Then its service follows.
 *
 * A trip starts when all that it brings has been released: the first one leaves no earlier, a later one waits at its reload.
 *
 * What has happened of a route that has begun stands as it was, and is late for nothing. Where the courier goes on from another place than
 * that of the last step, that place is one more visit.
 */
export function walk(day: Day, spec: RouteSpec, stops: readonly Stop[], options: WalkOptions): Visit[] {
  const { shift } = spec
  const { begun, hold } = options
  const source = day.travel.get(spec.courier.profile)!
  const visits: Visit[] = []
  const [release, ...releases] = tripsOf(stops).map(releaseOf)
  let now = begun ? begun.left : Math.max(options.from, release!)
  let here = shift.from
  let driven = 0
  let travel = 0
  let metres = 0
  let price = 0
  let pauses: { pause: Break; index: number }[] = []

  const note = (visit: Pick<Visit, 'stop' | 'index' | 'arrival' | 'start' | 'depart'> & Partial<Visit>): void => {
    now = visit.depart
    visits.push({ setup: 0, window: undefined, lateBy: 0, driven, travel, metres, price, ...visit })
  }

  /** @param by there by then, however long the way is */
  const drive = (place: Place | null, by: Seconds = Infinity): Seconds => {
    const stays = begun !== undefined && here !== null && place !== null && day.grid.isSame(here, place)
    const seconds = stays ? 0 : legSeconds(source, spec.courier.speed, here, place)
    let rest = day.profile === undefined ? seconds : UNITS_PER_SECOND * seconds
    for (const { pause, index } of pauses) {
      const made = begun?.made[index]
      const ready = index === hold?.index ? Math.max(now, hold.at) : now
      const { start, window, lateBy } = made ? asMade(pause.windows, made.start) : firstStart(pause.windows, ready)
      const arrival = Math.min(start, after(day.profile, now, rest))
      driven += arrival - now
      rest = Math.max(0, rest - drivenBetween(day.profile, now, start))
      const depart = made ? made.depart : start + pause.service
      note({ stop: { type: 'break', pause }, index, arrival, start, depart, window, lateBy })
    }
    pauses = []
    const arrival = Math.min(by, after(day.profile, now, rest))
    driven += arrival - now
    travel += seconds
    metres += stays ? 0 : legMetres(source, here, place)
    price += stays ? 0 : legPrice(source, here, place)
    here = place
    return arrival
  }

  /** The courier goes on from here. */
  const resume = ({ at, free }: Begun): void => {
    const before = here
    const arrival = drive(at, free)
    driven += free - arrival
    now = free
    if (before !== null && day.grid.isSame(before, at)) return
    note({ stop: { type: 'via', place: at }, index: -1, arrival: free, start: free, depart: free })
  }

  if (begun?.made.length === 0) resume(begun)
  for (const [index, stop] of stops.entries()) {
    const made = begun?.made[index]
    if (stop.type === 'break') {
      pauses.push({ pause: stop.pause, index })
    } else if (made) {
      if (stop.type === 'reload') releases.shift()
      const arrival = drive(placeOf(stop), made.start)
      const windows = 'order' in stop ? visitedOf(stop).windows : []
      note({ stop, index, arrival, depart: made.depart, ...asMade(windows, made.start) })
    } else {
      const before = here
      const arrival = drive(placeOf(stop))
      const ready = index === hold?.index ? Math.max(arrival, hold.at) : arrival
      if ('order' in stop) {
        const visited = visitedOf(stop)
        const due = setupFor(visited, spec.courier.type)
        const setup = due > 0 && before !== null && day.grid.isSame(before, visited.place) ? 0 : due
        const { start, window, lateBy } = firstStart(visited.windows, ready)
        const depart = start + setup + serviceFor(visited, spec.courier.type)
        note({ stop, index, arrival, start, depart, setup, window, lateBy })
      } else {
        const start = stop.type === 'reload' ? Math.max(ready, releases.shift()!) : ready
        note({ stop, index, arrival, start, depart: start + (stop.type === 'reload' ? stop.reload.service : 0) })
      }
    }
    if (begun?.made.length === index + 1) resume(begun)
  }
  const arrival = drive(shift.to)
  note({ stop: undefined, index: stops.length, arrival, start: arrival, depart: arrival, lateBy: Math.max(0, arrival - shift.end) })
  return visits
}

function visitedOf(stop: Extract<Stop, { order: unknown }>): Order | OtherEnd {
  return stop.type === 'order' ? stop.order : stop.end
}

/** What has happened is late for nothing any more. */
function asMade(windows: readonly Window[], start: Seconds): { start: Seconds; window: Window | undefined; lateBy: Seconds } {
  return { start, window: windows.find((window) => window.start <= start && start <= window.end), lateBy: 0 }
}

/** Seconds of one leg at the courier's speed; open ends are everywhere. */
export function legSeconds(source: TravelSource, speed: number, from: Place | null, to: Place | null): Seconds {
  return from === null || to === null ? 0 : atSpeed(source.seconds(from, to), speed)
}

/** Metres of one leg. */
export function legMetres(source: TravelSource, from: Place | null, to: Place | null): number {
  return from === null || to === null ? 0 : source.metres(from, to)
}

function legPrice(source: TravelSource, from: Place | null, to: Place | null): number {
  return from === null || to === null ? 0 : (source.cost?.(from, to) ?? 0)
}

/** The earliest moment from `ready` on in one of the windows; at once, and late, where all have closed. */
function firstStart(windows: readonly Window[], ready: Seconds): { start: Seconds; window: Window | undefined; lateBy: Seconds } {
  const window = windows.find((candidate) => candidate.end >= ready)
  if (window === undefined) return { start: ready, window, lateBy: ready - windows.at(-1)!.end }
  return { start: Math.max(ready, window.start), window, lateBy: 0 }
}

/** When `rest` is driven; seconds, or units of the profile where there is one. */
function after(profile: TimeProfile | undefined, now: Seconds, rest: number): Seconds {
  return profile === undefined ? now + rest : profile.firstAt(profile.unitsAt(now) + rest)
}

function drivenBetween(profile: TimeProfile | undefined, from: Seconds, to: Seconds): number {
  return profile === undefined ? to - from : profile.unitsAt(to) - profile.unitsAt(from)
}
