/** Who opens at a moment: one rule for all regimes. */
import type { Seconds } from '../../time/seconds.ts'
import { holds } from '../../time/window.ts'
import type { Window } from '../../time/window.ts'
import type { Customer } from '../world/customer.ts'
import type { Doors } from '../world/doors.ts'

/** Whoever stays in for a window stays a little longer. */
export const PATIENCE: Seconds = 900

/** Why somebody stays in for the window they were told: they chose it, it came by message in the morning, or of their own accord. */
export type Reason = 'chosen' | 'message' | 'day'

/** What comes of a visit. */
export interface Opening {
  /** Who opens; `undefined` where nobody does. */
  readonly by: 'home' | 'waiting' | 'neighbour' | undefined
  /** Whether the customer stayed in for the window: by choice of it, or on purpose. */
  readonly stayedIn: boolean
}

/**
 * Somebody opens who plans to be in at that moment, or stays in for the told window, unless something has come up; or a neighbour takes it.
 * Who chose the window stays in for it. Of the others some wait on purpose, and some act on a message; they wait for what they were told.
 */
export function opens(customer: Customer, day: number, at: Seconds, told: Window, reason: Reason, doors: Doors): Opening {
  const { draws } = customer
  const means = reason === 'chosen' || draws.waits < doors.waits || (reason === 'message' && draws.message < doors.message)
  const stayedIn = means && !customer.absent[day]!
  const waits = stayedIn && holds({ start: told.start, end: told.end + PATIENCE }, at)
  const neighbour = draws.neighbour < doors.neighbour
  return { by: isHome(customer, day, at) ? 'home' : waits ? 'waiting' : neighbour ? 'neighbour' : undefined, stayedIn }
}

function isHome(customer: Customer, day: number, at: Seconds): boolean {
  return !customer.absent[day]! && customer.home[day]!.some((stay) => holds(stay, at))
}

/**
 * Moments of a day at which a visit would succeed if the customer knew beforehand when it comes: all of the day where a neighbour takes
 * it or they would wait for what they are told, else the hours in which they plan to be in; none where something comes up and there is
 * no neighbour.
 */
export function openHours(customer: Customer, day: number, within: Window, doors: Doors): Window[] {
  if (customer.draws.neighbour < doors.neighbour) return [within]
  if (customer.absent[day]!) return []
  if (customer.draws.waits < doors.waits || customer.draws.message < doors.message) return [within]
  return customer.home[day]!.flatMap(({ start, end }) => {
    const common = { start: Math.max(start, within.start), end: Math.min(end, within.end) }
    return common.start <= common.end ? [common] : []
  })
}
