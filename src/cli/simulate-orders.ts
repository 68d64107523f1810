/** Reading a firm's own past days for `slotsmith simulate --orders`. */
import { readOwnFleet } from '../arena/backtest/own-fleet.ts'
import { failingShare, readPastDays } from '../arena/backtest/past-days.ts'
import { backtestScenario } from '../arena/backtest/past-world.ts'
import type { StudyPlan } from '../arena/runs/study-plan.ts'
import { readCsv } from '../formats/csv.ts'
import { openCalendar } from '../time/calendar.ts'
import { BadInput, inFile } from './failure.ts'
import { readJsonFile } from './input.ts'
import type { Outside } from './outside.ts'

/** Options of past days. */
export interface OwnDays {
  readonly orders?: string
  readonly couriers?: string
  readonly zone?: string
  readonly speed: number
  readonly rates?: readonly number[]
  readonly days?: number
  readonly regimes?: readonly string[]
}

/** The two that past days are run under, unless others are named: counters would need days before them to learn from. */
const PAIR = ['legacy', 'slotsmith']

/** The study of the past days: as that of a scenario, with their orders and couriers. */
export async function backtestPlan<Options extends OwnDays & { readonly failing: number }>(
  outside: Outside, options: Options, planOf: (scenario: ReturnType<typeof backtestScenario>, options: Options) => StudyPlan,
): Promise<StudyPlan> {
  const { orders, couriers, zone, speed, rates, days, regimes } = options
  if (orders === undefined || couriers === undefined) throw new BadInput('--orders needs --couriers, a JSON file; see docs/arena.md')
  if (zone === undefined) throw new BadInput('--orders needs --zone, such as Europe/Berlin')
  if (rates !== undefined) throw new BadInput('--rates goes with a scenario; past days have one failure rate')
  if (days !== undefined) throw new BadInput('--days goes with a scenario; past days are run as they were')
  if (regimes?.includes('counters') === true) throw new BadInput('counters learn from other days than these; leave them out')
  const text = await outside.read(orders)
  const past = inFile(orders, () => readPastDays(readCsv(text), zone))
  const json = await readJsonFile(outside, couriers)
  const fleet = inFile(couriers, () => readOwnFleet(json, openCalendar(past.dates[0]!, zone), speed))
  const wrong = past.orders.find(({ load }) => load.length !== fleet.dimensions)
  if (wrong !== undefined) {
    throw new BadInput(`${orders}: order ${wrong.id} has ${wrong.load.length} loads and couriers have ${fleet.dimensions}; give as many`)
  }
  const backtest = { past, fleet }
  const known = failingShare(past)
  const plan = planOf(backtestScenario(backtest), { ...options, failing: known ?? options.failing, regimes: regimes ?? PAIR })
  const [planned] = plan.scenarios
  const share = `${(100 * (known ?? options.failing)).toFixed(1)} %`
  const about = `${past.orders.length} orders of ${past.dates.length} days, ${fleet.couriers.length} couriers. `
    + (known === undefined
      ? `No outcomes are known: ${share} of first visits are taken to fail under legacy.`
      : `Of first visits with a known outcome ${share} failed.`)
  return {
    ...plan,
    scenarios: [{ ...planned!, backtest, about }],
    notes: ['Orders, places and couriers are those of the past days; who was in when, traffic and taste are drawn.'],
  }
}
