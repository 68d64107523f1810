/** The journal: what is written is found again, whatever became of its end. */
import { describe, expect, test } from 'vitest'
import { openJournal } from '../../../src/arena/runs/journal.ts'
import { InputError } from '../../../src/base/errors.ts'
import { sheet } from './paper.ts'

async function written(): Promise<string> {
  const paper = sheet()
  const journal = await openJournal(paper, '1.0 abc')
  await journal.add('one', { figure: 1 })
  await journal.add('two', { figure: 2 })
  return paper.text
}

async function problemOf(opening: Promise<unknown>): Promise<string[]> {
  const error: unknown = await opening.then(() => undefined, (thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(InputError)
  return (error as InputError).problems.flatMap(({ code, path }) => [code, path])
}

describe('a journal', () => {
  test('begins with a line about itself, and has a line for each unit', async () => {
    const lines = (await written()).split('\n')
    expect(lines).toHaveLength(4)
    expect(JSON.parse(lines[0]!)).toEqual({ journal: 'slotsmith arena 1', code: '1.0 abc' })
    expect(JSON.parse(lines[2]!)).toEqual({ key: 'two', answer: { figure: 2 } })
    expect(lines[3]).toBe('')
  })

  test('finds what was written by another run', async () => {
    const journal = await openJournal(sheet(await written()), '1.0 abc')
    expect([journal.find('one'), journal.find('two'), journal.find('three')]).toEqual([{ figure: 1 }, { figure: 2 }, undefined])
  })

  test('keeps its lines apart when several units finish at once', async () => {
    const paper = sheet()
    const append = paper.append
    // A disk that is slower with the first line than with the others.
    let delay = 20
    paper.append = async (text) => {
      await new Promise((done) => setTimeout(done, (delay = Math.max(0, delay - 10))))
      await append(text)
    }
    const journal = await openJournal(paper, '1')
    await Promise.all([1, 2, 3].map((n) => journal.add(String(n), n)))
    expect(paper.text.trimEnd().split('\n').slice(1).map((line) => (JSON.parse(line) as { answer: number }).answer)).toEqual([1, 2, 3])
  })

  test('cut off anywhere, it can be opened, loses at most the torn unit and can be written on', async () => {
    const whole = await written()
    for (let length = 0; length <= whole.length; length++) {
      const paper = sheet(whole.slice(0, length))
      const torn = await openJournal(paper, '1.0 abc')
      // A unit is there as soon as its line is, with or without its end.
      const ends = ['"one"', '"two"'].map((key) => whole.indexOf('}}', whole.indexOf(key)) + 2)
      expect(['one', 'two'].map((key) => torn.find(key) !== undefined), `cut at ${length}`).toEqual(ends.map((end) => length >= end))
      await torn.add('three', { figure: 3 })
      const again = await openJournal(paper, '1.0 abc')
      expect(again.find('three'), `cut at ${length}`).toEqual({ figure: 3 })
      expect(again.find('one')).toEqual(torn.find('one'))
    }
  })

  test('counts torn lines', async () => {
    const whole = await written()
    expect((await openJournal(sheet(whole), '1.0 abc')).unreadable).toBe(0)
    expect((await openJournal(sheet(whole.slice(0, -5)), '1.0 abc')).unreadable).toBe(1)
  })

  test('of other code is refused, and stays as it is', async () => {
    const paper = sheet(await written())
    const before = paper.text
    expect(await problemOf(openJournal(paper, '1.0 abd'))).toEqual(['contradiction', 'a.journal'])
    expect(paper.text).toBe(before)
  })

  test('is no other file: nothing is written into it', async () => {
    for (const text of ['Dear diary', '{"a":1}\n', '[1]\n[2]\n', '{"journal":"slotsmith arena 2","code":"1"}\n']) {
      const paper = sheet(text)
      expect(await problemOf(openJournal(paper, '1'))).toEqual(['text-format', 'a.journal'])
      expect(paper.text).toBe(text)
    }
  })
})
