/** Who does units of work: this thread, or several of Node's, kept by tinypool. */
import { assert } from '../../base/assert.ts'
import { InputError } from '../../base/errors.ts'
import type { Problem } from '../../base/errors.ts'
import { optionalPeer } from '../../base/peer.ts'

declare const __filename: string | undefined

/** Hands that take tasks. */
export interface Crew<Task, Answer> {
  /** How many tasks are done at a time. */
  readonly size: number
  do(task: Task): Promise<Answer>
  /** Ends it at once; tasks that are being done are rejected. */
  end(): Promise<void>
}

/** What a thread hands back: errors as data, since their class does not survive the way. */
export type Handed<Answer> =
  | { readonly answer: Answer }
  | { readonly problems: readonly Problem[] }
  | { readonly bug: { readonly message: string; readonly stack: string } }

/** This thread alone: one task after the other, without any package. */
export function crewHere<Task, Answer>(work: (task: Task) => Answer): Crew<Task, Answer> {
  return { size: 1, do: async (task) => work(task), end: () => Promise.resolve() }
}

/** A worker's `work` from a function: what the module that a thread loads has to export. */
export function handing<Task, Answer>(work: (task: Task) => Answer): (task: Task) => Handed<Answer> {
  return (task) => {
    try {
      return { answer: work(task) }
    } catch (error) {
      if (error instanceof InputError) return { problems: error.problems.map(withoutClass) }
      const { message, stack = '' } = error as Error
      return { bug: { message, stack } }
    }
  }
}

/** What was found there may be anything, functions included, which no thread can post. */
function withoutClass({ code, path, got, remedy }: Problem): Problem {
  const isPlain = ['string', 'number', 'boolean', 'undefined'].includes(typeof got)
  return { code, path, got: isPlain ? got : String(got), remedy }
}

/** The part of tinypool that is used. */
interface Pool {
  run(task: unknown, options: { readonly filename: string; readonly name: string }): Promise<unknown>
  destroy(): Promise<void>
  on(event: 'error', hear: (error: unknown) => void): unknown
  readonly threads: readonly { once(event: 'exit', hear: () => void): unknown }[]
}

/**
 * Threads of Node.
 * @param threads how many
 * @param file the module that each thread loads, which exports `work` as {@link handing} makes it; left out: the arena's own
 * @throws {InputError} `package-missing` where tinypool is not installed
 */
export async function crewOfThreads<Task, Answer>(threads: number, file?: URL): Promise<Crew<Task, Answer>> {
  const { Tinypool } = await optionalPeer('tinypool', () => import('tinypool'))
  const filename = file === undefined ? ownFile() : loading(file)
  const pool: Pool = new Tinypool({ minThreads: threads, maxThreads: threads, idleTimeout: 3_600_000 })
  pool.on('error', () => undefined)
  let isOver = false
  const watched = new Set<unknown>()
  let hasFallen = false
  let fallen: (() => void)[] = []
  /** A thread that ends by itself says nothing to whoever waits for it. */
  const watch = () => {
    for (const thread of pool.threads) {
      if (watched.has(thread)) continue
      watched.add(thread)
      thread.once('exit', () => {
        hasFallen = true
        for (const fall of fallen) fall()
      })
    }
  }
  return {
    size: threads,
    do: async (task) => {
      if (isOver) throw new Error('the threads have been ended')
      watch()
      let fall: (() => void) | undefined
      const end = new Promise<never>((_, reject) => {
        fall = () => reject(new Error(isOver ? 'the threads have been ended' : 'a thread ended before its work was done'))
        fallen.push(fall)
      })
      try {
        return answerOf(await Promise.race([pool.run(task, { filename, name: 'work' }), end]) as Handed<Answer>)
      } finally {
        fallen = fallen.filter((one) => one !== fall)
      }
    },
    end: async () => {
      if (isOver) return
      isOver = true
      const destroyed = pool.destroy()
      // It waits for each thread to end, for those that have ended already too.
      if (!hasFallen) await destroyed
    },
  }
}

function answerOf<Answer>(handed: Handed<Answer> | undefined): Answer {
  assert(handed !== undefined, 'a thread hands something back')
  if ('answer' in handed) return handed.answer
  if ('problems' in handed) throw new InputError(handed.problems)
  const error = new Error(handed.bug.message)
  error.stack = handed.bug.stack
  throw error
}

/** The worker beside this file. */
function ownFile(): string {
  if (typeof __filename === 'string' && __filename.endsWith('.cjs')) return __filename.replace(/[^\\/]+$/, 'arena-worker.cjs')
  return loading(new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './arena-worker.js', import.meta.url))
}

/** Run from source, a thread must first be taught TypeScript. What cannot be loaded is told when the first task is given. */
function loading(file: URL): string {
  // CommonJS has none, and no source is run from there.
  const resolve = import.meta.resolve as ((name: string) => string) | undefined
  if (resolve === undefined || !file.pathname.endsWith('.ts')) return file.href
  const lesson = `const { register } = await import(${JSON.stringify(resolve('tsx/esm/api'))}); register()
    const loaded = await import(${JSON.stringify(file.href)}).catch(({ message, stack }) => ({ work: () => ({ bug: { message, stack } }) }))
    export const { work } = loaded`
  return `data:text/javascript,${encodeURIComponent(lesson)}`
}
