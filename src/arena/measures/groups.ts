/** Customers in groups, and how unevenly a rate lies over the groups. */
import type { CustomerRecord } from '../days/record.ts'

/** A group of fewer customers says too little: it is pooled with the other small ones. */
export const SMALLEST_GROUP = 20

/** By what customers are grouped. */
export const groupings = ['area', 'household', 'booking', 'basket'] as const
export type Grouping = (typeof groupings)[number]

/** What lies behind an index over groups. */
export interface GroupCount {
  /** Groups compared, the pooled one included. */
  readonly groups: number
  /** Customers in them, and in the smallest. */
  readonly customers: number
  readonly smallest: number
  /** Customers of groups that were too small, compared as one group. */
  readonly pooled: number
  /** Customers of groups that were too small even together; they are in no group. */
  readonly left: number
}

export interface Groups {
  readonly groups: readonly (readonly CustomerRecord[])[]
  readonly count: GroupCount
}

/**
 * The groups of all who asked. Groups of fewer than {@link SMALLEST_GROUP} customers are pooled into one, and left out where even
 * that one is too small.
 */
export function groupsBy(grouping: Grouping, customers: readonly CustomerRecord[]): Groups {
  const byKey = new Map<string, CustomerRecord[]>()
  for (const customer of customers) {
    const key = keyOf(grouping, customer)
    const group = byKey.get(key)
    if (group === undefined) byKey.set(key, [customer])
    else group.push(customer)
  }
  const all = [...byKey.values()]
  const large = all.filter((group) => group.length >= SMALLEST_GROUP)
  const rest = all.filter((group) => group.length < SMALLEST_GROUP).flat()
  const pooled = rest.length >= SMALLEST_GROUP
  const groups = pooled ? [...large, rest] : large
  const count: GroupCount = {
    groups: groups.length,
    customers: customers.length - (pooled ? 0 : rest.length),
    smallest: groups.length === 0 ? 0 : Math.min(...groups.map((group) => group.length)),
    pooled: pooled ? rest.length : 0,
    left: pooled ? 0 : rest.length,
  }
  return { groups, count }
}

/** Largest less smallest. `undefined` for fewer than two groups. */
export function gap(rates: readonly number[]): number | undefined {
  return rates.length < 2 ? undefined : Math.max(...rates) - Math.min(...rates)
}

/** Smallest over largest: 1 where all are alike, all 0 included. `undefined` for fewer than two groups. */
export function evenness(rates: readonly number[]): number | undefined {
  if (rates.length < 2) return undefined
  const largest = Math.max(...rates)
  return largest === 0 ? 1 : Math.min(...rates) / largest
}

function keyOf(grouping: Grouping, customer: CustomerRecord): string {
  return grouping === 'booking' ? (customer.early ? 'early' : 'late') : customer[grouping]
}
