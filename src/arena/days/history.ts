/** What an operator knows from earlier days: from later days of the same city, which no study measures. */
import { assert } from '../../base/assert.ts'
import { Random } from '../../base/random.ts'
import { openDay } from '../../live/open-day.ts'
import { manualClock } from '../../time/clock.ts'
import { staffed } from '../regimes/staffed.ts'
import type { DayBrief, History } from '../regimes/regime.ts'
import { pick } from '../world/draws.ts'
import type { Customer } from '../world/customer.ts'
import type { World } from '../world/world.ts'
import { makeWorld } from '../world/world.ts'

/** How many more days are drawn; their customers come one after the other to a single day, so that it fills up. */
const PILOT_DAYS = 3

/** The fleet is full when this share of those who asked was refused, among no fewer than so many. */
const REFUSED = 0.05
const LEAST_ASKED = 20

/**
 * Shares of the areas, and how many orders the fleet carries: customers ask one after the other, each for one slot, drawn by how many
 * couriers are on shift in it, since that is how counters are split; with repair and improvement as the effort allows, so many are taken
 * until one in twenty has been refused. Nothing else is tuned.
 */
export function historyOf(world: World, brief: Omit<DayBrief, 'history'>): History {
  const { scenario, seed } = world
  const pilot = makeWorld({ ...scenario, days: scenario.days + PILOT_DAYS, demand: { ...scenario.demand, surge: [] } }, seed)
  const customers = pilot.customers.filter(({ day }) => day >= scenario.days)
  const areas = new Map(world.customers.map(({ id, area }) => [id, area]))
  const shares = new Map(world.areas.map((area) => [area, customers.filter((one) => one.area === area).length / customers.length]))
  return { areaOf: ({ id }) => areas.get(id) ?? '', shares, carried: carriedBy(brief, customers) }
}

function carriedBy(brief: Omit<DayBrief, 'history'>, customers: readonly Customer[]): number {
  const { date, zone, depots, couriers, dimensions, travel, profile, slots, effort, seed, opensAt } = brief
  const desk = openDay({
    date, zone, depots, couriers, dimensions, travel, ...(profile && { profile }), slots: [slots], seed, clock: manualClock(opensAt),
    reliability: false, repairEvaluations: effort.perRepair, lastResortEvaluations: effort.perRepair,
  })
  const chance = new Random(seed).fork('pilot')
  const slotsSold = desk.day.slots.map(({ id, window }) => ({ id, weight: staffed(desk.day, window) / (window.end - window.start) }))
  let asked = 0
  let taken = 0
  for (const { request } of customers) {
    asked++
    const [offer] = desk.offer({ ...request, slots: [pick(chance, slotsSold).id] }).offered
    if (offer) {
      const hold = desk.hold(offer)
      assert(hold.ok, 'an offer accepted at once is never refused')
      desk.confirm(hold.id)
      taken++
      if (effort.perChange > 0) desk.improve({ evaluations: effort.perChange })
    } else if (asked >= LEAST_ASKED && asked - taken > REFUSED * asked) break
  }
  return taken
}
