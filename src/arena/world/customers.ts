/** Drawing customers: all that they are and will do is decided before anybody offers them anything, so every regime meets the same. */
import { Random } from '../../base/random.ts'
import type { Window } from '../../time/window.ts'
import type { Place } from '../../travel/place.ts'
import { between, pick } from './draws.ts'
import type { Customer, Ending } from './customer.ts'
import { drawHousehold, homeHours } from './homes.ts'
import type { Basket, PresenceTable, Range, Scenario } from './scenario.ts'
import { drawTaste } from './taste.ts'

/** What an order is, apart from who wants it. */
export interface Errand {
  readonly place: Place
  readonly area: string
  readonly basket: Basket
  readonly load: readonly number[]
  readonly service: number
}

/** What all customers of a world share. */
export interface Setting {
  readonly scenario: Scenario
  readonly seed: number
  readonly table: PresenceTable
  /** Per delivery day: epoch milliseconds at which its booking ends. */
  readonly cutoffs: readonly number[]
  /** Per delivery day. */
  readonly weekends: readonly boolean[]
  /** From the opening of the first slot to the end of the last. */
  readonly sold: Window
  readonly errand: (day: number, index: number, chance: Random) => Errand
}

const MINUTE = 60_000

/** Draws one customer, from streams of their own: others, and other days, never shift them. */
export function drawCustomer(setting: Setting, day: number, index: number): Customer {
  const { scenario, seed, cutoffs } = setting
  const id = `order ${day + 1}-${index + 1}`
  const stream = (purpose: string) => new Random(seed).fork(`${id} ${purpose}`)
  const errand = setting.errand(day, index, stream('errand'))
  const household = drawHousehold(setting.table, scenario.homes.together, stream('household'))
  const timing = stream('timing')
  const asksAt = cutoffs[day]! - minutesBefore(scenario.demand.horizonDays, timing) * MINUTE
  const changesAt = asksAt + Math.floor(timing.unit() * (cutoffs[day]! - asksAt))
  const chance = stream('draws')
  const { place, area, basket, load, service } = errand
  const skilled = stream('skills')
  const skills = scenario.skills.filter(({ share }) => skilled.unit() < share).map(({ skill }) => skill)
  return {
    id,
    day,
    asksAt,
    changesAt,
    ending: endingOf(scenario.endings, chance.unit()),
    request: { id, place, load, service, skills },
    area,
    household: household.kind,
    basket,
    home: cutoffs.map((_, each) => homeHours(household, setting.weekends[each]!, stream(`home ${each}`))),
    absent: cutoffs.map((_, each) => stream(`absent ${each}`).unit() < scenario.homes.absence),
    draws: { waits: chance.unit(), neighbour: chance.unit(), message: chance.unit() },
    taste: drawTaste(scenario.taste, setting.sold, stream('taste')),
  }
}

/** Demand grows towards the cut-off: the square puts half of the customers into the last quarter of the horizon. */
function minutesBefore(horizonDays: number, chance: Random): number {
  return 1 + Math.floor(chance.unit() ** 2 * (horizonDays * 1440 - 1))
}

function endingOf({ lapses, cancels, moves }: Scenario['endings'], unit: number): Ending {
  if (unit < lapses) return 'lapses'
  if (unit < lapses + cancels) return 'cancels'
  return unit < lapses + cancels + moves ? 'moves' : 'keeps'
}

/** Draws a basket of the scenario. */
export function drawBasket({ baskets }: Scenario, chance: Random): Omit<Errand, 'place' | 'area'> {
  const kind = pick(chance, baskets.map((basket) => ({ ...basket, weight: basket.share })))
  const load = kind.load.map(([least, most]) => between(chance, least, most))
  return { basket: kind.name, load, service: drawSeconds(kind.service, chance) }
}

function drawSeconds([least, most]: Range, chance: Random): number {
  const unit = least % 60 === 0 && most % 60 === 0 ? 60 : 1
  return between(chance, least / unit, most / unit) * unit
}
