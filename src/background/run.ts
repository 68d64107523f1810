/** One improvement in the background, as the thread that holds the desk sees it. */
import { InputError } from '../base/errors.ts'
import type { AnswerBasis } from '../live/answer.ts'
import type { ImproveProgress } from '../live/improve-budget.ts'
import type { DeskImprovement } from '../live/improve-run.ts'
import type { Merged } from '../live/merge.ts'
import type { Plan } from '../model/nouns.ts'
import type { BackgroundBudget, BackgroundImprovement, DeskAccess } from './budget.ts'
import { BackgroundError, errorFrom } from './failure.ts'
import type { FromWorker } from './messages.ts'

const NO_PLAN = null as unknown as Plan

/** Hears the worker, and merges one plan after the other: of those that come while a merge goes on, the last. */
export class Run {
  readonly result: Promise<BackgroundImprovement>
  private readonly access: DeskAccess
  private readonly budget: BackgroundBudget
  private readonly basis: AnswerBasis
  private readonly stop: () => void
  private readonly merges: Merged[] = []
  private waiting: Plan | undefined
  private done: DeskImprovement | undefined
  private merging = false
  private ended = false
  private resolve!: (value: BackgroundImprovement) => void
  private reject!: (error: Error) => void

  constructor(access: DeskAccess, budget: BackgroundBudget, basis: AnswerBasis, stop: () => void) {
    this.access = access
    this.budget = budget
    this.basis = basis
    this.stop = stop
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    budget.signal?.addEventListener?.('abort', stop)
    if (budget.signal?.aborted) stop()
  }

  /** What the worker says of this run. */
  hear(message: { readonly slotsmith: unknown }): void {
    const { slotsmith, plan, improvement, progress, error } = message as Partial<Extract<FromWorker, { slotsmith: 'done' }>> & {
      readonly progress?: ImproveProgress
      readonly error?: unknown
    }
    try {
      if (slotsmith as unknown === 'progress' && typeof progress?.share === 'number') this.budget.onProgress?.(progress)
      else if (slotsmith as unknown === 'failed') this.fail(errorFrom(error))
      else if (slotsmith as unknown === 'better' || (slotsmith === 'done' && typeof improvement?.ended === 'string')) {
        if (slotsmith === 'done') this.done = improvement
        // What is no plan is found out by the merge.
        this.waiting = plan ?? NO_PLAN
        void this.merge()
      } else this.fail(new BackgroundError('worker-garbage', message))
    } catch (thrown) {
      this.fail(thrown as Error)
    }
  }

  /** Gives up: the desk stays as it was merged last. */
  fail(error: Error): void {
    if (this.ended) return
    this.end()
    this.stop()
    this.reject(error)
  }

  /** Nobody is heard any more. */
  end(): void {
    this.ended = true
    this.budget.signal?.removeEventListener?.('abort', this.stop)
  }

  private async merge(): Promise<void> {
    if (this.merging) return
    this.merging = true
    try {
      const { basis } = this
      const { objective } = this.budget
      while (this.waiting !== undefined && !this.ended) {
        const plan = this.waiting
        this.waiting = undefined
        const merged = await this.access.change((desk) => desk.merge({ plan, basis, ...(objective ? { objective } : {}) }))
        if (this.ended) return
        this.merges.push(merged)
        this.budget.onMerged?.(merged)
      }
    } catch (error) {
      const isGarbage = error instanceof InputError && error.path.startsWith('improved')
      this.fail(isGarbage ? new BackgroundError('worker-garbage', error) : (error as Error))
    } finally {
      this.merging = false
    }
    if (this.done && !this.ended) this.finish(this.done)
  }

  private finish({ ended, evaluations, rounds, paused }: DeskImprovement): void {
    this.end()
    this.resolve({ ended, evaluations, rounds, merges: this.merges, ...(paused ? { paused } : {}) })
  }
}
