/** The arena's studies: every regime in every scenario and sweep, in parallel, into a folder with the report as HTML, Markdown and JSON. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { breakEvens } from '../src/arena/measures/break-even.ts'
import type { StudyResult } from '../src/arena/measures/study-result.ts'
import { arenaMarkdown, arenaPictures } from '../src/arena/report/markdown.ts'
import { arenaPage } from '../src/arena/report/page.ts'
import { crewOfThreads } from '../src/arena/runs/crew.ts'
import type { Paper } from '../src/arena/runs/journal.ts'
import { openJournal } from '../src/arena/runs/journal.ts'
import type { StudyPlan } from '../src/arena/runs/study-plan.ts'
import type { StudyProgress } from '../src/arena/runs/study.ts'
import { runStudy } from '../src/arena/runs/study.ts'
import type { Answer, Task } from '../src/arena/runs/task.ts'
import { CalledOff } from '../src/arena/runs/unit.ts'
import { scenarioNames } from '../src/arena/world/scenarios.ts'
import { groceryStudy } from './arena-grocery.ts'
import { summaryOfStudy } from './arena-summary.ts'
import { arenaStudy, full, quick } from './arena-studies.ts'
import type { BenchOptions } from './job.ts'
import { circumstances } from './job.ts'

const FOLDER = '.tmp/arena'

/** Seeds of a real day, if nothing else is said. */
const GROCERY_SEEDS = 3

export async function benchArena(options: BenchOptions): Promise<void> {
  const begun = performance.now()
  const plan = planOf(options)
  const folder = options['out'] ?? FOLDER
  await mkdir(folder, { recursive: true })
  const { commit, node, machine } = circumstances() as { commit: string; node: string; machine: string }
  const code = codeOf(commit)
  const journal = await openJournal(await paperOf(options['resume'], folder), code)
  if (journal.unreadable > 0) say(`${journal.unreadable} lines of the journal could not be read; their units are done again`)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const crew = await crewOfThreads<Task, Answer>(Number(options['workers'] ?? availableParallelism()))
  try {
    const result = await runStudy(plan, {
      crew, code, journal, commit, node, machine, signal: stop.signal, now: () => performance.now(), onProgress: progressLines(),
    })
    await write(folder, result)
    process.stdout.write(`${JSON.stringify({ bench: 'arena', ...summaryOf(result), seconds: Math.round((performance.now() - begun) / 1000), folder })}\n`)
  } catch (error) {
    if (!(error instanceof CalledOff)) throw error
    say(`${error.message}; go on with --resume ${options['resume'] ?? join(folder, 'journal.jsonl')}`)
    process.exitCode = 1
  } finally {
    await crew.end()
  }
}

function planOf(options: BenchOptions): StudyPlan {
  const names = options['scenarios']?.split(',') ?? []
  const seeds = options['seeds'] === undefined ? undefined : Number(options['seeds'])
  if (options['set'] === 'grocery') return groceryStudy(options['data']!, seeds ?? GROCERY_SEEDS, names)
  return arenaStudy(options['quick'] === undefined ? full : quick, names.length === 0 ? scenarioNames : names, seeds)
}

/** Where the journal is kept; without `--resume` it is begun anew. */
async function paperOf(resume: string | undefined, folder: string): Promise<Paper> {
  const path = resume ?? join(folder, 'journal.jsonl')
  if (resume === undefined) await rm(path, { force: true })
  return {
    name: path,
    read: () => readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? '' : Promise.reject(error))),
    append: (text) => appendFile(path, text),
  }
}

/** The commit, and a fingerprint of what was changed since: figures of different code never meet in one journal. */
function codeOf(commit: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const changed = git('diff', 'HEAD', '--', 'src') + git('ls-files', '--others', '--exclude-standard', '--', 'src')
  return changed === '' ? commit : `${commit}${createHash('sha256').update(changed).digest('hex').slice(0, 8)}`
}

/** A line on standard error now and then. */
function progressLines(): (progress: StudyProgress) => void {
  let told = -Infinity
  return ({ phase, done, total, known, last, secondsLeft }) => {
    const now = performance.now()
    if (now - told < 5000 && done < total) return
    told = now
    const left = secondsLeft === undefined ? '' : `, ${Math.floor(secondsLeft / 60)} min ${Math.round(secondsLeft % 60)} s left`
    say(`${phase}: ${done} of ${total}${known > 0 ? ` (${known} from the journal)` : ''}${left}${last === undefined ? '' : `; ${last}`}`)
  }
}

async function write(folder: string, result: StudyResult): Promise<void> {
  await writeFile(join(folder, 'arena.json'), `${JSON.stringify(result)}\n`)
  await writeFile(join(folder, 'arena.html'), await arenaPage(result))
  await mkdir(join(folder, 'pictures'), { recursive: true })
  for (const { name, svg } of await arenaPictures(result)) await writeFile(join(folder, 'pictures', name), svg)
  await writeFile(join(folder, 'summary.md'), summaryOfStudy(result))
  await writeFile(join(folder, 'arena.md'), arenaMarkdown(result, { pictures: 'pictures' }))
}

function summaryOf(result: StudyResult): object {
  const { commit, node, machine, baseline, alsoAgainst = [], checks = [] } = result
  return {
    commit, node, machine,
    breakEven: [baseline, ...alsoAgainst].flatMap((against) => breakEvens(result, against).map(({ sweep, found }) => {
      const { rate = null, low = null, high = null } = found ?? {}
      return { scenario: sweep.scenario, against, widths: sweep.widths, seeds: sweep.seeds.length, rate, low, high }
    })),
    checks: checks.map(({ name, passed, detail }) => ({ name, passed, detail })),
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
