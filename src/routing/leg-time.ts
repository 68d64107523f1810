/** The time a leg takes, with everything that can happen on it: the hour of the day, and breaks. */
import { NEVER } from '../time/seconds.ts'
import type { TimeProfile } from '../travel/profile.ts'
import type { Fleet } from './fleet.ts'

/** Earliest start of a break at or after the moment, or NEVER. `windows` holds start and end of each window in turn. */
function breakStart(windows: Int32Array, at: number): number {
  for (let w = 0; w < windows.length; w += 2) if (at <= windows[w + 1]!) return Math.max(at, windows[w]!)
  return NEVER
}

/**
 * Arrival after a leg of `seconds` left at `depart`, with the break rows from `first` up to `last` taken on the way.
 * Each break is taken as soon as its window allows, wherever that is on the road. NEVER when a break comes too late.
 */
export function arriveWithBreaks(
  fleet: Fleet, profile: TimeProfile | undefined, first: number, last: number, depart: number, seconds: number,
): number {
  let now = depart
  let rest = profile ? seconds * 1000 : seconds
  for (let b = first; b < last; b++) {
    const start = breakStart(fleet.breakWindows[b]!, now)
    if (start >= NEVER) return NEVER
    rest = Math.max(0, rest - (profile ? profile.unitsAt(start) - profile.unitsAt(now) : start - now))
    now = start + fleet.breakService[b]!
  }
  if (rest === 0) return now
  return profile ? profile.firstAt(profile.unitsAt(now) + rest) : now + rest
}

/**
 * Latest departure that still arrives by `arriveBy` with the breaks taken on the way; -NEVER when none does.
 * Arrival never falls when departure rises, so a search by halves finds the exact answer.
 */
export function departByWithBreaks(
  fleet: Fleet, profile: TimeProfile | undefined, first: number, last: number, arriveBy: number, seconds: number,
): number {
  if (first === last) return profile ? profile.departBy(arriveBy, seconds) : arriveBy - seconds
  let works = -(2 ** 22)
  let fails = arriveBy + 1
  if (arriveWithBreaks(fleet, profile, first, last, works, seconds) > arriveBy) return -NEVER
  while (fails - works > 1) {
    const middle = works + ((fails - works) >> 1)
    if (arriveWithBreaks(fleet, profile, first, last, middle, seconds) <= arriveBy) works = middle
    else fails = middle
  }
  return works
}
