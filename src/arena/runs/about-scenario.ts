/** A scenario in two sentences. */
import type { Scenario } from '../world/scenario.ts'

/** As in `96 orders a day on 9 km², 3 couriers, 16 km/h. Slots of 1, 2, 4 hours from 08:00 to 21:00; legacy tells 08:00 to 24:00.` */
export function aboutScenario({ travel, demand, couriers, slots, told }: Scenario): string {
  const where = travel.kind === 'city' ? `on ${travel.squareKm} km², ${travel.kilometresPerHour} km/h` : 'on the roads of a real day'
  const count = couriers.reduce((sum, group) => sum + group.count, 0)
  const widths = slots.widths.map((width) => Number((width / 3600).toFixed(2))).join(', ')
  return `${demand.perDay} orders a day ${where}, ${count} ${count === 1 ? 'courier' : 'couriers'}. `
    + `Slots of ${widths} ${widths === '1' ? 'hour' : 'hours'} from ${slots.from} to ${slots.to}; legacy tells ${told.from} to ${told.to}.`
}
