/** Our offers beside the exact answer on random small days: how many that can be kept are offered, and that no other is. */
import type { Comparison } from '../test/make/exact-compare.ts'
import { compare } from '../test/make/exact-compare.ts'
import type { FleetFeature } from '../test/make/fleet.ts'
import { fleetFeatures, smallDay } from '../test/make/fleet.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, runJobs } from './job.ts'

/** Counts of slots, over days. */
interface Tally {
  days: number
  slots: number
  /** Some legal plan keeps them; of these, without moving anybody. */
  keepable: number
  direct: number
  /** Keepable and not offered. */
  missed: number
}

interface SmallFigure extends Tally {
  readonly features: Record<string, Tally>
  /** What was said of each. */
  readonly unsound: string[]
  readonly wrongProofs: string[]
  readonly failed: string[]
  readonly missedSeeds: number[]
}

const CHUNK = 250
/** What a desk takes unless told otherwise. */
const REPAIR = '100000'

/**
 * `--days 20000` in all, of the `--seeds`; `--repair N` evaluations for all slots of a request together; `--only matrix,breaks`
 * leaves the other features out; `--jobs` processes at once.
 */
export async function benchSmall(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(smallOne(options, options['job'])))
    return
  }
  const seeds = options['seeds']!.split(',').map(Number)
  const perSeed = Math.ceil(Number(options['days'] ?? 20_000) / seeds.length)
  const jobs: string[] = []
  for (const seed of seeds) {
    for (let day = 0; day < perSeed; day += CHUNK) jobs.push(`${1_000_000 * seed + day} ${Math.min(CHUNK, perSeed - day)}`)
  }
  const total = emptyFigure()
  await runJobs<SmallFigure>('small', options, jobs, (figure) => {
    merge(total, figure)
    for (const line of [...figure.unsound, ...figure.wrongProofs, ...figure.failed]) process.stderr.write(`${line}\n`)
    const share = (100 * completeness(total)).toFixed(3)
    process.stderr.write(`${total.days} days, ${total.slots} slots, ${total.keepable} keepable, ${total.missed} missed: ${share} %\n`)
  })
  const byFeature = Object.entries(total.features).map(([name, tally]) => [name, { ...tally, completeness: completeness(tally) }])
  process.stdout.write(`${JSON.stringify({
    bench: 'small', ...circumstances(), seeds: options['seeds'], repair: Number(options['repair'] ?? REPAIR), ...total,
    completeness: completeness(total), directShare: total.direct / total.keepable, features: Object.fromEntries(byFeature),
  })}\n`)
}

function smallOne(options: BenchOptions, job: string): SmallFigure {
  const [from, count] = job.split(' ').map(Number)
  const repair = Number(options['repair'] ?? REPAIR)
  const allowed = options['only'] === undefined ? fleetFeatures : (options['only'].split(',') as FleetFeature[])
  const figure = emptyFigure()
  for (let seed = from!; seed < from! + count!; seed++) {
    try {
      countDay(figure, compare(smallDay(seed, allowed), repair))
    } catch (error) {
      figure.failed.push(`seed ${seed} failed: ${(error as Error).message}`)
    }
  }
  return figure
}

function countDay(figure: SmallFigure, { seed, features, slots, keepable, direct, offered, proved, unsound }: Comparison): void {
  const tally: Tally = {
    days: 1, slots: slots.length, keepable: keepable.length, direct: direct.filter((id) => keepable.includes(id)).length,
    missed: keepable.filter((id) => !offered.includes(id)).length,
  }
  const name = `seed ${seed} (${features.join(', ')})`
  merge(figure, {
    ...tally,
    features: Object.fromEntries(features.map((feature) => [feature, tally])),
    unsound: unsound.map((what) => `${name}: ${what}`),
    wrongProofs: proved.filter((id) => keepable.includes(id)).map((id) => `${name}: ${id} was proved impossible and can be kept`),
    failed: [],
    missedSeeds: tally.missed > 0 ? [seed] : [],
  })
}

function emptyTally(): Tally {
  return { days: 0, slots: 0, keepable: 0, direct: 0, missed: 0 }
}

function emptyFigure(): SmallFigure {
  return { ...emptyTally(), features: {}, unsound: [], wrongProofs: [], failed: [], missedSeeds: [] }
}

function merge(into: SmallFigure, figure: SmallFigure): void {
  add(into, figure)
  for (const [name, tally] of Object.entries(figure.features)) add((into.features[name] ??= emptyTally()), tally)
  into.unsound.push(...figure.unsound)
  into.wrongProofs.push(...figure.wrongProofs)
  into.failed.push(...figure.failed)
  into.missedSeeds.push(...figure.missedSeeds)
}

function add(into: Tally, tally: Tally): void {
  into.days += tally.days
  into.slots += tally.slots
  into.keepable += tally.keepable
  into.direct += tally.direct
  into.missed += tally.missed
}

function completeness({ keepable, missed }: Tally): number {
  return keepable === 0 ? 1 : 1 - missed / keepable
}
