/** The share of a real day's orders that is accepted when they arrive one by one. */
import { legal } from '../src/model/legal.ts'
import { replay } from '../src/arena/replay.ts'
import { knownDays } from './days.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, meanAndSpread, runJobs } from './job.ts'

interface ReplayFigure {
  readonly day: string
  readonly couriers: number
  readonly seed: number
  /** Shares accepted: plain first fit, and with repair and improvement. */
  readonly firstFit: number
  readonly share: number
  readonly violations: number
  /** Seconds of search per order, mean and largest. */
  readonly meanSeconds: number
  readonly worstSeconds: number
}

/** `--share 0.85` takes that share of the couriers of the best known plan; `--seeds`, `--evaluations`, `--repair`, `--only`, `--jobs`. */
export async function benchReplay(options: BenchOptions): Promise<void> {
  const days = knownDays(options['data']!, 'grocery').filter(({ name }) => name.includes(options['only'] ?? ''))
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(replayOne(options, options['job'])))
    return
  }
  const seeds = options['seeds']!.split(',')
  const jobs = days.flatMap(({ name }) => seeds.map((seed) => `${name} ${seed}`))
  const figures = await runJobs<ReplayFigure>('replay', options, jobs, (figure) => {
    const { day, couriers, seed, firstFit, share, meanSeconds, worstSeconds } = figure
    const shares = `first fit ${firstFit.toFixed(3)}  slotsmith ${share.toFixed(4)}`
    const times = `${meanSeconds.toFixed(3)} s per order, at most ${worstSeconds.toFixed(3)}`
    process.stderr.write(`${day.slice(16, 25)} ${couriers} couriers, seed ${seed}: ${shares}  ${times}\n`)
  })
  const worstDay = Math.min(...days.map(({ name }) => meanAndSpread(figures.filter(({ day }) => day === name).map(({ share }) => share)).mean))
  process.stdout.write(`${JSON.stringify({
    bench: 'replay',
    ...circumstances(),
    share: options['share'],
    seeds: options['seeds'],
    evaluations: evaluationsOf(options),
    repair: repairOf(options),
    firstFit: meanAndSpread(figures.map(({ firstFit }) => firstFit)),
    accepted: meanAndSpread(figures.map(({ share }) => share)),
    worstDay,
    worstReplay: Math.min(...figures.map(({ share }) => share)),
    violations: figures.reduce((sum, { violations }) => sum + violations, 0),
    meanSecondsPerOrder: meanAndSpread(figures.map(({ meanSeconds }) => meanSeconds)).mean,
    worstSecondsPerOrder: Math.max(...figures.map(({ worstSeconds }) => worstSeconds)),
  })}\n`)
}

function evaluationsOf(options: BenchOptions): number {
  return Number(options['evaluations'] ?? 1_000_000)
}

function repairOf(options: BenchOptions): number {
  return Number(options['repair'] ?? 6_000_000)
}

function replayOne(options: BenchOptions, job: string): ReplayFigure {
  const [name, seedText] = job.split(' ')
  const known = knownDays(options['data']!, 'grocery').find((day) => day.name === name)!
  const couriers = Math.floor(known.routes! * Number(options['share']))
  const seed = Number(seedText)
  const plain = known.read(couriers)
  const firstFit = replay(plain.day, plain.orders, { seed, evaluations: 0, repairEvaluations: 0 }).accepted.length / plain.orders.length
  const { day, orders } = known.read(couriers)
  let before = performance.now()
  const seconds: number[] = []
  const result = replay(day, orders, {
    seed,
    evaluations: evaluationsOf(options),
    repairEvaluations: repairOf(options),
    onOrder: () => {
      const now = performance.now()
      seconds.push((now - before) / 1000)
      before = now
    },
  })
  return {
    day: name!,
    couriers,
    seed,
    firstFit,
    share: result.accepted.length / orders.length,
    violations: legal(day, result.desk.orders().values(), result.plan).length,
    meanSeconds: meanAndSpread(seconds).mean,
    worstSeconds: Math.max(...seconds),
  }
}
