/** Which slots of a tight day can be kept: all that a deep search finds, remembered in a file for the variants to be compared with. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Random } from '../src/base/random.ts'
import type { Order, Slot } from '../src/model/nouns.ts'
import type { Routing } from '../src/routing/routing.ts'
import { feasibleSlots } from '../src/slots/feasible.ts'
import type { TightDay } from './tight.ts'
import { routedDay } from './tight.ts'

/** By request and slot: whether anybody ever found routes that keep it, or it is proved that nobody can. */
export type Knowledge = ('kept' | 'impossible' | 'unknown')[][]

/** Other plans of the same promises to begin from, and what it takes to make one. */
const OTHER_PLANS = 6
const PER_PLAN = 10_000_000

/** The file that knows the day; what it holds may be thrown away. */
export function truthFile(name: string): string {
  return join(tmpdir(), 'slotsmith-recall', `${name.replaceAll(/[^\w.-]/g, '_')}.json`)
}

/** What the file says, or what a deep search of `perSlot` gaps from each of several plans finds. */
export function knowledgeOf(tight: TightDay, name: string, perSlot: number): Knowledge {
  const file = truthFile(`${name} ${perSlot}`)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Knowledge
  const known = deepSearch(tight, perSlot)
  remember(name, perSlot, known)
  return known
}

/** Enters what has been learned. */
export function remember(name: string, perSlot: number, known: Knowledge): void {
  const file = truthFile(`${name} ${perSlot}`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(known))
}

function deepSearch(tight: TightDay, perSlot: number): Knowledge {
  const known: Knowledge = tight.requests.map(() => tight.slots.map(() => 'unknown'))
  const chance = new Random(20)
  const here = routedDay(tight)
  const plans = [here]
  note(tight, here, known)
  for (let i = 0; i < OTHER_PLANS; i++) {
    const routing = routedDay(tight)
    routing.improve({ evaluations: PER_PLAN, chance: chance.fork(`plan ${i}`) })
    plans.push(routing)
    note(tight, routing, known)
  }
  for (const [i, request] of tight.requests.entries()) {
    for (const [w, slot] of tight.slots.entries()) {
      for (const [p, routing] of plans.entries()) {
        if (known[i]![w] !== 'unknown') break
        search(tight, routing, request, slot, known[i]!, perSlot, chance.fork(`search ${i} ${w} ${p}`))
      }
    }
  }
  return known
}

/** Direct gaps of all requests in one plan, and proofs. */
function note(tight: TightDay, routing: Routing, known: Knowledge): void {
  for (const [i, request] of tight.requests.entries()) {
    const { fits, misses } = feasibleSlots(routing, request, tight.slots, { evaluations: 0, chance: new Random(1) })
    for (const { slot } of fits) known[i]![tight.slots.indexOf(slot)] = 'kept'
    for (const { slot, reason } of misses) if (reason.proved) known[i]![tight.slots.indexOf(slot)] = 'impossible'
  }
}

function search(
  tight: TightDay, routing: Routing, request: Order, slot: Slot, known: Knowledge[number], evaluations: number, chance: Random,
): void {
  const [found] = routing.rearrange(request, [slot.window], { evaluations, chance }).found
  if (!found) return
  for (const [w, { window }] of tight.slots.entries()) {
    if (Math.max(found.lo, window.start) <= Math.min(found.hi, window.end)) known[w] = 'kept'
  }
}
