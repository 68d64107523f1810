/** Leg tables: travel seconds, metres and cost, each also transposed, so that a stop's column reads as fast as its row. */
import { legCost } from '../model/cost.ts'
import type { Place } from '../travel/place.ts'
import type { TravelGrid } from '../travel/grid.ts'
import type { Plane } from '../travel/plane.ts'
import type { PerMetre } from '../travel/source.ts'
import type { Fleet } from './fleet.ts'

/** Legs to and from one place: those from place h to it are at `to…[offset + h]`, those from it to h at `from…[offset + h]`. */
export interface LegColumns {
  offset: number
  /** Per travel variant. */
  toSeconds: Int32Array[]
  fromSeconds: Int32Array[]
  toMetres: Int32Array[]
  fromMetres: Int32Array[]
  /** Per tariff. */
  toCost: Int32Array[]
  fromCost: Int32Array[]
  /** Handle of the place, 0 where it is not in the grid. */
  handle: number
  /** Present where the columns are computed piece by piece: {@link Legs.prepare} them before they are read. */
  lazy: LazyColumns | undefined
}

/**
 * Columns of their own, of which only those entries are right that have been prepared since the place was asked for: `seen` holds the
 * stamp of the last time, per tariff and place.
 */
export interface LazyColumns extends Pick<LegColumns, 'toSeconds' | 'fromSeconds' | 'toMetres' | 'fromMetres' | 'toCost' | 'fromCost'> {
  place: Place
  /** 0 where the place is not in the grid. */
  handle: number
  stamp: number
  seen: Int32Array[]
}

/**
 * `table[from * stride + to]` and `tableTo[to * stride + from]`; times and metres per travel variant, costs per tariff. Single legs are
 * asked for by `secondsOf`, `metresOf` and `costOf`, whether there are tables or not.
 */
export class Legs {
  /** Whether all legs lie in tables. */
  tabled = true
  private readonly grid: TravelGrid
  private readonly tariffs: Fleet['tariffs']
  private readonly limitsMetres: boolean
  stride = 0
  seconds: Int32Array[] = []
  secondsTo: Int32Array[] = []
  metres: Int32Array[] = []
  metresTo: Int32Array[] = []
  cost: Int32Array[] = []
  costTo: Int32Array[] = []
  /** Columns of places that are not in the grid, where all of it is asked for. */
  private scratch: LazyColumns | undefined
  /** Columns kept for those who ask again. */
  private readonly lazies = new WeakMap<LegColumns, LazyColumns>()
  /** Whose place is the grid's guest. */
  private guest: LazyColumns | undefined

  constructor(grid: TravelGrid, fleet: Fleet) {
    this.grid = grid
    this.tariffs = fleet.tariffs
    this.limitsMetres = fleet.limitsMetres
    this.sync()
  }

  /** Whether all travel keeps the triangle inequality. */
  get metric(): boolean {
    return this.grid.metric
  }

  /** The places on a flat map by handle, where all sources know how near a leg can be. */
  get plane(): Plane | undefined {
    return this.grid.plane
  }

  /** Least seconds and metres of a variant's legs per metre on the {@link plane}. */
  leastPerMetre(variant: number): PerMetre {
    return this.grid.leastPerMetre(variant)
  }

  /** Where the place of the columns is on the {@link plane}, x and y. @returns false where that is not known */
  locateInto(columns: LegColumns, at: Float64Array): boolean {
    const { plane } = this.grid
    const { handle } = columns
    if (plane === undefined) return false
    if (handle === 0) this.seat(columns.lazy ?? this.scratch!)
    at[0] = plane.x[handle]!
    at[1] = plane.y[handle]!
    return Number.isFinite(at[0]!) && Number.isFinite(at[1]!)
  }

  /** Finds or adds the place, and brings the tables up to date. */
  handleOf(place: Place): number {
    const known = this.grid.find(place)
    if (known >= 0) return known
    const handle = this.grid.handleOf(place)
    if (this.tabled && (!this.grid.tabled || this.stride !== this.grid.stride)) this.sync()
    else if (this.tabled) this.fill(handle)
    return handle
  }

  /** Seconds of a leg in a travel variant, by handles. */
  secondsOf(variant: number, from: number, to: number): number {
    if (this.tabled) return this.seconds[variant]![from * this.stride + to]!
    return from === 0 || to === 0 ? 0 : this.grid.computedSeconds(variant, from, to)
  }

  /** Metres likewise. */
  metresOf(variant: number, from: number, to: number): number {
    if (this.tabled) return this.metres[variant]![from * this.stride + to]!
    return from === 0 || to === 0 ? 0 : this.grid.computedMetres(variant, from, to)
  }

  /** Cost of a leg in a tariff, by handles. */
  costOf(tariff: number, from: number, to: number): number {
    if (this.tabled) return this.cost[tariff]![from * this.stride + to]!
    const t = this.tariffs[tariff]!
    const seconds = this.secondsOf(t.variant, from, to)
    return this.isSeconds(t) ? seconds : legCost(t, seconds, t.perKm === 0 ? 0 : this.metresOf(t.variant, from, to))
  }

  /**
   * Makes the entries of lazy columns right for the places `placeAt[first]` up to and including `placeAt[last]`, in one tariff and its
   * travel variant.
   */
  prepare(columns: LegColumns, placeAt: Int32Array, first: number, last: number, variant: number, tariff: number): void {
    const { lazy } = columns
    if (lazy === undefined) return
    const { grid } = this
    const { handle } = lazy
    if (handle === 0) this.seat(lazy)
    const t = this.tariffs[tariff]!
    const { stamp } = lazy
    const seen = lazy.seen[tariff]!
    const toSeconds = lazy.toSeconds[variant]!
    const fromSeconds = lazy.fromSeconds[variant]!
    const symmetric = grid.symmetric(variant)
    const plain = this.isSeconds(t) && !this.limitsMetres
    for (let i = first; i <= last; i++) {
      const h = placeAt[i]!
      if (seen[h] === stamp) continue
      seen[h] = stamp
      if (h === 0) continue // an open end: its entries are 0 and stay so
      const seconds = grid.computedSeconds(variant, h, handle)
      toSeconds[h] = seconds
      fromSeconds[h] = symmetric ? seconds : grid.computedSeconds(variant, handle, h)
      if (!plain) this.prepareMetres(lazy, handle, h, tariff)
    }
  }

  /** Makes the place of the columns the grid's guest. */
  private seat(lazy: LazyColumns): void {
    if (this.guest === lazy) return
    this.grid.invite(lazy.place)
    this.guest = lazy
  }

  /** Makes all entries of lazy columns right. */
  prepareAll(columns: LegColumns): void {
    if (columns.lazy === undefined) return
    const all = Int32Array.from({ length: this.grid.size }, (_, h) => h)
    this.tariffs.forEach(({ variant }, tariff) => this.prepare(columns, all, 0, all.length - 1, variant, tariff))
  }

  private prepareMetres(lazy: LazyColumns, handle: number, h: number, tariff: number): void {
    const t = this.tariffs[tariff]!
    const toMetres = lazy.toMetres[t.variant]!
    const fromMetres = lazy.fromMetres[t.variant]!
    if (this.limitsMetres || t.perKm !== 0) {
      toMetres[h] = this.grid.computedMetres(t.variant, h, handle)
      fromMetres[h] = this.grid.symmetric(t.variant) ? toMetres[h]! : this.grid.computedMetres(t.variant, handle, h)
    }
    if (this.isSeconds(t)) return
    lazy.toCost[tariff]![h] = legCost(t, lazy.toSeconds[t.variant]![h]!, t.perKm === 0 ? 0 : toMetres[h]!)
    lazy.fromCost[tariff]![h] = legCost(t, lazy.fromSeconds[t.variant]![h]!, t.perKm === 0 ? 0 : fromMetres[h]!)
  }

  /**
   * Sets the leg columns of a place: views of the tables where the place is known and has them, lazy columns where legs are computed,
   * else scratch space, which lasts until the next such place is asked for.
   */
  askPlace(columns: LegColumns, place: Place): void {
    const handle = this.grid.find(place)
    if (handle >= 0) this.askHandle(columns, handle)
    else if (this.grid.computes) this.askLazily(columns, 0, place)
    else this.askStranger(columns, place)
  }

  /** Sets the leg columns of a known place. */
  askHandle(columns: LegColumns, handle: number): void {
    if (!this.tabled) {
      this.askLazily(columns, handle, this.grid.placeOf(handle)!)
      return
    }
    columns.handle = handle
    columns.lazy = undefined
    columns.offset = handle * this.stride
    columns.toSeconds = this.secondsTo
    columns.fromSeconds = this.seconds
    columns.toCost = this.costTo
    columns.fromCost = this.cost
    columns.toMetres = this.metresTo
    columns.fromMetres = this.metres
  }

  /** Columns that are computed where they are prepared. Those who ask again get the same arrays again. */
  private askLazily(columns: LegColumns, handle: number, place: Place): void {
    let lazy = this.lazies.get(columns)
    if (lazy === undefined || lazy.seen[0]!.length < this.grid.size) {
      lazy = this.columnsOf(Math.max(64, Math.ceil(1.25 * this.grid.size)), place)
      this.lazies.set(columns, lazy)
    }
    lazy.place = place
    lazy.handle = handle
    lazy.stamp++
    if (this.guest === lazy) this.guest = undefined
    this.setColumns(columns, lazy)
    columns.handle = handle
    columns.lazy = lazy
  }

  private columnsOf(length: number, place: Place): LazyColumns {
    const column = () => new Int32Array(length)
    const nothing = new Int32Array(0)
    const metres = (variant: number) => this.limitsMetres || this.tariffs.some((t) => t.variant === variant && t.perKm !== 0)
    const variants = Array.from({ length: this.grid.variants }, (_, variant) => variant)
    const toSeconds = variants.map(column)
    const fromSeconds = variants.map(column)
    return {
      place,
      handle: 0,
      stamp: 0,
      seen: this.tariffs.map(column),
      toSeconds,
      fromSeconds,
      toMetres: variants.map((variant) => (metres(variant) ? column() : nothing)),
      fromMetres: variants.map((variant) => (metres(variant) ? column() : nothing)),
      toCost: this.tariffs.map((t) => (this.isSeconds(t) ? toSeconds[t.variant]! : column())),
      fromCost: this.tariffs.map((t) => (this.isSeconds(t) ? fromSeconds[t.variant]! : column())),
    }
  }

  private setColumns(columns: LegColumns, from: LazyColumns): void {
    columns.offset = 0
    columns.toSeconds = from.toSeconds
    columns.fromSeconds = from.fromSeconds
    columns.toCost = from.toCost
    columns.fromCost = from.fromCost
    columns.toMetres = from.toMetres
    columns.fromMetres = from.fromMetres
  }

  private askStranger(columns: LegColumns, place: Place): void {
    const { grid, tariffs } = this
    if (this.scratch === undefined || this.scratch.toSeconds[0]!.length !== this.stride) this.scratch = this.columnsOf(this.stride, place)
    const { scratch } = this
    scratch.place = place
    if (this.guest === scratch) this.guest = undefined
    for (let v = 0; v < grid.variants; v++) {
      grid.columnInto(place, v, scratch.toSeconds[v]!, scratch.fromSeconds[v]!)
      if (scratch.toMetres[v]!.length > 0) grid.metresColumnInto(place, v, scratch.toMetres[v]!, scratch.fromMetres[v]!)
    }
    tariffs.forEach((t, i) => {
      if (this.isSeconds(t)) return
      if (grid.hasCosts(t.variant)) {
        grid.costColumnInto(place, t.variant, scratch.toCost[i]!, scratch.fromCost[i]!)
        return
      }
      for (let h = 0; h < grid.size; h++) {
        scratch.toCost[i]![h] = legCost(t, scratch.toSeconds[t.variant]![h]!, t.perKm === 0 ? 0 : scratch.toMetres[t.variant]![h]!)
        scratch.fromCost[i]![h] = legCost(t, scratch.fromSeconds[t.variant]![h]!, t.perKm === 0 ? 0 : scratch.fromMetres[t.variant]![h]!)
      }
    })
    this.setColumns(columns, scratch)
    columns.handle = 0
    columns.lazy = undefined
  }

  /** Takes the whole grid over: its matrices have moved. */
  private sync(): void {
    const { grid, tariffs } = this
    this.tabled = grid.tabled
    const cells = grid.tabled ? grid.stride * grid.stride : 0
    this.stride = grid.stride
    this.seconds = grid.seconds
    this.metres = grid.metres
    this.secondsTo = grid.seconds.map(() => new Int32Array(cells))
    this.metresTo = grid.metres.map(() => new Int32Array(cells))
    this.cost = tariffs.map((t) => (this.isSeconds(t) ? grid.seconds[t.variant]! : new Int32Array(cells)))
    this.costTo = tariffs.map((t) => (this.isSeconds(t) ? this.secondsTo[t.variant]! : new Int32Array(cells)))
    if (grid.tabled) for (let handle = 0; handle < grid.size; handle++) this.fill(handle)
  }

  /**
   * The default tariff, 3600 an hour and nothing per kilometre, costs exactly the seconds: no table of its own. Not where the travel source
   * says itself what legs cost.
   */
  private isSeconds({ variant, perHour, perKm }: Fleet['tariffs'][number]): boolean {
    return perHour === 3600 && perKm === 0 && !this.grid.hasCosts(variant)
  }

  /** Row and column of one place. */
  private fill(handle: number): void {
    const { grid, stride } = this
    for (let v = 0; v < grid.variants; v++) {
      transpose(this.seconds[v]!, this.secondsTo[v]!, handle, grid.size, stride)
      transpose(this.metres[v]!, this.metresTo[v]!, handle, grid.size, stride)
    }
    this.tariffs.forEach((t, index) => {
      if (this.isSeconds(t)) return
      const cost = this.cost[index]!
      if (grid.hasCosts(t.variant)) {
        this.fillCosts(handle, index)
        return
      }
      const seconds = this.seconds[t.variant]!
      const metres = this.metres[t.variant]!
      for (let h = 0; h < grid.size; h++) {
        const there = handle * stride + h
        const back = h * stride + handle
        cost[there] = legCost(t, seconds[there]!, metres[there]!)
        cost[back] = legCost(t, seconds[back]!, metres[back]!)
      }
      transpose(cost, this.costTo[index]!, handle, grid.size, stride)
    })
  }

  /** Row and column of one place, in a tariff whose travel source says itself what legs cost. */
  private fillCosts(handle: number, tariff: number): void {
    const { grid, stride } = this
    const { variant } = this.tariffs[tariff]!
    const cost = this.cost[tariff]!
    const place = grid.placeOf(handle)
    for (let h = 0; h < grid.size; h++) {
      cost[handle * stride + h] = grid.costBetween(place, grid.placeOf(h), variant)
      cost[h * stride + handle] = grid.costBetween(grid.placeOf(h), place, variant)
    }
    transpose(cost, this.costTo[tariff]!, handle, grid.size, stride)
  }
}

/** Copies one row and one column into the transposed table. */
function transpose(table: Int32Array, tableTo: Int32Array, handle: number, size: number, stride: number): void {
  for (let h = 0; h < size; h++) {
    tableTo[h * stride + handle] = table[handle * stride + h]!
    tableTo[handle * stride + h] = table[h * stride + handle]!
  }
}
