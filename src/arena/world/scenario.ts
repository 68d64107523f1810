/** What a scenario is: plain JSON data from which, with a seed, a whole world follows. */

/** From the least to the most; both are drawn, and all between are equally likely. */
export type Range = readonly [least: number, most: number]

/** A time such as `08:00`; `24:00` is the end of the day. */
export type ClockTime = string

/** What the arena measures in. */
export interface Scenario {
  /** A short name, as on the command line. */
  readonly name: string
  /** One line for people. */
  readonly title: string
  /** IANA time zone. */
  readonly zone: string
  /** The first delivery day, as in `2026-03-02`; the others follow day by day. */
  readonly firstDate: string
  /** How many delivery days there are in a row: 1 to 60. */
  readonly days: number
  /** On the evening before a delivery day, its booking ends then. */
  readonly cutoff: ClockTime
  /** After so many visits that failed an order goes back to its sender. */
  readonly attempts: number
  /** The hours that legacy tells every customer. */
  readonly told: { readonly from: ClockTime; readonly to: ClockTime }
  readonly slots: SlotPlan
  readonly travel: CityTravel | MatrixTravel
  /** Extra time that roads take by the hour of day: 24 factors on the expected times, 1 is as usual; empty where hours are alike. */
  readonly hours: readonly number[]
  readonly noise: Noise
  /** Names of what loads are counted in, such as crates. */
  readonly dimensions: readonly string[]
  readonly couriers: readonly CourierGroup[]
  readonly costs: ScenarioCosts
  readonly demand: Demand
  /** At least one; shares are relative to each other. */
  readonly baskets: readonly BasketKind[]
  /** Shares of orders that need a skill, each drawn by itself. */
  readonly skills: readonly { readonly skill: string; readonly share: number }[]
  readonly homes: Homes
  /** Shares of bookings that end otherwise than by a visit; together at most 1. */
  readonly endings: { readonly lapses: number; readonly cancels: number; readonly moves: number }
  readonly taste: TasteRanges
}

/** Slots that regimes with slots sell, each width at each opening. A slot template of the library. */
export interface SlotPlan {
  /** Opening of the first slot. */
  readonly from: ClockTime
  /** The last slot closes here or earlier. */
  readonly to: ClockTime
  /** Seconds from one opening to the next. */
  readonly every: number
  /** Seconds. */
  readonly widths: readonly number[]
}

/** A round city, drawn from the seed. Distances are the great circle × detour. */
export interface CityTravel {
  readonly kind: 'city'
  /** Longitude and latitude of its middle. */
  readonly centre: readonly [number, number]
  readonly squareKm: number
  /** How many dense districts or villages there are; the first is the middle, the others lie anywhere. */
  readonly clusters: number
  /** Share of the addresses that lie in them; the others are spread evenly over the area. */
  readonly clustered: number
  /** Kilometres of one standard deviation of a cluster's addresses. */
  readonly spread: number
  readonly kilometresPerHour: number
  readonly detour: number
  /** Kilometres east and north of the middle. */
  readonly depots: readonly { readonly id: string; readonly east: number; readonly north: number }[]
}

/** Roads of a real day: a matrix of seconds, and its customers, who order again on every day of the scenario. */
export interface MatrixTravel {
  readonly kind: 'matrix'
  /** `seconds[i][j]` from row i to row j. */
  readonly seconds: readonly (readonly number[])[]
  /** Of the same size; left out where nothing is known. */
  readonly metres?: readonly (readonly number[])[]
  readonly depots: readonly { readonly id: string; readonly row: number }[]
  /**
   * Each day draws from these without replacement, and begins again when all are drawn: as many orders a day as are listed means that
   * every one of them comes every day. They bring their load and service along; baskets then only name their thirds by load.
   */
  readonly orders: readonly MatrixOrder[]
}

/** An order of a real day. */
export interface MatrixOrder {
  readonly row: number
  /** One whole number per dimension. */
  readonly load: readonly number[]
  /** Seconds at the door. */
  readonly service: number
}

/** Standard deviations of the logarithms of factors with mean 1 on travel times; 0 is none. */
export interface Noise {
  /** A factor for each leg, day and hour. */
  readonly leg: number
  /** A factor for each day, for everybody: weather. */
  readonly day: number
  /** A factor for each courier and day. */
  readonly courier: number
}

/** Couriers who are alike: `early 1`, `early 2`, … */
export interface CourierGroup {
  readonly name: string
  readonly count: number
  /** Id of a depot. */
  readonly depot: string
  readonly shift: { readonly start: ClockTime; readonly end: ClockTime }
  /** `service` seconds that begin from `from` to `to`. */
  readonly breaks: readonly { readonly from: ClockTime; readonly to: ClockTime; readonly service: number }[]
  /** One whole number per dimension. */
  readonly capacity: readonly number[]
  readonly skills: readonly string[]
}

/** Whole cost units, such as cents. */
export interface ScenarioCosts {
  /** For each day on which a courier drives at all. */
  readonly perVehicleDay: number
  /** For each hour from leaving to being back. */
  readonly perPaidHour: number
  readonly perKm: number
}

/** How many order, and when. */
export interface Demand {
  /** New orders for each delivery day. */
  readonly perDay: number
  /** Days before the cut-off on which booking opens; half of the customers ask in the last quarter of that time. */
  readonly horizonDays: number
  /** Days (0 is the first) with more or fewer orders. */
  readonly surge: readonly { readonly day: number; readonly factor: number }[]
}

/** Baskets of one size. */
export interface BasketKind {
  readonly name: Basket
  readonly share: number
  /** Whole numbers per dimension. */
  readonly load: readonly Range[]
  /** Seconds at the door, drawn in whole minutes where both ends are. */
  readonly service: Range
}

/** Sizes of baskets. */
export type Basket = 'small' | 'middle' | 'large'

/** Who is in when. */
export interface Homes {
  /** The name of a shipped table, or a table. */
  readonly presence: 'us-building-america' | PresenceTable
  /** Share of customers and days on which something unplanned comes up and nobody is in. */
  readonly absence: number
  /** Share of a household's other members who keep the hours of the first one; only where the table is of occupants. */
  readonly together: number
  /**
   * Whether whoever would wait at home on purpose for whatever they are told may also choose a narrow slot for which they must stay in. If
   * not, waiting on purpose exists only where nobody may choose.
   */
  readonly bends: boolean
}

/** Shares at home by time of day. */
export interface PresenceTable {
  readonly name: string
  /** Where the figures are from. */
  readonly source: string
  /** Whether the shares are of single people, or of households in which somebody is in. */
  readonly of: 'occupants' | 'households'
  /** Kinds of households by the number of people; weights are relative to each other. */
  readonly rows: readonly PresenceRow[]
}

/** One kind of household. */
export interface PresenceRow {
  readonly residents: number
  readonly weight: number
  /** Shares at home, from midnight on in equal steps: 24 of an hour, or 144 of ten minutes. */
  readonly home: readonly number[]
  /** The same for Saturdays and Sundays; left out: as on other days. */
  readonly weekend?: readonly number[]
}

/** What customers make of a slot: utility per unit, drawn for each customer. All at most 0. */
export interface TasteRanges {
  /** Per hour of width. */
  readonly perHour: Range
  /** Per unit of price. */
  readonly perPrice: Range
  /** Per hour between the middle of the slot and the customer's favourite time. */
  readonly perHourAway: Range
  /** Per hour of the slot in which they had not planned to be in, beside what its width costs. */
  readonly perHourIn: Range
  /** A slot worth less than this is not taken: the customer walks away. */
  readonly leaves: Range
}
