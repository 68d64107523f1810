import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { independentCheck, problemOfVrplib } from '../formats/independent-check.ts'
import type { PlainSolution } from '../formats/independent-check.ts'
import { town } from './line.ts'
import { runHere, withoutTimes } from './outside.ts'

interface Replayed extends PlainSolution {
  replay: { accepted: number; orders: number; share: number; couriers: number; seed: number; refused: Record<string, number> }
}

const days = resolve('../shared/data/grocery-days')

describe('slotsmith replay', () => {
  test('books all four crates of the town with two vans, and two with one', async () => {
    const two = await runHere(['replay', 'town', '--couriers', '2'], { town: town() })
    expect(two.code).toBe(0)
    const solution = JSON.parse(two.stdout) as Replayed
    expect(solution.replay).toMatchObject({ accepted: 4, orders: 4, share: 1, couriers: 2, seed: 1, refused: {} })
    expect(independentCheck(town(), solution)).toEqual([])
    expect(two.stderr[0]).toBe('accepted 4 of 4 orders, share 1.0000, with 2 couriers, seed 1')

    const one = await runHere(['replay', 'town', '--couriers', '1'], { town: town() })
    const half = JSON.parse(one.stdout) as Replayed
    expect(half.replay).toMatchObject({ accepted: 2, orders: 4, share: 0.5, refused: { full: 2 } })
    expect(half.unassigned).toHaveLength(2)
    expect(independentCheck(town(), half)).toEqual([])
    expect(one.stderr[1]).toBe('refused: 2 full')
    expect((await runHere(['check', 'p', 's'], { p: town(), s: one.stdout })).code).toBe(0)
  })

  test('books with one van what two were needed for where it may load again, and a shipment on its way', async () => {
    const problem = {
      ...town(),
      vehicles: town().vehicles.map((van) => ({ ...van, reload: { service: 50 } })),
      shipments: [{ amount: [1], pickup: { id: 5, location_index: 1 }, delivery: { id: 6, location_index: 2 } }],
    }
    const { code, stdout, stderr, files } = await runHere(['replay', 'town', '--couriers', '1', '--report', 'day.html'], { town: problem })
    expect(code).toBe(0)
    // East and west and back: 4,800 s of driving, 400 s at doors, 50 s of loading: within 7,200 s.
    const solution = JSON.parse(stdout) as Replayed
    expect(solution.replay).toMatchObject({ accepted: 5, orders: 5 })
    expect([solution.summary.cost, solution.unassigned]).toEqual([4800, []])
    expect(solution.routes[0]!.steps.filter(({ type }) => type === 'reload')).toHaveLength(1)
    expect(independentCheck(problem, solution)).toEqual([])
    expect(stderr).toContain('accepted 5 of 5 orders, share 1.0000, with 1 couriers, seed 1')
    expect((await runHere(['check', 'p', 's'], { p: problem, s: stdout })).code).toBe(0)
    expect(files.get('day.html')).toContain('loading again')
  })

  test('refuses more couriers than VROOM JSON has vehicles', async () => {
    const { code, stderr } = await runHere(['replay', 'town', '--couriers', '3'], { town: town() })
    expect(code).toBe(2)
    expect(stderr).toEqual([expect.stringMatching(/out-of-range at couriers: got 3; state a whole number from 1 to 2/)])
  })

  test('gives the same bytes for the same seed, and another order of arrival for another one', async () => {
    const replay = (seed: string) => runHere(['replay', '-', '--couriers', '1', '--seed', seed], { '-': town() })
    const out = async (seed: string) => withoutTimes((await replay(seed)).stdout)
    expect(await out('1')).toBe(await out('1'))
    // One van takes the first two that come, so some of ten seeds must differ in who comes first.
    const seeds = Array.from({ length: 10 }, (_, seed) => String(seed))
    const unassigned = await Promise.all(seeds.map(async (seed) => JSON.stringify((JSON.parse(await out(seed)) as Replayed).unassigned)))
    expect(new Set(unassigned).size).toBeGreaterThan(1)
  })

  test('writes the report beside the solution, and never on standard output', async () => {
    const { code, stdout, stderr, files } = await runHere(['replay', 'town', '--couriers', '2', '--report', 'day.html'], { town: town() })
    expect(code).toBe(0)
    expect(files.get('day.html')).toMatch(/^<!doctype html>/)
    expect(stderr).toContain('report: day.html')
    expect(() => JSON.parse(stdout) as unknown).not.toThrow()
    const mixed = await runHere(['replay', 'town', '--couriers', '2', '--report', '-'], { town: town() })
    expect([mixed.code, mixed.stdout]).toEqual([2, ''])
  })

  test.skipIf(!existsSync(days))('books a real grocery day legally, by three judges', async () => {
    const file = readdirSync(days).find((name) => name.includes('cc05bba4') && name.endsWith('.txt'))!
    const text = readFileSync(join(days, file), 'utf8')
    const effort = ['--evaluations', '20000', '--repair', '100000']
    const { code, stdout } = await runHere(['replay', 'day', '--couriers', '11', ...effort], { day: text })
    // The verb itself asserts what `legal` says.
    expect(code).toBe(0)
    const solution = JSON.parse(stdout) as Replayed
    expect(solution.replay.orders).toBe(200)
    expect(solution.replay.accepted + solution.unassigned.length).toBe(200)
    expect(independentCheck(problemOfVrplib(text, 11), solution)).toEqual([])
    expect((await runHere(['check', 'day', 'solution'], { day: text, solution: stdout })).code).toBe(0)
  })
})

describe('the independent check', () => {
  /** A solution of the town with one thing changed. */
  async function changed(change: (solution: Replayed) => void): Promise<string[]> {
    const { stdout } = await runHere(['replay', 'town', '--couriers', '2'], { town: town() })
    const solution = JSON.parse(stdout) as Replayed
    change(solution)
    return independentCheck(town(), solution)
  }

  test('sees a stop that is lost, moved in time, swapped, or too much for the van', async () => {
    expect(await changed(() => undefined)).toEqual([])
    expect(await changed(({ routes }) => void routes[0]!.steps.splice(1, 1))).not.toEqual([])
    expect(await changed(({ routes }) => void (routes[0]!.steps[1]!.arrival += 1))).not.toEqual([])
    expect(await changed(({ routes }) => void (routes[0]!.steps[1]!.id = 11))).not.toEqual([])
    expect(await changed(({ routes }) => void (routes[0]!.vehicle = routes[1]!.vehicle))).not.toEqual([])
    expect(await changed(({ summary }) => void (summary.duration += 1))).not.toEqual([])
    const { stdout } = await runHere(['replay', 'town', '--couriers', '2'], { town: town() })
    const solution = JSON.parse(stdout) as Replayed
    const problem = town()
    const small = { ...problem, vehicles: problem.vehicles.map((van) => ({ ...van, capacity: [1] })) }
    expect(independentCheck(small, solution).join()).toMatch(/carries 2/)
    const closed = { ...problem, jobs: problem.jobs.map((job) => ({ ...job, time_windows: [[0, 10]] as [number, number][] })) }
    expect(independentCheck(closed, solution).join()).toMatch(/outside its windows/)
    const skilled = { ...problem, jobs: problem.jobs.map((job) => ({ ...job, skills: [1] })) }
    expect(independentCheck(skilled, solution).join()).toMatch(/lacks skill 1/)
    const short = { ...problem, vehicles: problem.vehicles.map((van) => ({ ...van, time_window: [0, 2000] as [number, number] })) }
    expect(independentCheck(short, solution).join()).toMatch(/after the shift/)
  })
})
