/** `slotsmith plan`: a problem in, routes out. */
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Objective } from '../routing/search/plan-search.ts'
import { BadInput, exitCodes } from './failure.ts'
import { sayWarnings } from './input.ts'
import { couriersOption, evaluationsOption, positiveSeconds, seedOption } from './options.ts'
import { writeJson } from './output.ts'
import type { Outside } from './outside.ts'
import { startProgress } from './progress.ts'
import type { CarryOut } from './verb.ts'

interface PlanOptions {
  readonly out: string
  readonly seed: number
  readonly evaluations?: number
  readonly seconds?: number
  readonly couriers?: number
  readonly objective: Objective
  readonly errorsAsJson?: boolean
}

/** Adds the verb. */
export function addPlan(program: Command, carryOut: CarryOut): void {
  program
    .command('plan')
    .summary('plan routes for a problem')
    .description('Plans routes: VROOM JSON, Solomon or VRPLIB text in, a VROOM solution out. Jobs that fit nowhere are in `unassigned`. '
      + 'The interrupt key ends the search with the best plan so far. With neither a number of evaluations nor seconds, the seconds of '
      + '`options.l` in VROOM JSON end it, too.')
    .argument('<problem>', 'the file, or - for standard input')
    .option('-o, --out <file>', 'where the solution goes; - is standard output', '-')
    .addOption(evaluationsOf(`gaps that the search may look at (default: a million for each job)`))
    .addOption(new Option('--seconds <s>', 'search so long instead; not repeatable').argParser(positiveSeconds).conflicts('evaluations'))
    .option('--seed <n>', 'the same seed gives the same plan', seedOption, 1)
    .option('--couriers <k>', 'couriers of a benchmark file; the first so many vehicles of VROOM JSON', couriersOption)
    .addOption(new Option('--objective <what>', 'lower the cost; or use as few vehicles as can be found, and lower the cost then')
      .choices(['cost', 'couriers-first'] satisfies Objective[]).default('cost'))
    .option('--errors-as-json', 'for bad input also write { "code": 2, "error": … } where the solution would go, as VROOM does')
    .addHelpText('after', `
Examples:
  slotsmith plan problem.json -o solution.json
  slotsmith plan C101.txt --evaluations 5000000 --seed 3
  curl -s https://example.org/problem | slotsmith plan - --seconds 10`)
    .action((problem: string, options: PlanOptions) => carryOut((outside) => planFile(outside, problem, options)))
}

/** Without a default of its own, so that `--seconds` alone is no conflict. */
function evaluationsOf(words: string): Option {
  return new Option('--evaluations <n>', words).argParser(evaluationsOption)
}

async function planFile(outside: Outside, path: string, options: PlanOptions): Promise<void> {
  const { out, seed, evaluations, seconds, couriers, objective } = options
  await outside.expectWritable(out)
  const text = await outside.read(path)
  const budget = seconds === undefined ? { evaluations } : { seconds }
  const progress = startProgress(outside, 'planning', 100)
  const news = (share: number, words: string) => progress.show(Math.floor(100 * share), words)
  const answer = await outside.plan({ path, text, couriers, seed, budget, objective }, news)
  progress.end()
  if (!answer.ok) {
    if (options.errorsAsJson === true) await writeJson(outside, out, { code: exitCodes.badInput, error: answer.problem })
    throw new BadInput(answer.problem)
  }
  sayWarnings(outside, answer.warnings)
  await writeJson(outside, out, answer.solution)
}
