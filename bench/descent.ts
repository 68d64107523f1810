/** What the typed arrays are worth for local moves: the library's descent, and the same moves written plainly with objects. */
import { assert } from '../src/base/assert.ts'
import type { DescentDay, NearLists } from './descent-day.ts'
import { drawDay, shapes } from './descent-day.ts'
import { DescentRounds, firstLists } from './descent-rounds.ts'
import { SegmentDescent } from './descent-segments.ts'
import { TypedDescent } from './descent-typed.ts'
import { WholeDescent } from './descent-whole.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, meanAndSpread, runJobs } from './job.ts'

/**
 * `typed` is the library's descent. Plain are: `segments`, which keeps the same facts about what lies before and after each stop; `walk`,
 * which knows the legs of a move first, and makes and walks the routes where they leave room for a gain; `whole`, which makes and walks the
 * routes for every move.
 */
const kinds = {
  typed: (day: DescentDay) => new TypedDescent(day),
  segments: (day: DescentDay, near: NearLists) => new SegmentDescent(day, near),
  walk: (day: DescentDay, near: NearLists) => new WholeDescent(day, near, true),
  whole: (day: DescentDay, near: NearLists) => new WholeDescent(day, near, false),
} as const

type Kind = keyof typeof kinds

interface DescentFigure {
  readonly kind: Kind
  readonly shape: string
  readonly seed: number
  /** Processor seconds of the descents of all rounds: mean of the passes. */
  readonly seconds: number
  readonly passes: number
  readonly moves: number | null
  readonly outcome: { pairs: number; total: number; fingerprint: number; deltas: number; bestMoves: number }
}

/** Share of the rounds before the clock starts, so that the code is compiled; and how long the same rounds are made again and again. */
const WARM_UP = 0.3
const SECONDS = 0.5

/** Customers whose best moves, and all deltas, are compared. */
const SAMPLE = 50

/** `--seeds`, `--only` a shape, `--share` of the rounds. Each kind, shape and seed in a process of its own. */
export async function benchDescent(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(descentOf(options, options['job'])))
    return
  }
  const names = Object.keys(shapes).filter((shape) => shape.includes(options['only'] ?? ''))
  const seeds = options['seeds']!.split(',').map(Number)
  const jobs = names.flatMap((shape) => seeds.flatMap((seed) => Object.keys(kinds).map((kind) => `${kind},${shape},${seed}`)))
  const figures = await runJobs<DescentFigure>('moves', options, jobs, ({ kind, shape, seed, seconds, passes, moves, outcome }) => {
    const counted = moves === null ? '' : `, ${(moves / 1e6).toFixed(2)} million moves, ${(moves / seconds / 1e6).toFixed(2)} a second`
    process.stderr.write(`${shape} seed ${seed} ${kind}: ${seconds.toFixed(3)} s, ${passes} passes${counted}, price ${outcome.total}\n`)
  })
  process.stdout.write(`${JSON.stringify({
    bench: 'moves',
    of: 'descent',
    ...circumstances(),
    seeds: options['seeds'],
    shapes: names.map((shape) => ({ shape, ...compared(figures.filter((one) => one.shape === shape)) })),
  })}\n`)
}

function descentOf(options: BenchOptions, job: string): DescentFigure {
  const [kind, shape, text] = job.split(',') as [Kind, string, string]
  const seed = Number(text)
  const day = drawDay(shapes[shape]!, seed)
  const library = kinds.typed(day)
  const near = library.nearLists
  const start = descended(library, firstLists(day, near, seed))
  const rounds = Math.ceil(shapes[shape]!.rounds * Number(options['share']))
  const descent = kind === 'typed' ? library : kinds[kind](day, near)
  new DescentRounds(day, near, descent, start, seed + 1).run(Math.ceil(rounds * WARM_UP))

  let seconds = 0
  let passes = 0
  for (;;) {
    const before = { moves: descent.moves ?? null, pairs: descent.pairs }
    const pass = new DescentRounds(day, near, descent, start, seed)
    pass.run(rounds)
    seconds += pass.seconds
    passes++
    if (seconds < SECONDS) continue
    const moves = before.moves === null ? null : descent.moves! - before.moves
    const outcome = { pairs: descent.pairs - before.pairs, ...pass.outcome(SAMPLE) }
    return { kind, shape, seed, seconds: seconds / passes, passes, moves, outcome }
  }
}

/** A plan that no move betters, by the library: where all rounds start. */
function descended(library: TypedDescent, lists: readonly (readonly number[])[]): number[][] {
  lists.forEach((list, r) => library.lay(r, list))
  for (const list of lists) for (const customer of list) library.push(customer)
  library.run()
  return lists.map((_, r) => library.customersOf(r))
}

/** Moves a second, and how many times as many the typed arrays reach, seed by seed: all made the same moves, so it is the ratio of time. */
function compared(figures: readonly DescentFigure[]): object {
  const of = (kind: Kind) => figures.filter((one) => one.kind === kind)
  const [typed, counted] = [of('typed'), of('segments')]
  return {
    movesPerSecond: meanAndSpread(typed.map(({ seconds }, i) => counted[i]!.moves! / seconds)),
    plain: (['segments', 'walk', 'whole'] as const).map((kind) => {
      const plain = of(kind)
      for (const [i, { outcome, moves, shape, seed }] of plain.entries()) {
        const same = JSON.stringify(outcome) === JSON.stringify(typed[i]!.outcome) && moves === counted[i]!.moves
        assert(same, `${kind} comes to the same deltas, moves and routes as typed on ${shape}, seed ${seed}`)
      }
      return {
        kind,
        movesPerSecond: meanAndSpread(plain.map(({ seconds, moves }) => moves! / seconds)),
        times: meanAndSpread(plain.map(({ seconds }, i) => seconds / typed[i]!.seconds)),
      }
    }),
    moves: counted.map(({ moves }) => moves),
    outcomes: typed.map(({ outcome }) => outcome),
  }
}
