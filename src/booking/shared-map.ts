/** A map that never changes and shares what stays the same with its successors, so that a step costs the same at noon as in the morning. */

const bucketCount = 1024

/**
 * Text keys to values. `with` and `without` make a new map and leave this one as it was. They copy the list of buckets and one bucket of
 * about size ÷ 1024 entries, where a plain `Map` would be copied whole: an entry added to 100,000 others copies about 100.
 * Ids chosen to fall into one bucket make it as slow as copying a `Map`, no slower. The order of iteration means nothing.
 */
export class SharedMap<V> implements ReadonlyMap<string, V> {
  readonly size: number
  private readonly buckets: readonly (ReadonlyMap<string, V> | undefined)[]

  private constructor(size: number, buckets: readonly (ReadonlyMap<string, V> | undefined)[]) {
    this.size = size
    this.buckets = buckets
  }

  static empty<V>(): SharedMap<V> {
    return new SharedMap<V>(0, Array.from({ length: bucketCount }, () => undefined))
  }

  get(key: string): V | undefined {
    return this.buckets[bucketOf(key)]?.get(key)
  }

  has(key: string): boolean {
    return this.buckets[bucketOf(key)]?.has(key) ?? false
  }

  /** The map with `key` set to `value`. */
  with(key: string, value: V): SharedMap<V> {
    const grown = this.has(key) ? 0 : 1
    const bucket = new Map(this.buckets[bucketOf(key)]).set(key, value)
    return new SharedMap(this.size + grown, replaced(this.buckets, bucketOf(key), bucket))
  }

  /** The map without `key`. */
  without(key: string): SharedMap<V> {
    if (!this.has(key)) return this
    const bucket = new Map(this.buckets[bucketOf(key)])
    bucket.delete(key)
    return new SharedMap(this.size - 1, replaced(this.buckets, bucketOf(key), bucket))
  }

  *entries(): IterableIterator<[string, V]> {
    for (const bucket of this.buckets) if (bucket) yield* bucket.entries()
  }

  *keys(): IterableIterator<string> {
    for (const bucket of this.buckets) if (bucket) yield* bucket.keys()
  }

  *values(): IterableIterator<V> {
    for (const bucket of this.buckets) if (bucket) yield* bucket.values()
  }

  [Symbol.iterator](): IterableIterator<[string, V]> {
    return this.entries()
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this)
  }
}

/** FNV-1a (Fowler, Noll and Vo), 32 bits, over code units. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 16)) & (bucketCount - 1)
}

function replaced<T>(list: readonly T[], index: number, item: T): readonly T[] {
  const copy = list.slice()
  copy[index] = item
  return copy
}
