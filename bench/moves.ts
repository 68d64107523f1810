/** What the typed arrays are worth: the same moves, in them and written plainly with objects, in processor time. Here: gaps. */
import { assert } from '../src/base/assert.ts'
import { Random } from '../src/base/random.ts'
import { benchDescent } from './descent.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, meanAndSpread, runJobs } from './job.ts'
import type { Shape } from './moves-day.ts'
import { shapes } from './moves-day.ts'
import type { MovesOutcome } from './moves-rounds.ts'
import { MovesRounds } from './moves-rounds.ts'
import { SlackRoutes } from './moves-slack.ts'
import { TypedRoutes } from './moves-typed.ts'
import { WholeRoutes } from './moves-whole.ts'
import { WalkRoutes } from './moves-walk.ts'

/**
 * `typed` is the library's kernel. Plain are: `slack`, the same bounds in objects; `walk`, a walk to the end of the route for every gap cheap
 * enough; `whole`, the whole route with the newcomer in it made and evaluated for every gap.
 */
const kinds = { typed: TypedRoutes, slack: SlackRoutes, walk: WalkRoutes, whole: WholeRoutes } as const

type Kind = keyof typeof kinds

interface MovesFigure {
  readonly kind: Kind
  readonly shape: Shape
  readonly seed: number
  readonly rounds: number
  /** Processor seconds of this process, all threads together. */
  readonly seconds: number
  readonly gaps: number
  readonly outcome: MovesOutcome
}

/** Rounds before the clock starts, so that the code is compiled. */
const WARM_UP = 0.2

/** `--of gaps` of ruin and recreate, which is the default, or `descent`; `--seeds`, `--only` a shape, `--share` of the rounds. */
export async function benchMoves(options: BenchOptions): Promise<void> {
  const of = options['of'] ?? 'gaps'
  if (of === 'descent') return benchDescent(options)
  if (of !== 'gaps') throw new Error(`--of gaps or --of descent, not ${of}`)
  await benchGaps(options)
}

/** Each kind, shape and seed in a process of its own. */
async function benchGaps(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(movesOf(options, options['job'])))
    return
  }
  const names = (Object.keys(shapes) as Shape[]).filter((shape) => shape.includes(options['only'] ?? ''))
  const seeds = options['seeds']!.split(',').map(Number)
  const jobs = names.flatMap((shape) => seeds.flatMap((seed) => Object.keys(kinds).map((kind) => `${kind},${shape},${seed}`)))
  const figures = await runJobs<MovesFigure>('moves', options, jobs, ({ kind, shape, seed, seconds, gaps, rounds, outcome }) => {
    const rates = `${Math.round(rounds / seconds)} rounds and ${(gaps / seconds / 1e6).toFixed(1)} million gaps a second`
    process.stderr.write(`${shape} seed ${seed} ${kind}: ${seconds.toFixed(2)} s, ${rates}, cost ${outcome.cost}\n`)
  })
  process.stdout.write(`${JSON.stringify({
    bench: 'moves',
    of: 'gaps',
    ...circumstances(),
    seeds: options['seeds'],
    shapes: names.map((shape) => ({ shape, rounds: roundsOf(options, shape), ...compared(figures.filter((one) => one.shape === shape)) })),
  })}\n`)
}

function roundsOf(options: BenchOptions, shape: Shape): number {
  return Math.round(shapes[shape].rounds * Number(options['share']))
}

function movesOf(options: BenchOptions, job: string): MovesFigure {
  const [kind, shape, seed] = job.split(',') as [Kind, Shape, string]
  const chance = new Random(Number(seed))
  const day = shapes[shape].draw(chance.fork('day'))
  const routes = new kinds[kind](day)
  const moves = new MovesRounds(day, routes, chance.fork('moves'))
  const rounds = roundsOf(options, shape)
  moves.run(Math.round(rounds * WARM_UP))
  const looked = routes.gaps
  const start = process.cpuUsage()
  moves.run(rounds)
  const { user, system } = process.cpuUsage(start)
  const gaps = routes.gaps - looked
  return { kind, shape, seed: Number(seed), rounds, seconds: (user + system) / 1e6, gaps, outcome: moves.outcome() }
}

/**
 * Evaluations a second, and how many times as many the typed arrays reach, seed by seed. All kinds answer the same questions, so the gaps
 * that `slack` looks at count for all, and `times` is the ratio of processor time. `timesPerGap` counts for each the gaps that it looks at
 * itself: the kernel skips some without looking, and `whole` skips none.
 */
function compared(figures: readonly MovesFigure[]): object {
  const of = (kind: Kind) => figures.filter((one) => one.kind === kind)
  const [typed, asked] = [of('typed'), of('slack')]
  return {
    evaluationsPerSecond: meanAndSpread(typed.map(({ seconds }, i) => asked[i]!.gaps / seconds)),
    plain: (['slack', 'walk', 'whole'] as const).map((kind) => {
      const plain = of(kind)
      for (const [i, { outcome, shape, seed }] of plain.entries()) {
        const same = JSON.stringify(outcome) === JSON.stringify(typed[i]!.outcome)
        assert(same, `${kind} comes to the same routes as typed on ${shape}, seed ${seed}`)
      }
      return {
        kind,
        evaluationsPerSecond: meanAndSpread(plain.map(({ seconds }, i) => asked[i]!.gaps / seconds)),
        times: meanAndSpread(plain.map(({ seconds }, i) => seconds / typed[i]!.seconds)),
        timesPerGap: meanAndSpread(plain.map(({ seconds, gaps }, i) => (seconds / gaps) * (typed[i]!.gaps / typed[i]!.seconds))),
      }
    }),
    outcomes: typed.map(({ outcome }) => outcome),
  }
}
