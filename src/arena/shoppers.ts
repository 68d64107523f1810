/** A stream of shoppers. Whatever they are and will do is drawn before anybody offers them anything, so every regime meets the same. */
import { Random } from '../base/random.ts'
import type { OfferRequest } from '../live/request.ts'
import { openCalendar, toInstant } from '../time/calendar.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'
import { covers, holds } from '../time/window.ts'
import type { City } from './city.ts'
import { drawAddress } from './city.ts'
import { between, gumbel, pick } from './draws.ts'

/** What a shopper does with a booking. */
export type Ending = 'keeps' | 'lapses' | 'cancels' | 'moves'

/** Somebody who wants a delivery on the day. */
export interface Shopper {
  readonly id: string
  readonly household: string
  /** Epoch milliseconds: asks for offers; confirms, unless the hold lapses; cancels or moves. */
  readonly asksAt: number
  readonly confirmsAt: number
  readonly changesAt: number
  readonly request: OfferRequest
  /** When they plan to be at home on the day. */
  readonly home: readonly Window[]
  readonly ending: Ending
  /** Utility per hour of width and per unit of price; both below 0. */
  readonly taste: { readonly perHour: number; readonly perPrice: number }
  /** Leaves where no slot is worth more than this. */
  readonly patience: number
  /** Seeds the part of the taste for each slot that nobody can see. */
  readonly whims: number
  /** Something comes up: not in at all, whatever was planned. */
  readonly absent: boolean
  /** Stays in on purpose for the whole of whatever window was announced. */
  readonly waits: boolean
  /** A neighbour would take it. */
  readonly neighbour: boolean
}

/**
 * Shares that no regime can change. Unplanned absence is the arena's 3 %. Of those who are told a day only, most wait on purpose or
 * have a neighbour; the two shares are set so that about one first attempt in nine fails when no time was agreed, as measured at
 * a city hub without agreed times: 10.8 % [Kandula, Krishnamoorthy & Roy 2021, Table 9].
 */
export const SHARES = { absent: 0.03, waits: 0.75, neighbour: 0.3, lapses: 0.08, cancels: 0.05, moves: 0.05, lift: 0.08 } as const

const HOUR = 3600
const QUARTER = 900
const MINUTE = 60_000

/** When people of four kinds are out, in quarters of an hour; weights from the share of occupants who are in by day (about a third). */
const HOUSEHOLDS: readonly { weight: number; household: string; out: (chance: Random) => Window[] }[] = [
  { weight: 45, household: 'out at work', out: (chance) => [outing(between(chance, 28, 35), between(chance, 66, 75))] },
  { weight: 20, household: 'out in the morning', out: (chance) => [outing(between(chance, 31, 36), between(chance, 50, 60))] },
  { weight: 15, household: 'works at home', out: (chance) => [shortOuting(chance, 47, 72, 4, 6)] },
  { weight: 20, household: 'retired', out: (chance) => [shortOuting(chance, 37, 50, 8, 12)] },
]

function outing(from: number, to: number): Window {
  return { start: from * QUARTER, end: to * QUARTER }
}

function shortOuting(chance: Random, earliest: number, latest: number, shortest: number, longest: number): Window {
  const from = between(chance, earliest, latest)
  return outing(from, from + between(chance, shortest, longest))
}

/** Days before delivery on which booking opens, and the hour of the day before at which it ends. */
const HORIZON_DAYS = 3
const LAST_HOUR = 21

/** Draws the shoppers of a city's day, in the order in which they ask. More shoppers of the same seed leave the others as they were. */
export function makeShoppers(city: City, seed: number, count: number): Shopper[] {
  const calendar = openCalendar(city.date, city.zone)
  const closes = toInstant(calendar, 0).minus({ hours: 24 - LAST_HOUR }).toMillis()
  const shoppers = Array.from({ length: count }, (_, index) => makeShopper(city, seed, index, closes))
  return shoppers.sort((a, b) => a.asksAt - b.asksAt || (a.id < b.id ? -1 : 1))
}

function makeShopper(city: City, seed: number, index: number, closes: number): Shopper {
  const chance = new Random(seed).fork(`shopper ${index}`)
  const { household, out } = pick(chance, HOUSEHOLDS)
  // Demand grows towards the deadline: the square puts half of the shoppers into the last quarter of the horizon.
  const minutesBefore = 1 + Math.floor(chance.unit() ** 2 * (HORIZON_DAYS * 24 * 60 - 60)) + between(chance, 15, 30)
  const asksAt = closes - minutesBefore * MINUTE
  const confirmsAt = asksAt + between(chance, 40, 540) * 1000
  const ending = drawEnding(chance.unit())
  return {
    id: `order ${index + 1}`,
    household,
    asksAt,
    confirmsAt,
    changesAt: confirmsAt + Math.floor(chance.unit() * (closes - confirmsAt)),
    request: {
      id: `order ${index + 1}`,
      place: drawAddress(city, chance),
      load: [between(chance, 1, 4), between(chance, 0, 2)],
      service: between(chance, 3, 8) * 60,
      skills: chance.unit() < SHARES.lift ? ['lift'] : [],
    },
    home: betweenOutings(out(chance)),
    ending,
    taste: { perHour: -0.2 - 0.4 * chance.unit(), perPrice: -0.1 - 0.4 * chance.unit() },
    patience: -6 + 3 * chance.unit(),
    whims: chance.next() | 0,
    absent: chance.unit() < SHARES.absent,
    waits: chance.unit() < SHARES.waits,
    neighbour: chance.unit() < SHARES.neighbour,
  }
}

function drawEnding(unit: number): Ending {
  const { lapses, cancels, moves } = SHARES
  if (unit < lapses) return 'lapses'
  if (unit < lapses + cancels) return 'cancels'
  return unit < lapses + cancels + moves ? 'moves' : 'keeps'
}

function betweenOutings(out: readonly Window[]): Window[] {
  const home: Window[] = []
  let from = 0
  for (const { start, end } of out) {
    home.push({ start: from, end: start })
    from = end
  }
  return [...home, { start: from, end: 24 * HOUR }]
}

/** Whether the shopper plans to be at home for all of the window. */
export function suits(shopper: Shopper, window: Window): boolean {
  return shopper.home.some((stay) => covers(stay, window))
}

/** A slot as a shopper sees it. */
export interface Choice {
  readonly id: string
  readonly window: Window
  readonly price: number
}

/** The slot that the shopper likes best of those that suit, by a logit over width and price; `undefined` where none is worth it. */
export function choose<Seen extends Choice>(shopper: Shopper, choices: readonly Seen[]): Seen | undefined {
  let best: Seen | undefined
  let most = shopper.patience
  for (const choice of choices) {
    if (!suits(shopper, choice.window)) continue
    const hours = (choice.window.end - choice.window.start) / HOUR
    const whim = gumbel(new Random(shopper.whims).fork(choice.id))
    const utility = shopper.taste.perHour * hours + shopper.taste.perPrice * choice.price + whim
    if (utility <= most) continue
    best = choice
    most = utility
  }
  return best
}

/**
 * Whether the delivery succeeds at a moment. The same rule for every regime: in, because at home or waiting on purpose within the
 * announced window, unless something came up; or a neighbour takes it.
 */
export function opensDoor(shopper: Shopper, at: Seconds, announced: Window): boolean {
  const home = shopper.home.some((stay) => holds(stay, at)) || (shopper.waits && holds(announced, at))
  return (home && !shopper.absent) || shopper.neighbour
}
