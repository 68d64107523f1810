import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { independentCheck } from '../formats/independent-check.ts'
import type { PlainProblem, PlainSolution } from '../formats/independent-check.ts'
import { writeVroomProblem } from '../../src/formats/vroom/problem-write.ts'
import { allFeatures, smallDay } from '../make/fleet.ts'
import { plan } from '../../src/cli/plan-task.ts'
import { town } from './line.ts'
import { runChild, runHere, withoutTimes } from './outside.ts'

function jobsOf(solution: PlainSolution): (number | undefined)[][] {
  return solution.routes.map(({ steps }) => steps.filter(({ type }) => type === 'job').map(({ id }) => id))
}

describe('slotsmith plan', () => {
  test('finds the best plan of a town on a line, and writes it as VROOM does', async () => {
    const { code, stdout, stderr } = await runHere(['plan', 'town.json', '--evaluations', '20000'], { 'town.json': town() })
    expect(stderr).toEqual([])
    expect(code).toBe(0)
    const solution = JSON.parse(stdout) as PlainSolution
    // One van goes east, 0–1200–0 in 2,400 s, the other one west; any mixed pair drives 2,400 s more.
    expect(solution.summary.cost).toBe(4800)
    expect(jobsOf(solution).map((jobs) => [...jobs].sort()).sort()).toEqual([[10, 20], [30, 40]])
    expect(solution.unassigned).toEqual([])
    expect(independentCheck(town(), solution)).toEqual([])
    expect(Object.keys(solution.summary)).toContain('computing_times')
  })

  test('uses as few vehicles as it can where it is told to, and says what else it knows', async () => {
    const problem = town()
    // One van begins and ends ten minutes to the west, and either could take all four crates.
    const vehicles = problem.vehicles.map((van) => ({ ...van, capacity: [4], ...(van.id === 2 ? { start_index: 3, end_index: 3 } : {}) }))
    const run = (...more: string[]) => runHere(['plan', '-', '--evaluations', '20000', ...more], { '-': { ...problem, vehicles } })
    // Both: 2,400 s to the east and back, 1,200 s in the west. One: from its end to the other and back, 4,800 s.
    const both = JSON.parse((await run()).stdout) as PlainSolution
    expect([both.routes.length, both.summary.cost]).toEqual([2, 3600])
    const solution = JSON.parse((await run('--objective', 'couriers-first')).stdout) as PlainSolution
    expect([solution.routes.length, solution.summary.cost]).toEqual([1, 4800])
    expect(independentCheck({ ...problem, vehicles }, solution)).toEqual([])
    const { code, stderr } = await run('--objective', 'constructor')
    expect(code).toBe(2)
    expect(stderr.join('\n')).toContain('cost, couriers-first')
  })

  test('leaves out what fits nowhere, the least important first', async () => {
    const problem = town()
    const jobs = problem.jobs.map((job) => ({ ...job, priority: job.id === 30 ? 0 : 50 }))
    // Room for three crates and four jobs.
    const vehicles = problem.vehicles.map((van) => ({ ...van, capacity: [van.id === 1 ? 1 : 2] }))
    const { stdout } = await runHere(['plan', '-', '--evaluations', '20000'], { '-': { ...problem, jobs, vehicles } })
    const solution = JSON.parse(stdout) as PlainSolution
    expect(solution.unassigned.map(({ id }) => id)).toEqual([30])
    expect(independentCheck({ ...problem, jobs, vehicles }, solution)).toEqual([])
  })

  test('starts from the steps that are given, and from nothing but them without evaluations', async () => {
    const problem = town()
    const steps = (ids: number[]) => ids.map((id) => ({ type: 'job', id }))
    const vehicles = [{ ...problem.vehicles[0]!, steps: steps([40, 10]) }, { ...problem.vehicles[1]!, steps: steps([20, 30]) }]
    const kept = await runHere(['plan', '-', '--evaluations', '0'], { '-': { ...problem, vehicles } })
    expect(jobsOf(JSON.parse(kept.stdout) as PlainSolution)).toEqual([[40, 10], [20, 30]])
    const improved = await runHere(['plan', '-', '--evaluations', '20000'], { '-': { ...problem, vehicles } })
    expect((JSON.parse(improved.stdout) as PlainSolution).summary.cost).toBe(4800)
  })

  test('takes the breaks of given steps where they can be taken', async () => {
    const problem = town()
    // A break that must start from 1,300 to 1,400: on the way back from job 20, which is left at 1,200 + 100.
    const breaks = [{ id: 5, service: 60, time_windows: [[1300, 1400]] as [number, number][] }]
    const vehicles = [{ ...problem.vehicles[0]!, breaks, steps: [{ type: 'job', id: 20 }] }]
    const jobs = problem.jobs.filter(({ id }) => id === 20)
    const { stdout, stderr } = await runHere(['plan', '-', '--evaluations', '0'], { '-': { ...problem, jobs, vehicles } })
    expect(stderr).toEqual([])
    const solution = JSON.parse(stdout) as PlainSolution
    expect(solution.routes[0]!.steps.map(({ type }) => type)).toEqual(['start', 'job', 'break', 'end'])
    expect(independentCheck({ ...problem, jobs, vehicles }, solution)).toEqual([])
  })

  test('plans shipments: one van picks up on its way east what the other would have to fetch', async () => {
    // A crate from row 1 to row 2, where somebody waits until 1,350 s only, and a crate from the depot to either.
    const problem = {
      ...town(),
      jobs: town().jobs.filter(({ id }) => id !== 40),
      shipments: [{ amount: [1], pickup: { id: 5, location_index: 1 }, delivery: { id: 6, location_index: 2, time_windows: [[0, 1350]] as [number, number][] } }],
    }
    const { code, stdout, stderr } = await runHere(['plan', '-', '--evaluations', '20000'], { '-': problem })
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] })
    const solution = JSON.parse(stdout) as PlainSolution
    expect(independentCheck(problem, solution)).toEqual([])
    // Row 2 and back is 2,400 s, row 3 and back 1,200 s. At row 1 job 10 leaves a crate before the pickup takes one: 700 s, row 2 at 1,300 s.
    expect([solution.summary.cost, solution.unassigned]).toEqual([3600, []])
    const east = solution.routes.find(({ steps }) => steps.some(({ type }) => type === 'pickup'))!
    expect(east.steps.filter(({ id }) => id !== undefined).map(({ type, id }) => `${type} ${id}`)).toEqual(['job 10', 'pickup 5', 'delivery 6', 'job 20'])
    // The plain code does not find everything good: not with two crates, not if job 10 were last, ready at 50 or blocked.
    const found = (extra: object, job: object = {}) => independentCheck(
      { ...problem, ...extra, jobs: problem.jobs.map((one) => (one.id === 10 ? { ...one, ...job } : one)) }, solution,
    ).join()
    expect(found({ shipments: [{ ...problem.shipments[0], amount: [2] }] })).toContain('carries 3')
    expect(found({}, { position: 'last' })).toContain('first and last are not first and last')
    expect(found({}, { release: 50 })).toContain('loads job 10 at 0, before 50')
    expect(found({ vehicles: problem.vehicles.map((van) => ({ ...van, blocked: [{ rows: [1] }], max_tasks: 3 })) })).toMatch(/delivery 6, which is blocked.*4 tasks/)
    const backwards = { ...solution, routes: solution.routes.map((route) => ({ ...route, steps: route.steps.toReversed() })) }
    expect(independentCheck(problem, backwards).join()).toContain('pickup 5 without its delivery after it')
  })

  test('leaves out both ends of a shipment that fits nowhere', async () => {
    const problem = { ...town(), shipments: [{ amount: [3], pickup: { id: 5, location_index: 1 }, delivery: { id: 6, location_index: 2 } }] }
    const solution = JSON.parse((await runHere(['plan', '-', '--evaluations', '2000'], { '-': problem })).stdout) as PlainSolution
    expect(solution.unassigned.map(({ type, id }) => `${type} ${id}`)).toEqual(['pickup 5', 'delivery 6'])
    expect(independentCheck(problem, solution)).toEqual([])
  })

  test('starts from given steps with pickups, deliveries and reloads', async () => {
    const [van] = town().vehicles
    const steps = [
      { type: 'job', id: 10 }, { type: 'pickup', id: 5 }, { type: 'delivery', id: 6 }, { type: 'reload' }, { type: 'job', id: 30 }, { type: 'job', id: 40 },
    ]
    const problem = {
      ...town(),
      vehicles: [{ ...van!, reload: { service: 50 }, steps }],
      jobs: town().jobs.filter(({ id }) => id !== 20),
      shipments: [{ amount: [2], pickup: { id: 5, location_index: 1 }, delivery: { id: 6, location_index: 2 } }],
    }
    const { stdout, stderr } = await runHere(['plan', '-', '--evaluations', '0'], { '-': problem })
    expect(stderr).toEqual([])
    const solution = JSON.parse(stdout) as PlainSolution
    expect(solution.routes[0]!.steps.slice(1, -1).map(({ type, id }) => ({ type, ...(id === undefined ? {} : { id }) }))).toEqual(steps)
    expect(independentCheck(problem, solution)).toEqual([])
    const lone = { ...problem, vehicles: [{ ...van!, steps: [{ type: 'delivery', id: 6 }] }] }
    expect((await runHere(['plan', '-', '--evaluations', '0'], { '-': lone })).stderr).toEqual([
      'warning: vehicle 1 starts empty, its steps are not legal: shipment-6, pair-missing, the other end is in no route',
    ])
  })

  test('plans small days with every kind of constraint; whoever checks them by plain code finds nothing', async () => {
    // One matrix at one speed, which is what the plain code drives by.
    const unlike: readonly string[] = ['rush hours', 'open ends', 'speeds', 'two sources']
    const features = allFeatures.filter((feature) => !unlike.includes(feature))
    await fc.assert(fc.asyncProperty(fc.nat(2 ** 30), async (seed) => {
      const { day, orders } = smallDay(seed, features)
      const { problem } = writeVroomProblem(day, orders)
      const { code, stdout } = await runHere(['plan', '-', '--evaluations', '3000'], { '-': problem })
      expect(code).toBe(0)
      const solution = JSON.parse(stdout) as PlainSolution
      expect(independentCheck(problem as PlainProblem, solution)).toEqual([])
    }), { numRuns: 60 })
  })

  test('warns of steps that are not legal, and starts that vehicle empty', async () => {
    const problem = town()
    const steps = [10, 20, 30].map((id) => ({ type: 'job', id }))
    const vehicles = problem.vehicles.map((van) => (van.id === 1 ? { ...van, steps } : van))
    const { code, stdout, stderr } = await runHere(['plan', '-', '--evaluations', '20000'], { '-': { ...problem, vehicles } })
    expect(code).toBe(0)
    expect(stderr).toEqual(['warning: vehicle 1 starts empty, its steps are not legal: load, 3 in dimension 0, room for 2'])
    expect((JSON.parse(stdout) as PlainSolution).summary.cost).toBe(4800)
  })

  test('counts small rates finely: no leg of a tour is free because it rounds to nothing', async () => {
    // At 20 an hour 80 s are 0.44 and 110 s are 0.61: leg by leg the long way round, 3 × 80 s, would be 0 and the short one 1.
    const durations = [[0, 80, 110], [80, 0, 80], [80, 20, 0]]
    const problem = {
      vehicles: [{ id: 1, start_index: 0, end_index: 0, costs: { per_hour: 20 } }],
      jobs: [1, 2].map((id) => ({ id, location_index: id })),
      matrices: { car: { durations } },
    }
    const { stdout, stderr } = await runHere(['plan', '-', '--evaluations', '2000'], { '-': problem })
    expect(stderr).toEqual([])
    const { summary, routes } = JSON.parse(stdout) as PlainSolution
    // 110 + 20 + 80 = 210 s, which are 1.17: VROOM's 1.
    expect(routes[0]!.steps.flatMap(({ id }) => id ?? [])).toEqual([2, 1])
    expect([summary.duration, summary.cost]).toEqual([210, 1])
  })

  test('drives where a matrix of costs is cheap, and sends whom a task takes least', async () => {
    // Both vans know the way in 600 s; by toll road it costs 90, by the lane 5. The lift saves the big van 800 s at the door.
    const seconds = [[0, 600, 600], [600, 0, 600], [600, 600, 0]]
    const problem = {
      vehicles: [
        { id: 1, start_index: 0, end_index: 0, type: 'small', costs: { per_task_hour: 360 } },
        { id: 2, start_index: 0, end_index: 0, type: 'big', costs: { per_task_hour: 360 } },
      ],
      jobs: [{ id: 1, location_index: 1, service: 900, service_per_type: { big: 100 } }, { id: 2, location_index: 2, setup: 50 }],
      matrices: { car: { durations: seconds, costs: [[0, 90, 5], [5, 0, 90], [90, 5, 0]] } },
    }
    const { stdout } = await runHere(['plan', '-', '--evaluations', '2000'], { '-': problem })
    const { summary, routes } = JSON.parse(stdout) as PlainSolution
    // 0–2–1–0 at 5 each; (50 + 100) s at 360 an hour are 15.
    expect(routes.map(({ vehicle, steps }) => [vehicle, steps.flatMap(({ id }) => id ?? [])])).toEqual([[2, [2, 1]]])
    expect(summary.cost).toBe(30)
  })

  test('takes a break only when it is light enough for it', async () => {
    // Two crates out; row 1 is left at 700, row 2 reached at 1,300 and left at 1,400. The break, from 0 to 1,350 with one aboard at most, lies between.
    const [van] = town().vehicles
    const breaks = [{ id: 5, service: 60, time_windows: [[0, 1350]] as [number, number][], max_load: [1] }]
    const problem = { ...town(), vehicles: [{ ...van!, breaks }], jobs: town().jobs.filter(({ id }) => id <= 20) }
    const { stdout } = await runHere(['plan', '-', '--evaluations', '2000'], { '-': problem })
    const solution = JSON.parse(stdout) as PlainSolution
    expect(independentCheck(problem, solution)).toEqual([])
    expect(solution.routes[0]!.steps.map(({ type }) => type)).toEqual(['start', 'job', 'break', 'job', 'end'])
    expect(independentCheck({ ...problem, vehicles: [{ ...van!, breaks: [{ ...breaks[0]!, max_load: [0] }] }] }, solution).join()).toContain('break 5 with 1')
  })

  test('ends after the seconds of the problem’s options, where the command says nothing else', () => {
    // A clock that is a tenth of a second further whenever it is read, and how often the search asks whether to stop.
    const asked = (options: object, evaluations: number | undefined) => {
      let clock = 0
      let times = 0
      const interrupted = () => {
        times++
        return false
      }
      const task = { path: '-', text: JSON.stringify({ ...town(), options }), couriers: undefined, seed: 1, budget: { evaluations } }
      const answer = plan(task, { now: () => (clock += 100), interrupted, news: () => undefined })
      expect(answer).toMatchObject({ ok: true, warnings: [], solution: { summary: { cost: 4800 } } })
      return times
    }
    // Two seconds are twenty readings.
    expect(asked({ l: 2, t: 4, x: 5 }, undefined)).toBeLessThan(20)
    expect(asked({ l: 0.1 }, 100_000)).toBe(asked({}, 100_000))
    expect(asked({}, 100_000)).toBeGreaterThan(20)
  })

  test('tells how far it is: cost, who is left out, and how much longer it takes', () => {
    const told: [number, string][] = []
    let clock = 0
    const task = { path: '-', text: JSON.stringify(town()), couriers: undefined, seed: 1, budget: { evaluations: 200_000 } }
    const around = { now: () => (clock += 100), interrupted: () => false, news: (share: number, words: string) => void told.push([share, words]) }
    expect(plan(task, around)).toMatchObject({ ok: true })
    expect(told.length).toBeGreaterThan(10)
    expect(told.map(([share]) => share)).toEqual(told.map(([share]) => share).toSorted((a, b) => a - b))
    expect(told.at(-1)![0]).toBeLessThanOrEqual(1)
    expect(told.every(([, words]) => /^cost 4800, \d+ (s|min) left$/.test(words))).toBe(true)
    // One van with room for one: three of four are left out, and the seconds tell how long it takes, to the reading of the clock.
    const small = { ...town(), vehicles: [{ ...town().vehicles[0]!, capacity: [1] }] }
    const seconds: [number, string][] = []
    clock = 0
    plan({ ...task, text: JSON.stringify(small), budget: { seconds: 4 } }, { ...around, news: (...news) => void seconds.push(news) })
    expect(seconds[0]![1]).toMatch(/^cost 1200, 3 left out, [345] s left$/)
    expect(seconds.at(-1)![1]).toMatch(/^cost 1200, 3 left out, [01] s left$/)
  })

  test('writes an error where the solution would go, as VROOM does, for those who ask for it', async () => {
    const bad = { vehicles: [] }
    const { code, stdout, stderr } = await runHere(['plan', '-', '--errors-as-json'], { '-': bad })
    expect([code, JSON.parse(stdout)]).toEqual([2, { code: 2, error: 'standard input: missing at vehicles: got a list of 0; list at least one vehicle' }])
    expect(stderr).toEqual(['slotsmith: standard input: missing at vehicles: got a list of 0; list at least one vehicle'])
    const file = await runHere(['plan', '-', '-o', 'out.json', '--errors-as-json'], { '-': bad })
    expect([file.stdout, JSON.parse(file.files.get('out.json')!)]).toMatchObject(['', { code: 2 }])
    expect((await runHere(['plan', '-'], { '-': bad })).stdout).toBe('')
  })

  test('gives the same bytes for the same seed, apart from computing times', async () => {
    const once = await runHere(['plan', '-', '--evaluations', '5000', '--seed', '9'], { '-': town() })
    const again = await runHere(['plan', '-', '--evaluations', '5000', '--seed', '9'], { '-': town() })
    expect(withoutTimes(again.stdout)).toBe(withoutTimes(once.stdout))
  })

  test('stops after the seconds that it was given', async () => {
    const { code, stdout } = await runHere(['plan', '-', '--seconds', '0.5'], { '-': town() })
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as PlainSolution).summary.cost).toBe(4800)
  })

  test('warns of keys that it does not know, on standard error only', async () => {
    const { code, stdout, stderr } = await runHere(['plan', '-', '--evaluations', '0'], { '-': { ...town(), job: [] } })
    expect(code).toBe(0)
    expect(stderr).toEqual(['warning: job is not known here; did you mean jobs?'])
    expect(() => JSON.parse(stdout) as unknown).not.toThrow()
  })

  const c101 = resolve('../shared/data/solomon/C101.txt')
  test.skipIf(!existsSync(c101))('plans Solomon’s C101 at its best known value', async () => {
    const { code, stdout } = await runHere(['plan', 'C101.txt', '--evaluations', '5000000'], { 'C101.txt': readFileSync(c101, 'utf8') })
    expect(code).toBe(0)
    // 827.3 with one decimal [best known], in tenths.
    expect((JSON.parse(stdout) as PlainSolution).summary.cost).toBe(8273)
  })

  test('runs as a program, from standard input to standard output, in a pipe', async () => {
    const { code, stdout, stderr } = await runChild(['plan', '-', '--evaluations', '20000'], JSON.stringify(town()))
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] })
    expect((JSON.parse(stdout) as PlainSolution).summary.cost).toBe(4800)
  })
})
