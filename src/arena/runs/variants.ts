/** Scenarios with one thing changed: what sweeps and self-checks are made of. */
import type { PresenceTable, Scenario } from '../world/scenario.ts'

/** With so many times the noise on the roads. */
export function withNoise(scenario: Scenario, factor: number): Scenario {
  const { leg, day, courier } = scenario.noise
  return { ...scenario, noise: { leg: factor * leg, day: factor * day, courier: factor * courier } }
}

/** With another share of customers and days on which something comes up. */
export function withAbsence(scenario: Scenario, absence: number): Scenario {
  return { ...scenario, homes: { ...scenario.homes, absence } }
}

/** With nobody who stays in for a slot of their own choice beyond the hours in which they plan to be in. */
export function withoutBending(scenario: Scenario): Scenario {
  return { ...scenario, homes: { ...scenario.homes, bends: false } }
}

/** Fewer delivery days, orders and couriers; of each kind of courier at least one. Days with more orders move along. */
export function smaller(scenario: Scenario, days: number, share: number): Scenario {
  const fewer = Math.min(days, scenario.days)
  const moved = scenario.demand.surge.map(({ day, factor }) => [Math.floor((day * fewer) / scenario.days), factor] as const)
  return {
    ...scenario,
    days: fewer,
    demand: {
      ...scenario.demand,
      perDay: Math.max(1, Math.round(share * scenario.demand.perDay)),
      surge: [...new Map(moved)].map(([day, factor]) => ({ day, factor })),
    },
    couriers: scenario.couriers.map((group) => ({ ...group, count: Math.max(1, Math.round(share * group.count)) })),
  }
}

const everybodyIn: PresenceTable = {
  name: 'everybody is in',
  source: 'made up, for checks',
  of: 'households',
  rows: [{ residents: 1, weight: 1, home: Array<number>(24).fill(1) }],
}

/** With everybody always at home, and nothing that comes up. */
export function alwaysHome(scenario: Scenario): Scenario {
  return { ...scenario, homes: { presence: everybodyIn, absence: 0, together: 0, bends: false } }
}

/** With a single slot, as wide as what legacy tells, that everybody takes. */
export function oneWideSlot(scenario: Scenario): Scenario {
  const { from, to } = scenario.told
  const width = 3600 * (hoursOf(to) - hoursOf(from))
  const taste = { ...scenario.taste, leaves: [-1000, -1000] as const }
  return { ...scenario, slots: { from, to, every: width, widths: [width] }, taste }
}

function hoursOf(clock: string): number {
  const [hours, minutes] = clock.split(':') as [string, string]
  return Number(hours) + Number(minutes) / 60
}
