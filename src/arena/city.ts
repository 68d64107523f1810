/** A generated city: districts of different density, depots, couriers. All of it follows from one seed. */
import { Random } from '../base/random.ts'
import type { DepotInput } from '../model/day.ts'
import type { CourierInput } from '../model/courier.ts'
import { estimateTravel } from '../travel/estimate.ts'
import type { LonLat } from '../travel/place.ts'
import type { TravelSource } from '../travel/source.ts'
import { bell } from './draws.ts'

/** What a city is made from. */
export interface CityOptions {
  readonly seed: number
  /** How many couriers work. */
  readonly couriers: number
}

/** A part of the city around which addresses lie. */
export interface District {
  readonly centre: LonLat
  /** Kilometres of one standard deviation of the addresses. */
  readonly spread: number
  /** Share of the addresses. */
  readonly share: number
}

/** Where and with whom a day of delivery takes place. */
export interface City {
  readonly date: string
  readonly zone: string
  readonly districts: readonly District[]
  readonly depots: readonly DepotInput[]
  readonly couriers: readonly CourierInput[]
  readonly travel: TravelSource
  /** Load dimensions, in words. */
  readonly dimensions: readonly string[]
}

const CENTRE: LonLat = [13.4, 52.52]
const KM_PER_DEGREE = 111.2
const DISTRICTS = 8

/** Kilometres from the centre within which most lies: 36 square kilometres, as around the city hub of Kandula et al. 2021. */
const RADIUS = 3.4

/** Addresses outside all districts. */
const SCATTERED = 0.1

/** Roads as in the same study: the great circle times 1.5, at 16 km/h. */
const ROADS = { kilometresPerHour: 16, detour: 1.5 }

/** Crates and chilled boxes. */
const CAPACITY = [100, 45]

/** One shift in the morning to two in the evening: when people are at home. */
const SHIFTS = [
  { shift: { start: '08:00', end: '16:00' }, pause: ['11:00', '13:00'] },
  { shift: { start: '13:00', end: '21:30' }, pause: ['16:00', '18:00'] },
  { shift: { start: '12:30', end: '21:00' }, pause: ['15:30', '17:30'] },
] as const

/** Generates the city of a seed. More couriers of the same seed leave the others and the streets as they were. */
export function makeCity({ seed, couriers }: CityOptions): City {
  const chance = new Random(seed).fork('city')
  const districts = makeDistricts(chance.fork('districts'))
  const depots = [{ id: 'west', place: offset(CENTRE, -3, 1) }, { id: 'east', place: offset(CENTRE, 3, -1) }]
  return {
    date: '2026-12-01',
    zone: 'Europe/Berlin',
    districts,
    depots,
    couriers: Array.from({ length: couriers }, (_, index) => makeCourier(index)),
    travel: estimateTravel(ROADS),
    dimensions: ['crates', 'chilled boxes'],
  }
}

/** Draws an address. */
export function drawAddress(city: City, chance: Random): LonLat {
  if (chance.unit() < SCATTERED) {
    // The root makes every square kilometre of the circle equally likely.
    const distance = RADIUS * Math.sqrt(chance.unit())
    const angle = 2 * Math.PI * chance.unit()
    return offset(CENTRE, distance * Math.cos(angle), distance * Math.sin(angle))
  }
  let left = chance.unit()
  const district = city.districts.find(({ share }) => (left -= share) < 0) ?? city.districts.at(-1)!
  return offset(district.centre, district.spread * bell(chance), district.spread * bell(chance))
}

function makeDistricts(chance: Random): District[] {
  const drawn = Array.from({ length: DISTRICTS }, (_, index) => {
    const distance = index === 0 ? 0 : 1 + (RADIUS - 1.5) * chance.unit()
    const angle = 2 * Math.PI * (index / (DISTRICTS - 1) + 0.1 * chance.unit())
    return {
      centre: offset(CENTRE, distance * Math.cos(angle), distance * Math.sin(angle)),
      spread: 0.25 + 0.35 * chance.unit(),
      weight: 1 / (1 + index / 2),
    }
  })
  const total = drawn.reduce((sum, { weight }) => sum + weight, 0)
  return drawn.map(({ centre, spread, weight }) => ({ centre, spread, share: weight / total }))
}

/**
 * Hundredths of a rupee: 633 for a vehicle-day of nine hours and 2.7 for a kilometre [Kandula, Krishnamoorthy & Roy 2021]. The day is
 * paid by the hour, from leaving to returning, so that waiting costs what driving costs.
 */
export const COSTS = { fixed: 0, perHour: 0, perKm: 270, perPaidHour: 7033 } as const

function makeCourier(index: number): CourierInput {
  const { shift, pause: [from, to] } = SHIFTS[index % SHIFTS.length]!
  return {
    id: `courier ${index + 1}`,
    depot: index % 2 === 0 ? 'west' : 'east',
    shift,
    breaks: [{ id: 'pause', windows: [{ start: from, end: to }], service: 'PT30M' }],
    capacity: CAPACITY,
    costs: COSTS,
    skills: index % 2 === 0 ? ['lift'] : [],
  }
}

/** A place so many kilometres east and north of another, to the metre or so. */
function offset([lon, lat]: LonLat, east: number, north: number): LonLat {
  const degrees = (value: number) => Math.round(value * 1e5) / 1e5
  return [degrees(lon + east / (KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180))), degrees(lat + north / KM_PER_DEGREE)]
}
