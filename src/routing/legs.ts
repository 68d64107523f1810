/** Leg tables: travel seconds, metres and cost, each also transposed, so that a stop's column reads as fast as its row. */
import { legCost } from '../model/cost.ts'
import type { Place } from '../travel/place.ts'
import type { TravelGrid } from '../travel/grid.ts'
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
}

/**
 * `table[from * stride + to]` and `tableTo[to * stride + from]`; times and metres per travel variant, costs per tariff. Single legs are
 * asked for by `secondsOf`, `metresOf` and `costOf`, whether there are tables or not.
 */
export class Legs {
  /** Whether all legs lie in tables; where they do not, columns must be prepared before they are read. */
  tabled = true
  private readonly grid: TravelGrid
  private readonly tariffs: Fleet['tariffs']
  stride = 0
  seconds: Int32Array[] = []
  secondsTo: Int32Array[] = []
  metres: Int32Array[] = []
  metresTo: Int32Array[] = []
  cost: Int32Array[] = []
  costTo: Int32Array[] = []
  private readonly scratch = {
    stride: -1,
    toSeconds: [] as Int32Array[],
    fromSeconds: [] as Int32Array[],
    toMetres: [] as Int32Array[],
    fromMetres: [] as Int32Array[],
    toCost: [] as Int32Array[],
    fromCost: [] as Int32Array[],
  }

  constructor(grid: TravelGrid, fleet: Fleet) {
    this.grid = grid
    this.tariffs = fleet.tariffs
    this.sync()
  }

  /** Finds or adds the place, and brings the tables up to date. */
  handleOf(place: Place): number {
    const known = this.grid.find(place)
    if (known >= 0) return known
    const handle = this.grid.handleOf(place)
    if (this.stride === this.grid.stride) this.fill(handle)
    else this.sync()
    return handle
  }

  /** Seconds of a leg in a travel variant, by handles. */
  secondsOf(variant: number, from: number, to: number): number {
    return this.seconds[variant]![from * this.stride + to]!
  }

  /** Metres likewise. */
  metresOf(variant: number, from: number, to: number): number {
    return this.metres[variant]![from * this.stride + to]!
  }

  /** Cost of a leg in a tariff, by handles. */
  costOf(tariff: number, from: number, to: number): number {
    return this.cost[tariff]![from * this.stride + to]!
  }

  /**
   * Makes the entries of the columns right for the places `placeAt[first]` up to and including `placeAt[last]`, in one travel variant and
   * tariff. Only needed where legs are not {@link tabled}.
   */
  prepare(columns: LegColumns, placeAt: Int32Array, first: number, last: number, variant: number, tariff: number): void {
    void [columns, placeAt, first, last, variant, tariff]
  }

  /** Sets the leg columns of a place: views of the tables where the place is known, scratch space where it is not. */
  askPlace(columns: LegColumns, place: Place, withMetres: boolean): void {
    const handle = this.grid.find(place)
    if (handle >= 0) this.askHandle(columns, handle)
    else this.askStranger(columns, place, withMetres)
  }

  /** Sets the leg columns of a known place. */
  askHandle(columns: LegColumns, handle: number): void {
    columns.offset = handle * this.stride
    columns.toSeconds = this.secondsTo
    columns.fromSeconds = this.seconds
    columns.toCost = this.costTo
    columns.fromCost = this.cost
    columns.toMetres = this.metresTo
    columns.fromMetres = this.metres
  }

  private askStranger(columns: LegColumns, place: Place, withMetres: boolean): void {
    const { grid, tariffs, scratch } = this
    const column = () => new Int32Array(this.stride)
    if (scratch.stride !== this.stride) {
      scratch.stride = this.stride
      scratch.toSeconds = this.seconds.map(column)
      scratch.fromSeconds = this.seconds.map(column)
      scratch.toMetres = this.seconds.map(column)
      scratch.fromMetres = this.seconds.map(column)
      scratch.toCost = tariffs.map((t) => (isSeconds(t) ? scratch.toSeconds[t.variant]! : column()))
      scratch.fromCost = tariffs.map((t) => (isSeconds(t) ? scratch.fromSeconds[t.variant]! : column()))
    }
    const pricesMetres = withMetres || tariffs.some((t) => t.perKm !== 0)
    for (let v = 0; v < grid.variants; v++) {
      grid.columnInto(place, v, scratch.toSeconds[v]!, scratch.fromSeconds[v]!)
      if (pricesMetres) grid.metresColumnInto(place, v, scratch.toMetres[v]!, scratch.fromMetres[v]!)
    }
    tariffs.forEach((t, i) => {
      if (isSeconds(t)) return
      for (let h = 0; h < grid.size; h++) {
        scratch.toCost[i]![h] = legCost(t, scratch.toSeconds[t.variant]![h]!, scratch.toMetres[t.variant]![h]!)
        scratch.fromCost[i]![h] = legCost(t, scratch.fromSeconds[t.variant]![h]!, scratch.fromMetres[t.variant]![h]!)
      }
    })
    columns.offset = 0
    columns.toSeconds = scratch.toSeconds
    columns.fromSeconds = scratch.fromSeconds
    columns.toCost = scratch.toCost
    columns.fromCost = scratch.fromCost
    columns.toMetres = scratch.toMetres
    columns.fromMetres = scratch.fromMetres
  }

  /** Takes the whole grid over: its matrices have moved. */
  private sync(): void {
    const { grid, tariffs } = this
    const cells = grid.stride * grid.stride
    this.stride = grid.stride
    this.seconds = grid.seconds
    this.metres = grid.metres
    this.secondsTo = grid.seconds.map(() => new Int32Array(cells))
    this.metresTo = grid.metres.map(() => new Int32Array(cells))
    this.cost = tariffs.map((t) => (isSeconds(t) ? grid.seconds[t.variant]! : new Int32Array(cells)))
    this.costTo = tariffs.map((t) => (isSeconds(t) ? this.secondsTo[t.variant]! : new Int32Array(cells)))
    for (let handle = 0; handle < grid.size; handle++) this.fill(handle)
  }

  /** Row and column of one place. */
  private fill(handle: number): void {
    const { grid, stride } = this
    for (let v = 0; v < grid.variants; v++) {
      transpose(this.seconds[v]!, this.secondsTo[v]!, handle, grid.size, stride)
      transpose(this.metres[v]!, this.metresTo[v]!, handle, grid.size, stride)
    }
    this.tariffs.forEach((t, index) => {
      if (isSeconds(t)) return
      const seconds = this.seconds[t.variant]!
      const metres = this.metres[t.variant]!
      const cost = this.cost[index]!
      for (let h = 0; h < grid.size; h++) {
        const there = handle * stride + h
        const back = h * stride + handle
        cost[there] = legCost(t, seconds[there]!, metres[there]!)
        cost[back] = legCost(t, seconds[back]!, metres[back]!)
      }
      transpose(cost, this.costTo[index]!, handle, grid.size, stride)
    })
  }
}

/** The default tariff, 3600 an hour and nothing per kilometre, costs exactly the seconds: no table of its own. */
function isSeconds(tariff: { perHour: number; perKm: number }): boolean {
  return tariff.perHour === 3600 && tariff.perKm === 0
}

/** Copies one row and one column into the transposed table. */
function transpose(table: Int32Array, tableTo: Int32Array, handle: number, size: number, stride: number): void {
  for (let h = 0; h < size; h++) {
    tableTo[h * stride + handle] = table[handle * stride + h]!
    tableTo[handle * stride + h] = table[h * stride + handle]!
  }
}
