/** `slotsmith replay`: a known day's orders, booked one after the other. */
import { basename } from 'node:path'
import type { Command } from 'commander'
import { assert } from '../base/assert.ts'
import { replay } from '../arena/replay.ts'
import type { ReplayResult } from '../arena/replay.ts'
import { writeVroomSolution } from '../formats/vroom/solution-write.ts'
import { legal } from '../model/legal.ts'
import type { DayStory } from '../report/day-report.ts'
import { readProblemFile } from './input.ts'
import { couriersOption, evaluationsOption, seedOption } from './options.ts'
import { writeJson } from './output.ts'
import type { Outside } from './outside.ts'
import { startProgress } from './progress.ts'
import { expectReport, writeReport } from './report.ts'
import { timings } from './timings.ts'
import type { CarryOut } from './verb.ts'
import { version } from './version.ts'

interface ReplayOptions {
  readonly out: string
  readonly couriers: number
  readonly seed: number
  readonly evaluations: number
  readonly repair: number
  readonly report?: string
}

const USUAL_EVALUATIONS = 200_000
const USUAL_REPAIR = 1_000_000

/** Adds the verb. */
export function addReplay(program: Command, carryOut: CarryOut): void {
  program
    .command('replay')
    .summary('book a known day order by order')
    .description('Books the orders of a day one after the other in a seeded random order, each asking for the window that it really had. '
      + 'The final plan goes out as a VROOM solution; the share accepted is in it under `replay`, and on standard error.')
    .argument('<file>', 'VROOM JSON, Solomon or VRPLIB text; - for standard input')
    .requiredOption('--couriers <k>', 'couriers of a benchmark file; the first so many vehicles of VROOM JSON', couriersOption)
    .option('--seed <n>', 'seeds the order of arrival and every search', seedOption, 1)
    .option('--evaluations <n>', 'gaps that are looked at after each order to improve the plan', evaluationsOption, USUAL_EVALUATIONS)
    .option('--repair <n>', 'gaps that a repair may look at for an order without a direct gap', evaluationsOption, USUAL_REPAIR)
    .option('--report <file>', 'an HTML page about the day')
    .option('-o, --out <file>', 'where the solution goes; - is standard output', '-')
    .addHelpText('after', `
Examples:
  slotsmith replay day.txt --couriers 12 -o plan.json
  slotsmith replay C101.txt --couriers 10 --seed 2 --evaluations 0 --repair 0
  slotsmith replay problem.json --couriers 8 --report day.html > plan.json`)
    .action((file: string, options: ReplayOptions) => carryOut((outside) => replayFile(outside, file, options)))
}

async function replayFile(outside: Outside, path: string, options: ReplayOptions): Promise<void> {
  const { out, couriers, seed, evaluations, repair, report } = options
  await outside.expectWritable(out)
  await expectReport(outside, report)
  const begun = outside.now()
  const problem = await readProblemFile(outside, path, { couriers })
  const loaded = outside.now()
  const { day, orders } = problem
  const progress = startProgress(outside, 'booking', orders.length)
  const result = replay(day, orders, {
    seed, evaluations, repairEvaluations: repair,
    onOrder: (done, accepted) => progress.show(done, `${accepted} of ${done} accepted`),
  })
  progress.end()
  const solved = outside.now()
  const violations = legal(day, result.accepted, result.plan)
  assert(violations.length === 0, `the plan is legal, not ${violations[0]?.code}`)

  const solution = writeVroomSolution(problem, result.plan, result.refused.map(({ order }) => order.id), timings(begun, loaded, solved))
  const share = orders.length === 0 ? 1 : result.accepted.length / orders.length
  const codes = refusalCodes(result)
  const summary = {
    accepted: result.accepted.length, orders: orders.length, share, couriers, seed,
    evaluations, repair, looked: result.evaluations, refused: Object.fromEntries(codes),
  }
  await writeJson(outside, out, { ...solution, replay: summary })
  if (report !== undefined) await writeReport(outside, report, result.desk, storyOf(path, result, options))
  const counted = `accepted ${result.accepted.length} of ${orders.length} orders, share ${share.toFixed(4)}`
  outside.say(`${counted}, with ${couriers} couriers, seed ${seed}`)
  if (codes.size > 0) outside.say(`refused: ${[...codes].map(([code, count]) => `${count} ${code}`).join(', ')}`)
  outside.say(`cost ${result.cost}, ${result.plan.routes.length} routes, ${((solved - loaded) / 1000).toFixed(1)} s`)
}

/** What the report says besides the desk. Moments of a known day have no date, so they are shown as of 1 January 2026 in UTC. */
function storyOf(path: string, result: ReplayResult, { couriers, seed, evaluations, repair }: ReplayOptions): DayStory {
  const orders = result.accepted.length + result.refused.length
  return {
    title: `Replay of ${path === '-' ? 'standard input' : basename(path)}`,
    subtitle: `${result.accepted.length} of ${orders} orders accepted one by one with ${couriers} couriers, `
      + 'each in the window that it really had',
    log: result.log,
    history: result.history,
    facts: [
      { name: 'Seed', value: seed },
      { name: 'Gaps looked at after each order', value: evaluations },
      { name: 'Gaps looked at for a repair', value: repair },
      { name: 'Gaps looked at in all', value: result.evaluations },
      { name: 'slotsmith', value: version },
    ],
  }
}

/** How often each reason was given, the most frequent first. */
function refusalCodes({ refused }: ReplayResult): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { code } of refused) counts.set(code, (counts.get(code) ?? 0) + 1)
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))
}
