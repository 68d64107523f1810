/** What legs really take: the expected time of the hour, times noise that is a hash of where, when and who. */
import { Random } from '../../base/random.ts'
import type { Place } from '../../travel/place.ts'
import { lonLatOf, rowOf } from '../../travel/place.ts'
import type { TimeProfile } from '../../travel/profile.ts'
import { timeProfile } from '../../travel/profile.ts'
import type { TravelSource } from '../../travel/source.ts'
import { bell } from './draws.ts'
import type { Noise } from './scenario.ts'

/** One leg as it was driven. */
export interface Driven {
  readonly seconds: number
  readonly metres: number
}

/** A leg on delivery day `day`, left at `at` seconds from its midnight, by this courier; without a courier: by one of the usual kind. */
export type Drive = (day: number, from: Place, to: Place, at: number, courier?: string) => Driven

/** The expected time by the hour, from 24 factors; `undefined` where hours are alike. */
export function profileOf(hours: readonly number[]): TimeProfile | undefined {
  if (hours.length === 0) return undefined
  return timeProfile({ steps: hours.map((factor, hour) => ({ from: hour * 3600, factor })) })
}

/**
 * The roads of one seed. Every draw is a hash of the seed, the day, both places and the hour (and of the courier), never of what was asked
 * before: regimes that drive the same leg in the same hour meet the same traffic. All factors are log-normal with mean 1.
 */
export function makeDrive(travel: TravelSource, profile: TimeProfile | undefined, noise: Noise, seed: number): Drive {
  return (day, from, to, at, courier) => {
    const expected = travel.seconds(from, to)
    const metres = travel.metres(from, to)
    if (expected === 0) return { seconds: 0, metres }
    const byHour = profile === undefined ? expected : profile.arrive(at, expected) - at
    const draw = (name: string, spread: number) => (spread === 0 ? 1 : logNormal(new Random(seed).fork(name), spread))
    const leg = draw(`leg ${day} ${keyOf(from)} ${keyOf(to)} ${Math.floor(at / 3600)}`, noise.leg)
    const weather = draw(`weather ${day}`, noise.day)
    const hand = courier === undefined ? 1 : draw(`courier ${day} ${courier}`, noise.courier)
    return { seconds: Math.round(byHour * leg * weather * hand), metres }
  }
}

/** A factor with mean 1: e to the power of a bell-shaped draw, less half its variance. */
function logNormal(chance: Random, spread: number): number {
  return Math.exp(spread * bell(chance) - (spread * spread) / 2)
}

function keyOf(place: Place): string {
  return String(rowOf(place) ?? lonLatOf(place))
}
