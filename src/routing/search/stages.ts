/** One budget, spent in several searches one after the other. */
import type { SearchResult, SearchStanding, SearchTask } from './search.ts'

const ASK_EVERY = 64

/** The account of a task while searches are carried out for it. */
export class Stages {
  evaluations: number
  rounds: number
  /** Cost of the best routes so far and how many stops are in none of them, for whoever asks how far it is. */
  cost = 0
  absent = 0
  private stopped = false
  /** Rounds in all when somebody was asked last whether it should end. */
  private askedAt: number
  private readonly task: SearchTask

  /** @param before what an earlier piece of the task has spent */
  constructor(task: SearchTask, before: { readonly evaluations: number; readonly rounds: number } | undefined) {
    this.task = task
    this.evaluations = before?.evaluations ?? 0
    this.rounds = before?.rounds ?? 0
    this.askedAt = this.rounds
  }

  /** How much of the whole is done, 0 to 1. */
  done(): number {
    const { done, evaluations } = this.task
    if (done) return done()
    return evaluations > 0 ? Math.min(1, this.evaluations / evaluations) : 1
  }

  /** Whether nothing is left to be spent, for now or at all, or somebody wanted it to end. */
  get over(): boolean {
    // Searches that are shorter than that ask nobody.
    if (this.rounds >= this.askedAt + ASK_EVERY) this.asks({ evaluations: 0, rounds: 0 })
    return this.stopped || this.left() <= 0 || this.done() >= 1
  }

  /** What the next search may spend: until so much of the whole is done. */
  until(end: number): Pick<SearchTask, 'evaluations' | 'done' | 'interrupted'> {
    const { done, evaluations } = this.task
    if (!done) {
      const share = Math.ceil(end * evaluations) - this.evaluations
      return { evaluations: Math.min(this.left(), share), interrupted: (inner) => this.asks(inner) }
    }
    const begun = done()
    return {
      evaluations: this.left(),
      done: () => Math.min(1, Math.max(0, (done() - begun) / Math.max(1e-9, end - begun))),
      interrupted: (inner) => this.asks(inner) || done() >= end,
    }
  }

  /** Enters what a search has spent. */
  add({ evaluations, rounds }: Pick<SearchResult, 'evaluations' | 'rounds'>): void {
    this.evaluations += evaluations
    this.rounds += rounds
  }

  private left(): number {
    const { evaluations, pauseAt = Infinity } = this.task
    return Math.min(evaluations, pauseAt) - this.evaluations
  }

  private asks({ evaluations, rounds }: Pick<SearchStanding, 'evaluations' | 'rounds'>): boolean {
    this.askedAt = this.rounds + rounds
    const { cost, absent } = this
    const standing = { evaluations: this.evaluations + evaluations, rounds: this.rounds + rounds, cost, absent }
    this.stopped ||= this.task.interrupted?.(standing) === true
    return this.stopped
  }
}
