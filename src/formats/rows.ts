/** Orders and planned stops as rows of a table, for spreadsheets and CSV files. */
import type { Problem } from '../base/errors.ts'
import { throwIfAny } from '../base/read.ts'
import type { Day } from '../model/day.ts'
import type { Order, OtherEnd, Plan, VisitTimes } from '../model/nouns.ts'
import type { OrderInput } from '../model/order.ts'
import { readOrder } from '../model/order.ts'
import type { OtherEndInput } from '../model/other-end.ts'
import { timetable } from '../model/timetable.ts'
import { toIso } from '../time/calendar.ts'
import type { Seconds } from '../time/seconds.ts'
import { FARTHEST } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import type { Place } from '../travel/place.ts'
import { lonLatOf, rowOf } from '../travel/place.ts'
import { readCsv, writeCsv } from './csv.ts'
import { noteInto } from './problems.ts'

const ORDER_COLUMNS = ['id', 'lon', 'lat', 'row', 'service', 'delivery', 'pickup', 'skills', 'windows', 'priority', 'description']

const END_COLUMNS = ['Lon', 'Lat', 'Row', 'Service', 'Windows', 'Setup', 'PerType']

/** Left out where no order has anything in them. */
const RARE_COLUMNS = [
  ...END_COLUMNS.map((column) => `collect${column}`), ...END_COLUMNS.map((column) => `bring${column}`), 'position', 'release',
  'setup', 'perType', 'value',
]

const ALL_COLUMNS = [...ORDER_COLUMNS, ...RARE_COLUMNS]

/**
 * Orders as CSV with a header. Lists are joined with `;`, windows are written `start/end` in seconds from the day's anchor; an order
 * that may be served at any time has none. Where some order has another end, its columns begin with `collect` or `bring`. Times per type of
 * courier are written as JSON.
 */
export function ordersToCsv(orders: Iterable<Order>): string {
  const rows = [...orders].map((order) => [
    order.id,
    ...placeFields(order.place),
    order.service,
    order.delivery.join(';'),
    order.pickup.join(';'),
    order.skills.map((skill) => skill.replaceAll(/[\\;]/g, (letter) => `\\${letter}`)).join(';'),
    windowsField(order.windows),
    order.priority,
    order.description ?? '',
    ...endFields(order.collectAt),
    ...endFields(order.bringTo),
    order.position ?? '',
    order.release ?? '',
    ...timesFields(order),
    order.value ?? '',
  ])
  const used = ALL_COLUMNS.map((column, index) => !RARE_COLUMNS.includes(column) || rows.some((row) => row[index] !== ''))
  return writeCsv([ALL_COLUMNS, ...rows].map((row) => row.filter((_, index) => used[index])))
}

function placeFields(place: Place): string[] {
  const at = lonLatOf(place)
  return [String(at?.[0] ?? ''), String(at?.[1] ?? ''), String(rowOf(place) ?? '')]
}

function windowsField(windows: readonly Window[]): string {
  return windows.filter(({ start, end }) => start > -FARTHEST || end < FARTHEST).map(({ start, end }) => `${start}/${end}`).join(';')
}

function endFields(end: OtherEnd | undefined): (string | number)[] {
  if (end === undefined) return END_COLUMNS.map(() => '')
  return [...placeFields(end.place), end.service, windowsField(end.windows), ...timesFields(end)]
}

/** Setup, and times per type. */
function timesFields({ setup, perType }: VisitTimes): (string | number)[] {
  return [setup ?? '', perType === undefined ? '' : JSON.stringify(perType)]
}

/**
 * Reads what {@link ordersToCsv} writes; columns may come in any order, and all but `id` and the place may be missing.
 * @throws InputError with all problems, under paths such as `line[3].windows[0]`
 */
export function ordersFromCsv(text: string, day: Day): Order[] {
  const [header = [], ...rows] = readCsv(text)
  const problems: Problem[] = []
  const note = noteInto(problems)
  header.forEach((column, index) => {
    if (!ALL_COLUMNS.includes(column)) note('unknown-key', `header[${index}]`, column, `use ${ALL_COLUMNS.join(', ')}`)
    if (header.indexOf(column) < index) note('duplicate-id', `header[${index}]`, column, 'name each column once')
  })
  if (!header.includes('id')) note('missing', 'header', header.join(','), 'begin with a line of column names, id among them')
  throwIfAny(problems)
  const seen = new Set<string>()
  const orders = rows.flatMap((row, index) => {
    const path = `line[${index + 2}]`
    if (row.length !== header.length) note('text-format', path, row.length, `write ${header.length} fields`)
    const order = readOrder(inputOf(header, row), day, path, problems)
    if (order !== undefined && seen.has(order.id)) note('duplicate-id', `${path}.id`, order.id, 'give each order its own id')
    if (order !== undefined) seen.add(order.id)
    return order ?? []
  })
  throwIfAny(problems)
  return orders
}

/** A field that is not there is left out, so that the model's own defaults hold. */
function inputOf(header: readonly string[], row: readonly string[]): OrderInput {
  const field = (column: string) => row[header.indexOf(column)] ?? ''
  const list = (column: string) => (field(column) === '' ? undefined : field(column).split(';'))
  const numbers = (column: string) => list(column)?.map(numberOf)
  const windowsOf = (column: string) => list(column)?.map((window) => {
    const [start = '', end = ''] = window.split('/')
    return { start: numberOf(start), end: numberOf(end) }
  })
  const times = (setup: string, perType: string): Pick<OrderInput, 'setup' | 'perType'> => ({
    ...(field(setup) === '' ? {} : { setup: numberOf(field(setup)) }),
    ...(field(perType) === '' ? {} : { perType: jsonOf(field(perType)) as NonNullable<OrderInput['perType']> }),
  })
  const endOf = (prefix: 'collect' | 'bring'): OtherEndInput | undefined => {
    const columns = END_COLUMNS.map((column) => `${prefix}${column}`)
    const [lon, lat, row, service, windows, setup, perType] = columns as [string, string, string, string, string, string, string]
    if (columns.every((column) => field(column) === '')) return undefined
    return {
      place: placeOf(field(lon), field(lat), field(row)),
      ...(field(service) === '' ? {} : { service: numberOf(field(service)) }),
      ...given('windows', windowsOf(windows)),
      ...times(setup, perType),
    }
  }
  // A semicolon in a skill is written with a backslash.
  const skills = field('skills').match(/(\\.|[^;\\])+/gs)?.map((skill) => skill.replaceAll(/\\(.)/gs, '$1'))
  return {
    id: field('id'),
    place: placeOf(field('lon'), field('lat'), field('row')),
    ...(field('service') === '' ? {} : { service: numberOf(field('service')) }),
    ...given('delivery', numbers('delivery')),
    ...given('pickup', numbers('pickup')),
    ...given('skills', skills),
    ...given('windows', windowsOf('windows')),
    ...(field('priority') === '' ? {} : { priority: numberOf(field('priority')) }),
    ...(field('description') === '' ? {} : { description: field('description') }),
    ...given('collectAt', endOf('collect')),
    ...given('bringTo', endOf('bring')),
    // Whatever else stands there is for the model to refuse.
    ...(field('position') === '' ? {} : { position: field('position') as 'first' | 'last' }),
    ...(field('release') === '' ? {} : { release: numberOf(field('release')) }),
    ...times('setup', 'perType'),
    ...(field('value') === '' ? {} : { value: numberOf(field('value')) }),
  }
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [key in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in Key]: Value })
}

/** Neither coordinates nor a row: a place that the model refuses, with its own words. */
function placeOf(lon: string, lat: string, row: string): Place {
  if (lon === '' && lat === '') return row === '' ? Number.NaN : numberOf(row)
  const at = [numberOf(lon), numberOf(lat)] as const
  return row === '' ? at : { row: numberOf(row), at }
}

/** The text itself where it is no JSON, for the model to refuse. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** NaN for what is not written as a number, the empty text among it. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/**
 * The stops of a plan as CSV with a header, a line per stop, start and end. Moments are ISO text where the day has a calendar,
 * otherwise seconds from the anchor. Safe to open in a spreadsheet: no field is run as a formula.
 */
export function planToCsv(day: Day, orders: Iterable<Order>, plan: Plan): string {
  const known = new Map([...orders].map((order) => [order.id, order]))
  const moment = (at: Seconds) => (day.calendar === undefined ? at : toIso(day.calendar, at))
  const rows = timetable(day, known, plan).flatMap((sheet) => sheet.steps.map((step, sequence) => [
    sheet.courier, sheet.shift, sequence, step.type, step.id ?? '', moment(step.arrival), moment(step.start), moment(step.depart),
    step.waiting, step.travel, step.metres, step.load.join(';'),
    step.window === undefined ? '' : moment(step.window.start),
    step.window === undefined ? '' : moment(step.window.end),
  ]))
  const header = [
    'courier', 'shift', 'sequence', 'type', 'id', 'arrival', 'start', 'depart', 'waiting', 'travel', 'metres', 'load',
    'windowStart', 'windowEnd',
  ]
  return writeCsv([header, ...rows], { formulaSafe: true })
}
