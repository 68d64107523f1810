/** What a slot costs the customer: less for a wide one, less for a small detour. */
import type { Policy } from '../../slots/policy.ts'

/** A large grocer's prices of 2020: 4.50 for one hour, 3.00 for four; between them and beyond, by the logarithm of the width. */
const ONE_HOUR = 4.5
const PER_DOUBLING = -0.75

/**
 * For each courier-hour that the slot adds in driving, waiting and service, beyond those that the margin on the goods pays for. Set once,
 * by pilot worlds (seed 9001), and the same in all scenarios: dearer hours turn customers away, cheaper ones steer nobody.
 */
const PER_COURIER_HOUR = 30
const PAID_BY_GOODS = 0.25
const DEAREST = 9

/** The part for the width, in seconds. Never below nothing. */
export function priceOfWidth(seconds: number): number {
  return Math.max(0, Math.round(100 * (ONE_HOUR + PER_DOUBLING * Math.log2(seconds / 3600))) / 100)
}

/**
 * By width and by what the slot adds to the routes.
 * @param perPaidHour cost units of a courier-hour
 */
export function priceByWidthAndCost(perPaidHour: number, leastOnTime: number): Policy {
  return {
    name: 'price by width and cost',
    price: ({ slot: { window }, addedCost }) => {
      const price = priceOfWidth(window.end - window.start) + PER_COURIER_HOUR * Math.max(0, addedCost / perPaidHour - PAID_BY_GOODS)
      return Math.round(100 * Math.min(DEAREST, price)) / 100
    },
    leastOnTime,
  }
}
