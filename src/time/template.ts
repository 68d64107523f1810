/** Slot templates: "every hour from 08:00 to 20:00, one and two hours wide, Monday to Saturday", in local civil time. */
import { assert } from '../base/assert.ts'
import type { Problem } from '../base/errors.ts'
import { entry, inside } from '../base/path.ts'
import { LONGEST_ID, readList, readObject } from '../base/read.ts'
import type { Calendar } from './calendar.ts'
import { firstMomentFrom, momentsShowing, toInstant } from './calendar.ts'
import { readLocalTime, writeClock } from './civil.ts'
import { readDates, readWeekdays } from './days.ts'
import { toPositiveDuration } from './duration.ts'
import type { DurationInput } from './duration.ts'
import type { Seconds } from './seconds.ts'
import type { Window } from './window.ts'

/** Which slots there are on which days. Local times; `26:00` is two hours after midnight. */
export interface SlotTemplate {
  /** Opening of the first slot. */
  readonly from: string
  /** The last slot closes here or earlier. */
  readonly to: string
  /** From one opening to the next, on the clock. */
  readonly every: DurationInput
  /** How wide the slots are, on the clock; each width is offered at each opening. */
  readonly widths: readonly DurationInput[]
  /** 1 is Monday, 7 is Sunday; every day where absent. */
  readonly weekdays?: readonly number[]
  /** Dates without slots, such as holidays. */
  readonly except?: readonly string[]
  /** Set before each id as it is, so that two templates may share a day. */
  readonly id?: string
}

/** A slot of a day, as the template names it. */
export interface NamedWindow {
  readonly id: string
  readonly window: Window
}

/** A template gives no more slots than this on one day. */
export const MOST_SLOTS = 10_000

const mostWidths = 100
const keys = ['from', 'to', 'every', 'widths', 'weekdays', 'except', 'id']

/**
 * The slots of the template on the calendar's day, by opening and then in the order of `widths`; none where the day is not
 * among its days. What is wrong with the template is added to `problems`, whatever the day, and then there are no slots.
 *
 * Both ends are wall-clock times, so `01:00-05:00` lasts three hours where an hour is skipped and five where one comes twice.
 * Openings that the clocks skip are not offered; a closing that they skip is the moment of the jump. Of a time that comes twice
 * the first is meant, and the id says so with the offset: `02:00(+02:00)-03:00`.
 */
export function slotsOf(template: SlotTemplate, calendar: Calendar, path: string, problems: Problem[]): NamedWindow[] {
  const before = problems.length
  const rule = readTemplate(template, path, problems)
  if (rule === undefined || problems.length > before) return []
  if (rule.weekdays?.has(calendar.weekday) === false || rule.except.has(calendar.date)) return []

  const slots: NamedWindow[] = []
  const read = readings(calendar)
  for (let opens = rule.from; opens < rule.to; opens += rule.every) {
    const opening = read(opens)
    if (opening.skipped) continue
    for (const width of rule.widths) {
      if (opens + width > rule.to) continue
      const closing = read(opens + width)
      assert(opening.at < closing.at, `${opening.label} comes before ${closing.label} on every day`)
      slots.push({ id: `${rule.id}${opening.label}-${closing.label}`, window: { start: opening.at, end: closing.at } })
    }
  }
  return slots
}

/** What a clock time stands for on the day. */
interface Reading {
  readonly at: Seconds
  readonly skipped: boolean
  readonly label: string
}

/** Reads each clock time once: the closing of one slot is the opening of another. */
function readings(calendar: Calendar): (clock: Seconds) => Reading {
  const known = new Map<Seconds, Reading>()
  return (clock) => {
    const reading = known.get(clock) ?? readingOf(calendar, clock)
    known.set(clock, reading)
    return reading
  }
}

function readingOf(calendar: Calendar, clock: Seconds): Reading {
  const [first, second] = momentsShowing(calendar, clock)
  const label = writeClock(clock)
  if (first === undefined) return { at: firstMomentFrom(calendar, clock), skipped: true, label }
  const offset = second === undefined ? '' : toInstant(calendar, first).toFormat('(ZZ)')
  return { at: first, skipped: false, label: `${label}${offset}` }
}

/** A template that was read. Times in seconds that the clock shows since midnight. */
interface Rule {
  readonly from: Seconds
  readonly to: Seconds
  readonly every: Seconds
  readonly widths: readonly Seconds[]
  readonly weekdays: ReadonlySet<number> | undefined
  readonly except: ReadonlySet<string>
  readonly id: string
}

function readTemplate(template: SlotTemplate, path: string, problems: Problem[]): Rule | undefined {
  if (readObject(template, keys, path, problems) === undefined) return undefined
  const from = readLocalTime(template.from, inside(path, 'from'), problems)
  const to = readLocalTime(template.to, inside(path, 'to'), problems)
  const every = toPositiveDuration(template.every, inside(path, 'every'), problems)
  const widths = readWidths(template.widths, inside(path, 'widths'), problems)
  const weekdays = template.weekdays === undefined ? undefined : readWeekdays(template.weekdays, inside(path, 'weekdays'), problems)
  const except = readDates(template.except ?? [], true, inside(path, 'except'), problems)
  const id = readPrefix(template.id ?? '', inside(path, 'id'), problems)
  if (from === undefined || to === undefined || every === undefined) return undefined
  if (to < from) {
    problems.push({ code: 'window-reversed', path, got: template, remedy: 'let `from` come before `to`; midnight is 24:00' })
  } else if (widths.length > 0 && widths.every((width) => from + width > to)) {
    problems.push({ code: 'window-empty', path, got: template, remedy: 'leave room between `from` and `to` for at least one width' })
  }
  const most = widths.reduce((sum, width) => sum + Math.max(0, Math.floor((to - from - width) / every) + 1), 0)
  if (most > MOST_SLOTS) {
    problems.push({ code: 'too-many', path, got: most, remedy: `keep it within ${MOST_SLOTS} slots a day: fewer widths or longer steps` })
  }
  return { from, to, every, widths, weekdays, except, id }
}

function readWidths(input: unknown, path: string, problems: Problem[]): readonly Seconds[] {
  const list = readList(input, mostWidths, path, problems)
  if (list?.length === 0) problems.push({ code: 'window-empty', path, got: input, remedy: 'name at least one width' })
  const widths = new Set<Seconds>()
  for (const [index, given] of (list ?? []).entries()) {
    const width = toPositiveDuration(given as DurationInput, entry(path, index), problems)
    if (width === undefined) continue
    if (widths.has(width)) problems.push({ code: 'duplicate-id', path: entry(path, index), got: given, remedy: 'name each width once' })
    widths.add(width)
  }
  return [...widths]
}

function readPrefix(input: unknown, path: string, problems: Problem[]): string {
  if (typeof input === 'string' && input.length <= LONGEST_ID) return input
  problems.push({ code: 'not-text', path, got: input, remedy: `write text of at most ${LONGEST_ID} characters` })
  return ''
}
