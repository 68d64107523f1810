/** A customer's request: the order, and which slots are asked for. */
import type { Problem } from '../base/errors.ts'
import { inside } from '../base/path.ts'
import { readList, throwIfAny } from '../base/read.ts'
import { longestOrder } from '../booking/command.ts'
import type { Day } from '../model/day.ts'
import type { Order, Slot } from '../model/nouns.ts'
import { readOrder } from '../model/order.ts'
import type { OrderInput } from '../model/order.ts'
import type { Calendar, IntervalInput } from '../time/calendar.ts'
import { toLocalTime, toWindow } from '../time/calendar.ts'
import { toDuration } from '../time/duration.ts'
import { covers } from '../time/window.ts'
import type { Window } from '../time/window.ts'
import { windowOfWish, wishOf } from '../time/wish.ts'
import type { Wish } from '../time/wish.ts'

/** An order whose time is still open. Without `slots` and `wishes`, all slots of the day are asked for. */
export type OfferRequest = Omit<OrderInput, 'windows' | 'priority' | 'value'> & {
  /** Ids of slots of the day, or windows of the customer's own. */
  readonly slots?: readonly (string | (IntervalInput & { readonly id?: string }))[]
  /** In the customer's own words of time: data, or English text such as `Tuesday or Thursday, 17:30 or later`. */
  readonly wishes?: string | Wish | readonly (string | Wish)[]
}

/**
 * A request that was read: the slots that answer it, those that were named but lie outside the wishes, and the others of the day, among
 * which alternatives are found.
 */
export interface ReadRequest {
  readonly order: Order
  readonly wanted: readonly Slot[]
  readonly unwished: readonly Slot[]
  readonly others: readonly Slot[]
}

const MOST_WISHES = 50
const MOST_WANTED = 10_000

/** From one opening to the next where a wish names a width. */
const WISH_STEP = 1800

/** Checks a request. Throws {@link InputError} with all problems. */
export function readRequest(input: OfferRequest, day: Day, calendar: Calendar): ReadRequest {
  const problems: Problem[] = []
  const { slots, wishes, ...rest } = (typeof input === 'object' && input !== null ? input : { id: input }) as OfferRequest
  const order = readOrder(rest, day, '', problems)
  for (const key of ['windows', 'priority', 'value'].filter((name) => Object.hasOwn(rest, name))) {
    problems.push({ code: 'unknown-key', path: key, got: key, remedy: 'say when with slots or wishes; whatever is booked is a promise' })
  }
  const wanted = slots === undefined ? day.slots : readWanted(slots, day, calendar, problems)
  const wished = wishes === undefined ? undefined : readWishes(wishes, calendar, problems)
  if (order !== undefined) checkLength(order, '', problems)
  throwIfAny(problems)
  const chosen = wished === undefined ? wanted : slotsWithin(wished, wanted, calendar)
  const unwished = slots === undefined ? [] : wanted.filter((slot) => !chosen.includes(slot))
  return { order: order!, wanted: chosen, unwished, others: day.slots.filter((slot) => !chosen.includes(slot)) }
}

/** What the ledger has no room for is not offered either. */
export function checkLength(order: Order, path: string, problems: Problem[]): void {
  const { length } = JSON.stringify(order)
  if (length <= longestOrder) return
  problems.push({ code: 'text-too-long', path, got: length, remedy: `keep an order within ${longestOrder} characters of JSON` })
}

function readWanted(value: unknown, day: Day, calendar: Calendar, problems: Problem[]): Slot[] {
  const byId = new Map(day.slots.map((slot) => [slot.id, slot]))
  const wanted: Slot[] = []
  for (const [i, entry] of (readList(value, MOST_WANTED, 'slots', problems) ?? []).entries()) {
    const path = `slots[${i}]`
    if (typeof entry === 'string') {
      const slot = byId.get(entry)
      if (slot) wanted.push(slot)
      else problems.push({ code: 'unknown-id', path, got: entry, remedy: 'name a slot of the day, or give { id, start, end }' })
      continue
    }
    const slot = readSlot(entry, calendar, path, problems)
    if (slot) wanted.push(slot)
  }
  return wanted
}

/** A window of the customer's own. Without an id it is named after its local times. */
export function readSlot(value: unknown, calendar: Calendar, path: string, problems: Problem[]): Slot | undefined {
  const window = toWindow(calendar, value as IntervalInput, path, problems)
  const id = (value as { id?: unknown } | null | undefined)?.id
  if (id !== undefined && (typeof id !== 'string' || id === '' || id.length > 200)) {
    problems.push({ code: 'not-text', path: inside(path, 'id'), got: id, remedy: 'give an id of 1 to 200 characters, or none' })
  }
  if (window === undefined || (id !== undefined && typeof id !== 'string')) return undefined
  return Object.freeze({ id: id ?? nameOf(window, calendar), window: Object.freeze(window) })
}

function nameOf(window: Window, calendar: Calendar): string {
  return `${toLocalTime(calendar, window.start)}-${toLocalTime(calendar, window.end)}`
}

interface Wished {
  readonly window: Window
  readonly width: number | undefined
}

function readWishes(value: unknown, calendar: Calendar, problems: Problem[]): Wished[] {
  const list = Array.isArray(value) ? (readList(value, MOST_WISHES, 'wishes', problems) ?? []) : [value]
  const wished: Wished[] = []
  for (const [i, entry] of list.entries()) {
    const path = Array.isArray(value) ? `wishes[${i}]` : 'wishes'
    const wish = typeof entry === 'string' ? wishOf(entry) : (entry as Wish)
    if (wish === undefined) {
      problems.push({
        code: 'wish-unclear', path, got: entry, remedy: 'say it like "Tuesday or Thursday, 17:30 or later", or give { weekdays, from, to }',
      })
      continue
    }
    const window = windowOfWish(wish, calendar, path, problems)
    const width = wish.width === undefined || window === undefined ? undefined : toDuration(wish.width, inside(path, 'width'), problems)
    if (window !== undefined && window !== 'other-day') wished.push({ window, width })
  }
  return wished
}

/** Slots inside a wish; where a wish names a width, or no slot of the day lies inside it, windows of the customer's own. */
function slotsWithin(wished: readonly Wished[], slots: readonly Slot[], calendar: Calendar): Slot[] {
  const chosen = new Map<string, Slot>()
  for (const { window, width } of wished) {
    const within = width === undefined ? slots.filter((slot) => covers(window, slot.window)) : []
    for (const slot of within) chosen.set(slot.id, slot)
    if (within.length > 0) continue
    const wide = Math.min(width ?? Infinity, window.end - window.start)
    for (let start = window.start; start + wide <= window.end; start += WISH_STEP) {
      const own = { start, end: start + wide }
      const id = nameOf(own, calendar)
      chosen.set(id, Object.freeze({ id, window: Object.freeze(own) }))
    }
  }
  return [...chosen.values()]
}
