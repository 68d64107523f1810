/** Walking a route second by second of the plan: the one slow definition of when everything happens. */
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import { atSpeed } from '../travel/leg.ts'
import type { Place } from '../travel/place.ts'
import type { TimeProfile } from '../travel/profile.ts'
import { UNITS_PER_SECOND } from '../travel/profile.ts'
import type { TravelSource } from '../travel/source.ts'
import type { Day, RouteSpec } from './day.ts'
import type { Break } from './nouns.ts'
import type { Stop } from './stop.ts'
import { placeOf, releaseOf, tripsOf } from './stop.ts'
import { serviceFor, setupFor } from './visit-times.ts'

/** What happens at one stop, or at the end of the route. */
export interface Visit {
  /** `undefined` at the end of the route. */
  readonly stop: Stop | undefined
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
 */
export function walk(day: Day, spec: RouteSpec, stops: readonly Stop[], options: WalkOptions): Visit[] {
  const { shift } = spec
  const source = day.travel.get(spec.courier.profile)!
  const visits: Visit[] = []
  const [release, ...releases] = tripsOf(stops).map(releaseOf)
  let now = Math.max(options.from, release!)
  let here = shift.from
  let driven = 0
  let travel = 0
  let metres = 0
  let price = 0
  let pauses: { pause: Break; index: number }[] = []

  const drive = (place: Place | null): Seconds => {
    const seconds = legSeconds(source, spec.courier.speed, here, place)
    let rest = day.profile === undefined ? seconds : UNITS_PER_SECOND * seconds
    for (const { pause, index } of pauses) {
      const ready = index === options.hold?.index ? Math.max(now, options.hold.at) : now
      const { start, window, lateBy } = firstStart(pause.windows, ready)
      const arrival = Math.min(start, after(day.profile, now, rest))
      driven += arrival - now
      rest = Math.max(0, rest - drivenBetween(day.profile, now, start))
      now = start + pause.service
      visits.push({ stop: { type: 'break', pause }, arrival, start, depart: now, setup: 0, window, lateBy, driven, travel, metres, price })
    }
    pauses = []
    const arrival = after(day.profile, now, rest)
    driven += arrival - now
    travel += seconds
    metres += legMetres(source, here, place)
    price += legPrice(source, here, place)
    here = place
    return arrival
  }

  for (const [index, stop] of stops.entries()) {
    if (stop.type === 'break') {
      pauses.push({ pause: stop.pause, index })
      continue
    }
    const before = here
    const arrival = drive(placeOf(stop))
    const ready = index === options.hold?.index ? Math.max(arrival, options.hold.at) : arrival
    if (stop.type === 'via' || stop.type === 'reload') {
      const start = stop.type === 'reload' ? Math.max(ready, releases.shift()!) : ready
      now = start + (stop.type === 'reload' ? stop.reload.service : 0)
      visits.push({ stop, arrival, start, depart: now, setup: 0, window: undefined, lateBy: 0, driven, travel, metres, price })
      continue
    }
    const visited = stop.type === 'order' ? stop.order : stop.end
    const { start, window, lateBy } = firstStart(visited.windows, ready)
    const due = setupFor(visited, spec.courier.type)
    const setup = due > 0 && before !== null && day.grid.isSame(before, visited.place) ? 0 : due
    now = start + setup + serviceFor(visited, spec.courier.type)
    visits.push({ stop, arrival, start, depart: now, setup, window, lateBy, driven, travel, metres, price })
  }
  const arrival = drive(shift.to)
  const lateBy = Math.max(0, arrival - shift.end)
  visits.push({
    stop: undefined, arrival, start: arrival, depart: arrival, setup: 0, window: undefined, lateBy, driven, travel, metres, price,
  })
  return visits
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
