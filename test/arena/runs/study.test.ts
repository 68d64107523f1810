/** A whole study: the same bytes from one thread and from two, at once and after a cut. */
import { afterEach, describe, expect, test } from 'vitest'
import type { StudyResult } from '../../../src/arena/measures/study-result.ts'
import type { Crew } from '../../../src/arena/runs/crew.ts'
import { crewHere, crewOfThreads } from '../../../src/arena/runs/crew.ts'
import { openJournal } from '../../../src/arena/runs/journal.ts'
import type { StudyProgress } from '../../../src/arena/runs/study.ts'
import { runStudy } from '../../../src/arena/runs/study.ts'
import type { Answer, RunAnswer, Task } from '../../../src/arena/runs/task.ts'
import { workWith } from '../../../src/arena/runs/task.ts'
import { CalledOff, UnitError } from '../../../src/arena/runs/unit.ts'
import { everyRegime } from '../../../src/arena/regimes/every-regime.ts'
import { sheet } from './paper.ts'
import { tinyStudy } from './tiny.ts'

const plan = tinyStudy()
const said = { code: '1', commit: 'abc', node: 'v20' }
const crews: Crew<Task, Answer>[] = []
afterEach(async () => {
  for (const crew of crews.splice(0)) await crew.end()
})

async function study(crew: Crew<Task, Answer>, more: Partial<Parameters<typeof runStudy>[1]> = {}): Promise<StudyResult> {
  crews.push(crew)
  return runStudy(plan, { crew, ...said, ...more })
}

const here = () => crewHere(workWith(everyRegime))
const whole = study(here())

describe('a study', () => {
  test('has a result for every regime, seed and point, and its checks', async () => {
    const result = await whole
    expect(result.scenarios.map(({ scenario, regimes }) => [scenario, regimes.map(({ regime }) => regime)])).toEqual([['city-parcels', ['legacy', 'slotsmith']]])
    const [{ regimes, map, failure, groups }] = result.scenarios as [StudyResult['scenarios'][number]]
    for (const { values } of regimes) expect(values['delivered-per-paid-hour']).toHaveLength(2)
    expect([failure, map?.seed, groups.basket.length]).toEqual([0.15, 1, 2])
    expect(result.sweeps.map(({ over, points }) => [over, points.map(({ at }) => at)])).toEqual([['failure', [0.15, 0.3]], ['width', [3600, 7200]]])
    // The rates, the endings, always at home, and one slot; there is no hindsight in this study.
    expect(result.checks).toHaveLength(4)
    expect(result.checks![0]).toMatchObject({ passed: true })
  })

  test('runs those who sell no slots once for all widths, and points that are the scenario itself not again', async () => {
    const { scenarios: [scenario], sweeps: [byRate, byWidth] } = await whole
    const legacyAt = (sweep: typeof byRate, i: number) => sweep!.points[i]!.regimes[0]!.values['paid-per-visit']
    const base = scenario!.regimes[0]!.values['paid-per-visit']
    expect([legacyAt(byRate, 0), legacyAt(byWidth, 0), legacyAt(byWidth, 1)]).toEqual([base, base, base])
    expect(legacyAt(byRate, 1)).not.toEqual(base)
  })

  test('is the same, to the byte, from two threads', async () => {
    const result = await study(await crewOfThreads<Task, Answer>(2))
    expect(JSON.stringify(result)).toBe(JSON.stringify(await whole))
  })

  test('is the same, to the byte, after it was cut off in the middle, line and all', async () => {
    const paper = sheet()
    const stop = new AbortController()
    const onProgress = ({ phase, done }: StudyProgress) => {
      if (phase === 'runs' && done === 7) stop.abort()
    }
    const cut = study(here(), { journal: await openJournal(paper, '1'), onProgress, signal: stop.signal })
    await expect(cut).rejects.toBeInstanceOf(CalledOff)
    // The last line is torn, as by a power cut.
    paper.text = paper.text.slice(0, -20)
    const seen: number[] = []
    const journal = await openJournal(paper, '1')
    expect(journal.unreadable).toBe(1)
    const result = await study(here(), { journal, onProgress: ({ phase, known }) => void (phase === 'runs' && seen.push(known)) })
    expect(seen[0]).toBe(6)
    expect(JSON.stringify(result)).toBe(JSON.stringify(await whole))
  })

  test('tells its units’ faults in its checks', async () => {
    const work = workWith(everyRegime)
    const faulty = crewHere((task: Task): Answer => {
      const answer = work(task)
      return task.what === 'run' && task.seed === 2 ? { ...(answer as RunAnswer), faults: ['somebody is missing'] } : answer
    })
    const { checks } = await study(faulty)
    expect(checks![0]).toMatchObject({ passed: false })
    expect(checks![0]!.detail).toContain('somebody is missing')
  })

  test('of a regime that the workers do not know says which they know', async () => {
    const crew = crewHere(workWith(everyRegime.slice(1)))
    const error: unknown = await study(crew).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UnitError)
    expect((error as UnitError).message).toContain('use one of legacy-message, counters')
  })
})
