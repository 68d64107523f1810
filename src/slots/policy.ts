/** The seam for business rules: what a feasible slot costs the customer, whether it is shown, and in which order. */
import type { Order, Slot } from '../model/nouns.ts'
import type { Seconds } from '../time/seconds.ts'

/** A slot that the routes can keep, as a policy sees it. */
export interface Candidate {
  readonly order: Order
  readonly slot: Slot
  readonly courier: string
  /** Driving seconds and integer cost units that the plan would grow by. */
  readonly addedTravel: Seconds
  readonly addedCost: number
  /** Seconds between the earliest and the latest start that keep everybody's promise. */
  readonly margin: Seconds
  /** Share of travel scenarios in which everybody on that route is on time; absent where reliability is switched off. */
  readonly onTime?: number
}

/** Business rules over feasible slots. A policy may hide, price and order; it can never make a slot feasible. */
export interface Policy {
  readonly name: string
  /** In the caller's currency; 0 by default. */
  price?(candidate: Candidate): number
  /** Whether to keep the slot from this customer; it is refused with the code `hidden`. */
  hides?(candidate: Candidate): boolean
  /** Below 0 puts `a` before `b`; chronological by default. */
  order?(a: Candidate, b: Candidate): number
  /** Slots less reliable than this are refused with the code `unreliable`; 0 by default. */
  readonly leastOnTime?: number
}

/** Every slot that can be kept, free of charge, by its start. */
export const everySlot: Policy = { name: 'every slot' }

/** Every slot that can be kept, the one with the smallest detour first. */
export const smallestDetourFirst: Policy = {
  name: 'smallest detour first',
  order: (a, b) => a.addedCost - b.addedCost,
}

/** Price by detour: `base` plus `perMinute` for each minute of added travel, rounded to cents and kept between `least` and `most`. */
export function priceByDetour(rates: { base: number; perMinute: number; least: number; most: number }): Policy {
  return {
    name: 'price by detour',
    price: ({ addedTravel }) => {
      const price = rates.base + (rates.perMinute * addedTravel) / 60
      return Math.round(100 * Math.min(rates.most, Math.max(rates.least, price))) / 100
    },
  }
}
