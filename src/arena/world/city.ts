/** A round city with dense districts, or a countryside with villages: addresses drawn from a seed. */
import { Random } from '../../base/random.ts'
import type { LonLat } from '../../travel/place.ts'
import { EARTH_RADIUS } from '../../travel/sphere.ts'
import { bell } from './draws.ts'
import type { CityTravel } from './scenario.ts'

/** Kilometres east and north of the middle. */
export interface Spot {
  readonly east: number
  readonly north: number
}

/** The districts of one seed. */
export interface Town {
  readonly plan: CityTravel
  readonly radius: number
  readonly clusters: readonly { readonly at: Spot; readonly share: number }[]
}

const KM_PER_DEGREE = (EARTH_RADIUS * Math.PI) / 180_000

/** The half of the area around the middle, and the quarters of the rest. */
export const CITY_AREAS: readonly string[] = ['inner', 'outer north', 'outer east', 'outer south', 'outer west']

/** Draws the districts. The first is the middle and the largest: shares fall as 1, 2/3, 1/2, 2/5, … */
export function drawTown(plan: CityTravel, seed: number): Town {
  const radius = Math.sqrt(plan.squareKm / Math.PI)
  const weights = Array.from({ length: plan.clusters }, (_, index) => 1 / (1 + index / 2))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const clusters = weights.map((weight, index) => {
    const at = index === 0 ? { east: 0, north: 0 } : anywhere(radius, new Random(seed).fork(`cluster ${index}`))
    return { at, share: weight / total }
  })
  return { plan, radius, clusters }
}

/** Draws an address of the town; none lies outside its circle. */
export function drawSpot({ plan, radius, clusters }: Town, chance: Random): Spot {
  if (clusters.length === 0 || chance.unit() >= plan.clustered) return anywhere(radius, chance)
  let left = chance.unit()
  const { at } = clusters.find(({ share }) => (left -= share) < 0) ?? clusters.at(-1)!
  for (;;) {
    const spot = { east: at.east + plan.spread * bell(chance), north: at.north + plan.spread * bell(chance) }
    if (Math.hypot(spot.east, spot.north) <= radius) return spot
  }
}

/** Every square kilometre is equally likely: hence the root. */
function anywhere(radius: number, chance: Random): Spot {
  const distance = radius * Math.sqrt(chance.unit())
  const angle = 2 * Math.PI * chance.unit()
  return { east: distance * Math.cos(angle), north: distance * Math.sin(angle) }
}

/** Longitude and latitude to a metre or so. */
export function lonLatAt({ plan: { centre: [lon, lat] } }: Town, { east, north }: Spot): LonLat {
  const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  return [rounded(lon + east / (KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180))), rounded(lat + north / KM_PER_DEGREE)]
}

/** Which of {@link CITY_AREAS} the spot lies in. */
export function areaOf({ radius }: Town, { east, north }: Spot): string {
  if (Math.hypot(east, north) <= radius / Math.SQRT2) return 'inner'
  if (Math.abs(north) >= Math.abs(east)) return north > 0 ? 'outer north' : 'outer south'
  return east > 0 ? 'outer east' : 'outer west'
}
