import { describe, expect, test } from 'vitest'
import { runHere } from './outside.ts'

interface Shown {
  seed: number
  regimes: Record<'slotsmith' | 'legacy', Record<string, number>>
  break_even_failed_share: number
  routes: Record<'slotsmith' | 'legacy', { stops: { type: string }[] }[]>
}

const small = ['--orders', '30', '--couriers', '2']

describe('slotsmith demo', () => {
  test('prints a summary that fits a terminal without colours, and writes the report', async () => {
    const { code, stdout, stderr, files } = await runHere(['demo', ...small, '--report', 'out/demo.html'])
    expect(code).toBe(0)
    expect(stderr).toEqual(['report: out/demo.html'])
    expect(files.get('out/demo.html')).toMatch(/^<!doctype html>/)
    const lines = stdout.split('\n')
    expect(lines[0]).toBe('A day of 30 customers and 2 couriers in a generated city, seed 1')
    expect(stdout).not.toContain('\u001b')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110)
    const said = ['Lost: nothing suited', 'First visits that fail', 'Paid hours', 'no proof', 'Evaluations']
    for (const words of said) expect(stdout).toContain(words)
  })

  test('writes the measures of both regimes as JSON, and then says the summary on standard error', async () => {
    const { code, stdout, stderr } = await runHere(['demo', ...small, '--seed', '4', '-o', '-'])
    expect(code).toBe(0)
    const shown = JSON.parse(stdout) as Shown
    expect(shown.seed).toBe(4)
    expect(Object.keys(shown.regimes)).toEqual(['slotsmith', 'legacy'])
    for (const regime of ['slotsmith', 'legacy'] as const) {
      const stops = shown.routes[regime].flatMap((route) => route.stops.filter(({ type }) => type === 'order'))
      expect(stops).toHaveLength(shown.regimes[regime]['visits']!)
    }
    expect(stderr[0]).toBe('A day of 30 customers and 2 couriers in a generated city, seed 4')
  })

  test('gives the same JSON for the same seed', async () => {
    const args = ['demo', ...small, '-o', '-']
    expect((await runHere(args)).stdout).toBe((await runHere(args)).stdout)
  })

  test('has something to say of one customer', async () => {
    expect((await runHere(['demo', '--orders', '1', '--couriers', '1'])).code).toBe(0)
  })
})
