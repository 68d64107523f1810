/** A long search in slices: between them the interrupt key is heard and the bar moves. */
import { setImmediate } from 'node:timers/promises'
import { Random } from '../base/random.ts'
import type { Routing } from '../routing/routing.ts'
import type { Outside } from './outside.ts'
import { startProgress } from './progress.ts'

/** How long to search: gaps that may be looked at, or seconds. */
export type Budget = { readonly evaluations: number } | { readonly seconds: number }

/** A slice is one temperature of the cooling. */
const SLICES = 50

/**
 * Improves the routes. The search cools down from slice to slice, so that a stop after any of them leaves the best so far.
 * Repeats for a seed and a number of evaluations, at any speed. @returns whether it was interrupted
 */
export async function searchInSlices(routing: Routing, budget: Budget, seed: number, outside: Outside): Promise<boolean> {
  let interrupted = false
  const stopListening = outside.onInterrupt(() => {
    interrupted = true
  })
  const progress = startProgress(outside, 'planning', SLICES)
  const chance = new Random(seed).fork('plan')
  const start = outside.now()
  const share = (slice: number) => slice / (SLICES - 1)
  for (let slice = 0; slice < SLICES && !interrupted; slice++) {
    if ('evaluations' in budget) {
      const evaluations = Math.floor((budget.evaluations * (slice + 1)) / SLICES) - Math.floor((budget.evaluations * slice) / SLICES)
      if (evaluations > 0) routing.improve({ evaluations, chance, done: () => share(slice) })
    } else {
      const deadline = start + (budget.seconds * 1000 * (slice + 1)) / SLICES
      const late = () => outside.now() >= deadline
      if (!late()) routing.improve({ evaluations: UNBOUNDED, chance, done: () => share(slice), interrupted: late })
    }
    progress.show(slice + 1, `cost ${routing.cost()}, ${routing.absent().length} unassigned`)
    await setImmediate()
  }
  progress.end()
  stopListening()
  return interrupted
}

/** More than any search looks at in the longest time that can be asked for. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER
