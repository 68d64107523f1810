/** The exact answer: which slots any legal plan at all could keep. Tries everything, shares no code with routing, and asks the judge. */
import type { Day } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order, Plan, PlanRoute, Slot } from '../../src/model/nouns.ts'
import type { Served } from './exact-route.ts'
import { RouteTable } from './exact-route.ts'

/** For each slot a plan that serves all promised orders and the newcomer in the slot; `undefined` where there is none. */
export function exactSlots(day: Day, promised: readonly Order[], newcomer: Order, slots: readonly Slot[]): (Plan | undefined)[] {
  const asked = promised.length
  const all = (1 << asked) - 1
  const orders = [...promised, newcomer]
  const tables = day.routes.map((spec) => new RouteTable(day, spec, orders, asked))
  // By route: the sets of promised orders that the other routes could serve between them.
  const elsewhere = tables.map((_, i) => splits(tables.filter((_, j) => j !== i), all))
  const useful = elsewhere.map((sets) => {
    const parts = new Uint8Array(2 << asked)
    for (let set = 0; set <= all; set++) if (sets[all & ~set]) markParts(parts, set | (1 << asked))
    return parts
  })
  return slots.map(({ window }) => {
    for (const [i, table] of tables.entries()) {
      let own: Served | undefined
      table.servedWith(window, (set) => useful[i]![set] === 1, (served) => {
        if (elsewhere[i]![all & ~served.set]) own = served
        return own !== undefined
      })
      if (own === undefined) continue
      const others = splitOf(tables.filter((_, j) => j !== i), all & ~own.set)
      const plan = { routes: [...others, routeOf(table, own)] }
      confirm(day, [...promised, { ...newcomer, windows: [window] }], plan)
      return plan
    }
    return undefined
  })
}

/** A plan that serves all of the orders, or `undefined` where there is none. */
export function exactPlan(day: Day, orders: readonly Order[]): Plan | undefined {
  const tables = day.routes.map((spec) => new RouteTable(day, spec, orders))
  const all = (1 << orders.length) - 1
  if (!splits(tables, all)[all]) return undefined
  const plan = { routes: splitOf(tables, all) }
  confirm(day, orders, plan)
  return plan
}

/** The fewest routes that serve all of the orders between them, or `undefined` where there are none. */
export function exactFewest(day: Day, orders: readonly Order[]): number | undefined {
  const all = (1 << orders.length) - 1
  let fewest = new Float64Array(all + 1).fill(Infinity)
  fewest[0] = 0
  for (const spec of day.routes) {
    const next = fewest.slice()
    for (const own of new RouteTable(day, spec, orders).served.keys()) {
      if (own === 0) continue
      for (let set = 0; set <= all; set++) {
        if ((own & set) === 0 && fewest[set]! + 1 < next[own | set]!) next[own | set] = fewest[set]! + 1
      }
    }
    fewest = next
  }
  return fewest[all] === Infinity ? undefined : fewest[all]
}

/** Marks the set and all of its parts. */
function markParts(parts: Uint8Array, set: number): void {
  for (let part = set; ; part = (part - 1) & set) {
    parts[part] = 1
    if (part === 0) return
  }
}

/** By set: whether the tables could serve it between them. */
function splits(tables: readonly RouteTable[], all: number): Uint8Array {
  let reached = new Uint8Array(all + 1)
  reached[0] = 1
  for (const { served } of tables) {
    const next = reached.slice()
    for (let set = 0; set <= all; set++) {
      if (reached[set]) for (const own of served.keys()) if ((own & set) === 0) next[own | set] = 1
    }
    reached = next
  }
  return reached
}

/** Routes of the tables that serve the set between them. */
function splitOf(tables: readonly RouteTable[], set: number): PlanRoute[] {
  const [table, ...others] = tables
  if (table === undefined) return []
  const rest = splits(others, set)
  if (rest[set]) return splitOf(others, set)
  for (const own of table.served.values()) {
    if ((own.set & ~set) === 0 && rest[set & ~own.set]) return [...splitOf(others, set & ~own.set), routeOf(table, own)]
  }
  throw new Error('the set was said to be served')
}

function routeOf({ spec }: RouteTable, own: Served): PlanRoute {
  return { courier: spec.courier.id, shift: spec.shiftIndex, steps: own.steps() }
}

function confirm(day: Day, orders: readonly Order[], plan: Plan): void {
  const [violation] = legal(day, orders, plan)
  if (violation) throw new Error(`the exact answer is wrong: ${violation.code}, ${violation.detail}, ${JSON.stringify(plan)}`)
}
