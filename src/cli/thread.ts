/** Planning in a thread of its own, so that this one hears the interrupt key and moves the bar. */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import { assert } from '../base/assert.ts'
import type { PlanAnswer, PlanTask } from './plan-task.ts'
import { plan } from './plan-task.ts'

/** What the thread is given: the work, and a flag that ends it. */
interface Given {
  readonly slotsmith: 'plan'
  readonly task: PlanTask
  readonly flag: SharedArrayBuffer
}

type Message = { readonly share: number; readonly words: string } | { readonly answer: PlanAnswer }

/** Whether this thread was made by {@link planInThread}. */
export function isPlanner(): boolean {
  return !isMainThread && (workerData as Given | null)?.slotsmith === 'plan'
}

/** What the thread does. */
export function servePlanner(): void {
  const { task, flag } = workerData as Given
  const interrupted = new Int32Array(flag)
  assert(parentPort !== null, 'a planner has somebody to report to')
  const port = parentPort
  const report = (message: Message) => port.postMessage(message, [])
  const answer = plan(task, {
    now: () => performance.now(),
    interrupted: () => Atomics.load(interrupted, 0) === 1,
    news: (share, words) => report({ share, words }),
  })
  report({ answer })
}

/**
 * Plans in another thread. The first interrupt ends the search with the best so far; the second one kills, as usual.
 * @param door the program's own file, which the thread runs too
 */
export async function planInThread(door: URL, task: PlanTask, news: (share: number, words: string) => void): Promise<PlanAnswer> {
  const flag = new SharedArrayBuffer(4)
  const given: Given = { slotsmith: 'plan', task, flag }
  const interrupt = () => void Atomics.store(new Int32Array(flag), 0, 1)
  process.once('SIGINT', interrupt)
  try {
    return await new Promise<PlanAnswer>((done, fail) => {
      const worker = startThread(door, given)
      worker.on('error', fail)
      worker.on('exit', () => fail(new Error('the planning thread ended without an answer')))
      worker.on('message', (message: Message) => {
        if ('answer' in message) done(message.answer)
        else news(message.share, message.words)
      })
    })
  } finally {
    process.off('SIGINT', interrupt)
  }
}

/** Run from source, a thread must first be taught TypeScript, as the program was when it started. */
function startThread(door: URL, given: Given): Worker {
  if (!door.pathname.endsWith('.ts')) return new Worker(door, { workerData: given })
  const teacher = import.meta.resolve('tsx/esm/api')
  const lesson = `import(${JSON.stringify(teacher)}).then(({ register }) => { register(); return import(${JSON.stringify(door.href)}) })`
  return new Worker(lesson, { eval: true, workerData: given })
}
