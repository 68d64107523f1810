/** Running a study on the command line: its progress, its journal, its result as JSON and its reports. */
import { breakEvens } from '../arena/measures/break-even.ts'
import { measures } from '../arena/measures/definitions.ts'
import type { Estimate } from '../arena/measures/paired.ts'
import { estimateOf, pairedDifference, signBeyondInterval } from '../arena/measures/paired.ts'
import type { RegimeResult, ScenarioResult, StudyResult } from '../arena/measures/study-result.ts'
import { arenaMarkdown } from '../arena/report/markdown.ts'
import { arenaPage } from '../arena/report/page.ts'
import { noJournal, openJournal } from '../arena/runs/journal.ts'
import type { StudyPlan } from '../arena/runs/study-plan.ts'
import type { StudyProgress } from '../arena/runs/study.ts'
import { runStudy } from '../arena/runs/study.ts'
import { CalledOff, UnitError } from '../arena/runs/unit.ts'
import { InputError } from '../base/errors.ts'
import { BadInput } from './failure.ts'
import { writeJson } from './output.ts'
import type { Outside } from './outside.ts'
import type { Progress } from './progress.ts'
import { startProgress } from './progress.ts'
import { expectReport } from './report.ts'
import { version } from './version.ts'

/** Where everything goes. */
export interface StudyFiles {
  readonly workers?: number
  readonly resume?: string
  readonly report?: string
  readonly markdown?: string
  readonly out: string
}

/** Runs the study and writes what was asked for. */
export async function simulateStudy(outside: Outside, plan: StudyPlan, files: StudyFiles): Promise<void> {
  const { workers, resume, report, markdown, out } = files
  await outside.expectWritable(out)
  await expectReport(outside, report)
  if (markdown !== undefined) await outside.makeFolderOf(markdown)
  const code = `slotsmith ${version}`
  const journal = resume === undefined ? noJournal : await openJournal(outside.journal(resume), code)
  if (journal.unreadable > 0) outside.say(`warning: ${journal.unreadable} lines of ${resume} could not be read; their units are done again`)
  const stop = new AbortController()
  const unheard = outside.onInterrupt(() => stop.abort())
  const bar = new Bars(outside)
  const crew = await outside.crew(workers)
  try {
    const result = await runStudy(plan, {
      crew, code, journal, commit: version, node: process.version, signal: stop.signal, now: () => outside.now(),
      onProgress: (progress) => bar.show(progress),
    })
    bar.end()
    await writeJson(outside, out, studyJson(result))
    if (report !== undefined) await outside.write(report, await arenaPage(result))
    if (markdown !== undefined) await outside.write(markdown, arenaMarkdown(result))
    for (const path of [report, markdown]) if (path !== undefined) outside.say(`report: ${path}`)
    for (const { name, passed, detail } of result.checks ?? []) if (!passed) outside.say(`warning: check failed: ${name}; ${detail}`)
  } catch (error) {
    if (error instanceof CalledOff) {
      const goOn = resume === undefined ? 'nothing was kept; --resume FILE keeps it' : `go on with --resume ${resume}`
      throw new BadInput(`interrupted, ${error.done} of ${error.total} units done; ${goOn}`)
    }
    // What a unit refused is the input's fault, and says so by its class.
    if (error instanceof UnitError && error.cause instanceof InputError) throw error.cause
    throw error
  } finally {
    bar.end()
    unheard()
    await crew.end()
  }
}

/** One bar for the doors and one for the runs. */
class Bars {
  private readonly outside: Outside
  private phase: StudyProgress['phase'] | undefined
  private bar: Progress | undefined

  constructor(outside: Outside) {
    this.outside = outside
  }

  /** Lets the interrupt key through, even where this thread does the work. */
  async show({ phase, done, total, secondsLeft, last }: StudyProgress): Promise<void> {
    if (phase !== this.phase) {
      this.end()
      this.phase = phase
      this.bar = startProgress(this.outside, phase === 'doors' ? 'setting the doors' : 'simulating', Math.max(1, total))
    }
    this.bar?.show(done, `${done} of ${total}${leftWords(secondsLeft)}${last === undefined ? '' : `, ${last}`}`)
    await new Promise((done) => setImmediate(done))
  }

  end(): void {
    this.bar?.end()
    this.bar = undefined
  }
}

function leftWords(seconds: number | undefined): string {
  if (seconds === undefined) return ''
  return seconds < 120 ? `, ${Math.ceil(seconds)} s left` : `, ${Math.round(seconds / 60)} min left`
}

/** The result as it is written: figures by regime and measure, and how each regime differs from the baseline. */
function studyJson(result: StudyResult): object {
  const { title, baseline, commit, node, checks, sweeps } = result
  const [only] = result.scenarios
  const { scenario, seeds, days, widths, effort, failure } = only!
  return {
    scenario, title, seeds, days, widths, effort, failing: failure,
    regimes: Object.fromEntries(only!.regimes.map((regime) => [regime.regime, figuresOf(regime)])),
    comparisons: comparisonsOf(only!, baseline),
    ...(sweeps.length === 0 ? {} : { break_even: breakEvens(result).map(({ found }) => found ?? null)[0], sweep: sweeps[0]!.points }),
    checks, version: commit, node,
  }
}

function figuresOf({ values }: RegimeResult): object {
  return Object.fromEntries(measures.map(({ name }) => [name, plain(estimateOf(values[name] ?? []))]))
}

/** Each measure, regime by regime: ours less theirs, seed by seed. */
function comparisonsOf({ regimes }: ScenarioResult, baseline: string): object[] {
  const against = regimes.find(({ regime }) => regime === baseline)!
  return regimes.filter((one) => one !== against).flatMap((one) => measures.map(({ name, better }) => {
    const difference = pairedDifference(one.values[name] ?? [], against.values[name] ?? [])
    const sign = signBeyondInterval(difference)
    const verdict = better === 'neither' || sign === 0 ? 'open' : (sign > 0) === (better === 'higher') ? 'better' : 'worse'
    return { regime: one.regime, against: baseline, measure: name, ...plain(difference), verdict }
  }))
}

/** A mean and half the width of its 95 % interval. */
function plain(estimate: Estimate | undefined): { mean: number | null; half: number | null } {
  return { mean: estimate?.mean ?? null, half: estimate?.half ?? null }
}
