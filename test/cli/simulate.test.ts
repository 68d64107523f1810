import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runChild, runHere } from './outside.ts'
import { tinyScenario } from '../arena/runs/tiny.ts'

interface Shown {
  scenario: string
  seeds: number[]
  failing: number
  regimes: Record<string, Record<string, { mean: number | null; half: number | null }>>
  comparisons: { regime: string; against: string; measure: string; mean: number; half: number; verdict: string }[]
  checks: { name: string; passed: boolean }[]
  break_even?: object
}

const small = ['--seeds', '2', '--evaluations', '3000', '--regimes', 'legacy,slotsmith']
const scenario = { ...tinyScenario(8), name: 'tiny' }
const files = { 'tiny.json': scenario }

describe('slotsmith simulate', () => {
  test('writes figures by regime, and how they differ', async () => {
    const { code, stdout, files: written } = await runHere(['simulate', 'tiny.json', ...small, '--report', 'out/a.html', '--markdown', 'out/a.md'], files)
    expect(code).toBe(0)
    const shown = JSON.parse(stdout) as Shown
    expect([shown.scenario, shown.seeds, shown.failing, Object.keys(shown.regimes)]).toEqual(['tiny', [1, 2], 0.108, ['legacy', 'slotsmith']])
    const { legacy, slotsmith } = shown.regimes as Record<'legacy' | 'slotsmith', Shown['regimes'][string]>
    const [difference] = shown.comparisons.filter(({ measure }) => measure === 'delivered-per-paid-hour')
    expect([difference!.regime, difference!.against]).toEqual(['slotsmith', 'legacy'])
    // The mean of the differences is the difference of the means.
    const perHour = 'delivered-per-paid-hour'
    expect(difference!.mean).toBeCloseTo(slotsmith[perHour]!.mean! - legacy[perHour]!.mean!, 5)
    expect(shown.checks.find(({ name }) => name.startsWith('each order'))!.passed).toBe(true)
    expect(written.get('out/a.html')).toMatch(/^<!doctype html>/)
    expect(written.get('out/a.md')).toMatch(/^# /)
  })

  test('gives the same bytes again, and from a journal that was cut off', async () => {
    const args = ['simulate', 'tiny.json', ...small]
    const whole = await runHere(args, files)
    const kept = await runHere([...args, '--resume', 'run.jsonl'], files)
    expect(kept.stdout).toBe(whole.stdout)
    const journal = kept.files.get('run.jsonl')!
    const cut = journal.slice(0, Math.floor(journal.length / 2))
    const resumed = await runHere([...args, '--resume', 'run.jsonl'], { ...files, 'run.jsonl': cut })
    expect(resumed.stdout).toBe(whole.stdout)
    expect(resumed.stderr.some((line) => line.includes('could not be read'))).toBe(true)
  })

  test('killed in the middle, it goes on with two threads to the same bytes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'slotsmith-simulate-'))
    try {
      const [problem, journal] = [join(folder, 'tiny.json'), join(folder, 'run.jsonl')]
      writeFileSync(problem, JSON.stringify(scenario))
      const args = ['simulate', problem, ...small, '--seeds', '4', '--workers', '2']
      const lines = () => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 1 : 0)
      const killed = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args, '--resume', journal], { stdio: 'ignore' })
      const gone = new Promise((done) => void killed.on('exit', done))
      // A line for itself, one for the doors, and two of the eight runs.
      const watch = setInterval(() => lines() >= 4 && killed.kill('SIGKILL'), 5)
      await gone
      clearInterval(watch)
      expect(lines()).toBeGreaterThanOrEqual(4)
      const resumed = await runChild([...args, '--resume', journal])
      expect([resumed.code, resumed.stderr]).toEqual([0, []])
      const { stdout } = await runHere(['simulate', 'tiny.json', ...small, '--seeds', '4'], files)
      expect(resumed.stdout).toBe(stdout)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 180_000)

  test('sweeps failure rates for the break-even', async () => {
    const { stdout } = await runHere(['simulate', 'tiny.json', ...small, '--seeds', '1', '--rates', '0.3,0.1'], files)
    const shown = JSON.parse(stdout) as Shown & { sweep: { at: number }[] }
    expect(shown.sweep.map(({ at }) => at)).toEqual([0.1, 0.3])
    expect(shown.break_even).toMatchObject({ seeds: 1 })
  })

  test('runs a firm’s own past days, with the share of failed visits that it had', async () => {
    const orders = ['id,date,lon,lat,service,outcome', ...Array.from({ length: 8 }, (_, i) =>
      `o${i},2026-03-0${2 + (i % 2)},${13.4 + 0.003 * i},52.52,4,${i % 4 === 0 ? 'failed' : 'delivered'}`)].join('\n')
    const couriers = {
      depots: [{ id: 'hub', place: [13.4, 52.52] }],
      couriers: [{ id: 'ann', depot: 'hub', shift: { start: '08:00', end: '20:00' }, capacity: [40], costs: { perPaidHour: 2500 } }],
    }
    const own = ['simulate', '--orders', 'orders.csv', '--couriers', 'couriers.json', '--zone', 'Europe/Berlin', '--seeds', '2', '--evaluations', '2000']
    const { code, stdout } = await runHere(own, { 'orders.csv': orders, 'couriers.json': couriers })
    expect(code).toBe(0)
    const shown = JSON.parse(stdout) as Shown
    // 2 of 8.
    expect([shown.failing, Object.keys(shown.regimes)]).toEqual([0.25, ['legacy', 'slotsmith']])
    const broken = await runHere(own, { 'orders.csv': orders.replace('52.52', 'north'), 'couriers.json': couriers })
    expect([broken.code, broken.stderr]).toEqual([2, ['slotsmith: orders.csv: not-a-number at line[2].lat: got "north"; give a number']])
  })

  test('says on one line what is wrong with the command', async () => {
    const said = async (...args: string[]) => {
      const { code, stderr, stdout } = await runHere(['simulate', ...args], { ...files, 'other.jsonl': '{"a":1}\n' })
      expect([code, stdout, stderr.length]).toEqual([2, '', 1])
      return stderr[0]
    }
    expect(await said()).toContain('name a scenario, or give --orders')
    expect(await said('nowhere')).toContain('nowhere is no scenario; name one of city-parcels')
    expect(await said('absent.json')).toContain('cannot read absent.json')
    expect(await said('tiny.json', '--regimes', 'legacy,ours')).toContain('ours is none of legacy')
    expect(await said('tiny.json', '--failing', '11')).toContain('Give a share from 0 to 1')
    expect(await said('tiny.json', '--resume', 'other.jsonl')).toContain('name a journal of the arena, or a new file')
    expect(await said('--orders', 'orders.csv')).toContain('--orders needs --couriers')
    expect(await said('tiny.json', '--couriers', 'c.json')).toContain('--couriers goes with --orders')
  })
})
