/** The clocks of a time zone: which instants show a civil reading, and which instant a reading stands for where clocks jump. */
import { IANAZone } from 'luxon'
import type { Civil } from './civil.ts'

const hour = 3_600_000
/** Clocks are at most 14 hours ahead of UTC and at most 12 behind (since 1973). */
const farthestAhead = 14 * hour
const farthestBehind = 12 * hour

/** Whether the text names an IANA zone, such as `Europe/Berlin`. Offsets such as `+01:00` are not zones: they know no summer time. */
export function isZone(zone: unknown): zone is string {
  return typeof zone === 'string' && /^[A-Za-z]/.test(zone) && IANAZone.isValidZone(zone)
}

/** What the clocks of the zone show at an instant (epoch milliseconds). */
export function shownAt(zone: string, instant: number): Civil {
  return instant + offsetAt(zone, instant)
}

/** The instants at which the clocks show the reading, in order: one as a rule, none where they jump over it, two where they go back. */
export function instantsShowing(zone: string, civil: Civil): number[] {
  const probes = [civil - farthestAhead, civil, civil + farthestBehind]
  const offsets = new Set(probes.map((probe) => offsetAt(zone, probe)))
  return [...offsets]
    .map((offset) => civil - offset)
    .filter((instant) => shownAt(zone, instant) === civil)
    .sort((a, b) => a - b)
}

/** The first instant at which the clocks show the reading or have jumped past it. Never later for an earlier reading. */
export function firstInstantFrom(zone: string, civil: Civil): number {
  return instantsShowing(zone, civil)[0] ?? jumpOver(zone, civil)
}

/** The instant of the jump that skips the reading, by bisection: until then clocks are behind the reading, from then on ahead. */
function jumpOver(zone: string, civil: Civil): number {
  let behind = civil - farthestAhead
  let ahead = civil + farthestBehind
  while (ahead - behind > 1000) {
    const middle = behind + Math.floor((ahead - behind) / 2000) * 1000
    if (shownAt(zone, middle) < civil) behind = middle
    else ahead = middle
  }
  return ahead
}

function offsetAt(zone: string, instant: number): number {
  return IANAZone.create(zone).offset(instant) * 60_000
}
