/** Gap to the best known cost after so many seconds of search on one thread. */
import { legal } from '../src/model/legal.ts'
import { timetable } from '../src/model/timetable.ts'
import { knownDays } from './days.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, meanAndSpread, runJobs } from './job.ts'
import { paidDay, planDay } from './plan-day.ts'

interface PlanFigure {
  readonly name: string
  readonly seconds: number
  readonly seed: number
  readonly cost: number
  readonly best: number
  readonly unassigned: number
  readonly violations: number
  readonly evaluations: number
  readonly rounds: number
  readonly paidHours: number
  readonly waitingHours: number
}

/** `--set solomon|homberger|grocery`, `--seconds 1,4,10`, `--seeds`, `--only`, `--jobs`; `--paid N` prices paid hours at 3600 and travel hours at N. */
export async function benchPlan(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(planOne(options, options['job'])))
    return
  }
  const days = knownDays(options['data']!, options['set']!).filter(({ name }) => name.includes(options['only'] ?? ''))
  const budgets = options['seconds']!.split(',')
  const seeds = options['seeds']!.split(',')
  const jobs = budgets.flatMap((seconds) => days.flatMap(({ name }) => seeds.map((seed) => `${name} ${seconds} ${seed}`)))
  const figures = await runJobs<PlanFigure>('plan', options, jobs, ({ name, seconds, seed, cost, best, unassigned }) => {
    const gap = unassigned > 0 ? `${unassigned} unassigned` : `${(100 * (cost / best - 1)).toFixed(2)} %`
    process.stderr.write(`${name} ${seconds} s seed ${seed}: ${cost}, best known ${best}, ${gap}\n`)
  })
  const gaps = budgets.map((budget) => {
    const served = figures.filter(({ seconds, unassigned }) => seconds === Number(budget) && unassigned === 0)
    return { seconds: Number(budget), percent: meanAndSpread(served.map(({ cost, best }) => 100 * (cost / best - 1))), runs: served.length }
  })
  process.stdout.write(`${JSON.stringify({
    bench: 'plan',
    ...circumstances(),
    set: options['set'],
    seeds: options['seeds'],
    days: days.length,
    gaps,
    paidHours: meanAndSpread(figures.map(({ paidHours }) => paidHours)),
    waitingHours: meanAndSpread(figures.map(({ waitingHours }) => waitingHours)),
    unassigned: figures.filter(({ unassigned }) => unassigned > 0).length,
    violations: figures.reduce((sum, { violations }) => sum + violations, 0),
    roundsPerSecond: meanAndSpread(figures.map(({ rounds, seconds }) => rounds / seconds)).mean,
    evaluationsPerSecond: meanAndSpread(figures.map(({ evaluations, seconds }) => evaluations / seconds)).mean,
  })}\n`)
}

function planOne(options: BenchOptions, job: string): PlanFigure {
  const [name, secondsText, seedText] = job.split(' ')
  const known = knownDays(options['data']!, options['set']!).find((day) => day.name === name)!
  const read = known.read()
  const { orders } = read
  const day = options['paid'] === undefined ? read.day : paidDay(read.day, Number(options['paid']))
  const seconds = Number(secondsText)
  const { routing, evaluations, rounds } = planDay(day, orders, seconds, Number(seedText))
  const served = orders.filter((order) => routing.serves(order.id))
  const sheets = timetable(day, new Map(orders.map((order) => [order.id, order])), routing.plan())
  return {
    name: name!,
    seconds,
    seed: Number(seedText),
    cost: routing.cost(),
    best: known.best,
    unassigned: orders.length - served.length,
    violations: legal(day, served, routing.plan()).length,
    evaluations,
    rounds,
    paidHours: sheets.reduce((sum, { start, end }) => sum + (end - start) / 3600, 0),
    waitingHours: sheets.reduce((sum, { waiting }) => sum + waiting / 3600, 0),
  }
}
