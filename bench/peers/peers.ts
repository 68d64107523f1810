/** The same instances through PyVRP, OR-Tools, VROOM and our own search: same machine, same seconds, one thread, one judge. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KnownDay } from '../days.ts'
import { knownDays } from '../days.ts'
import type { BenchOptions } from '../job.ts'
import { circumstances, meanAndSpread, runJobs } from '../job.ts'
import type { PeerPlan } from './ours.ts'
import { planOurs } from './ours.ts'

const HERE = import.meta.dirname
const SOLVERS = ['slotsmith', 'pyvrp', 'ortools', 'vroom']
/** Where the plans that were judged can be read again. */
const KEPT = join(HERE, '../../.tmp/peers')

/** What the judge says of a plan, and how it came about. Costs and times in the judge's units: seconds, or tenths for Solomon text. */
interface PeerFigure extends Omit<PeerPlan, 'routes'> {
  readonly solver: string
  readonly name: string
  readonly budget: number
  readonly seed: number
  readonly best: number
  readonly cost: number
  readonly paid: number
  readonly waiting: number
  readonly routes: number
  readonly violations: readonly string[]
}

/**
 * `--set`, `--seconds`, `--only A,B`, `--seeds`, `--solvers slotsmith,pyvrp,ortools,vroom`, `--objective travel|paid`, `--python PATH` of
 * the environment that `bench/peers/install.sh` makes. Who takes no seed runs once.
 */
export async function benchPeers(options: BenchOptions): Promise<void> {
  const solvers = (options['solvers'] ?? SOLVERS.join(',')).split(',')
  const strange = solvers.find((solver) => !SOLVERS.includes(solver))
  if (strange !== undefined) throw new Error(`--solvers ${strange}: name some of ${SOLVERS.join(', ')}`)
  if (solvers.some((solver) => solver !== 'slotsmith') && !existsSync(pythonOf(options))) {
    process.stderr.write(`${pythonOf(options)} is absent: run bench/peers/install.sh first, or name another Python with --python\n`)
    process.exitCode = 2
    return
  }
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(await judged(options, options['job'])))
    return
  }
  const parts = (options['only'] ?? '').split(',')
  const days = knownDays(options['data']!, options['set']!).filter(({ name }) => parts.some((part) => name.includes(part)))
  const budgets = options['seconds']!.split(',')
  const seeds = options['seeds']!.split(',')
  // One instance after the other, and all solvers close together: what else the machine does hits them alike.
  const jobs = budgets.flatMap((seconds) => days.flatMap(({ name }) => seeds.flatMap((seed, at) => solvers
    .filter((solver) => at === 0 || takesSeed(solver))
    .map((solver) => `${solver} ${name} ${seconds} ${seed}`))))
  const figures = await runJobs<PeerFigure>('peers', options, jobs, (figure) => process.stderr.write(`${lineOf(figure)}\n`))
  process.stdout.write(`${JSON.stringify({
    bench: 'peers',
    ...circumstances(),
    set: options['set'],
    objective: options['objective'],
    seeds: options['seeds'],
    days: days.length,
    results: budgets.flatMap((budget) => solvers.map((solver) => summary(figures, days, solver, Number(budget), options['objective']!))),
  })}\n`)
}

function takesSeed(solver: string): boolean {
  return solver === 'slotsmith' || solver === 'pyvrp'
}

function pythonOf(options: BenchOptions): string {
  return options['python'] ?? join(HERE, '../../.tmp/peers-venv/bin/python')
}

/** Plans once, and asks the judge. */
async function judged(options: BenchOptions, job: string): Promise<PeerFigure> {
  const [solver, name, seconds, seed] = job.split(' ') as [string, string, string, string]
  const objective = options['objective']!
  const known = knownDays(options['data']!, options['set']!).find((day) => day.name === name)!
  const peer = [join(HERE, 'solve.py'), solver, known.file, seconds, seed, objective]
  const { routes, ...plan } = solver === 'slotsmith'
    ? planOurs(known.read(), Number(seconds), Number(seed), objective)
    : JSON.parse(python(options, peer)) as PeerPlan
  mkdirSync(KEPT, { recursive: true })
  const kept = join(KEPT, `${[name, objective, solver, seconds, seed].join('.')}.json`)
  writeFileSync(kept, JSON.stringify({ routes }))
  const verdict = JSON.parse(python(options, [join(HERE, 'judge.py'), known.file, kept])) as Pick<
    PeerFigure, 'cost' | 'paid' | 'waiting' | 'routes' | 'violations'
  >
  return { solver, name, budget: Number(seconds), seed: Number(seed), best: known.best, ...plan, ...verdict }
}

function python(options: BenchOptions, args: readonly string[]): string {
  const program = existsSync(pythonOf(options)) ? pythonOf(options) : 'python3'
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  return execFileSync(program, args, { encoding: 'utf8', env, maxBuffer: 2 ** 28 })
}

function lineOf({ solver, name, budget, seed, best, cost, paid, routes, violations, seconds, level }: PeerFigure): string {
  const gap = violations.length > 0 ? `illegal: ${violations[0]}` : `${(100 * (cost / best - 1)).toFixed(2)} % above the best known`
  const depth = level === undefined ? '' : `, exploration ${level}`
  return `${name} ${budget} s ${solver} seed ${seed}: ${cost}, ${gap}, paid ${paid}, ${routes} routes, took ${seconds.toFixed(2)} s${depth}`
}

/**
 * Of the legal plans of a solver: mean gap to the best known cost where travel is the objective, and how it stands against PyVRP in the
 * same run, by the objective, instance by instance with the mean over its seeds.
 */
function summary(figures: readonly PeerFigure[], days: readonly KnownDay[], solver: string, budget: number, objective: string): object {
  const all = figures.filter((figure) => figure.solver === solver && figure.budget === budget)
  const legal = all.filter(({ violations }) => violations.length === 0)
  const measure = ({ cost, paid }: PeerFigure) => (objective === 'paid' ? paid : cost)
  const mean = (of: string, name: string) => {
    const plans = figures.filter((one) => one.solver === of && one.budget === budget && one.name === name && one.violations.length === 0)
    return plans.length === 0 ? undefined : plans.reduce((sum, one) => sum + measure(one), 0) / plans.length
  }
  const against = days.flatMap(({ name }) => {
    const [own, pyvrp] = [mean(solver, name), mean('pyvrp', name)]
    return own === undefined || pyvrp === undefined ? [] : [100 * (own / pyvrp - 1)]
  })
  return {
    solver,
    seconds: budget,
    runs: all.length,
    legal: legal.length,
    ...(objective === 'travel' ? { gapPercent: meanAndSpread(legal.map(({ cost, best }) => 100 * (cost / best - 1))) } : {}),
    ...(solver === 'pyvrp' ? {} : { againstPyvrpPercent: meanAndSpread(against) }),
    paid: meanAndSpread(legal.map(({ paid }) => paid)).mean,
    waiting: meanAndSpread(legal.map(({ waiting }) => waiting)).mean,
    routes: meanAndSpread(legal.map(({ routes }) => routes)).mean,
    tookSeconds: meanAndSpread(all.map(({ seconds }) => seconds)).mean,
    cpuSeconds: meanAndSpread(all.map(({ cpu }) => cpu)).mean,
  }
}
