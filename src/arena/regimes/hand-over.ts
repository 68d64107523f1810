/** From the library's route sheets to what the couriers of the arena drive. */
import { assert } from '../../base/assert.ts'
import type { DispatchedRoute as Sheet } from '../../live/dispatch.ts'
import type { Calendar } from '../../time/calendar.ts'
import type { Seconds } from '../../time/seconds.ts'
import type { Window } from '../../time/window.ts'
import type { DispatchedPause, DispatchedRoute, DispatchedStop } from './regime.ts'

/** What customer and courier were told of a visit. */
export type Telling = Pick<DispatchedStop, 'promised' | 'told' | 'waitsUntil'>

/** The sheets of a desk as routes of the arena. Orders are visited at one place each. */
export function handOver(
  calendar: Calendar, sheets: readonly Sheet[], tell: (id: string, planned: Seconds) => Telling,
): DispatchedRoute[] {
  const seconds = (iso: string): Seconds => (Date.parse(iso) - calendar.anchor) / 1000
  return sheets.map((sheet): DispatchedRoute => {
    const stops: DispatchedStop[] = []
    const pauses: DispatchedPause[] = []
    const steps = sheet.stops
    for (const step of steps) {
      const start = seconds(step.start)
      const lasting = seconds(step.depart) - start
      if (step.type === 'order') {
        stops.push({ id: step.id!, place: step.place!, planned: start, service: lasting, ...tell(step.id!, start) })
      } else if (step.type !== 'start' && step.type !== 'end') {
        assert(step.type === 'break' || step.type === 'reload' || step.type === 'via', 'orders of the arena have no other end')
        const opens = step.window === undefined ? 0 : seconds(step.window.start)
        pauses.push({ after: stops.length, place: step.place, opens, seconds: lasting })
      }
    }
    const [first, last] = [steps[0]!, steps.at(-1)!]
    return {
      courier: sheet.courier, start: seconds(sheet.leaves), end: seconds(sheet.returns), from: first.place, to: last.place, stops, pauses,
    }
  })
}

/** A chosen slot: it is what was promised and what is known, and the courier waits for it to begin. */
export function asPromised(promised: Window): Telling {
  return { promised, told: promised, waitsUntil: promised.start }
}
