/**
 * The worker: improves snapshots that are sent to it, and sends plans back as they get better. Loaded as the main file of a worker, of Node
 * or of a browser, it serves at once; anywhere else it does nothing.
 */
import { assert } from '../base/assert.ts'
import { ImproveRun } from '../live/improve-run.ts'
import { readSnapshot } from '../live/snapshot.ts'
import { DeskState } from '../live/state.ts'
import type { Calendar } from '../time/calendar.ts'
import { inPieces } from './breathe.ts'
import { dayOf } from './day-data.ts'
import type { FromWorker, ToWorker, WorkerTask } from './messages.ts'
import { isOurs } from './messages.ts'
import { errorData } from './failure.ts'
import { nodeThreads } from './platform.ts'

/** Whoever gave the work. */
export interface Employer {
  post(message: FromWorker): void
  /** Hears what is sent from now on. */
  listen(hear: (message: unknown) => void): void
}

/** Does what it is told until the thread ends. */
export function serve(employer: Employer): void {
  const stops = new Map<number, { aborted: boolean }>()
  employer.listen((message) => {
    if (!isOurs(message)) return
    const { slotsmith, run } = message as ToWorker
    if (slotsmith === 'stop') {
      const stop = stops.get(run)
      if (stop) stop.aborted = true
    }
    if (slotsmith !== 'improve') return
    const stop = { aborted: false }
    stops.set(run, stop)
    improve(run, (message as ToWorker & { slotsmith: 'improve' }).task, stop, employer)
      .catch((error: unknown) => employer.post({ slotsmith: 'failed', run, error: errorData(error) }))
      .finally(() => stops.delete(run))
  })
  employer.post({ slotsmith: 'ready' })
}

async function improve(run: number, task: WorkerTask, stop: { aborted: boolean }, employer: Employer): Promise<void> {
  const { snapshot, evaluations, seconds, objective, resume, resumable, every } = task
  const day = dayOf(task.day)
  const { date, zone, seed } = snapshot
  // Nobody asks for the time of day here.
  const { ledger, routing, improvements } = readSnapshot(snapshot, day, { date, zone } as Calendar)
  const state = new DeskState(day, routing, ledger, improvements)
  const improving = new ImproveRun(state, seed, () => ledger.at, {
    ...(evaluations === undefined ? {} : { evaluations }),
    ...(seconds === undefined ? {} : { seconds, now: () => performance.now() }),
    ...(objective === undefined ? {} : { objective }),
    ...(resume === undefined ? {} : { resume }),
    resumable,
    signal: stop,
    onProgress: (progress) => employer.post({ slotsmith: 'progress', run, progress }),
  })
  let sent = routing.version
  let sentAt = performance.now()
  await inPieces((most) => improving.goOn(most), () => {
    const now = performance.now()
    if (routing.version === sent || now - sentAt < 1000 * every) return
    sent = routing.version
    sentAt = now
    employer.post({ slotsmith: 'better', run, plan: state.plan() })
  })
  employer.post({ slotsmith: 'done', run, plan: state.plan(), improvement: improving.improvement })
}

/** A worker of a browser, as far as it is used here. */
interface BrowserWorker {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void
  addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void
}

/** Serves whoever made this thread, if anybody did. */
async function start(): Promise<void> {
  const scope = globalThis as unknown as BrowserWorker & { readonly WorkerGlobalScope?: new () => unknown }
  if (scope.WorkerGlobalScope !== undefined && scope instanceof scope.WorkerGlobalScope) {
    const listen = (hear: (message: unknown) => void) => scope.addEventListener('message', ({ data }) => hear(data))
    serve({ post: (message) => scope.postMessage(message, []), listen })
    return
  }
  const threads = await nodeThreads()
  if (threads === undefined || threads.isMainThread || threads.parentPort === null) return
  const port = threads.parentPort
  assert(port !== null, 'a thread has somebody to report to')
  serve({ post: (message) => port.postMessage(message, []), listen: (hear) => void port.on('message', hear) })
}

void start()
