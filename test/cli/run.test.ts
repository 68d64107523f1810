import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { town } from './line.ts'
import { runChild, runHere } from './outside.ts'

const folder = mkdtempSync(join(tmpdir(), 'slotsmith-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Every way to get it wrong, and what the one line must name. */
const mistakes: readonly (readonly [args: readonly string[], named: RegExp])[] = [
  [[], /no verb was given/],
  [['plann', 'x'], /unknown command 'plann' \(Did you mean plan\?\); see slotsmith --help$/],
  [['plan'], /missing required argument 'problem'; see slotsmith plan --help$/],
  [['plan', 'a', 'b'], /too many arguments/],
  [['plan', 'a', '--evaluatons', '5'], /unknown option '--evaluatons' \(Did you mean --evaluations\?\)/],
  [['plan', 'a', '--seed', '-1'], /'--seed <n>' argument '-1' is invalid. Give a whole number from 0 to 4294967295/],
  [['plan', 'a', '--evaluations', '1.5'], /whole number/],
  [['plan', 'a', '--evaluations', '0x10'], /whole number/],
  [['plan', 'a', '--seconds', '0'], /seconds above 0/],
  [['plan', 'a', '--seconds', 'Infinity'], /seconds above 0/],
  [['plan', 'a', '--seconds', '1', '--evaluations', '1'], /cannot be used with/],
  [['plan', 'absent.json'], /cannot read absent.json: no such file/],
  [['replay', 'a'], /required option '--couriers <k>' not specified/],
  [['replay', 'a', '--couriers', '0'], /whole number from 1/],
  [['demo', 'a'], /too many arguments/],
  [['demo', '--orders', '1e9'], /whole number from 1 to/],
  [['check', '-', '-'], /both -/],
]

/** Problems that are not, and what the one line must name. */
const broken: readonly (readonly [text: string, named: RegExp])[] = [
  ['', /text-format/],
  ['{"vehicles": [}', /text-format at line 1, column 15: got "}"; mend the JSON there/],
  ['[]', /missing at vehicles/],
  ['{}', /missing at vehicles/],
  ['{"vehicles": []}', /missing at vehicles/],
  ['{"vehicles":[{"id":1,"start":[0,0]}],"jobs":[{"id":1.5,"location":[0,0]}]}', /not-an-integer at jobs\[0\].id: got 1.5/],
  ['{"vehicles":[{"id":1,"start":[0,0]}],"jobs":[{"id":1,"location":[0,0],"time_windows":[[5,1]]}]}', /window-reversed at jobs\[0\]/],
  ['{"vehicles":[{"id":1,"start":[0,1e999]}]}', /vehicles\[0\].start\[1\]/],
  ['{"vehicles":[{"id":1,"start_index":3}],"matrices":{"car":{"durations":[[0]]}}}', /place-unknown at vehicles\[0\].start_index: got 3/],
  [`${JSON.stringify(town()).slice(0, -1)},"jobs":[{"id":"\\u001b[31m\\n","location_index":1}]}`, /jobs\[0\].id/],
]

describe('the command line', () => {
  test('answers every mistake with exit code 2 and one line that names it, and with nothing on standard output', async () => {
    for (const [args, named] of mistakes) {
      const { code, stdout, stderr } = await runHere(args)
      expect({ args, code, stdout, lines: stderr.length }).toEqual({ args, code: 2, stdout: '', lines: 1 })
      expect(stderr[0]).toMatch(named)
      expect(stderr[0]).toMatch(/^slotsmith: /)
    }
  })

  test('names path, value and remedy of broken input on one line', async () => {
    for (const [text, named] of broken) {
      const { code, stdout, stderr } = await runHere(['plan', 'in.json'], { 'in.json': text })
      const lines = stderr.filter((line) => line.startsWith('slotsmith')).length
      expect({ text, code, stdout, lines }).toEqual({ text, code: 2, stdout: '', lines: 1 })
      expect(stderr.at(-1)).toMatch(named)
      expect(stderr.at(-1)).toMatch(/^slotsmith: in\.json: .*got .*; /)
    }
  })

  test('says how many more problems there are', async () => {
    const jobs = town().jobs.map((job) => ({ ...job, service: -1 }))
    const { stderr } = await runHere(['plan', '-'], { '-': { ...town(), jobs } })
    expect(stderr).toEqual([expect.stringMatching(/out-of-range at jobs\[0\]\.service: got -1; .* \(\+3 more\)$/)])
  })

  test('lets nothing from a file break the line or command the terminal', async () => {
    const { code, stderr } = await runHere(['plan', '-', '--evaluations', '0'], { '-': { ...town(), ['a\n\u001b[2J\u202e']: 1 } })
    expect(code).toBe(0)
    expect(stderr).toEqual(['warning: a\\u{a}\\u{1b}[2J\\u{202e} is not known here; remove it; known here: '
      + 'jobs, shipments, vehicles, matrices, matrix, options, slots, requests, routes'])
  })

  test('counts warnings beyond the twentieth', async () => {
    const extra = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`unknown${index}`, 1]))
    const { stderr } = await runHere(['plan', '-', '--evaluations', '0'], { '-': { ...town(), ...extra } })
    expect(stderr).toHaveLength(21)
    expect(stderr.at(-1)).toBe('warning: and 10 more of the kind')
  })

  test('takes hostile keys for unknown ones, and does no harm', async () => {
    const text = JSON.stringify(town()).replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":1},')
    const { code, stderr } = await runHere(['plan', '-', '--evaluations', '0'], { '-': text })
    expect(code).toBe(0)
    expect(stderr.map((line) => line.split(' ')[1]).sort()).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('prints help with examples, and the version, on standard output', async () => {
    for (const verb of ['plan', 'offer', 'check', 'replay', 'demo']) {
      const { code, stdout, stderr } = await runHere([verb, '--help'])
      expect([code, stderr]).toEqual([0, []])
      expect(stdout).toContain(`Examples:\n  slotsmith ${verb}`)
    }
    const { stdout } = await runHere(['--version'])
    expect(stdout).toBe(`${(JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version}\n`)
  })
})

describe('the real program', () => {
  test('reads and writes files, and keeps standard output empty then', async () => {
    const problem = join(folder, 'town.json')
    const solution = join(folder, 'solution.json')
    writeFileSync(problem, `\uFEFF${JSON.stringify(town())}`)
    expect(await runChild(['plan', problem, '-o', solution, '--evaluations', '1000'])).toEqual({ code: 0, stdout: '', stderr: [] })
    const checked = await runChild(['check', problem, solution])
    expect(checked).toEqual({ code: 0, stdout: '{"legal":true,"violations":[]}\n', stderr: [] })
  })

  test('exits with 1 for a clear no, in a pipe', async () => {
    const problem = join(folder, 'town2.json')
    writeFileSync(problem, JSON.stringify(town()))
    const { code, stdout, stderr } = await runChild(['check', problem, '-'], '{"routes":[]}')
    expect([code, stderr]).toEqual([1, []])
    expect((JSON.parse(stdout) as { violations: unknown[] }).violations).toHaveLength(4)
  })

  test('names files that cannot be read or written, before it works', async () => {
    for (const [args, named] of [
      [['plan', folder], /cannot read .*: it is a folder; name a file/],
      [['plan', join(folder, 'none')], /cannot read .*none: no such file/],
      [['demo', '-o', join(folder, 'none', 'x.json')], /cannot write .*x.json: no such file or folder/],
      [['demo', '-o', folder], /cannot write .*: it is a folder/],
    ] as const) {
      const { code, stdout, stderr } = await runChild(args)
      expect([code, stdout, stderr.length]).toEqual([2, '', 1])
      expect(stderr[0]).toMatch(named)
    }
  })

  test('does not mind a reader that closes the pipe', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'plan', '-', '--evaluations', '1000'])
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.stdout.destroy()
    const code = new Promise((done) => child.on('close', done))
    child.stdin.on('error', () => undefined)
    child.stdin.end(JSON.stringify(town()))
    expect([await code, stderr]).toEqual([0, ''])
  })

  test('ends a plan at the interrupt key with the best so far', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'plan', '-', '--seconds', '600'])
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const code = new Promise((done) => child.on('close', done))
    // Before it listens, an interrupt kills it as usual. A megabyte of blanks is more than a pipe holds: once it is written, the child
    // has begun to read, and two seconds later it is at work.
    child.stdin.end(JSON.stringify(town()) + ' '.repeat(1_000_000), () => setTimeout(() => child.kill('SIGINT'), 2000))
    expect(await code).toBe(0)
    expect(stderr).toBe('warning: interrupted; this is the best plan so far\n')
    expect((JSON.parse(stdout) as { summary: { cost: number } }).summary.cost).toBe(4800)
  })
})
