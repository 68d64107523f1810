/** Threads as Node and browsers have them. */
import { BackgroundError } from './failure.ts'

/** A worker of either kind: `Worker` of `node:worker_threads`, or a browser's. */
export interface WorkerLike {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void
  terminate(): unknown
}

interface NodeWorker extends WorkerLike {
  on(event: string, hear: (value: unknown) => void): unknown
  ref(): void
  unref(): void
}

interface BrowserWorker extends WorkerLike {
  addEventListener(event: string, hear: (event: { readonly data?: unknown; readonly message?: string }) => void): void
}

interface NodeThreads {
  readonly isMainThread: boolean
  readonly parentPort: {
    postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void
    on(event: 'message', hear: (message: unknown) => void): unknown
  } | null
  readonly Worker: new (file: URL | string, options?: { readonly eval?: boolean }) => NodeWorker
}

declare const Worker: new (file: URL, options: { readonly type: 'module' }) => BrowserWorker
declare const __filename: string | undefined

/** A thread that works for this one. */
export interface Thread {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void
  /** While it works, the process does not end; while it rests, it may. */
  works(does: boolean): void
  end(): Promise<void>
}

/** Node's threads; `undefined` in a browser. The name is not written where a bundler would look for it. */
export async function nodeThreads(): Promise<NodeThreads | undefined> {
  const { process } = globalThis as { process?: { versions?: { node?: string } } }
  if (process?.versions?.node === undefined) return undefined
  const name = ['node', 'worker_threads'].join(':')
  return (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as NodeThreads
}

/**
 * Starts a worker, by default of the file beside this one.
 * @param fail hears that it could not be started, or has ended by itself
 */
export async function startThread(
  make: (() => WorkerLike) | undefined, hear: (message: unknown) => void, fail: (error: unknown) => void,
): Promise<Thread> {
  const worker = make ? make() : await ownWorker()
  if (isNode(worker)) {
    worker.on('message', hear)
    worker.on('messageerror', fail)
    worker.on('error', fail)
    worker.on('exit', fail)
    return {
      post: (message, transfer = []) => worker.postMessage(message, transfer),
      works: (does) => (does ? worker.ref() : worker.unref()),
      end: async () => void (await worker.terminate()),
    }
  }
  const browser = worker as BrowserWorker
  browser.addEventListener('message', ({ data }) => hear(data))
  for (const event of ['error', 'messageerror']) browser.addEventListener(event, ({ message }) => fail(message))
  return {
    post: (message, transfer = []) => browser.postMessage(message, transfer),
    works: () => undefined,
    end: async () => void browser.terminate(),
  }
}

function isNode(worker: WorkerLike): worker is NodeWorker {
  return typeof (worker as Partial<NodeWorker>).on === 'function'
}

async function ownWorker(): Promise<WorkerLike> {
  const threads = await nodeThreads()
  if (threads) return ownThread(threads)
  if (typeof Worker === 'undefined') throw new BackgroundError('worker-failed', new Error('there are no workers here'))
  // Written out, so that bundlers know what is meant.
  return new Worker(new URL('./background-worker.js', import.meta.url), { type: 'module' })
}

/** Run from source, a thread must first be taught TypeScript. */
function ownThread({ Worker: NodeThread }: NodeThreads): WorkerLike {
  if (typeof __filename === 'string' && __filename.endsWith('.cjs')) {
    return new NodeThread(__filename.replace(/[^\\/]+$/, 'background-worker.cjs'))
  }
  if (!import.meta.url.endsWith('.ts')) return new NodeThread(new URL('./background-worker.js', import.meta.url))
  const file = JSON.stringify(new URL('./worker.ts', import.meta.url).href)
  return new NodeThread(`import('tsx/esm/api').then(({ register }) => { register(); return import(${file}) })`, { eval: true })
}
