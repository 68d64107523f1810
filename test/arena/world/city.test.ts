import { expect, test } from 'vitest'
import { CITY_AREAS, areaOf, drawSpot, drawTown, lonLatAt } from '../../../src/arena/world/city.ts'
import type { CityTravel } from '../../../src/arena/world/scenario.ts'
import { Random } from '../../../src/base/random.ts'

const plan: CityTravel = {
  kind: 'city', centre: [13.4, 52.52], squareKm: 36, clusters: 4, clustered: 0.6, spread: 0.5, kilometresPerHour: 16, detour: 1.5,
  depots: [{ id: 'hub', east: 0, north: 0 }],
}

function spots(of: CityTravel, count: number) {
  const town = drawTown(of, 7)
  return Array.from({ length: count }, (_, i) => drawSpot(town, new Random(i).fork('spot')))
}

test('A city is as large as asked: a circle of that many square kilometres, from which nobody falls out', () => {
  const radius = Math.sqrt(36 / Math.PI)
  const farthest = Math.max(...spots(plan, 4000).map(({ east, north }) => Math.hypot(east, north)))
  expect(farthest).toBeLessThanOrEqual(radius)
  // Four in ten addresses lie anywhere, so that 1600 draws reach the last percent of the radius.
  expect(farthest).toBeGreaterThan(0.99 * radius)
})

test('Without clusters addresses are spread evenly: half of them lie in the half of the area around the middle', () => {
  const town = drawTown({ ...plan, clusters: 0 }, 7)
  const even = spots({ ...plan, clusters: 0 }, 8000)
  const count = (area: string) => even.filter((spot) => areaOf(town, spot) === area).length / even.length
  // 8000 draws: one standard error is 0.56 points at one half, and 0.37 at an eighth.
  expect(Math.abs(count('inner') - 0.5)).toBeLessThan(0.02)
  for (const quarter of CITY_AREAS.slice(1)) expect(Math.abs(count(quarter) - 0.125), quarter).toBeLessThan(0.015)
})

test('The asked share of addresses lies in clusters', () => {
  const town = drawTown({ ...plan, spread: 0.05 }, 7)
  const near = spots({ ...plan, spread: 0.05 }, 8000)
    .filter((spot) => town.clusters.some(({ at }) => Math.hypot(spot.east - at.east, spot.north - at.north) < 0.2)).length
  // Within four standard deviations of a cluster lie all of its 60 %; and of the others 4 × π × 0.2² ÷ 36 = 1.4 %, which is 0.6 points.
  expect(Math.abs(near / 8000 - 0.606)).toBeLessThan(0.02)
})

test('Kilometres become degrees and back', () => {
  const town = drawTown(plan, 7)
  const [lon, lat] = lonLatAt(town, { east: 3, north: -2 })
  // A degree of latitude is 6371.0088 km × π ÷ 180 = 111.195 km; one of longitude × cos 52.52° = 0.6085.
  expect((lat - 52.52) * 111.195).toBeCloseTo(-2, 2)
  expect((lon - 13.4) * 111.195 * Math.cos((52.52 * Math.PI) / 180)).toBeCloseTo(3, 2)
})

test('More clusters of the same seed leave the first where they were', () => {
  const few = drawTown(plan, 7).clusters.map(({ at }) => at)
  const many = drawTown({ ...plan, clusters: 9 }, 7).clusters.map(({ at }) => at)
  expect(many.slice(0, 4)).toEqual(few)
  expect(drawTown(plan, 8).clusters[1]).not.toEqual(drawTown(plan, 7).clusters[1])
})
