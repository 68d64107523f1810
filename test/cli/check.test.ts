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
    expect(await codesOf(stepOf('pickup'))).toEqual([['shipment-step', 1, 4]])
    expect(await codesOf({ ...good(), unassigned: [{ id: 77, type: 'job' }] })).toEqual([['order-unknown', undefined, 77]])
  })

  test('finds a shipment that the solution has forgotten', async () => {
    const shipments = [{ pickup: { id: 1, location_index: 1 }, delivery: { id: 1, location_index: 2 } }]
    const both = { ...good(), unassigned: [{ id: 1, type: 'pickup' }] }
    const { code, stdout, stderr } = await runHere(['check', 'p', 's'], { p: { ...town(), shipments }, s: both })
    expect(code).toBe(1)
    expect(stderr).toEqual(['warning: shipments[0]: a pickup and its delivery in one route; left in unassigned, both ends'])
    expect((JSON.parse(stdout) as Verdict).violations).toMatchObject([{ code: 'order-missing', job: 1, type: 'delivery' }])
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
