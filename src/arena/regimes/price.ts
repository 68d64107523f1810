/** What a slot costs the customer: less for a wide one, less for a small detour. */
import type { Costs } from '../../model/nouns.ts'
import type { Policy } from '../../slots/policy.ts'

/** A large grocer's prices of 2020: 4.50 for one hour, 3.00 for four; between them and beyond, by the logarithm of the width. */
const ONE_HOUR = 4.5
const PER_DOUBLING = -0.75

/**
 * For each courier-hour that the slot adds beyond the visit itself. Set once, by pilot worlds (seeds 9001 to 9003), and the same in all
 * scenarios: dearer hours make routes shorter and send more customers away.
 */
const PER_COURIER_HOUR = 30
const DEAREST_DETOUR = 9

/** The part for the width, in seconds. Never below nothing. */
export function priceOfWidth(seconds: number): number {
  return Math.max(0, Math.round(100 * (ONE_HOUR + PER_DOUBLING * Math.log2(seconds / 3600))) / 100)
}

/**
 * By width, and by the courier's time that the slot adds beside the visit itself: driving, and waiting where it is paid.
 * @param costs of the couriers
 */
export function priceByWidthAndDetour(costs: Partial<Costs>, leastOnTime: number): Policy {
  const { perHour = 3600, perPaidHour = 0, perTaskHour = 0 } = costs
  const hour = costOfHour(costs)
  const drivingIsPaid = perPaidHour > 0 || perHour > 0
  return {
    name: 'price by width and detour',
    price: ({ slot: { window }, order, addedCost, addedTravel }) => {
      const visit = (order.service * (perPaidHour + perTaskHour)) / 3600
      const detour = Math.max(0, (addedCost - visit) / hour + (drivingIsPaid ? 0 : addedTravel / 3600))
      return Math.round(100 * (priceOfWidth(window.end - window.start) + Math.min(DEAREST_DETOUR, PER_COURIER_HOUR * detour))) / 100
    },
    leastOnTime,
  }
}

/** Where only vehicle-days are paid an hour is an eighth of one; where only kilometres are, as many as are driven in an hour in town. */
const HOURS_OF_A_DAY = 8
const KM_IN_AN_HOUR = 25

/** Cost units of a courier-hour. */
function costOfHour({ fixed = 0, perHour = 3600, perKm = 0, perPaidHour = 0 }: Partial<Costs>): number {
  return perPaidHour || perHour || fixed / HOURS_OF_A_DAY || perKm * KM_IN_AN_HOUR || 1
}
