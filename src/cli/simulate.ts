/** `slotsmith simulate`: a scenario, or a firm's own past days, under every regime of the arena. */
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { pilotSeeds } from '../arena/days/calibrate.ts'
import { everyRegime } from '../arena/regimes/every-regime.ts'
import type { StudyPlan } from '../arena/runs/study-plan.ts'
import type { Scenario } from '../arena/world/scenario.ts'
import { readScenario } from '../arena/world/read-scenario.ts'
import { scenarioNames, scenarioOf } from '../arena/world/scenarios.ts'
import { BadInput, inFile } from './failure.ts'
import { readJsonFile } from './input.ts'
import { evaluationsOption, seedOption, wholeNumber } from './options.ts'
import type { Outside } from './outside.ts'
import { backtestPlan } from './simulate-orders.ts'
import type { OwnDays } from './simulate-orders.ts'
import { simulateStudy } from './simulate-study.ts'
import type { CarryOut } from './verb.ts'

/** Everything that can be said on the command line. */
export interface SimulateOptions extends OwnDays {
  readonly seed: number
  readonly seeds: number
  readonly days?: number
  readonly regimes?: readonly string[]
  readonly failing: number
  readonly rates?: readonly number[]
  readonly evaluations: number
  readonly workers?: number
  readonly resume?: string
  readonly report?: string
  readonly markdown?: string
  readonly out: string
}

const MOST_SEEDS = 1000
const MOST_DAYS = 60
const MOST_WORKERS = 256
const USUAL_SEEDS = 3

/** Of a day's gaps, each change and each repair may look at one part in so many. */
const PARTS = 300

/** Adds the verb. */
export function addSimulate(program: Command, carryOut: CarryOut): void {
  program
    .command('simulate')
    .summary('run a scenario, or your own past days, under every regime')
    .description('Runs delivery days in a row under the plus-or-minus-eight-hour rule, with and without a morning message, under counters '
      + 'per slot, first fit, slotsmith and hindsight, in the same worlds with the same effort; and says how they differ. '
      + 'Failed visits come back as work. With --orders it runs your own past days instead, under legacy and slotsmith.')
    .argument('[scenario]', `a JSON file, - for standard input, or one of ${scenarioNames.join(', ')}`)
    .option('--seed <n>', 'the first seed', seedOption, 1)
    .option('--seeds <k>', 'how many seeds, each a world of its own', wholeNumber(1, MOST_SEEDS), USUAL_SEEDS)
    .option('--days <n>', 'delivery days in a row; the scenario’s own number where left out', wholeNumber(1, MOST_DAYS))
    .option('--regimes <names>', `separated by commas, of ${everyRegime.map(({ name }) => name).join(', ')}`, namesOption)
    .option('--failing <share>', 'share of first visits that fail under legacy: sets who waits or has a neighbour', shareOption, 0.108)
    .option('--rates <shares>', 'sweep legacy’s failing share over these, separated by commas, for the break-even', sharesOption)
    .option('--evaluations <n>', 'gaps that each regime may look at for one delivery day', evaluationsOption, 1_000_000)
    .option('--workers <n>', 'threads; 1 needs no tinypool; as many as there are processors where left out', wholeNumber(1, MOST_WORKERS))
    .option('--resume <file>', 'a journal of what is done: goes on from it, and adds to it')
    .option('--report <file>', 'the study as an HTML page; its folder is made where there is none')
    .option('--markdown <file>', 'the study as Markdown')
    .option('-o, --out <file>', 'where the JSON goes; - is standard output', '-')
    .option('--orders <file>', 'your own past orders, as CSV; see docs/arena.md for its columns')
    .option('--couriers <file>', 'for --orders: your couriers and depots, as JSON')
    .option('--zone <name>', 'for --orders: the time zone, as in Europe/Berlin')
    .option('--speed <km/h>', 'for --orders: mean speed on the road', speedOption, 25)
    .addHelpText('after', `
Examples:
  slotsmith simulate city-parcels --seeds 5 --report out/city.html
  slotsmith simulate scenario.json --rates 0.05,0.108,0.2,0.4 --resume run.jsonl > result.json
  slotsmith simulate --orders orders.csv --couriers couriers.json --zone Europe/Berlin | jq .comparisons`)
    .action((scenario: string | undefined, options: SimulateOptions) => carryOut((outside) => simulate(outside, scenario, options)))
}

async function simulate(outside: Outside, scenario: string | undefined, options: SimulateOptions): Promise<void> {
  if (options.orders === undefined && options.couriers !== undefined) throw new BadInput('--couriers goes with --orders')
  if ((scenario === undefined) === (options.orders === undefined)) throw new BadInput('name a scenario, or give --orders')
  const plan = scenario === undefined
    ? await backtestPlan(outside, options, planOf)
    : planOf(await scenarioAt(outside, scenario, options), options)
  await simulateStudy(outside, plan, options)
}

async function scenarioAt(outside: Outside, path: string, { days }: SimulateOptions): Promise<Scenario> {
  if (scenarioNames.includes(path)) return scenarioOf(path, days === undefined ? {} : { days })
  if (/^[\w-]+$/.test(path) && path !== '-') {
    throw new BadInput(`${path} is no scenario; name one of ${scenarioNames.join(', ')}, or a JSON file`)
  }
  const json = await readJsonFile(outside, path)
  const own = inFile(path, () => readScenario(json))
  return days === undefined ? own : { ...own, days, demand: { ...own.demand, surge: own.demand.surge.filter(({ day }) => day < days) } }
}

/** One scenario, and a sweep over failure rates if it is asked for. */
function planOf(scenario: Scenario, options: SimulateOptions): StudyPlan {
  const { seed, seeds: count, failing, rates, evaluations } = options
  const seeds = Array.from({ length: count }, (_, i) => seed + i)
  const each = Math.floor(evaluations / PARTS)
  const effort = { perChange: each, perRepair: each, perDay: evaluations }
  const regimes = regimesOf(options.regimes)
  const [baseline] = regimes
  const ours = regimes.find(({ name }) => name === 'slotsmith') ?? regimes.at(-1)!
  const message = regimes.find(({ name }) => name === 'legacy-message' && name !== baseline!.name)
  const sweeps = rates === undefined ? [] : [{
    over: 'failure' as const, scenario, seeds, effort, regimes: [baseline!.name, ...(message ? [message.name] : []), ours.name],
    points: rates.map((rate) => ({ at: rate, scenario, wanted: { failure: rate } })),
  }]
  const scenarios = [{ scenario, seeds, effort, wanted: { failure: failing } }]
  return {
    title: scenario.title, regimes: regimes.map(({ name, title }) => ({ name, title })), pilots: pilotSeeds,
    ours: ours.name, baseline: baseline!.name, ...(message && { alsoAgainst: [message.name] }), scenarios, sweeps,
  }
}

function regimesOf(names: readonly string[] | undefined) {
  return names === undefined ? everyRegime : everyRegime.filter(({ name }) => names.includes(name))
}

function namesOption(text: string): string[] {
  const names = text.split(',')
  const unknown = names.find((name) => !everyRegime.some((regime) => regime.name === name))
  if (unknown === undefined) return names
  throw new InvalidArgumentError(`${unknown} is none of ${everyRegime.map(({ name }) => name).join(', ')}.`)
}

function shareOption(text: string): number {
  const share = /^(0|0?\.\d{1,6}|1(\.0*)?)$/.test(text) ? Number(text) : Number.NaN
  if (share >= 0 && share <= 1) return share
  throw new InvalidArgumentError('Give a share from 0 to 1, such as 0.108.')
}

function sharesOption(text: string): number[] {
  return [...new Set(text.split(',').map(shareOption))].sort((a, b) => a - b)
}

function speedOption(text: string): number {
  const speed = /^\d{1,3}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN
  if (speed >= 1 && speed <= 200) return speed
  throw new InvalidArgumentError('Give kilometres per hour from 1 to 200.')
}
