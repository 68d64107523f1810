/**
 * Improving in a worker of Node: what it finds, what is merged, and what happens where something fails.
 *
 * Broken on purpose, and seen to fail: a search with another chance than the desk's; a worker that ended not noticed; the signal not
 * passed on.
 */
import { afterAll, describe, expect, test } from 'vitest'
import { startBackground } from '../../src/background/index.ts'
import type { DeskAccess } from '../../src/background/index.ts'
import { InputError } from '../../src/base/errors.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openDay } from '../../src/live/open-day.ts'
import { legal } from '../../src/model/legal.ts'
import { timeProfile } from '../../src/travel/profile.ts'
import type { TravelSource } from '../../src/travel/source.ts'
import { lonLatOf } from '../../src/travel/place.ts'
import { bookOne, busyCity, cityAgain, hillyRoad, workerOf } from './town.ts'

const runner = startBackground()
afterAll(() => runner.close())

const codeOf = async (work: Promise<unknown>) => work.then(() => 'none', (error: { code?: string }) => error.code)
const served = (desk: Desk) => desk.plan().routes.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'order' ? [step.id] : [])))

/** As the crow walks: somebody's own source, which says what a leg costs, too. */
const walking: TravelSource = {
  name: 'walking', metric: false,
  refuses: (place) => (lonLatOf(place) ? undefined : 'coordinates, please'),
  seconds: (from, to) => Math.round(20_000 * (Math.abs(lonLatOf(from)![0] - lonLatOf(to)![0]) + Math.abs(lonLatOf(from)![1] - lonLatOf(to)![1]))),
  metres: () => 0,
  cost: (from, to) => Math.round(9000 * Math.abs(lonLatOf(from)![0] - lonLatOf(to)![0])),
}

describe('a worker', () => {
  test.each([
    ['coordinates', () => busyCity(70)], ['a matrix', hillyRoad], ['a source of somebody’s own', () => busyCity(40, walking)],
  ] as const)('finds what the desk would have found: %s', async (_, make) => {
    const desk = make()
    const mark = desk.mark()
    desk.improve({ evaluations: 60_000 })
    const expected = JSON.stringify(desk.plan())
    desk.undo(mark)
    const { ended, evaluations, merges } = await runner.improve(desk, { evaluations: 60_000, mergeEvery: Infinity })
    expect([ended, merges.length]).toEqual(['done', 1])
    expect(evaluations).toBeGreaterThanOrEqual(60_000)
    expect(merges[0]!.after).toBeLessThan(merges[0]!.before)
    expect(JSON.stringify(desk.plan())).toBe(expected)
  })

  test('knows rush hours, several speeds and reloads', async () => {
    const base = busyCity(0)
    const desk = openDay({
      date: '2026-12-01', zone: 'Europe/Berlin', clock: base.clock, travel: base.day.travel.get('car')!, repairEvaluations: 0,
      depots: [{ id: 'hub', place: [13.38, 52.51] }],
      couriers: [1, 1.2].map((speed, i) => ({
        id: `k${i}`, shift: { start: '08:00', end: '20:00' }, capacity: [6], speed, reload: { service: 300 },
        breaks: [{ id: 'tea', windows: [{ start: '11:00', end: '13:00' }], service: 900 }],
      })),
      slots: [8, 10, 12, 14, 16, 18].map((hour) => ({ id: `${hour}h`, start: hour * 3600, end: (hour + 2) * 3600 })),
      profile: timeProfile({ steps: [{ from: '00:00', factor: 1 }, { from: '08:00', factor: 1.7 }, { from: '10:00', factor: 0.9 }] }),
    })
    for (let number = 0; number < 30; number++) bookOne(desk, number)
    const mark = desk.mark()
    const { after } = desk.improve({ evaluations: 30_000 })
    const expected = JSON.stringify(desk.plan())
    desk.undo(mark)
    const { merges } = await runner.improve(desk, { evaluations: 30_000, mergeEvery: Infinity })
    expect(merges.at(-1)!.after).toBe(after)
    expect(JSON.stringify(desk.plan())).toBe(expected)
  })

  test('goes on while the desk books and cancels, and what it finds is merged again and again', async () => {
    const desk = busyCity(90)
    let asked = 0
    const visitors = setInterval(() => {
      if (bookOne(desk, 200 + asked)) desk.cancel(`b:h${asked}`)
      asked++
    }, 5)
    const told: number[] = []
    const costs: number[] = []
    const { merges, ended } = await runner.improve(desk, {
      seconds: 1, mergeEvery: 0.1, onProgress: ({ share }) => told.push(share), onMerged: ({ before, after }) => costs.push(before - after),
    })
    clearInterval(visitors)
    expect([ended, told.at(-1)]).toEqual(['time', 1])
    expect(merges.length).toBeGreaterThan(1)
    expect(costs).toEqual(merges.map(({ before, after }) => before - after))
    expect(Math.min(...costs)).toBeGreaterThanOrEqual(0)
    expect(merges.some(({ taken }) => taken.some(({ newcomers }) => newcomers.length > 0))).toBe(true)
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
    expect(served(desk).toSorted()).toEqual([...desk.orders().keys()].toSorted())
    expect(desk.bookings().filter(({ state }) => state === 'confirmed').length).toBe(desk.orders().size)
  })

  test('ends at once with a signal, with the best so far, and hands out how to go on', async () => {
    const desk = busyCity(80)
    const whole = cityAgain(desk)
    const control = new AbortController()
    const begun = performance.now()
    const going = runner.improve(desk, {
      evaluations: 50_000_000, signal: control.signal, resumable: true, mergeEvery: Infinity,
      onProgress: ({ evaluations }) => evaluations > 400_000 && control.abort(),
    })
    const { ended, evaluations, merges, paused } = await going
    expect(ended).toBe('aborted')
    expect(evaluations).toBeLessThan(40_000_000)
    expect(merges[0]!.after).toBeLessThan(merges[0]!.before)
    expect(performance.now() - begun).toBeLessThan(30_000)
    // The desk has the routes at which the search stopped, so it can go on there: as if nobody had stopped it.
    const total = evaluations + 100_000
    desk.improve({ evaluations: total, resume: { ...paused!, evaluations: total } })
    const run = whole.startImproving({ evaluations: 50_000_000 })
    run.goOn(evaluations)
    expect(desk.cost()).toBeLessThanOrEqual(run.improvement.after)
    const none = await runner.improve(desk, { evaluations: 1000, signal: AbortSignal.abort() })
    expect(none).toEqual({ ended: 'aborted', evaluations: 0, rounds: 0, merges: [] })
  })

  test('serves several days one after the other, and one that lies in a store', async () => {
    const days = [busyCity(30), busyCity(40)]
    const stored: DeskAccess = {
      read: async (look) => look(cityAgain(days[1]!)),
      change: async (work) => {
        const desk = cityAgain(days[1]!)
        const done = work(desk)
        days[1] = desk
        return done
      },
    }
    const before = days.map((desk) => desk.cost())
    const all = await Promise.all([runner.improve(days[0]!, { evaluations: 40_000 }), runner.improve(stored, { evaluations: 40_000 })])
    expect(all.map(({ ended }) => ended)).toEqual(['done', 'done'])
    for (const [i, desk] of days.entries()) expect(desk.cost()).toBeLessThan(before[i]!)
  })

  test('may be after fewer couriers, even where that costs more', async () => {
    const desk = busyCity(20)
    const used = () => desk.plan().routes.filter(({ steps }) => steps.some(({ type }) => type === 'order')).length
    const before = used()
    await runner.improve(desk, { evaluations: 200_000, objective: 'couriers-first' })
    expect(used()).toBeLessThan(before)
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  })
})

describe('where something fails, the desk is as it was, and nobody waits for ever', () => {
  const desk = busyCity(30)
  const before = JSON.stringify(desk.snapshot())
  const improve = (code: string, readyWithin = 20) => {
    const bad = startBackground({ worker: workerOf(code), readyWithin })
    return bad.improve(desk, { evaluations: 1000 }).finally(() => bad.close())
  }
  const port = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', ({ run }) => `
  const ready = `); parentPort.postMessage({ slotsmith: 'ready' })`

  test.each([
    ['a worker that throws at once', 'throw new Error("no")', 'worker-failed'],
    ['a worker that ends at once', '', 'worker-failed'],
    ['a worker that ends in the middle', `${port} process.exit(3)${ready}`, 'worker-failed'],
    ['a worker that throws in the middle', `${port} { throw new Error('no') }${ready}`, 'worker-failed'],
    ['a worker that talks nonsense', `${port} parentPort.postMessage({ slotsmith: 'tea', run })${ready}`, 'worker-garbage'],
    ['a plan of another day', `${port} parentPort.postMessage({ slotsmith: 'done', run, plan: { routes: [{ courier: 'x', shift: 0, steps: [] }] } })${ready}`, 'worker-garbage'],
    ['a plan that is none', `${port} parentPort.postMessage({ slotsmith: 'better', run, plan: null })${ready}`, 'worker-garbage'],
    ['an end without a result', `${port} parentPort.postMessage({ slotsmith: 'done', run })${ready}`, 'worker-garbage'],
  ])('%s', async (_, code, expected) => {
    expect(await codeOf(improve(code))).toBe(expected)
    expect(JSON.stringify(desk.snapshot())).toBe(before)
  })

  test('a worker that never says anything', async () => {
    expect(await codeOf(improve('setInterval(() => undefined, 1000)', 0.3))).toBe('worker-silent')
  })

  test('a worker that cannot be made', async () => {
    const bad = startBackground({ worker: () => { throw new Error('no threads today') } })
    expect(await codeOf(bad.improve(desk, { evaluations: 10 }))).toBe('worker-failed')
  })

  test('after a failure the next improvement gets a new worker', async () => {
    let made = 0
    const second = startBackground({
      worker: () => {
        made++
        return workerOf(made === 1 ? 'process.exit(1)' : `import('tsx/esm/api').then(({ register }) => { register(); return import('./src/background/worker.ts') })`)()
      },
    })
    expect(await codeOf(second.improve(desk, { evaluations: 10 }))).toBe('worker-failed')
    expect((await second.improve(cityAgain(desk), { evaluations: 1000 })).ended).toBe('done')
    expect(made).toBe(2)
    await second.close()
  })

  test('closing ends what goes on, and nothing new is begun', async () => {
    const short = startBackground()
    const other = cityAgain(desk)
    const going = codeOf(short.improve(other, { seconds: 3600 }))
    const waiting = codeOf(short.improve(other, { seconds: 3600 }))
    await new Promise((done) => setTimeout(done, 1500))
    await short.close()
    expect([await going, await waiting, await codeOf(short.improve(other, { evaluations: 1 }))]).toEqual(['closed', 'closed', 'closed'])
    await short.close()
  })

  test('bad input, here or there, is an InputError', async () => {
    const codes = await Promise.all([
      {}, { evaluations: -1 }, { seconds: -1 }, { evaluations: 1, now: () => 0 }, { evaluations: 1, mergeEvery: -1 }, { evaluations: 1, onMerged: 1 },
      { evaluations: 1, resume: { kind: 'slotsmith-search', version: 1, evaluations: 9, share: 0.5, search: { chance: [] } } },
    ].map(async (budget) => codeOf(runner.improve(cityAgain(desk), budget as never))))
    expect(codes).toEqual([
      'missing', 'out-of-range', 'out-of-range', 'unknown-key', 'out-of-range', 'not-an-object', 'snapshot-mismatch',
    ])
    expect(() => startBackground({ worker: 3 as never })).toThrow(InputError)
    expect(() => startBackground({ readyWithin: -3 })).toThrow(InputError)
  })

  test('what a callback or the merging itself throws ends the improvement', async () => {
    const other = cityAgain(desk)
    const told = runner.improve(other, { evaluations: 1e7, onProgress: () => expect.unreachable('told') })
    await expect(told).rejects.toThrow('told')
    const merged = runner.improve(other, { evaluations: 20_000, onMerged: () => expect.unreachable('merged') })
    await expect(merged).rejects.toThrow('merged')
    const access: DeskAccess = { read: (look) => look(other), change: async () => Promise.reject(new Error('the store is gone')) }
    await expect(runner.improve(access, { evaluations: 1000 })).rejects.toThrow('the store is gone')
    expect((await runner.improve(other, { evaluations: 1000 })).ended).toBe('done')
  })
})
