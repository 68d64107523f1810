/** A newcomer's question to the gaps of all routes, and the answer: per window the cheapest gap that takes it. */
import type { Random } from '../../base/random.ts'
import type { Order } from '../../model/nouns.ts'
import { paidCost } from '../../model/cost.ts'
import { serviceFor, setupFor } from '../../model/visit-times.ts'
import { NEVER } from '../../time/seconds.ts'
import { BandNotes } from './band-notes.ts'
import type { Ground } from '../ground.ts'
import type { LazyColumns, LegColumns } from '../legs.ts'
import { paidWith, suffixFrom } from '../paid-hours.ts'
import type { RouteSlabs } from '../slabs.ts'
import type { StopTimes } from '../stop-times.ts'
import { ALONE, ANYWHERE, rankOf, releaseOf } from '../stops.ts'

/** No gap takes the window. */
export const NO_GAP = -1

/** The newcomer is in no row of the stop table. */
export const NO_ROW = -1

/** Who goes into the route beside the newcomer: nobody, or its other end or a reload, before it or after it. */
export const NOBODY = 0
export const BEFORE = 1
export const AFTER = 2

/**
 * The newcomer, its windows, and per window the cheapest gap that takes it.
 *
 * In the gap between p and q the newcomer x may start its service at any moment of
 * `lo = depart[p] + t(p, x)` to `hi = latest[q] − t(x, q) − service(x)`, so a window [a, b] fits when `max(lo, a) ≤ min(hi, b)`
 * (bounds of Savelsbergh 1992). Windows do not appear in `lo` and `hi`: one interval answers them all.
 */
export class GapScan implements LegColumns {
  /** Number of windows asked for. */
  windows = 0
  open = new Int32Array(16)
  close = new Int32Array(16)

  /** The newcomer's row in the stop table, where it has one: only then can a companion go with it. */
  row = NO_ROW
  /** Kind (row of `StopTable.suits`), service seconds, number of visits, position and release, and loads of the newcomer. */
  kind = 0
  service = 0
  /** Seconds of setup, due where the newcomer is reached from another place; both are those of the last type turned to. */
  setup = 0
  /** Whether any type of courier has a setup there. */
  hasSetup = false
  /** The least service of all types. */
  leastService = 0
  private readonly types: StopTimes['types']
  private readonly services: Int32Array
  private readonly setups: Int32Array
  tasks = 1
  rank = ANYWHERE
  release = -NEVER
  readonly delivery: Int32Array
  readonly pickup: Int32Array
  /** Legs of the newcomer, see {@link LegColumns}. */
  offset = 0
  toSeconds: Int32Array[] = []
  fromSeconds: Int32Array[] = []
  toCost: Int32Array[] = []
  fromCost: Int32Array[] = []
  toMetres: Int32Array[] = []
  fromMetres: Int32Array[] = []
  handle = 0
  lazy: LazyColumns | undefined = undefined

  /**
   * The answer per window: added cost, route (or NO_GAP), position before the newcomer, breaks of that leg taken before it, and the
   * interval of the gap.
   */
  cost = new Float64Array(16)
  route = new Int32Array(16)
  position = new Int32Array(16)
  breaksFirst = new Int32Array(16)
  lo = new Int32Array(16)
  hi = new Int32Array(16)
  /** Who goes with the newcomer ({@link NOBODY}, {@link BEFORE}, {@link AFTER}), and that stop's position and breaks as above. */
  companion = new Uint8Array(16)
  companionPosition = new Int32Array(16)
  companionBreaks = new Int32Array(16)
  /** The stop to put there. */
  companionStop = new Int32Array(16)

  /** Routes to pass over: those with 1, where set. */
  skip: Uint8Array | undefined

  /** Gaps looked at since the scan was made: the unit of every search budget. */
  evaluations = 0

  private blinkRate = 0
  private chance: Random | undefined
  /** Gaps until the next one is passed over. */
  untilBlink = 2 ** 30

  /** First opening and last closing of all windows. */
  firstOpen = 0
  lastClose = 0
  /** Windows without a gap so far. */
  unreached = 0
  /** What a gap must be cheaper than to matter, once no window is without: the dearest answer, or a unit more where ties count. */
  dearest = -1
  unreachedOpen = 0
  unreachedClose = 0
  private readonly twinSeen: Int32Array
  private round = 0
  /** 1 where routes come in another order than that of their handles: then a lower one may still win a tie. */
  private tie = 0
  readonly notes: BandNotes
  private lateDepartures = new Int32Array(32)
  private trial: RouteSlabs | undefined

  constructor(ground: Ground) {
    this.types = ground.stops.times.types
    this.services = new Int32Array(this.types.length)
    this.setups = new Int32Array(this.types.length)
    this.delivery = new Int32Array(ground.fleet.dims)
    this.pickup = new Int32Array(ground.fleet.dims)
    this.notes = new BandNotes(ground.fleet.routes)
    this.twinSeen = new Int32Array(ground.fleet.routes)
  }

  /** Makes room for that many windows and forgets the last answer. */
  ask(windows: number): void {
    this.windows = windows
    if (windows <= this.open.length) return
    const room = Math.max(windows, this.open.length * 2)
    this.open = new Int32Array(room)
    this.close = new Int32Array(room)
    this.cost = new Float64Array(room)
    this.route = new Int32Array(room)
    this.position = new Int32Array(room)
    this.breaksFirst = new Int32Array(room)
    this.lo = new Int32Array(room)
    this.hi = new Int32Array(room)
    this.companion = new Uint8Array(room)
    this.companionPosition = new Int32Array(room)
    this.companionBreaks = new Int32Array(room)
    this.companionStop = new Int32Array(room)
  }

  /** Asks for a stop of the table, with its own windows. */
  askStop(ground: Ground, stop: number): void {
    const { stops } = ground
    const windows = stops.windows[stop]
    if (windows) {
      this.ask(windows.length / 2)
      for (let w = 0; w < windows.length / 2; w++) {
        this.open[w] = windows[2 * w]!
        this.close[w] = windows[2 * w + 1]!
      }
    } else {
      this.windows = 1
      this.open[0] = stops.open[stop]!
      this.close[0] = stops.close[stop]!
    }
    this.askRow(ground, stop)
  }

  /** The same with windows that the caller sets. */
  askRow({ stops, legs }: Ground, stop: number): void {
    this.row = stop
    this.kind = stops.kind[stop]!
    const { services, setups } = stops.times
    this.services[0] = services[0]![stop]!
    this.setups[0] = setups[0]![stop]!
    this.turnTo(0)
    this.hasSetup = this.setup > 0
    this.leastService = this.service
    if (services.length > 1) this.askTimes((t) => services[t]![stop]!, (t) => setups[t]![stop]!)
    this.tasks = (1 - stops.via[stop]!) * (stops.other[stop] === ALONE ? 1 : 2)
    this.rank = stops.rank[stop]!
    this.release = stops.release[stop]!
    for (let d = 0; d < this.delivery.length; d++) {
      this.delivery[d] = stops.delivery[stop * this.delivery.length + d]!
      this.pickup[d] = stops.pickup[stop * this.delivery.length + d]!
    }
    legs.askHandle(this, stops.place[stop]!)
  }

  /** Asks for an order that is in no row; its kind and legs, and the windows, are the caller's to set. */
  askOrder(order: Order): void {
    this.row = NO_ROW
    this.askTimes((t) => serviceFor(order, this.types[t]), (t) => setupFor(order, this.types[t]))
    this.tasks = 1
    this.rank = rankOf(order)
    this.release = releaseOf(order)
    this.delivery.set(order.delivery)
    this.pickup.set(order.pickup)
  }

  private askTimes(serviceOf: (type: number) => number, setupOf: (type: number) => number): void {
    for (let type = 0; type < this.types.length; type++) {
      this.services[type] = serviceOf(type)
      this.setups[type] = setupOf(type)
    }
    this.hasSetup = this.setups.some((setup) => setup > 0)
    this.leastService = this.services.reduce((least, service) => Math.min(least, service))
    this.turnTo(0)
  }

  /** From now on the newcomer takes as long as it takes couriers of this type. */
  turnTo(type: number): void {
    this.service = this.services[type]!
    this.setup = this.setups[type]!
  }

  /**
   * Forgets all answers. `tie` is 1 where routes come in another order than that of their handles: then of equal gaps that in the route
   * with the lowest handle wins all the same.
   */
  begin(tie: 0 | 1): void {
    this.tie = tie
    this.round++
    this.cost.fill(Infinity, 0, this.windows)
    this.route.fill(NO_GAP, 0, this.windows)
    this.measureSpan()
    this.measureWorst()
    if (this.blinkRate === 0) this.untilBlink = 2 ** 30
  }

  /** From now on routes come in an order of their own. */
  allowTies(): void {
    this.tie = 1
    this.measureWorst()
  }

  /** Whether gaps are passed over at random. */
  get isBlinking(): boolean {
    return this.blinkRate > 0
  }

  /** Whether a route of this kind, with nothing in it, has been looked at for this question. */
  hasSeen(twin: number): boolean {
    if (this.twinSeen[twin] === this.round) return true
    this.twinSeen[twin] = this.round
    return false
  }

  /**
   * From now on each gap is passed over with the chance `rate`, above 0 [blinks: Christiaens & Vanden Berghe 2020]; the first one where
   * `until` says, as another scan's `untilBlink` did.
   */
  blink(rate: number, chance: Random, until?: number): void {
    this.blinkRate = rate
    this.chance = chance
    if (until === undefined) this.drawBlink()
    else this.untilBlink = until
  }

  /** The window answered most cheaply, or -1. */
  best(): number {
    let best = -1
    for (let w = 0; w < this.windows; w++) {
      if (this.route[w] !== NO_GAP && (best < 0 || this.cost[w]! < this.cost[best]!)) best = w
    }
    return best
  }

  /** Scratch space for departures, at least that long. */
  departures(length: number): Int32Array {
    if (this.lateDepartures.length < length) this.lateDepartures = new Int32Array(2 * length)
    return this.lateDepartures
  }

  /** Scratch space for trying a route out. */
  trialOf(slabs: RouteSlabs): RouteSlabs {
    this.trial ??= slabs.copy()
    return this.trial
  }

  /** Whether the next gap is to be passed over. */
  blinks(): boolean {
    if (--this.untilBlink > 0) return false
    this.drawBlink()
    return true
  }

  /** Whether a gap at this price could answer any window better than before, taken alone; and with the interval that it has. */
  matters(added: number): boolean {
    return added < this.dearest || this.unreached > 0
  }

  mattersFor(added: number, lo: number, hi: number): boolean {
    return lo <= hi && (added < this.dearest || (hi >= this.unreachedOpen && lo <= this.unreachedClose))
  }

  /** Whether a route answers a window better than what is known: cheaper, or as cheaply and with a lower handle. */
  beats(w: number, r: number, cost: number): boolean {
    return cost < this.cost[w]! || (cost === this.cost[w]! && r < this.route[w]!)
  }

  /** Enters the gap wherever it takes a window more cheaply than any before. @returns whether it does */
  offerGap(r: number, position: number, breaksFirst: number, added: number, lo: number, hi: number): boolean {
    let better = false
    for (let w = 0; w < this.windows; w++) {
      if (lo > this.close[w]! || hi < this.open[w]! || !this.beats(w, r, added)) continue
      this.enter(w, r, position, breaksFirst, added, lo, hi)
      better = true
    }
    if (better) this.measureWorst()
    return better
  }

  /**
   * The same where hours are paid: what the newcomer adds to them depends on its window. They never get fewer where travel is metric,
   * unless the next stop takes less time than before: by so much at most. The newcomer takes `work` seconds, the next stop `shift` more.
   */
  offerPricedGap(
    ground: Ground, slabs: RouteSlabs, r: number, position: number, breaksFirst: number, added: number, lo: number, hi: number,
    work: number, shift: number,
  ): void {
    const { fleet } = ground
    const at = r * slabs.width + position
    const costs = { perPaidHour: fleet.paidRate[r]! }
    const now = paidCost(costs, slabs.span[r]!)
    const to = this.toSeconds[fleet.variant[r]!]![this.offset + slabs.placeAt[at]!]!
    const least = shift < 0 ? added - savedAtMost(costs, shift) : added
    const back = shift === 0 ? undefined : suffixFrom(ground, slabs, r, at + 1, shift)
    let from = this.fromSeconds[fleet.variant[r]!]![this.offset + slabs.placeAt[at + 1]!]!
    for (let b = fleet.breakFirst[r]!, left = slabs.breaksOn[at]!; left > 0; b++) {
      if (slabs.breakAt[b] !== position) continue
      from += fleet.breakService[b]!
      left--
    }
    let better = false
    for (let w = 0; w < this.windows; w++) {
      if (lo > this.close[w]! || hi < this.open[w]! || !this.beats(w, r, least)) continue
      const total = added + paidCost(costs, paidWith(slabs, at, to, from, work, this.open[w]!, this.close[w]!, back)) - now
      if (!this.beats(w, r, total)) continue
      this.enter(w, r, position, breaksFirst, total, lo, hi)
      better = true
    }
    if (better) this.measureWorst()
  }

  private enter(w: number, r: number, position: number, breaksFirst: number, cost: number, lo: number, hi: number): void {
    this.cost[w] = cost
    this.route[w] = r
    this.position[w] = position
    this.breaksFirst[w] = breaksFirst
    this.lo[w] = lo
    this.hi[w] = hi
    this.companion[w] = NOBODY
  }

  /** Enters a gap for the newcomer together with a gap for its companion, in one window. */
  enterBoth(
    w: number, r: number, position: number, breaksFirst: number, cost: number, lo: number, hi: number,
    companion: number, companionStop: number, companionPosition: number, companionBreaks: number,
  ): void {
    this.enter(w, r, position, breaksFirst, cost, lo, hi)
    this.companion[w] = companion
    this.companionStop[w] = companionStop
    this.companionPosition[w] = companionPosition
    this.companionBreaks[w] = companionBreaks
    this.measureWorst()
  }

  private measureSpan(): void {
    this.firstOpen = 2 ** 30
    this.lastClose = -(2 ** 30)
    for (let w = 0; w < this.windows; w++) {
      if (this.open[w]! < this.firstOpen) this.firstOpen = this.open[w]!
      if (this.close[w]! > this.lastClose) this.lastClose = this.close[w]!
    }
  }

  /** The dearest answer so far, and the span of the windows that have none: what a dear gap must reach to matter. */
  private measureWorst(): void {
    this.dearest = -Infinity
    this.unreached = 0
    this.unreachedOpen = 2 ** 30
    this.unreachedClose = -(2 ** 30)
    for (let w = 0; w < this.windows; w++) {
      if (this.route[w] !== NO_GAP) {
        if (this.cost[w]! + this.tie > this.dearest) this.dearest = this.cost[w]! + this.tie
        continue
      }
      this.unreached++
      if (this.open[w]! < this.unreachedOpen) this.unreachedOpen = this.open[w]!
      if (this.close[w]! > this.unreachedClose) this.unreachedClose = this.close[w]!
    }
  }

  drawBlink(): void {
    this.untilBlink = 1 + Math.floor(Math.log(1 - this.chance!.unit()) / Math.log(1 - this.blinkRate))
  }
}

/** The most by which paid hours can get cheaper where a stop takes fewer seconds: `shift`, which is below 0. */
export function savedAtMost(costs: { readonly perPaidHour: number }, shift: number): number {
  return costs.perPaidHour > 0 ? paidCost(costs, -shift) + 1 : 0
}
