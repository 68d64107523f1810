import { describe, expect, test } from 'vitest'
import { town } from './line.ts'
import { runHere } from './outside.ts'

interface Verdict {
  legal: boolean
  violations: { code: string; vehicle?: number; job?: number; type?: string; by?: number; detail: string }[]
}

const steps = (...ids: number[]) => [{ type: 'start' }, ...ids.map((id) => ({ type: 'job', id })), { type: 'end' }]

/** Both vans on their own side of the town: legal. */
function good() {
  return {
    routes: [{ vehicle: 1, steps: steps(10, 20) }, { vehicle: 2, steps: steps(30, 40) }],
    unassigned: [] as { id: number; type: string }[],
  }
}

/** Exit code and violations of a solution; times and summaries are not read, so a solution needs none. */
async function judge(solution: object, problem: object = town()): Promise<{ code: number; verdict: Verdict }> {
  const { code, stdout, stderr } = await runHere(['check', 'p', 's'], { p: problem, s: solution })
  expect(stderr).toEqual([])
  return { code, verdict: JSON.parse(stdout) as Verdict }
}

async function codesOf(solution: object, problem?: object): Promise<(string | number | undefined)[][]> {
  const { code, verdict } = await judge(solution, problem)
  expect(code).toBe(1)
  expect(verdict.legal).toBe(false)
  return verdict.violations.map((violation) => [violation.code, violation.vehicle, violation.job])
}

describe('slotsmith check', () => {
  test('finds nothing wrong with a legal plan, and says so with exit code 0', async () => {
    expect(await judge(good())).toEqual({ code: 0, verdict: { legal: true, violations: [] } })
  })

  test('allows jobs to be unassigned', async () => {
    const solution = { ...good(), routes: [good().routes[0]], unassigned: [{ id: 30, type: 'job' }, { id: 40, type: 'job' }] }
    expect((await judge(solution)).code).toBe(0)
  })

  test('judges by setup, times per type and what may be aboard at a break', async () => {
    // Row 1 at 600, row 2 at 1,200 and what was done at row 1; the second door closes at 1,400.
    const [van] = town().vehicles
    const [first, second] = town().jobs
    const problem = (job: object, more: object = {}) => ({
      ...town(), vehicles: [{ ...van!, ...more }], jobs: [{ ...first!, ...job }, { ...second!, time_windows: [[0, 1400]] }],
    })
    const there = { routes: [{ vehicle: 1, steps: steps(10, 20) }] }
    expect((await judge(there, problem({ setup: 100 }))).code).toBe(0)
    // 600 + 101 + 100 + 600 = 1,401.
    const late = await judge(there, problem({ setup: 101 }))
    expect(late.verdict.violations).toMatchObject([{ code: 'late', vehicle: 1, job: 20, by: 1 }])
    expect((await judge(there, problem({ service: 999, service_per_type: { lift: 200 } }, { type: 'lift' }))).code).toBe(0)
    expect((await judge(there, problem({ service_per_type: { lift: 201 } }, { type: 'lift' }))).code).toBe(1)
    expect((await judge(there, problem({ setup_per_type: { lift: 101 } }, { type: 'van' }))).code).toBe(0)
    const pause = { routes: [{ vehicle: 1, steps: [{ type: 'job', id: 10 }, { type: 'break', id: 5 }, { type: 'job', id: 20 }] }] }
    const breaks = (most: number) => ({ breaks: [{ id: 5, time_windows: [[0, 7200]], max_load: [most] }] })
    expect((await judge(pause, problem({}, breaks(1)))).code).toBe(0)
    expect(await codesOf(pause, problem({}, breaks(0)))).toEqual([['break-load', 1, undefined]])
  })

  test('finds a job that is lost, served twice, served and unassigned, or unassigned twice', async () => {
    const lost = { ...good(), routes: [good().routes[0], { vehicle: 2, steps: steps(40) }] }
    expect(await codesOf(lost)).toEqual([['order-missing', undefined, 30]])
    const twice = { routes: [{ vehicle: 1, steps: steps(10, 10) }, good().routes[1]], unassigned: [{ id: 20, type: 'job' }] }
    expect(await codesOf(twice)).toEqual([['order-twice', 1, 10]])
    expect(await codesOf({ ...good(), unassigned: [{ id: 10, type: 'job' }] })).toEqual([['order-served-and-unassigned', undefined, 10]])
    const left = [30, 30].map((id) => ({ id, type: 'job' }))
    const doubled = { routes: [good().routes[0], { vehicle: 2, steps: steps(40) }], unassigned: left }
    expect(await codesOf(doubled)).toEqual([['unassigned-twice', undefined, 30]])
  })

  test('finds loads, skills and late arrivals, with the amount', async () => {
    const three = { routes: [{ vehicle: 1, steps: steps(10, 20, 30) }], unassigned: [{ id: 40, type: 'job' }] }
    const { verdict } = await judge(three)
    expect(verdict.violations).toMatchObject([{ code: 'load', vehicle: 1, by: 1 }])
    const skilled = { ...town(), jobs: town().jobs.map((job) => (job.id === 40 ? { ...job, skills: [9] } : job)) }
    expect(await codesOf(good(), skilled)).toEqual([['skills', 2, 40]])
    // Job 20 is reached at 600 + 100 + 600 = 1,300; the window closed at 1,250.
    const hurried = { ...town(), jobs: town().jobs.map((job) => (job.id === 20 ? { ...job, time_windows: [[0, 1250]] } : job)) }
    expect((await judge(good(), hurried)).verdict.violations).toMatchObject([{ code: 'late', vehicle: 1, job: 20, by: 50 }])
  })

  test('answers no, and does not fail, where a solution names what the problem does not have', async () => {
    expect(await codesOf({ ...good(), routes: [{ vehicle: 3, steps: [] }] })).toEqual([['route-unknown', 3, undefined]])
    expect(await codesOf({ ...good(), routes: [good().routes[0], good().routes[0]] })).toEqual([['route-twice', 1, undefined]])
    expect(await codesOf({ ...good(), routes: [{ vehicle: 1, steps: steps(11) }] })).toEqual([['order-unknown', 1, 11]])
    const stepOf = (type: string) => ({ ...good(), routes: [{ vehicle: 1, steps: [{ type, id: 4 }] }] })
    expect(await codesOf(stepOf('break'))).toEqual([['break-unknown', 1, undefined]])
    expect(await codesOf(stepOf('pickup'))).toEqual([['order-unknown', 1, 4]])
    expect(await codesOf({ ...good(), unassigned: [{ id: 77, type: 'job' }] })).toEqual([['order-unknown', undefined, 77]])
  })

  test('reads pickups and deliveries as VROOM writes them, by type and number', async () => {
    // One van: from row 1 to row 2 with a crate, both ends with numbers of their own; job 11 is at row 1, too.
    const problem = {
      ...town(),
      jobs: [{ id: 11, location_index: 1, service: 100, delivery: [1] }],
      shipments: [{ amount: [1], pickup: { id: 11, location_index: 1 }, delivery: { id: 12, location_index: 2, time_windows: [[0, 1400]] } }],
    }
    const routes = (...list: [type: string, id: number][]) => ({ routes: [{ vehicle: 1, steps: list.map(([type, id]) => ({ type, id })) }] })
    const [job, pickup, delivery]: [string, number][] = [['job', 11], ['pickup', 11], ['delivery', 12]]
    const all = async (...list: [string, number][]) => (await judge(routes(...list), problem)).verdict.violations
      .map(({ code, job: number, type, by }) => [code, number, type, by])
    // Row 1 at 600, 100 s there, row 2 at 1,300.
    expect(await all(job!, pickup!, delivery!)).toEqual([])
    expect(await all(pickup!, delivery!, job!)).toEqual([])
    // Row 2 at 1,200, back at row 1 at 1,800.
    expect(await all(job!, delivery!, pickup!)).toEqual([['pair-order', 12, 'delivery', undefined]])
    expect(await all(job!, delivery!)).toEqual([['pair-missing', 12, 'delivery', undefined]])
    expect(await all(job!, pickup!)).toEqual([['order-missing', 12, 'delivery', undefined]])
    expect(await all(pickup!, delivery!, pickup!, job!)).toEqual([['pair-twice', 12, 'delivery', undefined]])
    const both = { routes: [{ vehicle: 1, steps: [{ type: 'pickup', id: 11 }, { type: 'job', id: 11 }] }, { vehicle: 2, steps: [{ type: 'delivery', id: 12 }] }] }
    expect((await judge(both, problem)).verdict.violations).toMatchObject([{ code: 'pair-split', vehicle: 2, job: 12, type: 'delivery' }])
    // A shipment is two tasks.
    const lazy = { ...problem, vehicles: town().vehicles.map((van) => ({ ...van, max_tasks: 2 })) }
    expect((await judge(routes(job!, pickup!, delivery!), lazy)).verdict.violations).toMatchObject([{ code: 'max-tasks', by: 1 }])
  })

  test('finds a shipment that the solution has forgotten, by half or as a whole, and one that is listed and served', async () => {
    const shipments = [{ pickup: { id: 1, location_index: 1 }, delivery: { id: 2, location_index: 2 } }]
    const problem = { ...town(), shipments }
    const found = async (solution: object) => (await judge(solution, problem)).verdict.violations.map(({ code, job, type }) => [code, job, type])
    const pickup = { id: 1, type: 'pickup' }
    const delivery = { id: 2, type: 'delivery' }
    expect(await found({ ...good(), unassigned: [pickup, delivery] })).toEqual([])
    expect(await found(good())).toEqual([['order-missing', 2, 'delivery']])
    expect(await found({ ...good(), unassigned: [pickup] })).toEqual([['order-missing', 2, 'delivery']])
    expect(await found({ ...good(), unassigned: [delivery] })).toEqual([['order-missing', 1, 'pickup']])
    expect(await found({ ...good(), unassigned: [pickup, delivery, pickup] })).toEqual([['unassigned-twice', 1, 'pickup']])
    expect(await found({ ...good(), unassigned: [{ id: 1, type: 'delivery' }] })).toEqual([['order-unknown', 1, 'delivery']])
    const served = { ...good(), routes: [{ vehicle: 1, steps: [...steps(10, 20), pickup, delivery] }, good().routes[1]] }
    expect(await found(served)).toEqual([])
    expect(await found({ ...served, unassigned: [delivery] })).toEqual([['order-served-and-unassigned', 2, 'delivery']])
  })

  test('finds reloads that are not allowed, areas that are blocked, orders out of position, and what comes before its release', async () => {
    const judged = async (problem: object, ...list: object[]) => {
      const solution = { routes: [{ vehicle: 1, steps: list }], unassigned: [{ id: 30, type: 'job' }, { id: 40, type: 'job' }] }
      return (await judge(solution, problem)).verdict.violations.map(({ code, vehicle, job, by }) => [code, vehicle, job, by])
    }
    const [ten, twenty] = [{ type: 'job', id: 10 }, { type: 'job', id: 20 }]
    const reload = { type: 'reload' }
    const van = { ...town().vehicles[0]!, capacity: [1] }
    const withVan = (extra: object) => ({ ...town(), vehicles: [{ ...van, ...extra }] })
    expect(await judged(withVan({}), ten, twenty)).toEqual([['load', 1, undefined, 1]])
    expect(await judged(withVan({ reload: {} }), ten, reload, twenty)).toEqual([])
    expect(await judged(withVan({ capacity: [2] }), ten, reload, twenty)).toEqual([['reloads', 1, undefined, 1]])
    expect(await judged(withVan({ reload: { most: 1 } }), reload, ten, reload, twenty)).toEqual([['reloads', 1, undefined, 1]])
    expect(await judged(withVan({ capacity: [2], blocked: [{ rows: [2] }] }), ten, twenty)).toEqual([['blocked', 1, 20, undefined]])
    const jobs = (extra: object) => ({ ...town(), jobs: town().jobs.map((job) => (job.id === 10 ? { ...job, ...extra } : job)) })
    expect(await judged(jobs({ position: 'last' }), ten, twenty)).toMatchObject([['position', 1, expect.anything(), undefined]])
    expect(await judged(jobs({ position: 'last' }), twenty, ten)).toEqual([])
    // Ready at 5,000: row 1 at 5,600, row 2 at 6,300, home at 7,600, and the shift ends at 7,200.
    expect(await judged(jobs({ release: 5000 }), ten, twenty)).toEqual([['shift-end', 1, undefined, 400]])
  })

  test('calls a file that is no solution bad input', async () => {
    const shapeless = [{}, { routes: 3 }, { routes: [{ vehicle: 'x', steps: [] }] }, { routes: [{ vehicle: 1, steps: [{ type: 'nap' }] }] }]
    for (const solution of [...shapeless, [], '"text"', 'null', '{"routes":[{"__proto__":1}]}']) {
      const { code, stdout, stderr } = await runHere(['check', 'p', 's'], { p: town(), s: solution })
      expect([code, stdout, stderr.length]).toEqual([2, '', 1])
      expect(stderr[0]).toMatch(/^slotsmith: s: /)
    }
  })

  test('accepts what plan writes', async () => {
    const planned = await runHere(['plan', '-', '--evaluations', '2000'], { '-': town() })
    const { code } = await runHere(['check', 'p', '-'], { 'p': town(), '-': planned.stdout })
    expect(code).toBe(0)
  })
})
