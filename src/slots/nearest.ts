/** The nearest slot in time. */
import type { Slot } from '../model/nouns.ts'

/** The one of the slots with the least time between it and this one; among those that overlap it, the one that opens nearest. */
export function nearestSlot({ window }: Slot, slots: Iterable<Slot>): Slot | undefined {
  let nearest: Slot | undefined
  let least = Infinity
  for (const slot of slots) {
    const { start, end } = slot.window
    const distance = Math.max(0, start - window.end, window.start - end) + Math.abs(start - window.start) / 2 ** 24
    if (distance >= least) continue
    least = distance
    nearest = slot
  }
  return nearest
}
