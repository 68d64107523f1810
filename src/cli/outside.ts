/** What lies outside the program: files, the three streams, the clock and the interrupt key. The one file that touches them. */
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { everyRegime } from '../arena/regimes/every-regime.ts'
import type { Crew } from '../arena/runs/crew.ts'
import { crewHere, crewOfThreads } from '../arena/runs/crew.ts'
import type { Paper } from '../arena/runs/journal.ts'
import type { Answer, Task } from '../arena/runs/task.ts'
import { workWith } from '../arena/runs/task.ts'
import { BadInput } from './failure.ts'
import type { PlanAnswer, PlanTask } from './plan-task.ts'
import { printable } from './printable.ts'
import { planInThread } from './thread.ts'

/** All that a verb may use. Tests hand in their own. */
export interface Outside {
  /** The text of a file; `-` is standard input. Throws {@link BadInput}. */
  read(path: string): Promise<string>
  /** Writes a file; `-` is standard output. Throws {@link BadInput}. */
  write(path: string, text: string): Promise<void>
  /** Throws {@link BadInput} where a file could not be written later: asked before the work is done. */
  expectWritable(path: string): Promise<void>
  /** Makes the folder of a file, with all above it. Throws {@link BadInput}. */
  makeFolderOf(path: string): Promise<void>
  /** One line on standard error. */
  say(line: string): void
  /** Standard error, where it is a terminal. */
  readonly terminal: NodeJS.WriteStream | undefined
  /** Milliseconds since some moment. */
  now(): number
  /** Plans, and ends with the best so far where the interrupt key is pressed. `news` is told now and then how far it is. */
  plan(task: PlanTask, news: (share: number, words: string) => void): Promise<PlanAnswer>
  /** A journal kept in a file, which need not be there yet. */
  journal(path: string): Paper
  /** Who does the arena's units: so many threads, as many as there are processors where it is left out; 1 is this thread. */
  crew(hands: number | undefined): Promise<Crew<Task, Answer>>
  /** Hears the first interrupt key; the second one kills, as usual. @returns stops hearing */
  onInterrupt(hear: () => void): () => void
}

/** The real world. @param door the program's own file, for its threads */
export function realOutside(door: URL): Outside {
  const { stdin, stdout, stderr } = process
  // Whoever reads our output may close it at any time (`slotsmith plan … | head`); that is no failure of ours.
  stdout.on('error', ignoreClosedPipe)
  stderr.on('error', ignoreClosedPipe)
  return {
    read: (path) => (path === '-' ? readAll(stdin) : orBadInput(path, 'read', () => readFile(path, 'utf8'))),
    write: (path, text) => (path === '-' ? print(stdout, text) : orBadInput(path, 'write', () => writeFile(path, text))),
    expectWritable: (path) => (path === '-' ? Promise.resolve() : orBadInput(path, 'write', () => expectFolder(path))),
    makeFolderOf: async (path) => void (await orBadInput(path, 'write', () => mkdir(dirname(path), { recursive: true }))),
    say: (line) => void stderr.write(`${printable(line)}\n`),
    terminal: stderr.isTTY ? stderr : undefined,
    now: () => performance.now(),
    plan: (task, news) => planInThread(door, task, news),
    journal: (path) => ({
      name: path,
      read: () => (existsSync(path) ? orBadInput(path, 'read', () => readFile(path, 'utf8')) : Promise.resolve('')),
      append: (text) => orBadInput(path, 'write', () => appendFile(path, text)),
    }),
    crew: async (hands = availableParallelism()) => (hands === 1 ? crewHere(workWith(everyRegime)) : crewOfThreads<Task, Answer>(hands)),
    onInterrupt: (hear) => {
      process.once('SIGINT', hear)
      return () => void process.off('SIGINT', hear)
    },
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return orBadInput('-', 'read', () => Promise.resolve(Buffer.concat(chunks).toString('utf8')))
}

function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((done) => void stream.write(text, () => done()))
}

/** The folder exists, and the file is not a folder itself. */
async function expectFolder(path: string): Promise<void> {
  if (!(await stat(dirname(path))).isDirectory()) throw codeError('ENOTDIR')
  if (existsSync(path) && (await stat(path)).isDirectory()) throw codeError('EISDIR')
}

function codeError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}

const reasons: ReadonlyMap<string, readonly [what: string, remedy: string]> = new Map([
  ['ENOENT', ['no such file or folder', 'name one that exists']],
  ['ENOTDIR', ['part of the path is not a folder', 'name a file in an existing folder']],
  ['EISDIR', ['it is a folder', 'name a file']],
  ['EACCES', ['not permitted', 'change its permissions, or name another file']],
  ['EPERM', ['not permitted', 'change its permissions, or name another file']],
  ['EROFS', ['the file system is read-only', 'name another file']],
  ['ENOSPC', ['no space is left', 'make room, or name another file']],
  ['ENAMETOOLONG', ['the name is too long', 'name another file']],
  ['ERR_STRING_TOO_LONG', ['it is larger than 512 MB', 'split it']],
  ['ERR_FS_FILE_TOO_LARGE', ['it is larger than 2 GB', 'split it']],
  ['ERR_INVALID_ARG_VALUE', ['the name holds a null character', 'name another file']],
])

async function orBadInput<T>(path: string, verb: 'read' | 'write', act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    const [what, remedy] = reasons.get(code) ?? [code || (error as Error).message, 'name another file']
    throw new BadInput(`cannot ${verb} ${path}: ${what}; ${remedy}${verb === 'read' ? ', or - for standard input' : ''}`)
  }
}
