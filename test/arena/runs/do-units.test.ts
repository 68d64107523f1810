/** Units of work: the same answers from one hand and from several, at once and after a cut. */
import { afterEach, describe, expect, test } from 'vitest'
import type { Crew } from '../../../src/arena/runs/crew.ts'
import { crewHere, crewOfThreads } from '../../../src/arena/runs/crew.ts'
import type { Progress } from '../../../src/arena/runs/do-units.ts'
import { doUnits } from '../../../src/arena/runs/do-units.ts'
import { openJournal } from '../../../src/arena/runs/journal.ts'
import type { Unit } from '../../../src/arena/runs/unit.ts'
import { CalledOff, UnitError, keyOf } from '../../../src/arena/runs/unit.ts'
import { InputError } from '../../../src/base/errors.ts'
import { sheet } from './paper.ts'
import type { Sum } from './threads.ts'
import { square } from './threads.ts'

type Answer = ReturnType<typeof square>

const units = (...tasks: readonly Sum[]): Unit<Sum>[] =>
  tasks.map((task) => ({ name: `square of ${task.number}`, kind: 'square', task, text: JSON.stringify(task) }))
const ten = units(...Array.from({ length: 10 }, (_, number) => ({ number })))
const squares = ten.map(({ task }) => ({ square: task.number ** 2 }))
const code = '1'

const crews: Crew<Sum, Answer>[] = []
async function threads(count: number): Promise<Crew<Sum, Answer>> {
  const crew = await crewOfThreads<Sum, Answer>(count, new URL('./threads.ts', import.meta.url))
  crews.push(crew)
  return crew
}
afterEach(async () => {
  for (const crew of crews.splice(0)) await crew.end()
})

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => undefined, (error: unknown) => error)
}

/** A crew that is asked for so many tasks before `then` happens. */
function counting(after: number, then: () => void): Crew<Sum, Answer> & { asked: number } {
  const crew = {
    ...crewHere(square),
    asked: 0,
    do: async (task: Sum) => {
      if (++crew.asked === after) then()
      return square(task)
    },
  }
  return crew
}

describe('units', () => {
  test('are answered in their order, here and by any number of threads', async () => {
    expect(await doUnits(ten, { crew: crewHere(square), code })).toEqual(squares)
    expect(await doUnits(ten, { crew: await threads(1), code })).toEqual(squares)
    expect(await doUnits(ten, { crew: await threads(3), code })).toEqual(squares)
  })

  test('found in the journal are not done again; those of another task or other code are', async () => {
    const paper = sheet()
    await doUnits(ten.slice(0, 6), { crew: crewHere(square), code, journal: await openJournal(paper, code) })
    const crew = counting(0, () => undefined)
    expect(await doUnits(ten, { crew, code, journal: await openJournal(paper, code) })).toEqual(squares)
    expect(crew.asked).toBe(4)
    expect(new Set([...ten.map((unit) => keyOf(unit, '1')), ...ten.map((unit) => keyOf(unit, '2'))]).size).toBe(20)
  })

  test('that are the same are done once', async () => {
    const crew = counting(0, () => undefined)
    expect(await doUnits(units({ number: 3 }, { number: 4 }, { number: 3 }), { crew, code })).toEqual([9, 16, 9].map((n) => ({ square: n })))
    expect(crew.asked).toBe(2)
  })

  test('go on after a cut: the answers are those of a run that nobody cut', async () => {
    const paper = sheet()
    const stop = new AbortController()
    const crew = counting(4, () => stop.abort())
    const journal = await openJournal(paper, code)
    const error = await failureOf(doUnits(ten, { crew, code, journal, signal: stop.signal }))
    expect(error).toBeInstanceOf(CalledOff)
    expect([(error as CalledOff).done, (error as CalledOff).total]).toEqual([3, 10])
    const rest = counting(0, () => undefined)
    expect(await doUnits(ten, { crew: rest, code, journal: await openJournal(paper, code) })).toEqual(squares)
    // The fourth was being done: it was written all the same.
    expect(rest.asked).toBe(6)
  })

  test('that a signal called off already are not begun', async () => {
    const crew = counting(0, () => undefined)
    expect(await failureOf(doUnits(ten, { crew, code, signal: AbortSignal.abort() }))).toBeInstanceOf(CalledOff)
    expect(crew.asked).toBe(0)
  })

  test('are called off at once in threads, too', async () => {
    const stop = new AbortController()
    const many = units(...Array.from({ length: 1000 }, (_, number) => ({ number })))
    const seen: number[] = []
    const onProgress = ({ done }: Progress) => {
      seen.push(done)
      if (done === 5) stop.abort()
    }
    expect(await failureOf(doUnits(many, { crew: await threads(2), code, onProgress, signal: stop.signal }))).toBeInstanceOf(CalledOff)
    expect(seen.at(-1)).toBeLessThan(10)
  })

  test('tell how far they are, what is known from before and how long the rest will take', async () => {
    const paper = sheet()
    await doUnits(ten.slice(0, 2), { crew: crewHere(square), code, journal: await openJournal(paper, code) })
    const seen: Progress[] = []
    let clock = 0
    // Each look at the clock is two seconds later: a unit begins with one and ends with the next.
    const now = () => (clock += 2000)
    const onProgress = (progress: Progress) => void seen.push(progress)
    await doUnits(ten, { crew: crewHere(square), code, journal: await openJournal(paper, code), onProgress, now })
    expect(seen[0]).toEqual({ done: 2, total: 10, known: 2, last: undefined, secondsLeft: undefined })
    // 7 of the 8 that were open, at 2 s each.
    expect(seen[1]).toEqual({ done: 3, total: 10, known: 2, last: 'square of 2', secondsLeft: 14 })
    expect(seen.at(-1)).toEqual({ done: 10, total: 10, known: 2, last: 'square of 9', secondsLeft: 0 })
  })
})

describe('a unit that fails', () => {
  test('names itself and what went wrong, in this thread and in others', async () => {
    const wrong = units({ number: 1 }, { number: 2, wrong: 'bug' }, { number: 3 })
    for (const crew of [crewHere(square), await threads(2)]) {
      const error = await failureOf(doUnits(wrong, { crew, code }))
      expect(error).toBeInstanceOf(UnitError)
      expect((error as UnitError).message).toBe('square of 2: 2 cannot be squared')
      expect(((error as UnitError).cause as Error).stack).toContain('threads.ts')
    }
  })

  test('by bad input says so by its class, whatever was found there', async () => {
    for (const crew of [crewHere(square), await threads(1)]) {
      const error = (await failureOf(doUnits(units({ number: 2, wrong: 'input' }), { crew, code }))) as UnitError
      expect(error.cause).toBeInstanceOf(InputError)
      expect((error.cause as InputError).problems.map(({ code, path }) => `${code} ${path}`)).toEqual(['out-of-range number'])
    }
  })

  test('because its thread ended is not waited for', async () => {
    const error = (await failureOf(doUnits(units({ number: 2, wrong: 'exit' }), { crew: await threads(1), code }))) as UnitError
    expect(error.message).toBe('square of 2: a thread ended before its work was done')
  })

  test('leaves what was done before in the journal', async () => {
    const paper = sheet()
    const wrong = units({ number: 1 }, { number: 2, wrong: 'bug' }, { number: 3 })
    await failureOf(doUnits(wrong, { crew: crewHere(square), code, journal: await openJournal(paper, code) }))
    const journal = await openJournal(paper, code)
    expect(wrong.map((unit) => journal.find(keyOf(unit, code)))).toEqual([{ square: 1 }, undefined, undefined])
  })
})

test('a thread that cannot be loaded says what is missing', async () => {
  const crew = await crewOfThreads<Sum, Answer>(1, new URL('./absent.ts', import.meta.url))
  crews.push(crew)
  const error = (await failureOf(doUnits(ten, { crew, code }))) as UnitError
  expect(error.message).toContain('absent.ts')
})
