/** Writes a day as a VROOM JSON problem, with a list of what VROOM JSON cannot express. */
import type { Day } from '../../model/day.ts'
import type { Order } from '../../model/nouns.ts'
import type { Seconds } from '../../time/seconds.ts'
import type { Lose, Loss } from '../loss.ts'
import { loseInto } from '../loss.ts'
import { otherEndOf, shipmentNumeral } from './ends.ts'
import { locatorOf, matricesOf, rowsOf } from './matrices-write.ts'
import { namesOfDay, numbered } from './names.ts'
import { besides, jobJson, shipmentJson } from './orders-write.ts'
import type { VroomNames, VroomTask } from './problem.ts'
import type { ProblemJson } from './schema.ts'
import { canBeWritten, vehicleJson } from './vehicles-write.ts'

/** A day as VROOM JSON. */
export interface VroomExport {
  /** Ready for `JSON.stringify`. */
  readonly problem: ProblemJson
  readonly losses: readonly Loss[]
  /** To read VROOM's solution with `readVroomSolution`, or to write one. */
  readonly names: VroomNames
}

const DAY = 86_400

/**
 * Writes a day and its orders. Travel goes out as matrices; each shift of a courier is a vehicle; an order with another end is a
 * shipment; ids that are not plain numbers are numbered, with the id in `description`. Reloads, blocked areas, positions and release
 * times go out under keys of our own, which `readVroom` reads and VROOM passes over.
 * @throws InputError `too-many` for more than 5000 places
 */
export function writeVroomProblem(day: Day, orders: readonly Order[]): VroomExport {
  const losses: Loss[] = []
  const lose = loseInto(losses)
  listDay(day, lose)
  listBeyond(day, orders, lose)
  const rows = rowsOf(day, orders)
  const locate = locatorOf(rows)
  const shift = daysAdded(day, lose)
  const names = { ...namesOfDay(day, orders, locate), anchor: shift }
  const skills = numbered([...day.couriers, ...orders].flatMap((one) => one.skills))
  listNames(names, skills, lose)
  const isPriced = (profile: string) => day.travel.get(profile)!.cost !== undefined
  const vehicles = day.routes.flatMap(({ courier, shift: hours, shiftIndex }) => {
    const vehicle = names.vehicles.get(courier.id)![shiftIndex]!
    if (!canBeWritten(courier, shiftIndex, lose)) return []
    return vehicleJson(courier, hours, vehicle, skills, rows, shift, lose, isPriced(courier.profile))
  })
  const jobs = orders.filter((order) => otherEndOf(order) === undefined).map((order) => jobJson(order, names, skills, shift))
  const shipments = orders.flatMap((order) => {
    const end = otherEndOf(order)
    return end === undefined ? [] : shipmentJson(order, end, names, skills, shift)
  })
  const slots = day.slots.map(({ id, window }) => ({ id, start: window.start + shift, end: window.end + shift }))
  const listed = { ...(shipments.length === 0 ? {} : { shipments }), ...(slots.length === 0 ? {} : { slots }) }
  return { problem: { vehicles, jobs, ...listed, matrices: matricesOf(day, rows) }, losses, names }
}

function listDay(day: Day, lose: Lose): void {
  if (day.calendar !== undefined) {
    const { date, zone } = day.calendar
    lose('calendar', `the date ${date} in ${zone}`, 'moments are seconds from its midnight')
  }
  if (day.profile !== undefined) lose('profile', 'travel times by time of day', 'written without rush hours')
  if (day.metric) lose('travel', 'travel to places that are not known yet', 'a matrix of the places of this day')
  if (day.slots.length > 0) lose('slots', 'slots to offer', 'written as top-level slots, which VROOM passes over')
  for (const courier of day.couriers) {
    if (courier.shifts.length === 1) continue
    lose(`couriers.${courier.id}.shifts`, `${courier.shifts.length} shifts of one courier`, 'one vehicle per shift')
  }
}

/** What goes out under keys of our own. */
function listBeyond(day: Day, orders: readonly Order[], lose: Lose): void {
  const count = (path: string, number: number, what: string, key: string) => {
    if (number > 0) lose(path, `${number} ${what}`, `written as ${key}, which VROOM passes over`)
  }
  const ordersWith = (has: (order: Order) => boolean) => orders.filter(has).length
  count('couriers', day.routes.filter(({ shift }) => shift.reload !== undefined).length, 'shifts with reloads', 'reload')
  count('couriers', day.couriers.filter(({ blocked }) => blocked.length > 0).length, 'couriers with areas they do not serve', 'blocked')
  count('orders', ordersWith(({ position }) => position !== undefined), 'orders that come first or last', 'position')
  count('orders', ordersWith(({ release }) => release !== undefined), 'orders that are ready at a certain time', 'release')
  const both = ordersWith((order) => otherEndOf(order) !== undefined && besides(order).some((units) => units > 0))
  count('orders', ordersWith(({ value }) => value !== undefined), 'orders with a value', 'value')
  count('orders', both, 'shipments whose door has dealings with the depot, too', 'an amount of that end')
}

function listNames(names: VroomNames, skills: ReadonlyMap<string, number>, lose: Lose): void {
  const renamed = (what: string, path: string, count: number) => {
    if (count > 0) lose(path, `${count} ${what} that are not whole numbers`, 'numbered; the id is in description')
  }
  const keepsId = (id: string, task: VroomTask) => (task.type === 'job' ? id : shipmentNumeral(id)) === String(task.id)
  renamed('order ids', 'orders', [...names.tasks].filter(([id, task]) => !keepsId(id, task)).length)
  const named = [...names.vehicles].filter(([id, shifts]) => shifts.length === 1 && id !== String(shifts[0]!.id))
  renamed('courier ids', 'couriers', named.length)
  const pauses = [...names.vehicles.values()].flat().flatMap(({ breaks }) => [...breaks])
  renamed('break ids', 'breaks', pauses.filter(([id, pause]) => id !== String(pause.id)).length)
  const texts = [...skills].filter(([skill, number]) => skill !== String(number)).map(([skill, number]) => `${skill} = ${number}`)
  if (texts.length > 0) lose('skills', 'skills in words', `numbered: ${texts.join(', ')}`)
}

/** VROOM's moments are not negative: whole days are added where a shift starts before the anchor. */
function daysAdded(day: Day, lose: Lose): Seconds {
  const first = day.routes.reduce((least, { shift }) => Math.min(least, shift.start), 0)
  const added = Math.ceil(-first / DAY) * DAY
  if (added > 0) lose('shifts', 'moments before the anchor', `${added} seconds added to all moments`)
  return added
}
