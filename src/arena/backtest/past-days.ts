/** A firm's own past orders: read from a table with a line for each order, with what is wrong told by line. */
import { InputError } from '../../base/errors.ts'
import type { Problem } from '../../base/errors.ts'
import { LONGEST_ID, throwIfAny } from '../../base/read.ts'
import { openCalendar, toEpoch, toSeconds } from '../../time/calendar.ts'
import type { Calendar } from '../../time/calendar.ts'
import type { Window } from '../../time/window.ts'

/** One order as it was. Plain JSON. */
export interface PastOrder {
  readonly id: string
  /** Index of its delivery day. */
  readonly day: number
  readonly place: readonly [lon: number, lat: number]
  /** Whole units, one per dimension. */
  readonly load: readonly number[]
  /** Seconds at the door. */
  readonly service: number
  readonly skills: readonly string[]
  /** Epoch milliseconds; `null` where it is not known. */
  readonly asksAt: number | null
  /** When the customer said they would be in, seconds from the day's midnight; `null` where it is not known. */
  readonly window: Window | null
  /** Name of the part of town; `null` where there is none. */
  readonly area: string | null
  /** Whether the first visit succeeded; `null` where it is not known. */
  readonly delivered: boolean | null
}

/** Past delivery days. Plain JSON. */
export interface PastDays {
  readonly zone: string
  /** ISO dates, ascending. */
  readonly dates: readonly string[]
  /** In the order of the table. */
  readonly orders: readonly PastOrder[]
}

/** The columns; the first five are needed. */
export const pastColumns = ['id', 'date', 'lon', 'lat', 'service', 'load', 'skills', 'asked', 'from', 'to', 'area', 'outcome'] as const

type Column = (typeof pastColumns)[number]

const NEEDED: readonly Column[] = ['id', 'date', 'lon', 'lat', 'service']
const MOST_ORDERS = 100_000
const MOST_DAYS = 60
const MOST_MINUTES = 1440
const MOST_LOAD = 1_000_000

/**
 * Orders from a table of text; the first line names the columns, in any order. `service` is in minutes, `load` whole units with `;` between
 * dimensions, `asked` an instant or a local date and time, `from` and `to` local times of the delivery day, `outcome` of the first visit
 * `delivered` or `failed`. Empty: not known; a load of 1.
 * @throws {InputError} with all that is wrong, under paths such as `line[3].lon`
 */
export function readPastDays(table: readonly (readonly string[])[], zone: string): PastDays {
  const problems: Problem[] = []
  const [header = [], ...rows] = table
  header.forEach((column, i) => {
    if (!(pastColumns as readonly string[]).includes(column)) {
      problems.push({ code: 'unknown-key', path: `header[${i}]`, got: column, remedy: `use ${pastColumns.join(', ')}` })
    } else if (header.indexOf(column) < i) {
      problems.push({ code: 'duplicate-id', path: `header[${i}]`, got: column, remedy: 'name each column once' })
    }
  })
  for (const column of NEEDED) {
    if (header.includes(column)) continue
    problems.push({ code: 'missing', path: `header.${column}`, got: undefined, remedy: `add a column ${column}` })
  }
  if (rows.length > MOST_ORDERS) {
    problems.push({ code: 'too-many', path: '', got: rows.length, remedy: `give at most ${MOST_ORDERS} orders` })
  }
  if (rows.length === 0) problems.push({ code: 'missing', path: 'line[2]', got: undefined, remedy: 'give at least one order' })
  throwIfAny(problems)
  const calendars = calendarsOf(header, rows, zone, problems)
  const dates = [...calendars.keys()].sort()
  if (dates.length > MOST_DAYS) {
    problems.push({ code: 'too-many', path: 'date', got: dates.length, remedy: `give at most ${MOST_DAYS} delivery days` })
  }
  const seen = new Map<string, number>()
  const orders = rows.flatMap((row, i) => {
    const line = new Line(header, row, `line[${i + 2}]`, problems)
    const order = line.order(calendars, dates)
    const before = seen.get(order.id)
    if (before !== undefined && order.id !== '') line.wrong('duplicate-id', 'id', `line ${before} has it, too; give each order its own`)
    seen.set(order.id, i + 2)
    return order
  })
  throwIfAny(problems)
  return { zone, dates, orders }
}

/** The days that orders name. */
function calendarsOf(
  header: readonly string[], rows: readonly (readonly string[])[], zone: string, problems: Problem[],
): Map<string, Calendar> {
  const calendars = new Map<string, Calendar>()
  const at = header.indexOf('date')
  for (const [i, row] of rows.entries()) {
    const date = (row[at] ?? '').trim()
    if (calendars.has(date)) continue
    try {
      calendars.set(date, openCalendar(date, zone))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      for (const problem of error.problems) problems.push(problem.path === 'date' ? { ...problem, path: `line[${i + 2}].date` } : problem)
      if (error.problems.some(({ path }) => path !== 'date')) throwIfAny(problems)
    }
  }
  return calendars
}

/** One line of the table. */
class Line {
  private readonly header: readonly string[]
  private readonly row: readonly string[]
  private readonly path: string
  private readonly problems: Problem[]

  constructor(header: readonly string[], row: readonly string[], path: string, problems: Problem[]) {
    this.header = header
    this.row = row
    this.path = path
    this.problems = problems
    if (row.length === header.length) return
    problems.push({ code: 'text-format', path, got: row.length, remedy: `write ${header.length} fields, as the first line does` })
  }

  wrong(code: Problem['code'], column: Column, remedy: string): void {
    this.problems.push({ code, path: `${this.path}.${column}`, got: this.field(column), remedy })
  }

  order(calendars: ReadonlyMap<string, Calendar>, dates: readonly string[]): PastOrder {
    const date = this.field('date')
    const calendar = calendars.get(date)
    const id = this.field('id')
    if (id === '') this.wrong('missing', 'id', 'give each order an id')
    if (id.length > LONGEST_ID) this.wrong('text-too-long', 'id', `keep it within ${LONGEST_ID} characters`)
    const load = this.field('load') === '' ? ['1'] : this.field('load').split(';')
    return {
      id,
      day: dates.indexOf(date),
      place: [this.number('lon', -180, 180), this.number('lat', -90, 90)],
      load: load.map((text) => this.whole(text)),
      service: Math.round(60 * this.number('service', 0, MOST_MINUTES)),
      skills: this.field('skills').split(';').map((skill) => skill.trim()).filter((skill) => skill !== ''),
      asksAt: calendar === undefined ? null : this.asked(calendar),
      window: calendar === undefined ? null : this.window(calendar),
      area: this.field('area') === '' ? null : this.field('area'),
      delivered: this.outcome(),
    }
  }

  private field(column: Column): string {
    return (this.row[this.header.indexOf(column)] ?? '').trim()
  }

  private number(column: Column, least: number, most: number): number {
    const text = this.field(column)
    const value = text === '' ? Number.NaN : Number(text)
    if (Number.isNaN(value)) this.wrong(text === '' ? 'missing' : 'not-a-number', column, 'give a number')
    else if (value < least || value > most) this.wrong('out-of-range', column, `give a number from ${least} to ${most}`)
    return value
  }

  private whole(text: string): number {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (Number.isInteger(value) && value >= 0 && value <= MOST_LOAD) return value
    const remedy = `give whole numbers from 0 to ${MOST_LOAD}, with ; between dimensions`
    this.wrong(Number.isNaN(value) ? 'not-a-number' : 'not-an-integer', 'load', remedy)
    return 0
  }

  /** When the customer asked. */
  private asked(calendar: Calendar): number | null {
    const text = this.field('asked').replace(' ', 'T')
    if (text === '') return null
    const at = this.moment(calendar, text, 'asked')
    return at === undefined ? null : toEpoch(calendar, at)
  }

  private window(calendar: Calendar): Window | null {
    const [from, to] = [this.field('from'), this.field('to')]
    if (from === '' && to === '') return null
    if (from === '' || to === '') {
      this.wrong('window-empty', from === '' ? 'from' : 'to', 'give both from and to, or neither')
      return null
    }
    const start = this.moment(calendar, from, 'from')
    const end = this.moment(calendar, to, 'to')
    if (start === undefined || end === undefined) return null
    if (end < start) this.wrong('window-reversed', 'to', 'let it end after it begins')
    return { start, end }
  }

  private moment(calendar: Calendar, text: string, column: Column): number | undefined {
    return toSeconds(calendar, text, `${this.path}.${column}`, this.problems)
  }

  private outcome(): boolean | null {
    const outcome = this.field('outcome')
    if (outcome === '') return null
    if (outcome !== 'delivered' && outcome !== 'failed') this.wrong('unknown-key', 'outcome', 'write delivered or failed, or nothing')
    return outcome === 'delivered'
  }
}

/** The share of first visits that failed, of those whose outcome is known; `undefined` where none is. */
export function failingShare({ orders }: PastDays): number | undefined {
  const known = orders.filter(({ delivered }) => delivered !== null)
  return known.length === 0 ? undefined : known.filter(({ delivered }) => delivered === false).length / known.length
}
