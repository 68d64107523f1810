/** Which slots of a tight day can be kept: all that a deep search finds, remembered in a file so that variants answer the same question. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Random } from '../src/base/random.ts'
import type { Routing } from '../src/routing/routing.ts'
import { feasibleSlots } from '../src/slots/feasible.ts'
import type { KnownDay } from './days.ts'
import { ruinSlots } from './recall-ruin.ts'
import type { Filling, TightDay } from './tight.ts'
import { routedDay, tightDay } from './tight.ts'

/** What is known of a slot: somebody found routes that keep it, it is proved that nobody can, or neither. */
export type Known = 'kept' | 'impossible' | 'unknown'

/** By request and slot. */
export type Knowledge = Known[][]

/** Other plans of the same promises to search from, and gaps looked at to find one. */
const OTHER_PLANS = 3
const PER_PLAN = 10_000_000

/** Gaps looked at per request and plan by the library, and per slot and plan by ruin and recreate alone. */
const PER_REQUEST = 5_000_000
const PER_SLOT = 3_000_000

/**
 * The tight day and what is known of it. Made once, which takes minutes, and kept in the folder of temporary files; remove
 * `slotsmith-recall` there to begin anew.
 */
export function knownTightDay(known: KnownDay, seed: number, filling: Filling): { tight: TightDay; truth: Knowledge } {
  const folder = join(tmpdir(), 'slotsmith-recall')
  const file = join(folder, `${known.name}-${seed}-${filling}.json`)
  if (!existsSync(file)) {
    const tight = tightDay(known, seed, filling)
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, JSON.stringify({ ...tight, day: undefined, truth: deepSearch(tight) }))
  }
  const { truth, ...stored } = JSON.parse(readFileSync(file, 'utf8')) as Omit<TightDay, 'day'> & { truth: Knowledge }
  return { tight: { ...stored, day: known.read(known.routes).day }, truth }
}

function deepSearch(tight: TightDay): Knowledge {
  const truth: Knowledge = tight.requests.map(() => tight.slots.map(() => 'unknown'))
  const chance = new Random(20)
  const plans = [routedDay(tight)]
  for (let i = 0; i < OTHER_PLANS; i++) {
    const routing = routedDay(tight)
    routing.improve({ evaluations: PER_PLAN, chance: chance.fork(`plan ${i}`) })
    plans.push(routing)
  }
  for (const evaluations of [0, PER_REQUEST]) {
    for (const [p, routing] of plans.entries()) noteLibrary(tight, routing, truth, evaluations, chance.fork(`library ${p}`))
  }
  for (const [p, routing] of plans.entries()) {
    for (const [i, request] of tight.requests.entries()) {
      const open = tight.slots.filter((_, w) => truth[i]![w] === 'unknown')
      for (const slot of ruinSlots(routing, request, open, PER_SLOT, chance.fork(`ruin ${p} ${i}`)).found) {
        truth[i]![tight.slots.indexOf(slot)] = 'kept'
      }
    }
  }
  return truth
}

function noteLibrary(tight: TightDay, routing: Routing, truth: Knowledge, evaluations: number, chance: Random): void {
  for (const [i, request] of tight.requests.entries()) {
    const open = tight.slots.filter((_, w) => truth[i]![w] === 'unknown')
    if (open.length === 0) continue
    const { fits, misses } = feasibleSlots(routing, request, open, { evaluations, chance: chance.fork(`request ${i}`) })
    for (const { slot } of fits) truth[i]![tight.slots.indexOf(slot)] = 'kept'
    for (const { slot, reason } of misses) if (reason.proved) truth[i]![tight.slots.indexOf(slot)] = 'impossible'
  }
}
