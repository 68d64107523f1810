/** Offers made and not yet held: which order and slot a token stands for. */
import { digestOf } from '../booking/digest.ts'
import type { Order, PlanRoute, Slot } from '../model/nouns.ts'

/** An offer as the desk remembers it. */
export interface OpenOffer {
  readonly order: Order
  readonly slot: Slot
  /** Epoch milliseconds. */
  readonly expires: number
  /** Version of the routes that the offer was computed for, and the routes to adopt where it needs any. */
  readonly version: number
  readonly rearranged: readonly PlanRoute[] | undefined
}

/** Offers remembered; the oldest go first, and their tokens are then unknown. */
const MOST_OFFERS = 20_000

/** Tokens in the order in which they were made. */
export class OfferBook {
  private readonly desk: string
  private readonly offers = new Map<string, OpenOffer>()

  /** @param desk tells this desk from others, of other days or depots */
  constructor(desk: string) {
    this.desk = digestOf(desk)
  }

  /**
   * Remembers an offer. @returns its token, which follows from the desk and the content: a token of another desk or of an earlier process
   * never means another offer, and the same question at the same moment gets the same token
   */
  add(offer: OpenOffer): string {
    const { order, slot, expires } = offer
    const token = `${order.id}/${slot.id}/${digestOf(JSON.stringify([this.desk, order, slot.window, expires])).slice(0, 16)}`
    this.offers.delete(token)
    this.offers.set(token, offer)
    if (this.offers.size > MOST_OFFERS) this.offers.delete(this.offers.keys().next().value!)
    return token
  }

  /** The offer of a token. */
  get(token: string): OpenOffer | undefined {
    return this.offers.get(token)
  }
}
