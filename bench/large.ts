/** Large days: moves and ruin and recreate over the whole against parts of several sizes, in processor seconds; and what memory they take. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Random } from '../src/base/random.ts'
import { legal } from '../src/model/legal.ts'
import { Routing } from '../src/routing/routing.ts'
import { lowerCost } from '../src/routing/search/lower-cost.ts'
import { searchInParts } from '../src/routing/search/parts-search.ts'
import { search } from '../src/routing/search/search.ts'
import { knownDays } from './days.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, meanAndSpread, processorSeconds, runJobs } from './job.ts'
import { wideDay } from './offers-scale.ts'

interface LargeFigure {
  readonly variant: string
  readonly name: string
  readonly seconds: number
  readonly seed: number
  readonly start: number
  readonly cost: number
  /** Best known cost, where there is one. */
  readonly best: number | undefined
  readonly rounds: number
  readonly unassigned: number
  readonly violations: number
  /** Megabytes that are in use, typed arrays and objects: of the day and its routes; besides, the most of ten looks during the search. */
  readonly dayMemory: number
  readonly searchMemory: number
  /** Megabytes that the process holds in the end, garbage included. */
  readonly process: number
}

const usual = 'moves,whole,parts-200,parts-300,parts-500'
const files = ['R1_4_1', 'RC2_4_1', 'R1_10_1', 'C2_10_1']
const drawn = ['drawn-1000', 'drawn-2000', 'drawn-5000', 'drawn-10000']

/**
 * `--variants moves,whole,parts-300`, `--days R1_10_1,drawn-5000`, `--seconds 10`, `--seeds`. Files of Homberger start with orders inserted as
 * listed; drawn days (`drawn-N`: N stops, coordinates, a depot for every 1,000, windows of two to four hours) with the routes they were drawn from.
 */
export async function benchLarge(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(largeOne(options, options['job'])))
    return
  }
  const variants = (options['variants'] ?? usual).split(',')
  const days = options['days']?.split(',') ?? [...files, ...drawn]
  const budgets = options['seconds']!.split(',')
  const seeds = options['seeds']!.split(',')
  const jobs = days.flatMap((day) => budgets.flatMap((seconds) => seeds.flatMap((seed) =>
    variants.map((variant) => [variant, day, seconds, seed].join(' ')))))
  const figures = await runJobs<LargeFigure>('large', options, jobs, (figure) => {
    const { variant, name, seconds, seed, start, cost, best, rounds, dayMemory, searchMemory } = figure
    const gap = best === undefined ? `${(100 * (cost / start - 1)).toFixed(2)} % of the start` : `gap ${(100 * (cost / best - 1)).toFixed(2)} %`
    process.stderr.write(`${name} ${seconds} s seed ${seed} ${variant}: ${cost}, ${gap}, ${rounds} rounds, `
      + `${dayMemory.toFixed(0)} MB and ${searchMemory.toFixed(0)} MB\n`)
  })
  const table = days.flatMap((name) => budgets.flatMap((budget) => variants.map((variant) => {
    const runs = figures.filter((figure) => figure.name === name && figure.seconds === Number(budget) && figure.variant === variant)
    const percent = meanAndSpread(runs.map(({ cost, best, start }) => 100 * (cost / (best ?? start) - 1)))
    const most = (of: (figure: LargeFigure) => number) => Math.max(...runs.map(of))
    return {
      name, seconds: Number(budget), variant, percent,
      rounds: meanAndSpread(runs.map(({ rounds }) => rounds)).mean,
      dayMemory: most(({ dayMemory }) => dayMemory), searchMemory: most(({ searchMemory }) => searchMemory),
    }
  })))
  process.stdout.write(`${JSON.stringify({
    bench: 'large', ...circumstances(), seeds: options['seeds'], table,
    unassigned: figures.filter(({ unassigned }) => unassigned > 0).length,
    violations: figures.reduce((sum, { violations }) => sum + violations, 0),
  })}\n`)
}

/** The day with its first routes, and the best known cost. */
function startOf(options: BenchOptions, name: string): { routing: Routing; best: number | undefined } {
  if (name.startsWith('drawn-')) {
    const { routing } = wideDay(Number(name.slice(6)), 'many depots', [7200, 14_400], false)
    return { routing, best: undefined }
  }
  const known = knownDays(options['data']!, 'homberger').find((day) => day.name === name)
  if (known === undefined) throw new Error(`${name} is no file of homberger`)
  const { day, orders } = known.read()
  const routing = new Routing(day)
  for (const order of orders) routing.enter(order)
  for (const order of orders) routing.place(order.id)
  return { routing, best: known.best }
}

function largeOne(options: BenchOptions, job: string): LargeFigure {
  const [variant, name, secondsText, seedText] = job.split(' ')
  const empty = memoryInUse()
  const { routing, best } = startOf(options, name!)
  const { ground, slabs, day } = routing
  const [grid, neighbours] = [routing['grid'], routing['neighbours']]
  const seconds = Number(secondsText)
  const before = memoryInUse()
  let searchMemory = 0
  let looks = 0
  const elapsed = processorSeconds()
  const task = {
    absent: [], evaluations: Infinity, chance: new Random(Number(seedText)),
    done: () => Math.min(1, elapsed() / seconds),
    interrupted: () => {
      if (elapsed() >= (looks + 0.5) * 0.1 * seconds) {
        looks++
        searchMemory = Math.max(searchMemory, memoryInUse() - before)
      }
      return elapsed() >= seconds
    },
  }
  const start = slabs.totalCost()
  const parting = { stops: Number(variant!.split('-')[1] ?? 300), routes: 10, passes: 10, visit: 1_000_000 }
  const result = variant === 'whole' ? search(ground, slabs, neighbours, task)
    : variant === 'moves' ? lowerCost(ground, slabs, neighbours, task)
      : searchInParts({ day, grid, ground }, slabs, task, parting)
  for (const r of slabs.len.keys()) slabs.takeRoute(result.best, r)
  const orders = [...routing['stopOf'].keys()].filter((id) => routing.serves(id)).map((id) => routing.order(id))
  return {
    variant: variant!, name: name!, seconds, seed: Number(seedText), start, cost: slabs.totalCost(), best, rounds: result.rounds,
    unassigned: routing.absent().length,
    violations: legal(day, orders, routing.plan()).length,
    dayMemory: before - empty, searchMemory, process: process.memoryUsage().rss / 1e6,
  }
}

const collect = (setFlagsFromString('--expose-gc'), runInNewContext('gc')) as () => void

/** Megabytes of typed arrays and objects without garbage. */
function memoryInUse(): number {
  collect()
  collect()
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return (arrayBuffers + heapUsed) / 1e6
}
