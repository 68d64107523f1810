/** Travel estimated from coordinates: the great circle, a detour factor and a speed. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { readNumber, readObject, throwIfAny } from '../base/read.ts'
import { LONGEST_LEG } from './leg.ts'
import type { LonLat, Place } from './place.ts'
import { lonLatOf } from './place.ts'
import type { TravelSource } from './source.ts'

/** What {@link estimateTravel} takes. */
export interface EstimateInput {
  /** 1 to 1000; counts to the metre per hour. */
  kilometresPerHour: number
  /** Road length ÷ great circle, 1 to 10, counts in thousandths; 1.3 when left out. */
  detour?: number
}

/** Mean radius of the Earth in metres [IUGG]. */
const EARTH_RADIUS = 6_371_008.8

/**
 * A source for places with coordinates. Distances are the great circle on a sphere, in whole millimetres, times the detour;
 * seconds and metres are rounded up in exact whole-number arithmetic. Rounding up is subadditive and one millimetre is added to
 * every distance against floating error, so the triangle inequality holds exactly and `metric` is true.
 * Throws {@link InputError}.
 */
export function estimateTravel(input: EstimateInput): TravelSource {
  const problems: Problem[] = []
  const fields = readObject(input, ['kilometresPerHour', 'detour'], '', problems)
  const kilometresPerHour = fields && readNumber(fields['kilometresPerHour'], 1, 1000, 'kilometresPerHour', problems)
  const detour = fields && readNumber(fields['detour'] ?? 1.3, 1, 10, 'detour', problems)
  throwIfAny(problems)
  assert(kilometresPerHour !== undefined && detour !== undefined, 'an estimate without problems was read')
  const metresPerHour = Math.round(kilometresPerHour * 1000)
  const detourThousandths = Math.round(detour * 1000)
  const millimetres = millimetresBetween()
  return Object.freeze({
    name: `estimate ${metresPerHour / 1000} km/h, detour ${detourThousandths / 1000}`,
    metric: true,
    refuses: (place: Place) => (lonLatOf(place) === undefined ? 'the estimate needs coordinates; give [longitude, latitude]' : undefined),
    // seconds = mm × (detour‰ ÷ 1000) ÷ 1000 ÷ (metresPerHour ÷ 3600); 2 × 10^10 mm × 10^4 × 9 is below 2^53
    seconds: (from: Place, to: Place) =>
      Math.min(LONGEST_LEG, Math.ceil((millimetres(from, to) * detourThousandths * 9) / (2500 * metresPerHour))),
    metres: (from: Place, to: Place) => Math.ceil((millimetres(from, to) * detourThousandths) / 1_000_000),
  })
}

/**
 * A function for whole millimetres along the great circle, plus one. It remembers the direction vectors of places that it has seen, and
 * the last pair: whoever asks for the way there mostly asks for the way back next, then for the metres.
 */
function millimetresBetween(): (from: Place, to: Place) => number {
  const seen = new WeakMap<object, Float64Array>()
  const vectorOf = (at: LonLat): Float64Array => {
    let vector = seen.get(at)
    if (vector === undefined) {
      vector = unitVector(at)
      seen.set(at, vector)
    }
    return vector
  }
  let one: LonLat | undefined
  let other: LonLat | undefined
  let between = 0
  return (from, to) => {
    const a = lonLatOf(from)
    const b = lonLatOf(to)
    assert(a !== undefined && b !== undefined, 'places were checked for coordinates')
    // the angle is the same both ways, to the bit
    if ((a === one && b === other) || (a === other && b === one)) return between
    one = a
    other = b
    between = a[0] === b[0] && a[1] === b[1] ? 0 : Math.ceil(angle(vectorOf(a), vectorOf(b)) * EARTH_RADIUS * 1000) + 1
    return between
  }
}

function unitVector(at: LonLat): Float64Array {
  const lon = (at[0] * Math.PI) / 180
  const lat = (at[1] * Math.PI) / 180
  return Float64Array.of(Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat))
}

/** From the cross and the dot product: unlike the haversine's arcsine, exact to the last bits at every distance. */
function angle(a: Float64Array, b: Float64Array): number {
  const x = a[1]! * b[2]! - a[2]! * b[1]!
  const y = a[2]! * b[0]! - a[0]! * b[2]!
  const z = a[0]! * b[1]! - a[1]! * b[0]!
  return Math.atan2(Math.sqrt(x * x + y * y + z * z), a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!)
}
