/** What the two threads say to each other. */
import type { ImproveProgress, PausedImprovement } from '../live/improve-budget.ts'
import type { DeskImprovement } from '../live/improve-run.ts'
import type { DeskSnapshot } from '../live/snapshot.ts'
import type { Plan } from '../model/nouns.ts'
import type { Objective } from '../routing/search/plan-search.ts'
import type { DayData } from './day-data.ts'

/** What is to be improved, and how long. */
export interface WorkerTask {
  readonly day: DayData
  readonly snapshot: DeskSnapshot
  /** `undefined`: without end. */
  readonly evaluations: number | undefined
  readonly seconds: number | undefined
  readonly objective: Objective | undefined
  readonly resume: PausedImprovement | undefined
  readonly resumable: boolean
  /** Seconds from one plan that is sent back to the next, at least. */
  readonly every: number
}

/** To the worker. Each run has a number. */
export type ToWorker =
  | { readonly slotsmith: 'improve'; readonly run: number; readonly task: WorkerTask }
  | { readonly slotsmith: 'stop'; readonly run: number }

/** From the worker. */
export type FromWorker =
  | { readonly slotsmith: 'ready' }
  | { readonly slotsmith: 'progress'; readonly run: number; readonly progress: ImproveProgress }
  | { readonly slotsmith: 'better'; readonly run: number; readonly plan: Plan }
  | { readonly slotsmith: 'done'; readonly run: number; readonly plan: Plan; readonly improvement: DeskImprovement }
  | { readonly slotsmith: 'failed'; readonly run: number; readonly error: unknown }

/** Whether this is a message of ours at all. */
export function isOurs(message: unknown): message is { readonly slotsmith: unknown; readonly run?: unknown } {
  return typeof message === 'object' && message !== null && 'slotsmith' in message
}
