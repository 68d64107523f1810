/** How customers choose: a logit over width, price and hour, among slots within their hours at home, or for which they stay in. */
import { Random } from '../../base/random.ts'
import type { Window } from '../../time/window.ts'
import { covers } from '../../time/window.ts'
import { gumbel } from './draws.ts'
import type { Customer, Taste } from './customer.ts'
import type { Range, TasteRanges } from './scenario.ts'

/** A slot as a customer sees it. */
export interface SeenSlot {
  readonly window: Window
  readonly price: number
}

/** Draws a taste. The favourite time is any moment at which slots are sold. */
export function drawTaste(ranges: TasteRanges, sold: Window, chance: Random): Taste {
  const within = ([least, most]: Range) => least + (most - least) * chance.unit()
  return {
    perHour: within(ranges.perHour),
    perPrice: within(ranges.perPrice),
    perHourAway: within(ranges.perHourAway),
    favourite: sold.start + Math.floor((sold.end - sold.start) * chance.unit()),
    leaves: within(ranges.leaves),
    whims: chance.next() | 0,
    perHourIn: within(ranges.perHourIn),
  }
}

/** Whether the customer plans to be at home for all of the window on that delivery day. */
export function suits(customer: Customer, day: number, window: Window): boolean {
  return customer.home[day]!.some((stay) => covers(stay, window))
}

/**
 * The slot that the customer likes best of those that suit; `undefined` where none is worth it. Whims belong to the window itself, so that
 * the same slot at the same price is worth the same under every regime, whatever else is offered [McFadden 1974].
 * @param bends whether they stay in on purpose, if need be: then all slots suit, and hours out of their plans cost them more
 */
export function choose<Seen extends SeenSlot>(customer: Customer, day: number, slots: readonly Seen[], bends: boolean): Seen | undefined {
  const { taste } = customer
  let best: Seen | undefined
  let most = taste.leaves
  for (const slot of slots) {
    if (!bends && !suits(customer, day, slot.window)) continue
    const worth = worthOf(taste, slot) + taste.perHourIn * hoursOut(customer, day, slot.window)
    if (worth <= most) continue
    best = slot
    most = worth
  }
  return best
}

/** Hours of the window in which the customer had not planned to be in. */
function hoursOut(customer: Customer, day: number, { start, end }: Window): number {
  const planned = customer.home[day]!.map((stay) => Math.max(0, Math.min(end, stay.end) - Math.max(start, stay.start)))
  return (end - start - planned.reduce((sum, seconds) => sum + seconds, 0)) / 3600
}

function worthOf(taste: Taste, { window: { start, end }, price }: SeenSlot): number {
  const hours = (end - start) / 3600
  const away = Math.abs((start + end) / 2 - taste.favourite) / 3600
  const whim = gumbel(new Random(taste.whims).fork(`${start}-${end}`))
  return taste.perHour * hours + taste.perPrice * price + taste.perHourAway * away + whim
}
