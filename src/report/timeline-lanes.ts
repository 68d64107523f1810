/** Where the promised windows of a route lie under its timeline: as few lanes as there are windows at once. */

/** An extent along the axis, in pixels. */
export interface Extent {
  readonly left: number
  readonly right: number
}

/**
 * A lane from 0 for each extent, so that no two in a lane come closer than `gap`; each goes into the first lane with room
 * (interval partitioning: where the extents come by their left ends, no fewer lanes would do).
 */
export function lanesOf(extents: readonly Extent[], gap: number): number[] {
  const ends: number[] = []
  const lanes: number[] = Array.from({ length: extents.length }, () => 0)
  const byLeft = [...extents.keys()].sort((a, b) => extents[a]!.left - extents[b]!.left || a - b)
  for (const i of byLeft) {
    const { left, right } = extents[i]!
    const free = ends.findIndex((end) => end + gap <= left)
    const lane = free < 0 ? ends.length : free
    ends[lane] = right
    lanes[i] = lane
  }
  return lanes
}
