/** Reading a scenario from JSON: its shape, and whether its parts agree. */
import type { Problem } from '../../base/errors.ts'
import { InputError } from '../../base/errors.ts'
import { MOST_PROBLEMS, noteId, throwIfAny } from '../../base/read.ts'
import { openCalendar } from '../../time/calendar.ts'
import { readLocalTime } from '../../time/civil.ts'
import { slotsOf } from '../../time/template.ts'
import { matrixTravel } from '../../travel/matrix.ts'
import type { Scenario } from './scenario.ts'
import { MOST_COURIERS, shapeOfScenario } from './scenario-schema.ts'
import { scenarioNames, scenarioOf } from './scenarios.ts'

/** Each customer has hours for every day: so many pairs in one world take about a gigabyte. */
const MOST_CUSTOMER_DAYS = 2_000_000

/**
 * A scenario from JSON data: all its fields, or `like` with the name of one of ours and whatever is to differ.
 * @throws {InputError} with all that is wrong
 */
export function readScenario(json: unknown): Scenario {
  const problems: Problem[] = []
  if (Array.isArray(json)) problems.push({ code: 'not-an-object', path: '', got: json, remedy: 'give an object' })
  noteForbidden(json, '', problems, 0)
  throwIfAny(problems)
  const shape = shapeOfScenario(completed(json))
  if ('problems' in shape) throw new InputError(shape.problems.slice(0, MOST_PROBLEMS))
  const { scenario } = shape
  noteTimes(scenario, problems)
  noteCouriers(scenario, problems)
  noteDemand(scenario, problems)
  noteHomes(scenario, problems)
  if (scenario.travel.kind === 'matrix') noteMatrix(scenario, problems)
  throwIfAny(problems)
  return scenario
}

function completed(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'like')) return json
  const { like, ...own } = json as { like: unknown }
  if (typeof like === 'string' && scenarioNames.includes(like)) return { ...scenarioOf(like), ...own }
  throw new InputError({ code: 'unknown-id', path: 'like', got: like, remedy: `name one of ${scenarioNames.join(', ')}` })
}

/** Deeper than any field. */
const DEEPEST = 12

/** Keys that reach into prototypes are nowhere let through; valibot takes inherited names for known ones. */
function noteForbidden(value: unknown, path: string, problems: Problem[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST || problems.length >= MOST_PROBLEMS) return
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (typeof value[i] === 'object') noteForbidden(value[i], `${path}[${i}]`, problems, depth + 1)
    return
  }
  for (const key of Object.keys(value)) {
    const at = path === '' ? key : `${path}.${key}`
    if (key in Object.prototype || key === 'prototype') {
      problems.push({ code: 'forbidden-key', path: at, got: key, remedy: 'leave this key out' })
    } else noteForbidden((value as Record<string, unknown>)[key], at, problems, depth + 1)
  }
}

function noteTimes({ zone, firstDate, cutoff, told, slots, couriers }: Scenario, problems: Problem[]): void {
  const span = (from: string, to: string, path: string, keys: readonly [string, string]) => {
    const start = readLocalTime(from, `${path}.${keys[0]}`, problems)
    const end = readLocalTime(to, `${path}.${keys[1]}`, problems)
    if (start === undefined || end === undefined || start < end) return
    problems.push({ code: 'window-reversed', path, got: `${from}-${to}`, remedy: 'let it end after it begins' })
  }
  const at = readLocalTime(cutoff, 'cutoff', problems)
  if (at !== undefined && at > 86_400) {
    problems.push({ code: 'outside-day', path: 'cutoff', got: cutoff, remedy: 'name a time of the evening before' })
  }
  span(told.from, told.to, 'told', ['from', 'to'])
  couriers.forEach(({ shift, breaks }, i) => {
    span(shift.start, shift.end, `couriers[${i}].shift`, ['start', 'end'])
    breaks.forEach(({ from, to }, j) => span(from, to, `couriers[${i}].breaks[${j}]`, ['from', 'to']))
  })
  try {
    slotsOf(slots, openCalendar(firstDate, zone), 'slots', problems)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const renamed = error.problems.map((problem) => ({ ...problem, path: problem.path === 'date' ? 'firstDate' : problem.path }))
    problems.push(...renamed)
  }
}

function noteCouriers({ couriers, travel, dimensions }: Scenario, problems: Problem[]): void {
  const depots = new Set<string>()
  travel.depots.forEach(({ id }, i) => noteId(id, depots, `travel.depots[${i}].id`, problems))
  const names = new Set<string>()
  couriers.forEach(({ name, depot, capacity }, i) => {
    noteId(name, names, `couriers[${i}].name`, problems)
    if (!depots.has(depot)) {
      problems.push({ code: 'unknown-id', path: `couriers[${i}].depot`, got: depot, remedy: 'name one of travel.depots' })
    }
    noteDimensions(capacity, dimensions, `couriers[${i}].capacity`, problems)
  })
  const all = couriers.reduce((sum, { count }) => sum + count, 0)
  if (all < 1) problems.push({ code: 'missing', path: 'couriers', got: couriers, remedy: 'let at least one courier work' })
  if (all > MOST_COURIERS) {
    problems.push({ code: 'too-many', path: 'couriers', got: all, remedy: `keep it to ${MOST_COURIERS} couriers in all` })
  }
}

function noteDimensions(list: readonly unknown[], dimensions: readonly string[], path: string, problems: Problem[]): void {
  if (list.length === dimensions.length) return
  problems.push({ code: 'load-dimensions', path, got: list, remedy: `give ${dimensions.length}, one for each of dimensions` })
}

function noteDemand(scenario: Scenario, problems: Problem[]): void {
  const { demand, days, baskets, dimensions, endings, taste } = scenario
  const surges = new Set<string>()
  demand.surge.forEach(({ day }, i) => {
    noteId(String(day), surges, `demand.surge[${i}].day`, problems)
    if (day >= days) {
      problems.push({ code: 'outside-day', path: `demand.surge[${i}].day`, got: day, remedy: `name a day from 0 to ${days - 1}` })
    }
  })
  const factor = demand.surge.reduce((most, surge) => Math.max(most, surge.factor), 1)
  const pairs = demand.perDay * factor * days * days
  if (pairs > MOST_CUSTOMER_DAYS) {
    const remedy = `keep orders × days × days to ${MOST_CUSTOMER_DAYS}`
    problems.push({ code: 'too-many', path: 'demand.perDay', got: demand.perDay, remedy })
  }
  noteWeights(baskets.map(({ share }) => share), 'baskets', problems)
  baskets.forEach(({ load, service }, i) => {
    noteDimensions(load, dimensions, `baskets[${i}].load`, problems)
    load.forEach((range, j) => noteRange(range, `baskets[${i}].load[${j}]`, problems))
    noteRange(service, `baskets[${i}].service`, problems)
  })
  for (const [key, range] of Object.entries(taste)) noteRange(range, `taste.${key}`, problems)
  const { lapses, cancels, moves } = endings
  if (lapses + cancels + moves > 1 + 1e-9) {
    problems.push({ code: 'out-of-range', path: 'endings', got: lapses + cancels + moves, remedy: 'keep the shares to 1 in all' })
  }
}

function noteRange(range: readonly number[], path: string, problems: Problem[]): void {
  if (range[0]! > range[1]!) problems.push({ code: 'window-reversed', path, got: range, remedy: 'put the least first' })
}

function noteWeights(weights: readonly number[], path: string, problems: Problem[]): void {
  if (!weights.some((weight) => weight > 0)) {
    problems.push({ code: 'out-of-range', path, got: weights, remedy: 'let at least one be above 0' })
  }
}

function noteHomes({ hours, homes: { presence } }: Scenario, problems: Problem[]): void {
  if (hours.length !== 0 && hours.length !== 24) {
    problems.push({ code: 'profile-invalid', path: 'hours', got: hours, remedy: 'give 24 factors, or none' })
  }
  if (presence === 'us-building-america') return
  const path = 'homes.presence.rows'
  noteWeights(presence.rows.map(({ weight }) => weight), path, problems)
  presence.rows.forEach(({ home, weekend }, i) => {
    for (const [key, shares] of [['home', home], ['weekend', weekend]] as const) {
      if (shares === undefined || 1440 % shares.length === 0) continue
      const remedy = 'give equal steps of whole minutes, such as 24 or 144'
      problems.push({ code: 'profile-invalid', path: `${path}[${i}].${key}`, got: shares, remedy })
    }
  })
}

function noteMatrix({ travel, dimensions }: Scenario, problems: Problem[]): void {
  if (travel.kind !== 'matrix') return
  const { seconds, metres, depots, orders } = travel
  try {
    matrixTravel(metres === undefined ? { seconds } : { seconds, metres })
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    problems.push(...error.problems.map((problem) => ({ ...problem, path: `travel.${problem.path}` })))
  }
  const known = (row: number, path: string) => {
    if (row >= seconds.length) problems.push({ code: 'place-unknown', path, got: row, remedy: `use a row from 0 to ${seconds.length - 1}` })
  }
  depots.forEach(({ row }, i) => known(row, `travel.depots[${i}].row`))
  orders.forEach(({ row, load }, i) => {
    known(row, `travel.orders[${i}].row`)
    noteDimensions(load, dimensions, `travel.orders[${i}].load`, problems)
  })
}
