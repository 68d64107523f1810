import { describe, expect, test } from 'vitest'
import { counter } from './line.ts'
import { runHere, withoutTimes } from './outside.ts'

interface Answers {
  answers: { request: number; offered: Record<string, unknown>[]; refused: { slot: string | number; reason: Record<string, unknown> }[] }[]
  summary: { evaluations: number; computing_times: Record<string, number> }
}

async function offer(day: object, ...options: string[]): Promise<Answers> {
  const { code, stdout, stderr } = await runHere(['offer', '-', ...options], { '-': day })
  expect({ code, stderr }).toEqual({ code: 0, stderr: [] })
  return JSON.parse(stdout) as Answers
}

describe('slotsmith offer', () => {
  test('answers offered and refused slots with the arithmetic that one can follow by hand', async () => {
    const { answers, summary } = await offer(counter())
    // Job 1 is served from 1,000 to 1,300. From there 600 s to the request: not before 1,900. It takes 200 s, and the depot is
    // 1,200 s away: not after 7,200 − 1,200 − 200 = 5,800. The detour is 600 + 1,200 − 600 = 1,200 s.
    expect(answers).toHaveLength(1)
    expect(answers[0]!.request).toBe(2)
    expect(answers[0]!.offered).toEqual([
      { slot: 42, start: 1800, end: 3000, vehicle: 7, added_duration: 1200, earliest: 1900, latest: 3000 },
    ])
    const [early, late] = answers[0]!.refused
    // Before job 1: from 1,200 on, but to be at job 1 by 1,500 not after 1,500 − 600 − 200 = 700. 500 s are missing.
    expect(early).toMatchObject({ slot: 'early', reason: { code: 'no-room', vehicle: 7, short_by: 500, unit: 'seconds', nearest: 42 } })
    // It opens at 7,000, and 5,800 is the latest.
    expect(late).toMatchObject({ slot: 'late', reason: { code: 'leaves-early', vehicle: 7, short_by: 1200, unit: 'seconds', nearest: 42 } })
    expect(Object.keys(summary)).toEqual(['evaluations', 'computing_times'])
    expect(Object.keys(summary.computing_times)).toEqual(['loading', 'solving', 'routing'])
  })

  test('shifts every moment with the day: epoch seconds in, epoch seconds out', async () => {
    const midnight = 1_796_083_200
    const { answers } = await offer(counter(midnight))
    const [offered] = answers[0]!.offered
    expect(offered).toMatchObject({ slot: 42, start: midnight + 1800, end: midnight + 3000 })
    expect(offered).toMatchObject({ earliest: midnight + 1900, latest: midnight + 3000 })
  })

  test('answers every request against the same plan, each for itself', async () => {
    const day = counter()
    const requests = [2, 3, 4].map((id) => ({ ...day.requests[0]!, id }))
    // Room for the promise and one more: all three get the slot, because nothing was booked in between.
    const vehicles = day.vehicles.map((van) => ({ ...van, capacity: [2] }))
    const { answers } = await offer({ ...day, requests, vehicles })
    expect(answers.map(({ request, offered }) => [request, offered.map(({ slot }) => slot)])).toEqual([[2, [42]], [3, [42]], [4, [42]]])
  })

  test('knows setup, times per type and costs of legs', async () => {
    const day = counter()
    // 1,300 + 600 = 1,900. Then 200 s of setup, which only a bike is spared, and 300 s for a van; the depot is 1,200 s away:
    // 7,200 − 1,200 − 300 − 200 = 5,500 at the latest.
    const request = { ...day.requests[0]!, service: 999, setup: 200, service_per_type: { van: 300 }, setup_per_type: { bike: 0 } }
    const slots = [{ id: 'all', start: 0, end: 7000 }]
    const vehicles = [{ ...day.vehicles[0]!, type: 'van' }]
    const matrices = { car: { ...day.matrices.car, costs: day.matrices.car.durations.map((row) => row.map(() => 3)) } }
    const { answers } = await offer({ ...day, vehicles, requests: [request], slots, matrices }, '--evaluations', '0')
    // Starts of setup, which the window bounds.
    expect(answers[0]!.offered).toMatchObject([{ slot: 'all', added_duration: 1200, earliest: 1900, latest: 5500 }])
  })

  test('keeps to the current plan where it is given', async () => {
    const day = counter()
    const vehicles = [...day.vehicles, { ...day.vehicles[0]!, id: 8 }]
    const routes = [{ vehicle: 8, steps: [{ type: 'start' }, { type: 'job', id: 1 }, { type: 'end' }] }]
    const { answers } = await offer({ ...day, vehicles, routes }, '--evaluations', '0')
    // Behind the promise the detour is 1,200 s; van 7 has nothing to do and would drive 2,400 s.
    expect(answers[0]!.offered).toMatchObject([{ slot: 42, vehicle: 8, added_duration: 1200 }])
  })

  test('answers a request that is a shipment: for its delivery, or for its pickup where that is the door', async () => {
    // Van 7 has job 1 at row 1 from 1,000 to 1,300. Asked for: something from row 2 to the door at row 1, 100 s at each; and something
    // from the door at row 1 to row 2.
    const day = counter()
    const end = (id: number, row: number) => ({ id, location_index: row, service: 100 })
    const requests = [
      { amount: [1], pickup: end(50, 2), delivery: end(51, 1) },
      { amount: [1], door: 'pickup', pickup: end(60, 1), delivery: end(61, 2) },
      { amount: [6], pickup: end(70, 2), delivery: end(71, 1) },
    ]
    const { answers } = await offer({ ...day, requests }, '--evaluations', '0')
    expect(answers.map((answer) => [answer.request, (answer as { type?: string }).type])).toEqual([[51, 'delivery'], [60, 'pickup'], [71, 'delivery']])
    // Collected behind job 1, at 1,900 + 100, delivered at row 1 from 2,600 on; home at 3,300, so it may be 3,900 s later. The way to row 2
    // and back is 1,200 s more.
    expect(answers[0]!.offered).toEqual([{ slot: 42, start: 1800, end: 3000, vehicle: 7, added_duration: 1200, earliest: 2600, latest: 3000 }])
    // At row 1 at 600 for 100 s already, before job 1; or behind it from 1,300 on.
    expect(answers[1]!.offered.map(({ slot, added_duration: added }) => [slot, added])).toEqual([['early', 1200], [42, 1200]])
    expect(answers[1]!.offered[0]).toMatchObject({ earliest: 600 })
    expect(answers[2]!.offered).toEqual([])
    expect(answers[2]!.refused[0]).toMatchObject({ reason: { code: 'too-big', short_by: 1 } })
  })

  test('answers against a current plan with shipments and reloads, and names what cannot be kept', async () => {
    const day = counter()
    const shipment = { amount: [1], pickup: { id: 8, location_index: 1 }, delivery: { id: 9, location_index: 2 } }
    const steps = [{ type: 'job', id: 1 }, { type: 'pickup', id: 8 }, { type: 'delivery', id: 9 }, { type: 'reload' }]
    const vehicles = day.vehicles.map((van) => ({ ...van, reload: {} }))
    const { answers } = await offer({ ...day, vehicles, shipments: [shipment], routes: [{ vehicle: 7, steps }] }, '--evaluations', '0')
    // Job 1 until 1,300, row 2 at 1,900: the request is on the spot, before or behind the delivery.
    expect(answers[0]!.offered).toMatchObject([{ slot: 42, added_duration: 0, earliest: 1900 }])
    const torn = { ...day, vehicles, shipments: [shipment], routes: [{ vehicle: 7, steps: steps.slice(0, 2) }] }
    const illegal = await runHere(['offer', '-'], { '-': torn })
    expect([illegal.code, illegal.stdout]).toEqual([2, ''])
    expect(illegal.stderr).toEqual([expect.stringMatching(/contradiction at routes: .* shipment-9: order-missing/)])
    const heavy = await runHere(['offer', '-'], { '-': { ...day, shipments: [{ ...shipment, amount: [9] }] } })
    expect(heavy.stderr).toEqual([expect.stringMatching(/^slotsmith: standard input: contradiction at shipments\[0\]: got 9; shipment-9 was promised/)])
  })

  test('finds a slot by rearranging the promises, and not without evaluations', async () => {
    // The van goes 600 s east to job 1, to be there by 3,500, then 1,200 s back west to job 3, to be there by 3,000; so it is at job 1
    // by 1,700. The request lies 1,200 s west, from 1,200 to 1,400: 1,800 s before job 1, or 1,800 s after it. There is no gap.
    const job = { service: 100, delivery: [1] }
    const day = {
      ...counter(),
      jobs: [
        { ...job, id: 1, location_index: 1, time_windows: [[600, 3500]] },
        { ...job, id: 3, location_index: 3, time_windows: [[600, 3000]] },
      ],
      requests: [{ ...job, id: 4, location_index: 4 }],
      slots: [{ id: 'noon', start: 1200, end: 1400 }],
      routes: [{ vehicle: 7, steps: [{ type: 'job', id: 1 }, { type: 'job', id: 3 }] }],
    }
    const direct = await offer(day, '--evaluations', '0')
    expect(direct.answers[0]!.refused).toMatchObject([{ slot: 'noon', reason: { proved: false } }])
    // The newcomer at 1,200, job 3 at 1,300 + 600 = 1,900, job 1 at 2,000 + 1,200 = 3,200: all in time. 3,600 s of driving, 2,400 s before.
    // With job 3 before the newcomer, at 1,300 then, it is the same drive: either will do.
    const repaired = await offer(day)
    expect(repaired.answers[0]!.offered).toMatchObject([{ slot: 'noon', vehicle: 7, added_duration: 1200, latest: 1400 }])
    expect([1200, 1300]).toContain(repaired.answers[0]!.offered[0]!.earliest)
  })

  test('refuses slots outside the windows that a request already has', async () => {
    const day = counter()
    const requests = day.requests.map((request) => ({ ...request, time_windows: [[0, 1000]] }))
    const { code, stdout, stderr } = await runHere(['offer', '-'], { '-': { ...day, requests } })
    expect(code).toBe(0)
    expect(stderr).toEqual(['warning: requests[0].time_windows: a request that already has windows; offered slots must lie in them, too'])
    const { answers } = JSON.parse(stdout) as Answers
    expect(answers[0]!.offered).toEqual([])
    expect(answers[0]!.refused.map(({ slot, reason }) => [slot, reason['code']])).toEqual([
      ['early', 'no-room'], [42, 'not-wished'], ['late', 'not-wished'],
    ])
  })

  test('names a promised job that no routes can serve', async () => {
    const day = counter()
    const jobs = [...day.jobs, { ...day.jobs[0]!, id: 5, delivery: [9] }]
    const { code, stdout, stderr } = await runHere(['offer', '-'], { '-': { ...day, jobs } })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toEqual([expect.stringMatching(/^slotsmith: standard input: contradiction at jobs\[1\]: got 5; job 5 was promised/)])
  })

  test('refuses a current plan that is not legal', async () => {
    const day = { ...counter(), routes: [{ vehicle: 7, steps: [] }] }
    const { code, stderr } = await runHere(['offer', '-'], { '-': day })
    expect(code).toBe(2)
    const named = /contradiction at routes: got "1"; give routes that keep every promise, or none: job 1: order-missing/
    expect(stderr).toEqual([expect.stringMatching(named)])
  })

  test('needs slots and requests, though they may be empty', async () => {
    const { slots: _, ...rest } = counter()
    const { code, stderr } = await runHere(['offer', '-'], { '-': rest })
    expect(code).toBe(2)
    expect(stderr).toEqual([expect.stringMatching(/missing at slots/)])
    expect((await offer({ ...counter(), slots: [], requests: [] })).answers).toEqual([])
  })

  test('gives the same bytes for the same seed, apart from computing times', async () => {
    const [once, again] = await Promise.all([1, 2].map(() => runHere(['offer', '-', '--seed', '5'], { '-': counter() })))
    expect(withoutTimes(again!.stdout)).toBe(withoutTimes(once!.stdout))
  })
})
