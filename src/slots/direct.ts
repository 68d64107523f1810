/** Direct gaps only, asked again and again for the same order: answers go into the caller's arrays, and nothing is allocated. */
import { InputError } from '../base/errors.ts'
import type { Order, Slot } from '../model/nouns.ts'
import { GapScan } from '../routing/gaps/gaps.ts'
import type { Routing } from '../routing/routing.ts'

/** One entry per slot. Where `route` is −1 no gap takes the slot, and the other entries mean nothing. */
export interface SlotColumns {
  /** Index in `day.routes` of the courier's shift. */
  readonly route: Int32Array
  /** Integer cost units that the plan would grow by. */
  readonly addedCost: Float64Array
  /** Earliest and latest start of service inside the slot, in seconds from the day's anchor. */
  readonly earliest: Int32Array
  readonly latest: Int32Array
}

/** Room for the answers to that many slots. */
export function slotColumns(slots: number): SlotColumns {
  return {
    route: new Int32Array(slots), addedCost: new Float64Array(slots), earliest: new Int32Array(slots), latest: new Int32Array(slots),
  }
}

/** An order and its slots, laid out once. */
export class DirectQuestion {
  readonly order: Order
  readonly slots: readonly Slot[]
  private readonly routing: Routing
  private readonly scan: GapScan

  constructor(routing: Routing, order: Order, slots: readonly Slot[]) {
    this.routing = routing
    this.order = order
    this.slots = slots
    this.scan = new GapScan(routing.ground)
    this.scan.ask(slots.length)
    for (let w = 0; w < slots.length; w++) {
      this.scan.open[w] = slots[w]!.window.start
      this.scan.close[w] = slots[w]!.window.end
    }
  }

  /** Whether it is about these routes, and the order is still in none of them. */
  isAbout(routing: Routing): boolean {
    return this.routing === routing && !routing.serves(this.order.id)
  }

  /**
   * Answers for the routes as they are now. @returns how many slots have a gap
   * @throws {InputError} `out-of-range` where an array is shorter than the list of slots; nothing has been written then
   */
  answerInto(columns: SlotColumns): number {
    const { routing, scan, slots } = this
    for (const name of columnNames) if (!(columns?.[name]?.length >= slots.length)) throw tooShort(name, columns?.[name], slots.length)
    routing.ask(scan, this.order)
    routing.answer(scan)
    let kept = 0
    for (let w = 0; w < slots.length; w++) {
      const route = scan.route[w]!
      columns.route[w] = route
      if (route < 0) continue
      kept++
      columns.addedCost[w] = scan.cost[w]!
      columns.earliest[w] = Math.max(scan.lo[w]!, scan.open[w]!)
      columns.latest[w] = Math.min(scan.hi[w]!, scan.close[w]!)
    }
    return kept
  }
}

const columnNames = ['route', 'addedCost', 'earliest', 'latest'] as const

function tooShort(name: string, got: unknown, slots: number): InputError {
  return new InputError({ code: 'out-of-range', path: `columns.${name}`, got, remedy: `give slotColumns(${slots}), or more` })
}
