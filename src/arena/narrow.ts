/** The regime of this library: the customer chooses a narrow slot that the routes can keep. */
import type { Candidate, Policy } from '../slots/policy.ts'
import type { Regime } from './booking-day.ts'
import { COSTS } from './city.ts'
import { choose } from './shoppers.ts'

/** What a slot of so many hours costs before the rest: a large grocer's prices of 2020, 4.50 for one hour and 3.00 for four. */
const PRICE_OF_WIDTH: ReadonlyMap<number, number> = new Map([[1, 4.5], [2, 4], [4, 3]])
/** For each courier-hour that the slot costs, in driving, waiting and service. */
const PRICE_OF_HOUR = 15
const DEAREST = 9

const widthAndCost: Policy = {
  name: 'price by width and cost',
  price: ({ slot, addedCost }: Candidate) => {
    const hours = (slot.window.end - slot.window.start) / 3600
    const price = PRICE_OF_WIDTH.get(hours)! + (PRICE_OF_HOUR * Math.max(0, addedCost)) / COSTS.perPaidHour
    return Math.round(100 * Math.min(DEAREST, price)) / 100
  },
}

/** Slots of one, two and four hours that open every hour; wide ones and small detours cost less. Nobody is forced into a wide one. */
export const narrowSlots: Regime = {
  name: 'slotsmith',
  slots: [{ from: '08:00', to: '21:00', every: 'PT1H', widths: ['PT1H', 'PT2H', 'PT4H'] }],
  policy: widthAndCost,
  choose,
  narrow: true,
}
