/** A day on the road: couriers drive the routes that they were handed through the world as it is, and knock at doors. */
import type { Seconds } from '../../time/seconds.ts'
import type { Place } from '../../travel/place.ts'
import type { DispatchedPause, DispatchedRoute, DispatchedStop } from '../regimes/regime.ts'
import type { World } from '../world/world.ts'
import type { Opening } from './presence.ts'
import type { RouteRecord } from './record.ts'

/** How long a courier waits at a door that nobody opens, at most; less where the service would have been shorter. */
const AT_A_CLOSED_DOOR: Seconds = 120

/** A visit as it was. */
export interface Visit extends Opening {
  readonly stop: DispatchedStop
  /** When the courier knocked, in seconds from the day's local midnight. */
  readonly at: Seconds
}

/** What a courier finds at a door. */
export type Knock = (stop: DispatchedStop, at: Seconds) => Opening

/**
 * Drives one route. The courier leaves as planned, takes the stops in the planned order whatever the delay, waits where a
 * stop says until when, and takes the planned breaks where they were planned, as soon as they open: on the road, or where they are when
 * there is nothing left to drive. A delivery costs its service, a closed door two minutes at the most.
 */
export function driveRoute(
  drive: World['drive'], day: number, route: DispatchedRoute, knock: Knock,
): { record: RouteRecord; visits: Visit[] } {
  const visits: Visit[] = []
  let now = route.start
  let here = route.from
  let driving = 0
  let waiting = 0
  let service = 0
  let metres = 0

  const waitUntil = (moment: Seconds): void => {
    if (moment <= now) return
    waiting += moment - now
    now = moment
  }
  /** Breaks on the way stop the car: until one opens the courier drives on, and waits where there is nothing left to drive. */
  const goTo = (place: Place | null, breaks: readonly DispatchedPause[]): void => {
    const leg = here === null || place === null ? { seconds: 0, metres: 0 } : drive(day, here, place, now, route.courier)
    let rest = leg.seconds
    for (const pause of breaks) {
      const first = Math.min(rest, Math.max(0, pause.opens - now))
      rest -= first
      now += first
      waitUntil(pause.opens)
      now += pause.seconds
      service += pause.seconds
    }
    now += rest
    driving += leg.seconds
    metres += leg.metres
    here = place
  }
  /** Reloads and places to drive through on the way to the next stop; returns the breaks that are still to be taken. */
  const pass = (pauses: readonly DispatchedPause[]): DispatchedPause[] => {
    let breaks: DispatchedPause[] = []
    for (const pause of pauses) {
      if (pause.place === null) {
        breaks.push(pause)
        continue
      }
      goTo(pause.place, breaks)
      breaks = []
      waitUntil(pause.opens)
      now += pause.seconds
      service += pause.seconds
    }
    return breaks
  }

  route.stops.forEach((stop, index) => {
    goTo(stop.place, pass(route.pauses.filter(({ after }) => after === index)))
    waitUntil(stop.waitsUntil)
    const opening = knock(stop, now)
    visits.push({ stop, at: now, ...opening })
    const atTheDoor = opening.by === undefined ? Math.min(stop.service, AT_A_CLOSED_DOOR) : stop.service
    now += atTheDoor
    service += atTheDoor
  })
  goTo(route.to, pass(route.pauses.filter(({ after }) => after >= route.stops.length)))
  const record = { courier: route.courier, paid: now - route.start, driving, waiting, service, metres, stops: route.stops.length }
  return { record, visits }
}
