/** All places of a day and the legs between them: in flat matrices that grow as places arrive, or computed where there are too many. */
import { assert } from '../base/assert.ts'
import { InputError } from '../base/errors.ts'
import { LONGEST_LEG, atSpeed, wholeSpeed } from './leg.ts'
import type { Place } from './place.ts'
import { lonLatOf, rowOf } from './place.ts'
import { Plane } from './plane.ts'
import type { LegComputer, TravelSource } from './source.ts'

/** A travel source at a courier's speed. */
export interface TravelVariant {
  readonly source: TravelSource
  readonly speed: number
}

/** The most places of one day whose legs lie in matrices. */
export const MOST_PLACES = 16_384

/** The most places of one day whose sources compute legs. */
export const MOST_COMPUTED_PLACES = 2 ** 20

/** More places than this are not kept in matrices where all sources compute legs: the tables would take 64 MiB per variant and more. */
export const MOST_TABLED = 2048

/** The most cells of all matrices together: 2 GiB, which is seconds and metres of one variant with all its places. */
const MOST_CELLS = 2 * MOST_PLACES ** 2

/** Rows entered before anybody asks for them; their matrix takes 16 MiB per variant. */
const MOST_ROWS_AHEAD = 2047

/**
 * Places as handles 0 … size − 1; handle 0 is an open end. While the grid is `tabled`, the leg from one to another is at
 * `from * stride + to`. Where all sources compute legs, it gives the tables up when it outgrows them; handles stay as they are.
 */
export class TravelGrid {
  /** An open end: 0 seconds and 0 metres to and from everywhere. */
  static readonly NOWHERE = 0
  readonly variants: number
  /** Whether all legs lie in the matrices. */
  tabled = true
  /** Whether all sources keep the triangle inequality. */
  readonly metric: boolean
  /** Whether legs can be computed, too. */
  readonly computes: boolean
  /** The places on a flat map, where all sources have a `leastPerMetre` and all places have coordinates. Handle 0 there is the guest. */
  plane: Plane | undefined
  /** Number of handles, `NOWHERE` included. */
  size = 1
  /** Row length of the matrices, at least `size`; changes as the grid grows. */
  stride = 16
  /** Whole seconds per variant, `[from * stride + to]`. Replaced when the grid grows: read them again after `handleOf`. */
  seconds: Int32Array[]
  /** Whole metres per variant; variants of the same source share one array. */
  metres: Int32Array[]
  private readonly kinds: readonly TravelVariant[]
  private readonly places: (Place | null)[] = [null]
  private readonly handles = new Map<number | string, number>()
  /** Keys of places asked for before: making one costs more than the question. */
  private readonly keys = new WeakMap<object, number | string>()
  private readonly vacant: number[] = []
  /** Per variant, one per source; empty where not all sources have one. */
  private readonly computers: readonly LegComputer[]

  constructor(variants: readonly TravelVariant[]) {
    this.kinds = variants
    const priced = variants.some(({ source }) => source.cost !== undefined)
    this.metric = variants.every(({ source }) => source.metric)
    this.computes = variants.length > 0 && !priced && variants.every(({ source }) => source.computer !== undefined)
    this.computers = this.computes ? this.sharedBySource((variant) => variants[variant]!.source.computer!()) : []
    this.plane = variants.length > 0 && !priced && variants.every(({ source }) => hasLeast(source)) ? new Plane() : undefined
    this.variants = variants.length
    this.seconds = variants.map(() => new Int32Array(this.stride * this.stride))
    this.metres = this.sharedBySource(() => new Int32Array(this.stride * this.stride))
  }

  /**
   * The handle of a place, added where it is new. The same row, or the same coordinates, is the same place.
   * Throws {@link InputError} (`too-many`) where the grid would grow beyond what memory allows; nothing has changed then.
   */
  handleOf(place: Place): number {
    const key = this.keyOf(place)
    const known = this.handles.get(key)
    if (known !== undefined) {
      // Whoever knows coordinates besides the row lets maps know them too.
      if (typeof this.places[known] === 'number') {
        this.places[known] = place
        this.seat(known, place)
      }
      return known
    }
    const vacant = this.vacant.pop()
    if (vacant !== undefined) {
      this.handles.set(key, vacant)
      this.places[vacant] = place
      this.fill(vacant, place)
      return vacant
    }
    if (this.tabled ? this.size === this.stride : this.size === MOST_COMPUTED_PLACES) this.makeRoom(place)
    const handle = this.size
    this.handles.set(key, handle)
    this.places.push(place)
    this.size++
    this.fill(handle, place)
    return handle
  }

  /**
   * Adds all rows of the matrices, where all sources are matrices of at most {@link MOST_ROWS_AHEAD} rows. A newcomer's legs are then
   * in the grid before it comes, and need not be gathered.
   */
  addRows(): void {
    const rows = Math.min(...this.kinds.map(({ source }) => source.rows ?? Infinity))
    if (rows > MOST_ROWS_AHEAD) return
    for (let row = 0; row < rows; row++) this.handleOf(row)
  }

  /** Forgets a place that nothing uses any more; its handle goes to the next newcomer. */
  free(handle: number): void {
    const place = this.places[handle]
    assert(handle > 0 && place !== undefined && place !== null, `handle ${handle} is in the grid`)
    this.handles.delete(this.keyOf(place))
    this.places[handle] = null
    this.vacant.push(handle)
  }

  /** A grid of its own with the same places under the same handles. */
  copy(): TravelGrid {
    const twin = new TravelGrid(this.kinds)
    twin.size = this.size
    twin.stride = this.stride
    twin.tabled = this.tabled
    twin.seconds = this.seconds.map((matrix) => matrix.slice())
    twin.metres = twin.sharedBySource((variant) => this.metres[variant]!.slice())
    for (let handle = 1; handle < this.size; handle++) {
      const place = this.places[handle]!
      twin.places.push(place)
      if (place !== null) twin.seat(handle, place)
    }
    for (const [key, handle] of this.handles) twin.handles.set(key, handle)
    for (const handle of this.vacant) twin.vacant.push(handle)
    return twin
  }

  /** The handle of a place, or −1 where it is not in the grid. */
  find(place: Place): number {
    return this.handles.get(this.keyOf(place)) ?? -1
  }

  /** Whether two places are one: they have the same handle, or would have. */
  isSame(one: Place, other: Place): boolean {
    return this.keyOf(one) === this.keyOf(other)
  }

  /** The place of a handle; `null` for `NOWHERE`. */
  placeOf(handle: number): Place | null {
    const place = this.places[handle]
    assert(place !== undefined, `handle ${handle} is in the grid`)
    return place
  }

  /** Seconds of one leg, whether or not its places are in the grid. */
  secondsBetween(from: Place, to: Place, variant: number): number {
    const { source, speed } = this.kinds[variant]!
    return atSpeed(source.seconds(from, to), speed)
  }

  /** Makes a place that is not in the grid the guest: `computedSeconds` and `computedMetres` know it as handle 0, and so does the plane. */
  invite(place: Place): void {
    this.seat(0, place)
  }

  /** Seconds of a leg, computed where the grid {@link computes}; handle 0 is the guest. */
  computedSeconds(variant: number, from: number, to: number): number {
    return atSpeed(this.computers[variant]!.seconds(from, to), this.kinds[variant]!.speed)
  }

  /** Metres likewise. */
  computedMetres(variant: number, from: number, to: number): number {
    return this.computers[variant]!.metres(from, to)
  }

  /** Whether the legs of a variant are as long back as there, as far as is known. */
  symmetric(variant: number): boolean {
    return this.computes && this.computers[variant]!.symmetric
  }

  /** Least seconds and metres of a variant's legs per metre on the {@link plane}; 0 where nothing is known. */
  leastPerMetre(variant: number): { seconds: number; metres: number } {
    const { source, speed } = this.kinds[variant]!
    const least = source.leastPerMetre
    if (least === undefined) return { seconds: 0, metres: 0 }
    // The longest leg is cut, and the Earth's diameter is below 13,000 km.
    return { seconds: Math.min(least.seconds / wholeSpeed(speed), LONGEST_LEG / 13_000_000), metres: least.metres }
  }

  /** Whether the variant's source says itself what a leg costs. */
  hasCosts(variant: number): boolean {
    return this.kinds[variant]!.source.cost !== undefined
  }

  /** What the variant's source says that a leg costs, where it {@link hasCosts}; nothing from or to an open end. */
  costBetween(from: Place | null, to: Place | null, variant: number): number {
    return from === null || to === null ? 0 : this.kinds[variant]!.source.cost!(from, to)
  }

  /** Seconds between a place and all handles, without adding it: `to[h]` from h to the place, `from[h]` from the place to h. */
  columnInto(place: Place, variant: number, to: Int32Array, from: Int32Array): void {
    const { source, speed } = this.kinds[variant]!
    this.fillColumn(this.seconds[variant]!, place, to, from, (a, b) => atSpeed(source.seconds(a, b), speed))
  }

  /** Metres likewise. */
  metresColumnInto(place: Place, variant: number, to: Int32Array, from: Int32Array): void {
    const { source } = this.kinds[variant]!
    this.fillColumn(this.metres[variant]!, place, to, from, (a, b) => source.metres(a, b))
  }

  /** What legs cost, of a variant that {@link hasCosts}, likewise. */
  costColumnInto(place: Place, variant: number, to: Int32Array, from: Int32Array): void {
    for (let h = 0; h < this.size; h++) {
      const other = this.places[h] ?? null
      to[h] = this.costBetween(other, place, variant)
      from[h] = this.costBetween(place, other, variant)
    }
  }

  /** Copied where the place is in the grid, asked of the source leg by leg where it is not. */
  private fillColumn(
    matrix: Int32Array, place: Place, to: Int32Array, from: Int32Array, leg: (from: Place, to: Place) => number,
  ): void {
    const handle = this.find(place)
    if (handle >= 0) {
      this.copyColumn(matrix, handle, to, from)
      return
    }
    to[0] = 0
    from[0] = 0
    for (let h = 1; h < this.size; h++) {
      const other = this.places[h]
      if (other === null || other === undefined) continue
      to[h] = leg(other, place)
      from[h] = leg(place, other)
    }
  }

  private copyColumn(matrix: Int32Array, handle: number, to: Int32Array, from: Int32Array): void {
    for (let h = 0; h < this.size; h++) {
      to[h] = matrix[h * this.stride + handle]!
      from[h] = matrix[handle * this.stride + h]!
    }
  }

  private fill(handle: number, place: Place): void {
    this.seat(handle, place)
    if (!this.tabled) return
    if (this.computes) {
      this.fillComputed(handle)
      return
    }
    for (let variant = 0; variant < this.variants; variant++) {
      const { source, speed } = this.kinds[variant]!
      const seconds = this.seconds[variant]!
      const metres = this.metres[variant]!
      const shared = this.metres.indexOf(metres) < variant
      for (let h = 1; h < this.size; h++) {
        const other = this.places[h]
        if (h === handle || other === null || other === undefined) continue
        seconds[h * this.stride + handle] = atSpeed(source.seconds(other, place), speed)
        seconds[handle * this.stride + h] = atSpeed(source.seconds(place, other), speed)
        if (shared) continue
        metres[h * this.stride + handle] = source.metres(other, place)
        metres[handle * this.stride + h] = source.metres(place, other)
      }
    }
  }

  private fillComputed(handle: number): void {
    for (let variant = 0; variant < this.variants; variant++) {
      const seconds = this.seconds[variant]!
      const metres = this.metres[variant]!
      const shared = this.metres.indexOf(metres) < variant
      const symmetric = this.symmetric(variant)
      for (let h = 1; h < this.size; h++) {
        if (h === handle || this.places[h] === null) continue
        const there = h * this.stride + handle
        const back = handle * this.stride + h
        seconds[there] = this.computedSeconds(variant, h, handle)
        seconds[back] = symmetric ? seconds[there]! : this.computedSeconds(variant, handle, h)
        if (shared) continue
        metres[there] = this.computedMetres(variant, h, handle)
        metres[back] = symmetric ? metres[there]! : this.computedMetres(variant, handle, h)
      }
    }
  }

  /** Tells the computers and the plane which place the handle is. */
  private seat(handle: number, place: Place): void {
    this.computers.forEach((computer, variant) => {
      if (this.computers.indexOf(computer) === variant) computer.put(handle, place)
    })
    if (this.plane === undefined) return
    const at = lonLatOf(place)
    if (at !== undefined || handle === 0) this.plane.put(handle, at ?? [NaN, NaN])
    else this.plane = undefined
  }

  /** Wider matrices, or none any more where legs can be computed and too many would have to be kept. */
  private makeRoom(place: Place): void {
    const cells = (this.variants + new Set(this.metres).size) * (2 * this.stride) ** 2
    const most = this.tabled ? this.stride : MOST_COMPUTED_PLACES
    const remedy = `use fewer than ${most} different places in a day, or fewer speeds and travel sources`
    if (!this.tabled) throw new InputError({ code: 'too-many', path: 'place', got: place, remedy })
    if (this.computes && (2 * this.stride > MOST_TABLED || cells > MOST_CELLS)) {
      this.tabled = false
      this.seconds = this.seconds.map(() => new Int32Array(0))
      this.metres = this.sharedBySource(() => new Int32Array(0))
      return
    }
    if (cells > MOST_CELLS) throw new InputError({ code: 'too-many', path: 'place', got: place, remedy })
    const before = this.stride
    this.stride = before * 2
    this.seconds = this.seconds.map((matrix) => widened(matrix, before))
    this.metres = this.sharedBySource((variant) => widened(this.metres[variant]!, before))
  }

  /** One thing per source, the same one for all its variants. */
  private sharedBySource<T>(make: (variant: number) => T): T[] {
    const bySource = new Map<TravelSource, T>()
    return this.kinds.map(({ source }, variant) => {
      const made = bySource.get(source) ?? make(variant)
      bySource.set(source, made)
      return made
    })
  }

  /** What makes two places the same: what the sources need to know of them. */
  private keyOf(place: Place): number | string {
    if (typeof place === 'number') return this.makeKey(place)
    let key = this.keys.get(place)
    if (key === undefined) {
      key = this.makeKey(place)
      this.keys.set(place, key)
    }
    return key
  }

  private makeKey(place: Place): number | string {
    const row = rowOf(place)
    if (row !== undefined && this.accepts(row)) return row
    const at = lonLatOf(place)
    if (at !== undefined && this.accepts(at)) return `${at[0]},${at[1]}`
    assert(this.accepts(place), 'the place was checked against all travel sources')
    return `${row}:${at?.[0]},${at?.[1]}`
  }

  private accepts(place: Place): boolean {
    for (const { source } of this.kinds) if (source.refuses(place) !== undefined) return false
    return true
  }
}

/** Throws {@link InputError} where what the source says cannot be meant. */
function hasLeast({ leastPerMetre }: TravelSource): boolean {
  if (leastPerMetre === undefined) return false
  const { seconds, metres } = leastPerMetre
  if (seconds >= 0 && seconds < Infinity && metres >= 0 && metres < Infinity) return true
  const remedy = 'give seconds and metres, 0 or more'
  throw new InputError({ code: 'out-of-range', path: 'travel.leastPerMetre', got: leastPerMetre, remedy })
}

function widened(matrix: Int32Array, stride: number): Int32Array {
  const wide = new Int32Array(4 * stride * stride)
  for (let row = 0; row < stride; row++) wide.set(matrix.subarray(row * stride, (row + 1) * stride), row * 2 * stride)
  return wide
}
