/** VROOM's integer ids for a day that was not read from VROOM JSON. */
import type { Day } from '../../model/day.ts'
import type { Courier, Order } from '../../model/nouns.ts'
import type { Place } from '../../travel/place.ts'
import { lonLatOf, rowOf } from '../../travel/place.ts'
import { doorOfOrder, otherEnd, otherEndOf, shipmentNumeral } from './ends.ts'
import type { VroomLocation, VroomNames, VroomTask, VroomVehicle } from './problem.ts'

/** How places are written; by default their own row and coordinates. */
export type Locate = (place: Place) => VroomLocation

/**
 * Names orders, couriers' shifts and breaks with integers. An id that is a plain number stays; any other gets the next free number,
 * and `description` says which id it stands for.
 */
export function namesOfDay(day: Day, orders: readonly Order[], locate: Locate = locationOf): VroomNames {
  const { tasks, otherEnds } = namesOfOrders(orders, locate)
  // Only a courier with one shift can keep the id.
  const keeping = day.couriers.filter(({ shifts }) => shifts.length === 1).map(({ id }) => id)
  const kept = new Map([...numbered(keeping)].filter(([id, number]) => String(number) === id))
  let free = Math.max(0, ...kept.values()) + 1
  const vehicles = new Map<string, readonly VroomVehicle[]>(day.couriers.map((courier) => {
    return [courier.id, courier.shifts.map((_, shift) => vehicleOf(courier, shift, kept.get(courier.id) ?? free++, locate))]
  }))
  const places = orders.flatMap((order) => [order.place, otherEndOf(order)?.place ?? order.place])
  const distances = [...day.travel.values()].some((source) => places.some((place) => source.metres(places[0]!, place) > 0))
  return { day, orders, requests: [], anchor: 0, distances, timed: true, costScale: 1, tasks, otherEnds, vehicles }
}

/** Jobs and shipments are numbered apart, for VROOM tells them by type; both ends of a shipment have the same number. */
function namesOfOrders(orders: readonly Order[], locate: Locate): Pick<VroomNames, 'tasks' | 'otherEnds'> {
  const jobIds = numbered(orders.filter((order) => otherEndOf(order) === undefined).map(({ id }) => id))
  const shipmentIds = numbered(orders.filter((order) => otherEndOf(order) !== undefined).map(({ id }) => id), shipmentNumeral)
  const tasks = new Map<string, VroomTask>()
  const otherEnds = new Map<string, VroomTask>()
  for (const order of orders) {
    const end = otherEndOf(order)
    const id = (end === undefined ? jobIds : shipmentIds).get(order.id)!
    const keepsId = String(id) === (end === undefined ? order.id : shipmentNumeral(order.id))
    const named = (name: string | undefined) => (name === undefined ? {} : { description: name })
    const door = named(keepsId ? order.description : labelled(order.id, order.description))
    const type = end === undefined ? 'job' : doorOfOrder(order)
    tasks.set(order.id, { type, id, ...door, ...locate(order.place) })
    if (end === undefined) continue
    const other = named(keepsId ? undefined : order.id)
    otherEnds.set(order.id, { type: otherEnd(doorOfOrder(order)), id, ...other, ...locate(end.place) })
  }
  return { tasks, otherEnds }
}

function vehicleOf(courier: Courier, shift: number, id: number, locate: Locate): VroomVehicle {
  const { from, to, breaks, reload } = courier.shifts[shift]!
  const name = courier.shifts.length === 1 ? courier.id : `${courier.id}, shift ${shift + 1}`
  const breakIds = numbered(breaks.map((pause) => pause.id))
  return {
    id,
    ...(String(id) === name ? {} : { description: name }),
    speed: courier.speed,
    start: from === null ? undefined : locate(from),
    end: to === null ? undefined : locate(to),
    reload: reload === undefined ? undefined : locate(reload.place),
    breaks: new Map([...breakIds].map(([name, id]) => [name, { id, ...(String(id) === name ? {} : { description: name }) }])),
  }
}

/** A number for each text: its own where it is written as one and nobody before has it, else the next above all of them. */
export function numbered(texts: Iterable<string>, numeralIn = (text: string) => text): ReadonlyMap<string, number> {
  const list = [...new Set(texts)]
  const own = new Map<string, number>()
  const taken = new Set<number>()
  for (const text of list) {
    const numeral = numeralIn(text)
    if (!isPlainNumber(numeral) || taken.has(Number(numeral))) continue
    own.set(text, Number(numeral))
    taken.add(Number(numeral))
  }
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
