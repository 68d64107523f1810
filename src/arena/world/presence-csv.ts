/** Presence of households from a table of time-use surveys: shares of households with somebody at home, in steps of ten minutes. */
import type { InputCode } from '../../base/errors.ts'
import { InputError } from '../../base/errors.ts'
import { HOUSEHOLD_SIZES } from './presence.ts'
import type { PresenceRow, PresenceTable } from './scenario.ts'

const COLUMNS = ['source', 'day', 'residents', 'minute_of_day', 'p_someone_home']
const STEP = 10
const STEPS = 1440 / STEP
const MOST_LINES = 100_000

/**
 * Reads lines of `source,day,residents,minute_of_day,p_someone_home,…` with the days `weekday` and `weekend`, of one source, such as
 * `UK-CREST`. Whoever is at home counts, awake or not. Households are weighted by their size as the shipped table's are; those of more
 * people than that are left out.
 * @throws {InputError} where a column, a step or a share is missing
 */
export function readPresence(text: string, source: string): PresenceTable {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length > MOST_LINES) fail('too-many', '', lines.length, `give at most ${MOST_LINES} lines`)
  const head = (lines[0] ?? '').split(',')
  const [at, day, residents, minute, share] = COLUMNS.map((column) => {
    const index = head.indexOf(column)
    return index >= 0 ? index : fail('missing', 'line 1', head.join(','), `name the column ${column}`)
  }) as [number, number, number, number, number]
  const shares = new Map<string, number[]>()
  lines.slice(1).forEach((line, i) => {
    const cells = line.split(',')
    if (cells[at] !== source) return
    const step = Number(cells[minute]) / STEP
    const value = Number(cells[share])
    const isStep = Number.isInteger(step) && step >= 0 && step < STEPS
    if (!isStep || !(value >= 0 && value <= 1)) {
      fail('out-of-range', `line ${i + 2}`, line, 'give a minute in steps of ten, and a share from 0 to 1')
    }
    const key = `${cells[residents]} ${cells[day]}`
    const row = shares.get(key) ?? Array<number>(STEPS).fill(Number.NaN)
    row[step] = value
    shares.set(key, row)
  })
  const rowOf = (people: number, kind: string): number[] => {
    const row = shares.get(`${people} ${kind}`)
    if (row !== undefined && !row.some(Number.isNaN)) return row
    return fail('missing', `${source}, ${people}, ${kind}`, row, `give all ${STEPS} steps of the day`)
  }
  const rows = HOUSEHOLD_SIZES.map(({ residents: people, weight }): PresenceRow => {
    return { residents: people, weight, home: rowOf(people, 'weekday'), weekend: rowOf(people, 'weekend') }
  })
  return { name: source, source: `share of households with somebody at home, ${source}`, of: 'households', rows }
}

function fail(code: InputCode, path: string, got: unknown, remedy: string): never {
  throw new InputError({ code, path, got, remedy })
}
