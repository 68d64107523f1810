/** `slotsmith demo`: a day in a generated city, in narrow slots and by the plus-or-minus-eight-hour rule. */
import type { Command } from 'commander'
import { compareDemo } from '../arena/demo/comparison.ts'
import { runDemo } from '../arena/demo/demo.ts'
import type { DemoResult } from '../arena/demo/demo.ts'
import type { DayStory } from '../report/day-report.ts'
import { plural } from '../report/words.ts'
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

const MOST_CUSTOMERS = 5000

/** Adds the verb. */
export function addDemo(program: Command, carryOut: CarryOut): void {
  program
    .command('demo')
    .summary('run a day in a generated city, beside the plus-or-minus-eight-hour rule')
    .description('Customers arrive, see offers, choose, book, let it lapse, cancel or move; the routes are improved between them, '
      + 'handed out, and driven through traffic. The same customers then book under the plus-or-minus-eight-hour rule.')
    .option('--seed <n>', 'seeds the city, the customers, the roads and every search', seedOption, 1)
    .option('--orders <n>', 'how many customers ask', wholeNumber(1, MOST_CUSTOMERS), 240)
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
  const result = withProgress(outside, (onAnswer) => runDemo({ seed, orders, couriers, onAnswer }))
  const seconds = ((outside.now() - begun) / 1000).toFixed(1)
  const summary = `${demoSummary(result)}Booked in ${seconds} s.\n`
  if (out === '-') for (const line of summary.trimEnd().split('\n')) outside.say(line)
  else await outside.write('-', summary)
  if (out !== undefined) await writeJson(outside, out, demoJson(result))
  if (report !== undefined) await writeReport(outside, report, result.narrow.seen.desk, storyOf(result))
}

function storyOf(result: DemoResult): DayStory {
  const { seed, world, narrow, effort } = result
  return {
    title: 'A day in a generated city',
    subtitle: `${plural(world.customers.length, 'customer')} and ${plural(world.couriers.length, 'courier')}, `
      + 'and beside it the same day by the plus-or-minus-eight-hour rule',
    log: [...narrow.seen.log.values()],
    history: narrow.seen.history,
    comparison: compareDemo(result),
    facts: [
      { name: 'Seed', value: seed },
      { name: 'Gaps looked at after each change', value: effort.perChange },
      { name: 'Gaps looked at for a repair', value: effort.perRepair },
      { name: 'Gaps looked at in all', value: effort.perDay },
      { name: 'Travel', value: world.travel.name },
      { name: 'slotsmith', value: version },
    ],
  }
}

type OnAnswer = (regime: string, done: number, total: number) => void

/** Both regimes on one bar. */
function withProgress<T>(outside: Outside, act: (onAnswer: OnAnswer) => T): T {
  const progress = startProgress(outside, 'booking', 200)
  const regimes: string[] = []
  const result = act((regime, done, total) => {
    if (!regimes.includes(regime)) regimes.push(regime)
    progress.show(Math.floor(100 * (regimes.indexOf(regime) + done / total)), regime)
  })
  progress.end()
  return result
}

function demoJson({ seed, narrow, wide, breakEven }: DemoResult): object {
  return {
    seed,
    note: 'one day of one city; no proof',
    regimes: { [narrow.regime]: narrow.figures, [wide.regime]: wide.figures },
    break_even_failed_share: breakEven ?? null,
    routes: { [narrow.regime]: narrow.seen.desk.dispatch(), [wide.regime]: wide.seen.desk.dispatch() },
  }
}
