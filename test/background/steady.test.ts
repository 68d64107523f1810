/** Improving in this thread without keeping anybody waiting. */
import { describe, expect, test } from 'vitest'
import { improveSteadily } from '../../src/background/index.ts'
import { InputError } from '../../src/base/errors.ts'
import { legal } from '../../src/model/legal.ts'
import { bookOne, busyCity, cityAgain } from './town.ts'

const city = busyCity(90)

describe('improving steadily', () => {
  test('finds what one breath finds where nothing else happens', async () => {
    const [one, other] = [cityAgain(city), cityAgain(city)]
    const { after } = one.improve({ evaluations: 300_000 })
    const steady = await improveSteadily(other, { evaluations: 300_000 })
    expect(steady).toMatchObject({ after, ended: 'done' })
    expect(other.plan()).toEqual(one.plan())
  })

  test('lets others book and cancel meanwhile', async () => {
    const desk = cityAgain(city)
    let asked = 0
    const visitors = setInterval(() => {
      if (bookOne(desk, 200 + asked)) desk.cancel(`b:h${asked}`)
      asked++
    }, 1)
    const { ended } = await improveSteadily(desk, { evaluations: 3_000_000 })
    clearInterval(visitors)
    expect(ended).toBe('done')
    expect(asked).toBeGreaterThan(3)
    expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
    expect(desk.orders().size).toBeGreaterThan(80)
  })

  test('ends with a signal, by the platform’s clock, and with what a callback throws', async () => {
    const desk = cityAgain(city)
    const control = new AbortController()
    const going = improveSteadily(desk, { signal: control.signal })
    await new Promise((done) => setTimeout(done, 30))
    control.abort()
    const { ended, before, after } = await going
    expect([ended, after <= before, desk.cost()]).toEqual(['aborted', true, after])
    expect((await improveSteadily(desk, { seconds: 0.05 })).ended).toBe('time')
    const fails = improveSteadily(desk, { evaluations: 1e6, onProgress: () => expect.unreachable('told') })
    await expect(fails).rejects.toThrow('told')
    await expect(improveSteadily(desk, {})).rejects.toThrow(InputError)
    expect(desk.improve({ evaluations: 100 }).ended).toBe('done')
  })
})
