/** One variant per process: this file starts the bench anew for each job and collects what each prints. */
import { execFile } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'
import { execFileSync } from 'node:child_process'

/** Options of the command line, as text. */
export type BenchOptions = Readonly<Record<string, string | undefined>>

/** Runs each job in a process of its own, `jobs` at a time, and returns what each printed, parsed, in order. */
export async function runJobs<T>(bench: string, options: BenchOptions, jobs: readonly string[], onDone: (result: T) => void): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const worker = async () => {
    while (next < jobs.length) {
      const at = next++
      results[at] = JSON.parse(await runJob(bench, options, jobs[at]!)) as T
      onDone(results[at]!)
    }
  }
  await Promise.all(Array.from({ length: Number(options['jobs'] ?? 1) }, worker))
  return results
}

function runJob(bench: string, options: BenchOptions, job: string): Promise<string> {
  const passed = Object.entries(options).flatMap(([key, value]) => (value === undefined || key === 'job' ? [] : [`--${key}`, value]))
  const args = [...process.execArgv, process.argv[1]!, bench, ...passed, '--job', job]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 2 ** 28 }, (error, stdout, stderr) => (error ? reject(new Error(stderr)) : resolve(stdout)))
  })
}

/** What every figure must carry. */
export function circumstances(): Record<string, string | number> {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  return {
    commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', 'src') === '' ? '' : '+'),
    node: process.version,
    machine: `${cpus()[0]!.model} x ${availableParallelism()}`,
  }
}

/** Mean, and half the width of its 95 % interval by the normal approximation. */
export function meanAndSpread(values: readonly number[]): { mean: number; plusMinus: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
  return { mean, plusMinus: 1.96 * Math.sqrt(variance / values.length) }
}

/** Seconds that this process has had of a processor since now: what others do beside it does not count. */
export function processorSeconds(): () => number {
  const begun = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / 1e6
  }
}
