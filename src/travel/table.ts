/** The legs between some places as plain tables: how any travel source reaches another thread. */
import { assert } from '../base/assert.ts'
import { InputError } from '../base/errors.ts'
import { MOST_PLACES } from './grid.ts'
import type { Place } from './place.ts'
import type { PerMetre, TravelSource } from './source.ts'

/** What a source says of the legs between these places: from the i-th to the j-th at `i * places.length + j`. */
export interface LegTable {
  readonly name: string
  readonly metric: boolean
  readonly leastPerMetre: PerMetre | undefined
  readonly places: readonly Place[]
  readonly seconds: Int32Array<ArrayBuffer>
  readonly metres: Int32Array<ArrayBuffer>
  /** Where the source says what legs cost. */
  readonly cost: Int32Array<ArrayBuffer> | undefined
}

/** Asks the source for all legs. Throws {@link InputError} `too-many` where they would take more than some gigabytes. */
export function legTable(source: TravelSource, places: readonly Place[]): LegTable {
  const { name, metric, leastPerMetre } = source
  const size = places.length
  if (size > MOST_PLACES) {
    const remedy = `improve at most ${MOST_PLACES} places elsewhere, or estimate travel from coordinates`
    throw new InputError({ code: 'too-many', path: 'places', got: size, remedy })
  }
  const table = (leg: (from: Place, to: Place) => number) => {
    const legs = new Int32Array(size * size)
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) if (i !== j) legs[i * size + j] = leg(places[i]!, places[j]!)
    return legs
  }
  return {
    name, metric, leastPerMetre, places,
    seconds: table((from, to) => source.seconds(from, to)),
    metres: table((from, to) => source.metres(from, to)),
    cost: source.cost && table((from, to) => source.cost!(from, to)),
  }
}

/** A source that knows these places and no others. */
export function tableTravel({ name, metric, leastPerMetre, places, seconds, metres, cost }: LegTable): TravelSource {
  const indexOf = new Map(places.map((place, i) => [placeKey(place), i]))
  const cell = (from: Place, to: Place): number => {
    const i = indexOf.get(placeKey(from))
    const j = indexOf.get(placeKey(to))
    assert(i !== undefined && j !== undefined, 'places were checked against the table')
    return i * places.length + j
  }
  return Object.freeze({
    name,
    metric,
    ...(leastPerMetre ? { leastPerMetre } : {}),
    refuses: (place: Place) => (indexOf.has(placeKey(place)) ? undefined : 'the table does not know the place'),
    seconds: (from: Place, to: Place) => seconds[cell(from, to)]!,
    metres: (from: Place, to: Place) => metres[cell(from, to)]!,
    ...(cost ? { cost: (from: Place, to: Place) => cost[cell(from, to)]! } : {}),
  })
}

/** Text that is the same for the same coordinates and row. */
export function placeKey(place: Place): string {
  return JSON.stringify(place)
}
