/** What is done already: a line of JSON for each finished unit, so that a run that was cut off goes on from where it stopped. */
import { InputError } from '../../base/errors.ts'

/** Where a journal is kept: a file, as a rule. */
export interface Paper {
  /** Names it in errors. */
  readonly name: string
  /** All that is written there; the empty text where there is nothing yet. */
  read(): Promise<string>
  append(text: string): Promise<void>
}

/** Finished units. */
export interface Journal {
  /** What came of a unit, by its key; `undefined` where it is not done. */
  find(key: string): unknown
  /** Fulfilled when it is written. */
  add(key: string, answer: unknown): Promise<void>
  /** Lines that could not be read: torn when a run was cut off. Their units are done again. */
  readonly unreadable: number
}

const FORMAT = 'slotsmith arena 1'

/** Nothing is kept. */
export const noJournal: Journal = { find: () => undefined, add: () => Promise.resolve(), unreadable: 0 }

/**
 * Opens a journal, or begins one.
 * @param code version and commit: what was found by other code is not taken over
 * @throws {InputError} `contradiction` for the journal of other code, `text-format` for a file that is no journal
 */
export async function openJournal(paper: Paper, code: string): Promise<Journal> {
  const text = await paper.read()
  const head = `${JSON.stringify({ journal: FORMAT, code })}\n`
  const lines = text.split('\n').filter((line) => line !== '')
  const read = lines.map(parsed)
  const first = read.find((entry) => entry !== undefined)
  if (first === undefined) {
    // Cut off within its very first line, at worst.
    if (!head.startsWith(text)) throw notOurs(paper, text)
    await paper.append(text === '' ? head : `\n${head}`)
  } else {
    if (first['journal'] !== FORMAT) throw notOurs(paper, text)
    if (first['code'] !== code) throw otherCode(paper, first['code'], code)
    if (!text.endsWith('\n')) await paper.append('\n')
  }
  const done = new Map<string, unknown>()
  for (const entry of read) if (typeof entry?.['key'] === 'string' && 'answer' in entry) done.set(entry['key'], entry['answer'])
  let last: Promise<unknown> = Promise.resolve()
  return {
    find: (key) => done.get(key),
    // One line after the other, whoever finishes first.
    add: (key, answer) => {
      const written = last.then(() => paper.append(`${JSON.stringify({ key, answer })}\n`))
      last = written.catch(() => undefined)
      return written
    },
    unreadable: read.filter((entry) => entry === undefined).length,
  }
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(line) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function notOurs({ name }: Paper, text: string): InputError {
  return new InputError({ code: 'text-format', path: name, got: text.slice(0, 40), remedy: 'name a journal of the arena, or a new file' })
}

function otherCode({ name }: Paper, got: unknown, code: string): InputError {
  const remedy = `the journal was begun by other code than this, ${code}, and its figures do not go together; name a new file`
  return new InputError({ code: 'contradiction', path: name, got, remedy })
}
