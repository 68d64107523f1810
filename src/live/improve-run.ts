/** An improvement in pieces: between two of them the day may change, and the search goes on with it as it is then. */
import { Random } from '../base/random.ts'
import type { SearchPiece, StoppedSearch } from '../routing/improve.ts'
import type { Improvement } from '../routing/outcome.ts'
import type { SearchStanding } from '../routing/search/search.ts'
import type { ImproveBudget, ImproveProgress, PausedImprovement, ReadBudget } from './improve-budget.ts'
import { readBudget } from './improve-budget.ts'
import type { DeskState } from './state.ts'

/** Why an improvement ended: its evaluations were used up, or there was nothing to do; or what else ended it. */
export type ImproveEnd = 'done' | 'time' | 'aborted' | 'interrupted'

/** What an improvement of a desk did. */
export interface DeskImprovement extends Improvement {
  readonly ended: ImproveEnd
  /** Where `resumable` was asked for: gives it back to `resume`, to go on. */
  readonly paused?: PausedImprovement
}

/** More evaluations than any search comes to. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER

/** News are given each hundredth of the way, or each million evaluations where no end is known. */
const STEPS = 100
const STEP = 1_000_000

/**
 * One improvement of a desk. Each piece takes the routes over that it found; all it needs besides is in the search, which goes on from
 * where it stopped as long as nobody changed the routes, and from the routes as they are otherwise.
 */
export class ImproveRun {
  private readonly state: DeskState
  private readonly settle: () => number
  private readonly seed: number
  private readonly budget: ReadBudget
  private readonly given: PausedImprovement | undefined
  private readonly shareBefore: number
  private readonly begunAt: number
  private readonly before: number
  private readonly couriersBefore: number
  private stopped: StoppedSearch | undefined
  private standing: SearchStanding
  private evaluations = 0
  private rounds = 0
  private served: string[] = []
  private ended: ImproveEnd | undefined
  private told = 0

  /** @throws {InputError} with what is wrong with the budget */
  constructor(state: DeskState, seed: number, settle: () => number, budget: ImproveBudget) {
    settle()
    this.state = state
    this.settle = settle
    this.seed = seed
    this.budget = readBudget(budget)
    this.given = this.budget.resume
    this.shareBefore = this.given?.share ?? 0
    this.begunAt = this.budget.now?.() ?? 0
    this.before = state.cost()
    this.couriersBefore = state.routing.couriers()
    if (this.given) this.stopped = state.routing.resume(this.given.search, 'budget.resume.search')
    const { evaluations = 0, rounds = 0 } = this.stopped?.state ?? {}
    this.standing = { evaluations, rounds, cost: state.routing.cost(), absent: 0 }
    this.told = this.step()
  }

  /**
   * Searches on, and takes over what was found. Where a callback throws, the routes are as before this piece.
   * @param evaluations that this piece may take
   * @returns whether there is more to do
   */
  goOn(evaluations = UNBOUNDED): boolean {
    if (this.ended) return false
    const now = this.settle()
    this.stop(this.standing)
    if (this.ended) {
      this.tell()
      return false
    }
    const { state, budget } = this
    const isFirst = this.evaluations === 0 && this.rounds === 0
    const mark = budget.calls ? state.mark() : undefined
    const { version } = state.routing
    try {
      const piece = state.during(() => this.search(evaluations))
      if (isFirst || state.routing.version !== version) state.nextImprovement(now)
      this.note(piece)
      state.during(() => this.tell())
    } catch (error) {
      this.ended = 'interrupted'
      if (mark) state.undo(mark)
      throw error
    }
    return this.ended === undefined
  }

  /** How far it is. */
  get progress(): ImproveProgress {
    const { evaluations, rounds, cost } = this.standing
    return { share: this.share(), evaluations, rounds, before: this.before, cost: this.state.spent + cost }
  }

  /** What it has done so far. */
  get improvement(): DeskImprovement {
    const { before, couriersBefore, evaluations, rounds, served, budget } = this
    const done: DeskImprovement = {
      before, after: this.state.cost(), couriersBefore, couriers: this.state.routing.couriers(),
      evaluations, rounds, served: [...served], ended: this.ended ?? 'interrupted',
    }
    const paused = budget.resumable ? this.pause() : undefined
    return paused ? { ...done, paused } : done
  }

  private search(evaluations: number): SearchPiece {
    const { state, budget, stopped } = this
    const chance = stopped?.chance ?? new Random(this.seed).fork(`improvement ${state.improvements + 1}`)
    const pauseAt = Math.min(UNBOUNDED, this.standing.evaluations + evaluations)
    const { objective } = budget
    const task = { evaluations: Math.min(UNBOUNDED, budget.evaluations), pauseAt, chance, objective }
    const byTime = budget.seconds === undefined ? {} : { done: () => this.share() }
    return state.routing.search({ ...task, ...byTime, interrupted: (standing) => this.stop(standing) }, stopped)
  }

  private note({ improvement, stopped }: SearchPiece): void {
    const { evaluations, rounds } = stopped.state
    this.stopped = stopped
    this.standing = { evaluations, rounds, cost: improvement.after, absent: 0 }
    this.evaluations += improvement.evaluations
    this.rounds += improvement.rounds
    this.served.push(...improvement.served)
    // A search that did nothing has nobody to serve.
    if (evaluations >= this.budget.evaluations || improvement.evaluations === 0) this.ended ??= 'done'
  }

  /** Asked now and then by the search. @returns whether to stop */
  private stop(standing: SearchStanding): boolean {
    this.standing = standing
    const { signal, interrupted, seconds } = this.budget
    if (signal?.aborted) this.ended = 'aborted'
    else if (seconds !== undefined && this.elapsed() >= seconds) this.ended = 'time'
    else if (interrupted?.(this.progress)) this.ended = 'interrupted'
    if (this.ended === undefined && this.step() > this.told) this.tell()
    return this.ended !== undefined
  }

  private tell(): void {
    this.told = this.step()
    this.budget.onProgress?.(this.progress)
  }

  private step(): number {
    const { evaluations, seconds } = this.budget
    const isOpen = evaluations === Infinity && seconds === undefined
    return Math.floor(isOpen ? this.standing.evaluations / STEP : this.share() * STEPS)
  }

  private share(): number {
    const { evaluations, seconds } = this.budget
    if (this.ended === 'done' || this.ended === 'time') return 1
    const looked = Math.min(1, this.standing.evaluations / evaluations)
    if (seconds === undefined) return looked
    return Math.min(1, Math.max(looked, this.shareBefore + (1 - this.shareBefore) * (this.elapsed() / seconds)))
  }

  private elapsed(): number {
    return (this.budget.now!() - this.begunAt) / 1000
  }

  private pause(): PausedImprovement | undefined {
    if (this.stopped === undefined) return this.given
    const { evaluations, objective } = this.budget
    return {
      kind: 'slotsmith-search',
      version: 1,
      evaluations: evaluations === Infinity ? null : evaluations,
      share: this.share(),
      ...(objective === 'cost' ? {} : { objective }),
      search: this.state.routing.pause(this.stopped),
    }
  }
}
