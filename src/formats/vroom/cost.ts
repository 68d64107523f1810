/**
 * What a route costs as VROOM counts it: exactly, and rounded once per route, where our own costs are rounded per leg. The rules are those
 * of VROOM 1.15, found by asking it; `docs/vroom.md` states them.
 */
import type { Courier } from '../../model/nouns.ts'
import type { RouteSheet } from '../../model/timetable.ts'
import type { TravelSource } from '../../travel/source.ts'
import type { VroomNames, VroomVehicle } from './problem.ts'
import { percentOf } from './speeds.ts'

/** VROOM's cost of a route. Paid hours, which VROOM does not know, are rounded by themselves and added. */
export function vroomCost(
  sheet: RouteSheet, courier: Courier, vehicle: VroomVehicle, names: Pick<VroomNames, 'day' | 'timed' | 'costScale'>,
): number {
  const { fixed, perHour, perKm, perTaskHour, perPaidHour } = courier.costs
  const legs = legsOf(sheet, names.day.travel.get(courier.profile)!)
  const unit = names.costScale
  const travel = legs.price ?? travelCost(legs, perHour / unit, perKm / unit, vehicle.speed, names.timed)
  const serves = sheet.steps.some(({ type }) => type === 'order')
  const tasks = sheet.steps.reduce((sum, { type, start, depart }) => (isTask(type) ? sum + depart - start : sum), 0)
  return (serves ? fixed / unit : 0)
    + travel / (legs.price === undefined ? 1 : unit)
    + Math.floor((tasks * perTaskHour) / unit / 3600)
    + Math.round((perPaidHour * (sheet.end - sheet.start)) / unit / 3600)
}

interface LegSums {
  /** As the source says, at its own speed. */
  readonly seconds: number
  readonly metres: number
  /** Where the source says itself what legs cost. */
  readonly price: number | undefined
}

function legsOf({ steps }: RouteSheet, source: TravelSource): LegSums {
  const places = steps.flatMap(({ place }) => (place === null ? [] : [place]))
  const total = (ask: TravelSource['seconds']) => places.slice(1).reduce<number>((sum, place, index) => sum + ask(places[index]!, place), 0)
  return {
    seconds: total((from, to) => source.seconds(from, to)),
    metres: total((from, to) => source.metres(from, to)),
    price: source.cost === undefined ? undefined : total((from, to) => source.cost!(from, to)),
  }
}

/** With windows VROOM rounds the cost of the seconds and metres that it reports; without any it cuts off the exact sum. */
function travelCost({ seconds, metres }: LegSums, perHour: number, perKm: number, speed: number, timed: boolean): number {
  if (!timed) return Math.floor((seconds * Math.round((100 * perHour) / speed) + metres * perKm * 360) / 360_000)
  const reported = Math.floor((seconds * percentOf(speed)) / 100)
  return Math.round((reported * perHour) / 3600 + (metres * perKm) / 1000)
}

/** Breaks are counted with the tasks, as VROOM does. */
function isTask(type: RouteSheet['steps'][number]['type']): boolean {
  return type === 'order' || type === 'collect' || type === 'bring' || type === 'break'
}
