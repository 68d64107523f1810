/** Travel estimated from coordinates: the great circle, a detour factor and a speed. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { readNumber, readObject, throwIfAny } from '../base/read.ts'
import { LONGEST_LEG } from './leg.ts'
import type { LonLat, Place } from './place.ts'
import { lonLatOf } from './place.ts'
import type { LegComputer, TravelSource } from './source.ts'
import { EARTH_RADIUS, angleBetween, unitVectorInto } from './sphere.ts'

/** What {@link estimateTravel} takes. */
export interface EstimateInput {
  /** 1 to 1000; counts to the metre per hour. */
  kilometresPerHour: number
  /** Road length ÷ great circle, 1 to 10, counts in thousandths; 1.3 when left out. */
  detour?: number
}

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
  // seconds = mm × (detour‰ ÷ 1000) ÷ 1000 ÷ (metresPerHour ÷ 3600); 2 × 10^10 mm × 10^4 × 9 is below 2^53
  const secondsOf = (millimetres: number) =>
    Math.min(LONGEST_LEG, Math.ceil((millimetres * detourThousandths * 9) / (2500 * metresPerHour)))
  const metresOf = (millimetres: number) => Math.ceil((millimetres * detourThousandths) / 1_000_000)
  const millimetres = millimetresBetween()
  return Object.freeze({
    name: `estimate ${metresPerHour / 1000} km/h, detour ${detourThousandths / 1000}`,
    metric: true,
    estimate: Object.freeze({ kilometresPerHour, detour }),
    refuses: (place: Place) => (lonLatOf(place) === undefined ? 'the estimate needs coordinates; give [longitude, latitude]' : undefined),
    seconds: (from: Place, to: Place) => secondsOf(millimetres(from, to)),
    metres: (from: Place, to: Place) => metresOf(millimetres(from, to)),
    computer: () => legComputer(secondsOf, metresOf),
    // The longest leg, which is cut, bounds what may be promised per metre: half the Earth's girth is below 20,100 km.
    leastPerMetre: Object.freeze({
      seconds: Math.min((detourThousandths * 3.6) / metresPerHour, LONGEST_LEG / 20_100_000),
      metres: detourThousandths / 1000,
    }),
  })
}

/** Whole millimetres along the great circle, plus one, between the points at `a` and `b` of a list of unit vectors. */
function millimetresAt(vectors: Float64Array, a: number, b: number): number {
  const angle = angleBetween(vectors, a, b)
  return angle === 0 ? 0 : Math.ceil(angle * (EARTH_RADIUS * 1000)) + 1
}

function legComputer(secondsOf: (millimetres: number) => number, metresOf: (millimetres: number) => number): LegComputer {
  let vectors = new Float64Array(3 * 16)
  return {
    symmetric: true,
    put(handle, place) {
      const at = lonLatOf(place)
      assert(at !== undefined, 'places were checked for coordinates')
      if (3 * handle >= vectors.length) {
        const wider = new Float64Array(2 * 3 * handle)
        wider.set(vectors)
        vectors = wider
      }
      unitVectorInto(at, vectors, 3 * handle)
    },
    seconds: (from, to) => secondsOf(millimetresAt(vectors, 3 * from, 3 * to)),
    metres: (from, to) => metresOf(millimetresAt(vectors, 3 * from, 3 * to)),
  }
}

/**
 * The same for places. It remembers the direction vectors of places that it has seen, and the last pair: whoever asks for the way there
 * mostly asks for the way back next, then for the metres.
 */
function millimetresBetween(): (from: Place, to: Place) => number {
  const seen = new WeakMap<object, Float64Array>()
  const pair = new Float64Array(6)
  const load = (at: LonLat, offset: number): void => {
    let vector = seen.get(at)
    if (vector === undefined) {
      vector = new Float64Array(3)
      unitVectorInto(at, vector, 0)
      seen.set(at, vector)
    }
    pair.set(vector, offset)
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
    load(a, 0)
    load(b, 3)
    between = millimetresAt(pair, 0, 3)
    return between
  }
}
