/** How much of everything a day may hold, so that hostile input is refused and never hangs. */

export const MOST_DEPOTS = 1000
export const MOST_COURIERS = 10_000
/** Shifts of one courier. */
export const MOST_SHIFTS = 100
/** Breaks of one shift. */
export const MOST_BREAKS = 100
/** Reloads of one shift. */
export const MOST_RELOADS = 20
/** Areas that one courier does not serve, and corners or rows of one area. */
export const MOST_AREAS = 100
export const MOST_CORNERS = 10_000
/** Slots of one day, after templates are written out. */
export const MOST_SLOTS = 10_000
/** Windows of one order or of one break. */
export const MOST_WINDOWS = 1000
/** Skills of one courier or of one order. */
export const MOST_SKILLS = 1000
/** Types of couriers in one day, and those that one visit may have times for: the routes keep each visit's times for every type. */
export const MOST_TYPES = 100
/** Load dimensions. */
export const MOST_DIMENSIONS = 32
/** Different pairs of travel source and speed; each has a matrix of its own. */
export const MOST_VARIANTS = 64
/** The load of one order in one dimension. */
export const MOST_LOAD = 2 ** 28
/** No limit: for capacity, tasks, travel time and distance. Two of them added still fit in 31 bits. */
export const UNLIMITED = 2 ** 29
/** Cost units per hour and per kilometre. */
export const MOST_RATE = 1_000_000
/** Cost units for using a courier at all, and those that an order may be worth. */
export const MOST_FIXED = 1_000_000_000
