/** VROOM's integer ids for a day that was not read from VROOM JSON. */
import type { Day } from '../../model/day.ts'
import type { Courier, Order } from '../../model/nouns.ts'
import type { Place } from '../../travel/place.ts'
import { lonLatOf, rowOf } from '../../travel/place.ts'
import type { VroomLocation, VroomNames, VroomTask, VroomVehicle } from './problem.ts'

/** How places are written; by default their own row and coordinates. */
export type Locate = (place: Place) => VroomLocation

/**
 * Names orders, couriers' shifts and breaks with integers. An id that is a plain number stays; any other gets the next free number,
 * and `description` says which id it stands for.
 */
export function namesOfDay(day: Day, orders: readonly Order[], locate: Locate = locationOf): VroomNames {
  const taskIds = numbered(orders.map(({ id }) => id))
  const tasks = new Map<string, VroomTask>(orders.map((order) => {
    const id = taskIds.get(order.id)!
    const description = String(id) === order.id ? order.description : labelled(order.id, order.description)
    return [order.id, { type: 'job', id, setup: 0, ...(description === undefined ? {} : { description }), ...locate(order.place) }]
  }))
  // Only a courier with one shift can keep the id.
  const keeping = day.couriers.filter(({ shifts }) => shifts.length === 1).map(({ id }) => id)
  const kept = new Map([...numbered(keeping)].filter(([id, number]) => String(number) === id))
  let free = Math.max(0, ...kept.values()) + 1
  const vehicles = new Map<string, readonly VroomVehicle[]>(day.couriers.map((courier) => {
    return [courier.id, courier.shifts.map((_, shift) => vehicleOf(courier, shift, kept.get(courier.id) ?? free++, locate))]
  }))
  const [first] = orders
  const distances = [...day.travel.values()].some((source) => orders.some(({ place }) => source.metres(first!.place, place) > 0))
  return { day, orders, requests: [], anchor: 0, distances, tasks, shipments: [], vehicles }
}

function vehicleOf(courier: Courier, shift: number, id: number, locate: Locate): VroomVehicle {
  const { from, to, breaks } = courier.shifts[shift]!
  const name = courier.shifts.length === 1 ? courier.id : `${courier.id}, shift ${shift + 1}`
  const breakIds = numbered(breaks.map((pause) => pause.id))
  return {
    id,
    ...(String(id) === name ? {} : { description: name }),
    start: from === null ? undefined : locate(from),
    end: to === null ? undefined : locate(to),
    breaks: new Map([...breakIds].map(([name, id]) => [name, { id, ...(String(id) === name ? {} : { description: name }) }])),
  }
}

/** A number for each text: its own where it is written as one, else the next above all of them. */
export function numbered(texts: Iterable<string>): ReadonlyMap<string, number> {
  const list = [...new Set(texts)]
  const own = new Map(list.filter(isPlainNumber).map((text) => [text, Number(text)]))
  let free = list.reduce((most, text) => Math.max(most, own.get(text) ?? 0), 0)
  return new Map(list.map((text) => [text, own.get(text) ?? ++free]))
}

/** Half of the largest exact integer at most, so that there are free numbers above it. */
function isPlainNumber(text: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(text)
}

function labelled(id: string, description: string | undefined): string {
  return description === undefined ? id : `${id}: ${description}`
}

function locationOf(place: Place): VroomLocation {
  const at = lonLatOf(place)
  const row = rowOf(place)
  return { ...(at === undefined ? {} : { location: at }), ...(row === undefined ? {} : { location_index: row }) }
}
