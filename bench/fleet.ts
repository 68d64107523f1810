/** How few couriers are found, and at which distance, after so many seconds of one processor. */
import { Random } from '../src/base/random.ts'
import { legal } from '../src/model/legal.ts'
import { Routing } from '../src/routing/routing.ts'
import { knownDays } from './days.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, meanAndSpread, processorSeconds, runJobs } from './job.ts'

interface FleetFigure {
  readonly name: string
  readonly seconds: number
  readonly seed: number
  readonly couriers: number
  readonly fewest: number
  /** Distance, in the units of the file, of which legs are cut to a tenth; and the best known one with that few, which are not. */
  readonly distance: number
  readonly known: number
  readonly unassigned: number
  readonly violations: number
}

/** `--set solomon|homberger`, `--seconds 1,4,10`, `--seeds`, `--only`, `--jobs`. Seconds are those of the processor, not of the clock. */
export async function benchFleet(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(fleetOne(options, options['job'])))
    return
  }
  const days = knownDays(options['data']!, options['set']!).filter(({ name, fewest }) => fewest && name.includes(options['only'] ?? ''))
  const budgets = options['seconds']!.split(',')
  const seeds = options['seeds']!.split(',')
  const jobs = budgets.flatMap((seconds) => days.flatMap(({ name }) => seeds.map((seed) => `${name} ${seconds} ${seed}`)))
  const figures = await runJobs<FleetFigure>('fleet', options, jobs, ({ name, seconds, seed, couriers, fewest, distance, known }) => {
    process.stderr.write(`${name} ${seconds} s seed ${seed}: ${couriers} couriers, known ${fewest}; ${distance.toFixed(1)}, known ${known}\n`)
  })
  process.stdout.write(`${JSON.stringify({
    bench: 'fleet',
    ...circumstances(),
    set: options['set'],
    seeds: options['seeds'],
    days: days.length,
    budgets: budgets.map((budget) => {
      const runs = figures.filter(({ seconds }) => seconds === Number(budget))
      const level = runs.filter(({ couriers, fewest }) => couriers === fewest)
      return {
        seconds: Number(budget),
        couriers: runs.reduce((sum, { couriers }) => sum + couriers, 0),
        known: runs.reduce((sum, { fewest }) => sum + fewest, 0),
        level: level.length,
        runs: runs.length,
        percentWhereLevel: meanAndSpread(level.map(({ distance, known }) => 100 * (distance / known - 1))),
      }
    }),
    unassigned: figures.filter(({ unassigned }) => unassigned > 0).length,
    violations: figures.reduce((sum, { violations }) => sum + violations, 0),
  })}\n`)
}

function fleetOne(options: BenchOptions, job: string): FleetFigure {
  const [name, secondsText, seedText] = job.split(' ')
  const known = knownDays(options['data']!, options['set']!).find((day) => day.name === name)!
  const { day, orders } = known.read()
  const seconds = Number(secondsText)
  const elapsed = processorSeconds()
  const routing = new Routing(day)
  for (const order of orders) routing.enter(order)
  for (const order of orders) routing.place(order.id)
  routing.improve({
    evaluations: Infinity,
    objective: 'couriers-first',
    chance: new Random(Number(seedText)),
    done: () => Math.min(1, elapsed() / seconds),
    interrupted: () => elapsed() >= seconds,
  })
  const served = orders.filter((order) => routing.serves(order.id))
  return {
    name: name!,
    seconds,
    seed: Number(seedText),
    couriers: routing.couriers(),
    fewest: known.fewest!.couriers,
    distance: routing.cost() / 10,
    known: known.fewest!.distance,
    unassigned: orders.length - served.length,
    violations: legal(day, served, routing.plan()).length,
  }
}
