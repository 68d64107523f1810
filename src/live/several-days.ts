/** A request over several days and depots: answered date by date, best first, until the caller has enough. */
import type { Problem } from '../base/errors.ts'
import { InputError } from '../base/errors.ts'
import { readObject, readWhole, throwIfAny } from '../base/read.ts'
import type { OfferAnswer, Offered } from './answer.ts'
import { Desk } from './desk.ts'
import type { OfferRequest } from './request.ts'
import { readRequest } from './request.ts'

/** An offer of one of several desks, which it names: `desks.get(offer.desk)!.hold(offer)` holds it. */
export interface DatedOffer extends Offered {
  readonly desk: string
  /** As in `2026-12-01`. */
  readonly date: string
}

/** What the desks of one date answered. */
export interface DateAnswer {
  readonly date: string
  /** The offers of all desks of the date, best first. */
  readonly offered: readonly DatedOffer[]
  /** Where nothing that was asked for can be had on the date: what else could, best first. */
  readonly alternatives: readonly DatedOffer[]
  /** The whole answer of each desk that was asked, with its refusals. */
  readonly answers: readonly { readonly desk: string; readonly answer: OfferAnswer }[]
}

/** A desk that was not asked, and why. */
export interface NotAsked {
  readonly desk: string
  readonly date: string
  /**
   * `enough`: there were enough offers by then. `other-day`: no wish names the date. `not-here`: the request makes no sense at this desk,
   * as where its travel source does not know the place.
   */
  readonly why: 'enough' | 'other-day' | 'not-here'
  /** What the desk found wrong with the request; only where `why` is `not-here`. */
  readonly problems?: readonly Problem[]
}

/** All dates of one request together. */
export interface DaysAnswer {
  readonly order: string
  /** The offers of all dates, best first. */
  readonly offered: readonly DatedOffer[]
  /** Where no date has what was asked for: what else there is, best first. */
  readonly alternatives: readonly DatedOffer[]
  /** By date, in the order in which they were asked. */
  readonly dates: readonly DateAnswer[]
  readonly notAsked: readonly NotAsked[]
}

/** How far to ask, and what is best. */
export interface SeveralDaysOptions {
  /** With so many offers no further date is asked; without it, all are. */
  readonly enough?: number
  /** Below 0 puts `a` before `b`; {@link cheapestFirst} by default, and where this says 0. */
  readonly order?: (a: DatedOffer, b: DatedOffer) => number
}

/**
 * The default order of offers over several days: the lower price, then the earlier start, then the earlier end, then the lower added cost.
 * The order of a desk's own policy counts within the desk's answer only: its seconds are those of one day.
 */
export function cheapestFirst(a: DatedOffer, b: DatedOffer): number {
  const starts = Date.parse(a.start) - Date.parse(b.start)
  const ends = Date.parse(a.end) - Date.parse(b.end)
  return a.price - b.price || starts || ends || a.addedCost - b.addedCost
}

/**
 * Asks desks by name, one for each day and depot, and yields the answer of one date at a time: a caller can show the first date at once,
 * and stop whenever it likes. Dates are asked in the order in which the desks name them first; all desks of one date are asked before
 * it is said to be enough. Where no date has what was wished for, the dates that no wish names are asked as well, for alternatives.
 *
 * Returns what {@link offerOverDays} does.
 * @throws {InputError} with all that is wrong with the request, where it makes no sense at any of the desks; and with the options
 */
export function* offerDayByDay(
  desks: ReadonlyMap<string, Desk>, request: OfferRequest, options: SeveralDaysOptions = {},
): Generator<DateAnswer, DaysAnswer, void> {
  const { enough, order } = readOptions(desks, options)
  const best = (offers: readonly DatedOffer[]) => offers.toSorted((a, b) => order?.(a, b) || cheapestFirst(a, b))
  const { readable, otherDays, notHere } = sorted(desks, request)
  const dates: DateAnswer[] = []
  const offered = () => dates.flatMap((date) => date.offered)
  const alternatives = () => dates.flatMap((date) => date.alternatives)
  const asked = new Set<string>()
  const ask = function* (byDate: ReadonlyMap<string, readonly string[]>, found: () => readonly DatedOffer[]) {
    for (const [date, names] of byDate) {
      if (found().length >= enough) return
      const answers = names.map((desk) => ({ desk, answer: desks.get(desk)!.offer(request) }))
      const dated = (pick: (answer: OfferAnswer) => readonly Offered[]) =>
        best(answers.flatMap(({ desk, answer }) => pick(answer).map((offer) => ({ ...offer, desk, date }))))
      const here = dated((answer) => answer.offered)
      const elsewhere = here.length > 0 ? [] : dated((answer) => answer.alternatives)
      for (const name of names) asked.add(name)
      dates.push({ date, offered: here, alternatives: elsewhere, answers })
      yield dates.at(-1)!
    }
  }

  yield* ask(readable, offered)
  if (offered().length === 0) yield* ask(otherDays, alternatives)
  const left = (byDate: ReadonlyMap<string, readonly string[]>, why: NotAsked['why']): NotAsked[] =>
    [...byDate].flatMap(([date, names]) => names.filter((name) => !asked.has(name)).map((desk) => ({ desk, date, why })))
  return {
    order: request.id,
    offered: best(offered()),
    alternatives: offered().length > 0 ? [] : best(alternatives()),
    dates,
    notAsked: [...left(readable, 'enough'), ...left(otherDays, 'other-day'), ...notHere],
  }
}

/**
 * Answers a request over several days and depots in one call: all offers together, best first, each with the name of its desk. Days, order
 * and early end are those of {@link offerDayByDay}.
 * @throws {InputError} with all that is wrong with the request, where it makes no sense at any of the desks; and with the options
 */
export function offerOverDays(
  desks: ReadonlyMap<string, Desk>, request: OfferRequest, options: SeveralDaysOptions = {},
): DaysAnswer {
  const days = offerDayByDay(desks, request, options)
  for (let next = days.next(); ; next = days.next()) if (next.done) return next.value
}

/** Which desks can answer, by date; which could but are not wished for; and which cannot. */
function sorted(
  desks: ReadonlyMap<string, Desk>, request: OfferRequest,
): { readable: Map<string, string[]>; otherDays: Map<string, string[]>; notHere: NotAsked[] } {
  const readable = new Map<string, string[]>()
  const otherDays = new Map<string, string[]>()
  const notHere: NotAsked[] = []
  let first: InputError | undefined
  for (const [desk, { day, calendar }] of desks) {
    const { date } = calendar
    try {
      const { wanted, unwished } = readRequest(request, day, calendar)
      const isWished = wanted.length + unwished.length > 0 || request.wishes === undefined
      const byDate = isWished ? readable : otherDays
      byDate.set(date, [...(byDate.get(date) ?? []), desk])
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      first ??= error
      notHere.push({ desk, date, why: 'not-here', problems: error.problems })
    }
  }
  if (first && notHere.length === desks.size) throw first
  return { readable, otherDays, notHere }
}

function readOptions(
  desks: ReadonlyMap<string, Desk>, options: SeveralDaysOptions,
): { enough: number; order: SeveralDaysOptions['order'] } {
  const problems: Problem[] = []
  if (!(desks instanceof Map) || ![...desks.values()].every((desk) => desk instanceof Desk)) {
    problems.push({ code: 'not-an-object', path: 'desks', got: desks, remedy: 'give a Map of desks by name' })
  }
  const fields = readObject(options, ['enough', 'order'], 'options', problems)
  const { enough, order } = (fields ?? {}) as SeveralDaysOptions
  if (enough !== undefined) readWhole(enough, 1, Number.MAX_SAFE_INTEGER, 'options.enough', problems)
  if (order !== undefined && typeof order !== 'function') {
    problems.push({ code: 'not-an-object', path: 'options.order', got: order, remedy: 'give a function of two offers, or leave it out' })
  }
  throwIfAny(problems)
  return { enough: enough ?? Infinity, order }
}
