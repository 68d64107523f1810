/** `slotsmith demo`: a day in a generated city, in narrow slots and by the plus-or-minus-eight-hour rule. */
import type { Command } from 'commander'
import { compare } from '../arena/comparison.ts'
import { runDemo, usualEffort } from '../arena/demo.ts'
import type { DemoResult } from '../arena/demo.ts'
import type { DayStory } from '../report/day-report.ts'
import { demoSummary } from './demo-summary.ts'
import { couriersOption, seedOption, wholeNumber } from './options.ts'
import { writeJson } from './output.ts'
import type { Outside } from './outside.ts'
import { startProgress } from './progress.ts'
import { expectReport, writeReport } from './report.ts'
import type { CarryOut } from './verb.ts'
import { version } from './version.ts'

interface DemoVerbOptions {
  readonly seed: number
  readonly orders: number
  readonly couriers: number
  readonly report?: string
  readonly out?: string
}

const MOST_SHOPPERS = 5000

/** Adds the verb. */
export function addDemo(program: Command, carryOut: CarryOut): void {
  program
    .command('demo')
    .summary('run a day in a generated city, beside the plus-or-minus-eight-hour rule')
    .description('Shoppers arrive, see offers, choose, hold, confirm or let it lapse; some cancel or move; the routes are improved between '
      + 'them and handed out. The same shoppers then book under the plus-or-minus-eight-hour rule.')
    .option('--seed <n>', 'seeds the city, the shoppers and every search', seedOption, 1)
    .option('--orders <n>', 'how many shoppers come', wholeNumber(1, MOST_SHOPPERS), 240)
    .option('--couriers <k>', 'how many couriers work', couriersOption, 7)
    .option('--report <file>', 'an HTML page about the day; its folder is made where there is none')
    .option('-o, --out <file>', 'the measures and routes as JSON; with - the summary goes to standard error')
    .addHelpText('after', `
Examples:
  slotsmith demo
  slotsmith demo --seed 7 --orders 400 --couriers 11 --report out/demo.html
  slotsmith demo -o - | jq .regimes`)
    .action((options: DemoVerbOptions) => carryOut((outside) => demo(outside, options)))
}

async function demo(outside: Outside, { seed, orders, couriers, report, out }: DemoVerbOptions): Promise<void> {
  if (out !== undefined) await outside.expectWritable(out)
  await expectReport(outside, report)
  const begun = outside.now()
  const result = withProgress(outside, (onEvent) => runDemo({ seed, orders, couriers, onEvent }))
  const seconds = ((outside.now() - begun) / 1000).toFixed(1)
  const summary = `${demoSummary(result)}Booked in ${seconds} s.\n`
  if (out === '-') for (const line of summary.trimEnd().split('\n')) outside.say(line)
  else await outside.write('-', summary)
  if (out !== undefined) await writeJson(outside, out, demoJson(result))
  if (report !== undefined) await writeReport(outside, report, result.narrow.desk, storyOf(result))
}

function storyOf({ seed, city, narrow, measures }: DemoResult): DayStory {
  return {
    title: 'A day in a generated city',
    subtitle: `${measures.narrow.shoppers} shoppers and ${city.couriers.length} couriers, `
      + 'and beside it the same day by the plus-or-minus-eight-hour rule',
    log: narrow.visits.map(({ record }) => record),
    history: narrow.history,
    comparison: compare([measures.narrow, measures.legacy]),
    facts: [
      { name: 'Seed', value: seed },
      { name: 'Gaps looked at after each change', value: usualEffort.perChange },
      { name: 'Gaps looked at for a repair', value: usualEffort.perRepair },
      { name: 'Gaps looked at before dispatch', value: usualEffort.atTheEnd },
      { name: 'Travel', value: city.travel.name },
      { name: 'slotsmith', value: version },
    ],
  }
}

type OnEvent = (regime: string, done: number, total: number) => void

/** Both regimes on one bar. */
function withProgress<T>(outside: Outside, act: (onEvent: OnEvent) => T): T {
  const progress = startProgress(outside, 'booking', 200)
  const regimes: string[] = []
  const result = act((regime, done, total) => {
    if (!regimes.includes(regime)) regimes.push(regime)
    progress.show(Math.floor(100 * (regimes.indexOf(regime) + done / total)), regime)
  })
  progress.end()
  return result
}

function demoJson({ seed, narrow, legacy, measures, breakEven }: DemoResult): object {
  return {
    seed,
    note: 'one day of one city; no proof',
    regimes: { slotsmith: measures.narrow, legacy: measures.legacy },
    break_even_failed_share: breakEven ?? null,
    routes: { slotsmith: narrow.desk.dispatch(), legacy: legacy.desk.dispatch() },
  }
}
