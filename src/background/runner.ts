/** Improving days in another thread: a snapshot goes there, plans come back, and what still fits is merged. */
import type { Problem } from '../base/errors.ts'
import { readNumber, readObject, throwIfAny } from '../base/read.ts'
import type { AnswerBasis } from '../live/answer.ts'
import type { Desk } from '../live/desk.ts'
import { checkBudget } from './budget.ts'
import type { BackgroundBudget, BackgroundImprovement, DeskAccess } from './budget.ts'
import { buffersOf, dayData } from './day-data.ts'
import { BackgroundError } from './failure.ts'
import type { WorkerTask } from './messages.ts'
import { isOurs } from './messages.ts'
import type { Thread, WorkerLike } from './platform.ts'
import { startThread } from './platform.ts'
import { Run } from './run.ts'

/** How the runner works. */
export interface BackgroundOptions {
  /**
   * Makes the worker, of Node or of a browser, whose main file imports `slotsmith/background-worker`. Needed where a bundler does not find
   * that file by itself. Left out: the file beside this one.
   */
  readonly worker?: () => WorkerLike
  /** Seconds within which a new worker must say that it is ready; 30 by default. */
  readonly readyWithin?: number
}

/** One worker, started when it is first needed, and again after it failed. Improvements wait for each other. */
export class Background {
  private readonly make: (() => WorkerLike) | undefined
  private readonly readyWithin: number
  private thread: Promise<Thread> | undefined
  /** Which worker is the present one: those before it are not listened to any more. */
  private generation = 0
  private readonly runs = new Map<number, Run>()
  private readonly failures = new Set<(error: Error) => void>()
  private count = 0
  private last: Promise<unknown> = Promise.resolve()
  private closed = false

  constructor({ worker, readyWithin }: BackgroundOptions) {
    this.make = worker
    this.readyWithin = readyWithin ?? 30
  }

  /**
   * Improves a day from a snapshot of now, and merges what is found into the day as it is by then, again and again and in the end. The
   * signal ends it with the best so far; the promise is fulfilled then, too.
   * @throws {InputError} with what is wrong with budget or snapshot; {@link BackgroundError} where worker or runner ended
   */
  async improve(where: Desk | DeskAccess, budget: BackgroundBudget): Promise<BackgroundImprovement> {
    checkBudget(budget)
    const access = 'merge' in where ? accessTo(where) : where
    const before = this.last
    const work = (async () => {
      await before
      return this.run(access, budget)
    })()
    this.last = work.catch(() => undefined)
    return work
  }

  /** Ends the worker at once. Improvements that go on are rejected with `closed`; what was merged stays. */
  async close(): Promise<void> {
    this.closed = true
    const { thread } = this
    this.fail(new BackgroundError('closed'))
    await (await thread?.catch(() => undefined))?.end()
  }

  private async run(access: DeskAccess, budget: BackgroundBudget): Promise<BackgroundImprovement> {
    if (this.closed) throw new BackgroundError('closed')
    if (budget.signal?.aborted) return { ended: 'aborted', evaluations: 0, rounds: 0, merges: [] }
    const thread = await this.open()
    const { task, basis } = await access.read((desk) => taskOf(desk, budget))
    const number = ++this.count
    const run = new Run(access, budget, basis, () => thread.post({ slotsmith: 'stop', run: number }))
    const fail = (error: Error) => run.fail(error)
    this.runs.set(number, run)
    this.failures.add(fail)
    thread.works(true)
    try {
      if (this.closed) throw new BackgroundError('closed')
      thread.post({ slotsmith: 'improve', run: number, task }, buffersOf(task.day))
      return await run.result
    } catch (error) {
      // Whoever talks nonsense is not asked again.
      if (error instanceof BackgroundError && error.code === 'worker-garbage') this.fail(error)
      throw error
    } finally {
      run.end()
      this.failures.delete(fail)
      this.runs.delete(number)
      thread.works(false)
    }
  }

  /** The worker, ready. */
  private open(): Promise<Thread> {
    this.thread ??= this.start()
    return this.thread
  }

  private async start(): Promise<Thread> {
    const generation = ++this.generation
    const failed = (error: Error) => void (generation === this.generation && this.fail(error))
    let thread: Thread | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      const ready = new Promise<void>((done, fail) => {
        this.failures.add(fail)
        timer = setTimeout(() => failed(new BackgroundError('worker-silent')), 1000 * this.readyWithin)
        const hear = (message: unknown) => {
          if (isOurs(message) && message.slotsmith === 'ready') {
            this.failures.delete(fail)
            done()
          } else this.hear(message)
        }
        startThread(this.make, hear, (why) => failed(new BackgroundError('worker-failed', why)))
          .then((started) => (thread = started), (error: unknown) => failed(asFailure(error)))
      })
      await ready
      thread!.works(false)
      return thread!
    } catch (error) {
      await thread?.end()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  private hear(message: unknown): void {
    const run = isOurs(message) ? this.runs.get(message.run as number) : undefined
    // Of a run that has ended already, or of somebody else.
    if (run === undefined) return
    run.hear(message as { readonly slotsmith: unknown })
  }

  /** The worker is of no use any more. */
  private fail(error: Error): void {
    const { thread } = this
    this.thread = undefined
    this.generation++
    const waiting = [...this.failures]
    this.failures.clear()
    for (const fail of waiting) fail(error)
    thread?.then((one) => one.end(), () => undefined)
  }
}

/**
 * A runner that improves days in a worker: of Node, or of a browser.
 * @throws {InputError} with what is wrong with the options
 */
export function startBackground(options: BackgroundOptions = {}): Background {
  const problems: Problem[] = []
  const fields = readObject(options, ['worker', 'readyWithin'], 'options', problems)
  if (fields?.['worker'] !== undefined && typeof fields['worker'] !== 'function') {
    problems.push({ code: 'not-an-object', path: 'options.worker', got: fields['worker'], remedy: 'give a function that makes a worker' })
  }
  if (fields?.['readyWithin'] !== undefined) readNumber(fields['readyWithin'], 0.001, 3600, 'options.readyWithin', problems)
  throwIfAny(problems)
  return new Background(options)
}

function asFailure(error: unknown): Error {
  return error instanceof BackgroundError ? error : new BackgroundError('worker-failed', error)
}

function accessTo(desk: Desk): DeskAccess {
  return { read: (look) => look(desk), change: (work) => work(desk) }
}

function taskOf(desk: Pick<Desk, 'basis' | 'day' | 'snapshot'>, budget: BackgroundBudget): { task: WorkerTask; basis: AnswerBasis } {
  const { evaluations, seconds, objective, resume, resumable = false, mergeEvery = 1 } = budget
  const snapshot = desk.snapshot()
  const limit = evaluations === Infinity ? undefined : evaluations
  const task = { day: dayData(desk.day, snapshot), snapshot, evaluations: limit, seconds, objective, resume, resumable, every: mergeEvery }
  return { task, basis: desk.basis() }
}
