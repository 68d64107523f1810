/** What customers asked for and were answered, one record per request. */
import type { OfferAnswer } from '../live/answer.ts'
import type { RefusalCode } from '../slots/reason.ts'

/** A slot that was offered; `Offered` of a desk fits. Ends are ISO text. */
export interface RecordedOffer {
  readonly slot: string
  readonly start: string
  readonly end: string
  /** Share of travel scenarios in which everybody on that route is on time, where known. */
  readonly onTime?: number
}

/** A slot that was refused; `Refused` of a desk fits. */
export interface RecordedRefusal {
  readonly slot: string
  readonly start: string
  readonly end: string
  readonly reason: { readonly code: RefusalCode; readonly proved: boolean }
}

/** One request: what was offered and refused, and what the customer chose. */
export interface RequestRecord {
  readonly order: string
  /** When it was answered, as ISO text. */
  readonly at: string
  readonly offered: readonly RecordedOffer[]
  readonly refused: readonly RecordedRefusal[]
  /** Offered beside what was asked for, where nothing of that could be had. */
  readonly alternatives?: readonly RecordedOffer[]
  /** Id of the slot that the customer took; left out where the customer went away. */
  readonly chosen?: string
}

/** The record of an answer of the desk. `chosen` is the slot that the customer held, if any. */
export function recordOf(answer: OfferAnswer, chosen?: string): RequestRecord {
  const { order, at, offered, refused, alternatives } = answer
  return { order, at, offered, refused, alternatives, ...(chosen === undefined ? {} : { chosen }) }
}

/** All that the customer could have taken. */
export function offersOf(record: RequestRecord): readonly RecordedOffer[] {
  return [...record.offered, ...(record.alternatives ?? [])]
}
