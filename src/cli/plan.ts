/** `slotsmith plan`: a problem in, routes out. */
import type { Command } from 'commander'
import { Option } from 'commander'
import { assert } from '../base/assert.ts'
import { writeVroomSolution } from '../formats/vroom/solution-write.ts'
import { legal } from '../model/legal.ts'
import { Routing } from '../routing/routing.ts'
import { readProblemFile } from './input.ts'
import { couriersOption, evaluationsOption, positiveSeconds, seedOption } from './options.ts'
import { elapsed, writeJson } from './output.ts'
import type { Outside } from './outside.ts'
import { searchInSlices } from './search.ts'
import { insertAbsent, startFrom } from './start.ts'
import type { CarryOut } from './verb.ts'

interface PlanOptions {
  readonly out: string
  readonly seed: number
  readonly evaluations?: number
  readonly seconds?: number
  readonly couriers?: number
}

const USUAL_EVALUATIONS = 20_000_000

/** Adds the verb. */
export function addPlan(program: Command, carryOut: CarryOut): void {
  program
    .command('plan')
    .summary('plan routes for a problem')
    .description('Plans routes: VROOM JSON, Solomon or VRPLIB text in, a VROOM solution out. Jobs that fit nowhere are in `unassigned`.')
    .argument('<problem>', 'the file, or - for standard input')
    .option('-o, --out <file>', 'where the solution goes; - is standard output', '-')
    .addOption(new Option('--evaluations <n>', `gaps that the search may look at (default: ${USUAL_EVALUATIONS})`).argParser(evaluationsOption))
    .addOption(new Option('--seconds <s>', 'search so long instead; not repeatable').argParser(positiveSeconds).conflicts('evaluations'))
    .option('--seed <n>', 'the same seed gives the same plan', seedOption, 1)
    .option('--couriers <k>', 'couriers of a benchmark file; the first so many vehicles of VROOM JSON', couriersOption)
    .addHelpText('after', `
Examples:
  slotsmith plan problem.json -o solution.json
  slotsmith plan C101.txt --evaluations 5000000 --seed 3
  curl -s https://example.org/problem | slotsmith plan - --seconds 10`)
    .action((problem: string, options: PlanOptions) => carryOut((outside) => plan(outside, problem, options)))
}

async function plan(outside: Outside, path: string, { out, seed, evaluations, seconds, couriers }: PlanOptions): Promise<void> {
  await outside.expectWritable(out)
  const begun = outside.now()
  const { problem } = await readProblemFile(outside, path, { couriers })
  const loaded = outside.now()
  const routing = new Routing(problem.day)
  for (const order of problem.orders) routing.enter(order)
  if (problem.steps) for (const reason of startFrom(routing, problem.orders, problem.steps)) outside.say(`warning: ${reason}`)
  insertAbsent(routing)
  const budget = seconds === undefined ? { evaluations: evaluations ?? USUAL_EVALUATIONS } : { seconds }
  const interrupted = await searchInSlices(routing, budget, seed, outside)
  if (interrupted) outside.say('warning: interrupted; this is the best plan so far')

  const found = routing.plan()
  const violations = legal(problem.day, problem.orders.filter(({ id }) => routing.serves(id)), found)
  assert(violations.length === 0, `the plan is legal, not ${violations[0]?.code}`)
  const timings = { loading: elapsed(begun, loaded), solving: elapsed(loaded, outside.now()), routing: 0 }
  await writeJson(outside, out, writeVroomSolution(problem, found, routing.absent(), timings))
}
