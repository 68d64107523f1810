/** Published shares of people at home by the hour. */
import type { PresenceTable } from './scenario.ts'

/** Share of occupants at home in each hour of the day, from 0 to 23. */
const BUILDING_AMERICA: readonly number[] = [
  1, 1, 1, 1, 1, 1, 1, 0.883, 0.409, 0.242, 0.242, 0.242, 0.242, 0.242, 0.242, 0.242, 0.295, 0.553, 0.897, 0.897, 0.897, 1, 1, 1,
]

/**
 * Households of one person to five and more, in hundredths: US households of the 2020s, rounded. The presence of single people does not
 * depend on it; how often somebody of a household is in does.
 */
export const HOUSEHOLD_SIZES: readonly { readonly residents: number; readonly weight: number }[] = [
  { residents: 1, weight: 28 },
  { residents: 2, weight: 35 },
  { residents: 3, weight: 15 },
  { residents: 4, weight: 13 },
  { residents: 5, weight: 9 },
]

/** The shipped table. */
export const buildingAmerica: PresenceTable = {
  name: 'us-building-america',
  source: 'Building America House Simulation Protocols, National Renewable Energy Laboratory: share of occupants at home by hour',
  of: 'occupants',
  rows: HOUSEHOLD_SIZES.map((size) => ({ ...size, home: BUILDING_AMERICA })),
}
