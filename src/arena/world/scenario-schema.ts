/** The shape of a scenario, field by field: JSON in, a {@link Scenario} or a list of problems out. */
import * as v from 'valibot'
import type { InputCode, Problem } from '../../base/errors.ts'
import type { Scenario } from './scenario.ts'

/** The most delivery days, orders a day, couriers, rows of a matrix. */
const MOST_DAYS = 60
const MOST_ORDERS = 5000
export const MOST_COURIERS = 500
const MOST_ROWS = 2000

const within = (least: number, most: number) => v.pipe(v.number(), v.finite(), v.minValue(least), v.maxValue(most))
const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const share = within(0, 1)
const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200))
/** Lengths are looked at before entries, so that a list that is far too long costs nothing. */
const list = <Entry extends v.GenericSchema>(item: Entry, most: number, least = 0) =>
  v.pipe(v.array(v.unknown()), v.minLength(least), v.maxLength(most), v.array(item))
const range = (least: number, most: number) => v.tuple([within(least, most), within(least, most)])
const wholeRange = (least: number, most: number) => v.tuple([whole(least, most), whole(least, most)])
const seconds = whole(0, 86_400)
const load = whole(0, 1_000_000)
const loads = list(load, 8, 1)

const cityTravel = v.strictObject({
  kind: v.literal('city'),
  centre: v.tuple([within(-180, 180), within(-80, 80)]),
  squareKm: within(0.1, 20_000),
  clusters: whole(0, 200),
  clustered: share,
  spread: within(0, 100),
  kilometresPerHour: within(1, 200),
  detour: within(1, 10),
  depots: list(v.strictObject({ id: text, east: within(-200, 200), north: within(-200, 200) }), 50, 1),
})

/** Its cells are checked where the matrix is read: there may be millions. */
const matrix = v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(MOST_ROWS), v.array(v.custom<readonly number[]>(Array.isArray)))

const matrixTravel = v.strictObject({
  kind: v.literal('matrix'),
  seconds: matrix,
  metres: v.exactOptional(matrix),
  depots: list(v.strictObject({ id: text, row: whole(0, MOST_ROWS - 1) }), 50, 1),
  orders: list(v.strictObject({ row: whole(0, MOST_ROWS - 1), load: loads, service: seconds }), MOST_ORDERS, 1),
})

const slots = v.strictObject({ from: text, to: text, every: whole(60, 86_400), widths: list(whole(60, 86_400), 20, 1) })

const courierGroup = v.strictObject({
  name: text,
  count: whole(0, MOST_COURIERS),
  depot: text,
  shift: v.strictObject({ start: text, end: text }),
  breaks: list(v.strictObject({ from: text, to: text, service: seconds }), 10),
  capacity: loads,
  skills: list(text, 20),
})

const presenceRow = v.strictObject({
  residents: whole(1, 20),
  weight: within(0, 1e9),
  home: list(share, 1440, 1),
  weekend: v.exactOptional(list(share, 1440, 1)),
})

const presenceTable = v.strictObject({
  name: text,
  source: v.pipe(v.string(), v.maxLength(2000)),
  of: v.picklist(['occupants', 'households']),
  rows: list(presenceRow, 50, 1),
})

const homes = v.strictObject({
  presence: v.lazy((input) => (typeof input === 'string' ? v.literal('us-building-america') : presenceTable)),
  absence: share,
  together: share,
  bends: v.boolean(),
})

const basket = v.strictObject({
  name: v.picklist(['small', 'middle', 'large']),
  share: within(0, 1e9),
  load: list(wholeRange(0, 1_000_000), 8, 1),
  service: wholeRange(0, 86_400),
})

/** All fields; nothing else is let through. */
const scenarioSchema = v.strictObject({
  name: text,
  title: text,
  zone: text,
  firstDate: text,
  days: whole(1, MOST_DAYS),
  cutoff: text,
  attempts: whole(1, 10),
  told: v.strictObject({ from: text, to: text }),
  slots,
  travel: v.variant('kind', [cityTravel, matrixTravel]),
  hours: list(within(0.1, 10), 24),
  noise: v.strictObject({ leg: within(0, 2), day: within(0, 2), courier: within(0, 2) }),
  dimensions: list(text, 8, 1),
  couriers: list(courierGroup, 100, 1),
  costs: v.strictObject({ perVehicleDay: whole(0, 1_000_000_000), perPaidHour: whole(0, 1_000_000), perKm: whole(0, 1_000_000) }),
  demand: v.strictObject({
    perDay: whole(0, MOST_ORDERS),
    horizonDays: within(0.1, 60),
    surge: list(v.strictObject({ day: whole(0, MOST_DAYS - 1), factor: within(0, 10) }), MOST_DAYS),
  }),
  baskets: list(basket, 20, 1),
  skills: list(v.strictObject({ skill: text, share }), 20),
  homes,
  endings: v.strictObject({ lapses: share, cancels: share, moves: share }),
  taste: v.strictObject({
    perHour: range(-100, 0), perPrice: range(-100, 0), perHourAway: range(-100, 0), perHourIn: range(-100, 0), leaves: range(-1000, 1000),
  }),
})

/** The scenario in shape, or what is wrong with it. */
export function shapeOfScenario(json: unknown): { readonly scenario: Scenario } | { readonly problems: Problem[] } {
  const result = v.safeParse(scenarioSchema, json)
  return result.success ? { scenario: result.output } : { problems: result.issues.map(problemOf) }
}

const codes: ReadonlyMap<string, InputCode> = new Map<string, InputCode>([
  ['strict_object', 'not-an-object'], ['array', 'not-a-list'], ['tuple', 'not-a-list'], ['custom', 'not-a-list'],
  ['number', 'not-a-number'], ['finite', 'not-a-number'], ['integer', 'not-an-integer'],
  ['min_value', 'out-of-range'], ['max_value', 'out-of-range'], ['string', 'not-text'], ['non_empty', 'not-text'],
  ['min_length', 'missing'], ['max_length', 'too-many'], ['picklist', 'unknown-id'], ['literal', 'unknown-id'], ['variant', 'unknown-id'],
])

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path = v.getDotPath(issue)?.replace(/\.(\d+)(?=\.|$)/g, '[$1]') ?? ''
  const { input: got } = issue
  if (issue.expected === 'never') {
    return { code: 'unknown-key', path, got: issue.path?.at(-1)?.value, remedy: 'leave it out, or spell it as in the documentation' }
  }
  if (got === undefined) return { code: 'missing', path, got, remedy: `state ${path || 'an object'}` }
  const tooLong = issue.type === 'max_length' && typeof got === 'string'
  return { code: tooLong ? 'text-too-long' : (codes.get(issue.type) ?? 'text-format'), path, got, remedy: remedyOf(issue) }
}

function remedyOf({ type, expected }: v.BaseIssue<unknown>): string {
  switch (type) {
    case 'strict_object': return 'give an object'
    case 'array': case 'custom': return 'give a list'
    case 'tuple': return 'give a list of two numbers'
    case 'number': case 'finite': return 'give a number'
    case 'integer': return 'give a whole number'
    case 'string': case 'non_empty': return 'give some text'
    case 'min_length': return `give a list of ${expected} entries`
    case 'max_length': return `keep it to ${expected} in length`
    default: return `make it ${expected}`
  }
}
