/** An outside world in memory, and the real program as a child process. */
import { spawn } from 'node:child_process'
import { everyRegime } from '../../src/arena/regimes/every-regime.ts'
import { crewHere } from '../../src/arena/runs/crew.ts'
import { workWith } from '../../src/arena/runs/task.ts'
import { BadInput } from '../../src/cli/failure.ts'
import type { Outside } from '../../src/cli/outside.ts'
import { plan } from '../../src/cli/plan-task.ts'
import { printable } from '../../src/cli/printable.ts'
import { run } from '../../src/cli/run.ts'

/** What a run left behind. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  /** Lines of standard error. */
  readonly stderr: readonly string[]
  readonly files: ReadonlyMap<string, string>
}

/** Runs the command line in this process. `stdin` is the file `-`. */
export async function runHere(args: readonly string[], files: Readonly<Record<string, unknown>> = {}): Promise<Ran> {
  const textOf = (content: unknown) => (typeof content === 'string' ? content : JSON.stringify(content))
  const texts = new Map(Object.entries(files).map(([path, content]) => [path, textOf(content)]))
  const stderr: string[] = []
  let stdout = ''
  let clock = 0
  const outside: Outside = {
    read: async (path) => {
      const text = texts.get(path)
      if (text === undefined) throw new BadInput(`cannot read ${path}: no such file`)
      return text
    },
    write: async (path, text) => {
      if (path === '-') stdout += text
      else texts.set(path, text)
    },
    expectWritable: async () => undefined,
    makeFolderOf: async () => undefined,
    say: (line) => void stderr.push(printable(line)),
    terminal: undefined,
    now: () => clock++,
    plan: async (task) => plan(task, { now: () => performance.now(), interrupted: () => false, news: () => undefined }),
    journal: (path) => ({
      name: path,
      read: async () => texts.get(path) ?? '',
      append: async (text) => void texts.set(path, (texts.get(path) ?? '') + text),
    }),
    crew: async () => crewHere(workWith(everyRegime)),
    onInterrupt: () => () => undefined,
  }
  const code = await run(args, outside)
  return { code, stdout, stderr, files: texts }
}

/** Runs the real program, through tsx. */
export function runChild(args: readonly string[], stdin = ''): Promise<Omit<Ran, 'files'>> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], { env: { ...process.env, NODE_OPTIONS: '' } })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', fail)
    child.on('close', (code) => done({ code: code ?? -1, stdout, stderr: stderr.split('\n').filter((line) => line !== '') }))
    // A child that never reads may be gone before its input is written.
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin)
  })
}

/** The JSON without what depends on the machine. */
export function withoutTimes(json: string): string {
  return json.replaceAll(/"computing_times":\{[^}]*\}/g, '"computing_times":{}')
}
