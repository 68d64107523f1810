/** A route driven one second at a time: what `legal` and the route sheets must agree with. */
import type { Day, RouteSpec } from '../../src/model/day.ts'
import type { Order, PlanStep } from '../../src/model/nouns.ts'
import type { Window } from '../../src/time/window.ts'
import type { Place } from '../../src/travel/place.ts'

/** Start of service, break or loading of every step, and the arrival at the end; `undefined` where something is too late. */
export function simulate(
  day: Day, spec: RouteSpec, steps: readonly PlanStep[], orders: ReadonlyMap<string, Order>, from: number = spec.shift.start,
): { starts: number[]; end: number } | undefined {
  const source = day.travel.get(spec.courier.profile)!
  const starts: number[] = []
  let now = from
  let here: Place | null = spec.shift.from
  let pauses: { service: number; windows: readonly Window[] }[] = []
  const isOpen = (windows: readonly Window[]): boolean => windows.some((window) => window.start <= now && now <= window.end)
  const isOver = (windows: readonly Window[]): boolean => windows.every((window) => window.end < now)

  /** Drives the leg; false where a break comes too late. */
  const drive = (place: Place | null): boolean => {
    // the courier's speed in exact millionths, as `⌈seconds ÷ speed⌉` promises
    const seconds = here === null || place === null ? 0 : Math.ceil((source.seconds(here, place) * 1e6) / Math.round(spec.courier.speed * 1e6))
    let rest = seconds * 1000
    here = place
    for (;;) {
      const [next] = pauses
      if (next === undefined && rest <= 0) return true
      if (next !== undefined && isOver(next.windows)) return false
      if (next !== undefined && isOpen(next.windows)) {
        starts.push(now)
        now += next.service
        pauses = pauses.slice(1)
        continue
      }
      rest -= speedAt(day, now)
      now++
    }
  }

  /** Whether all orders are ready that are visited after that step and before the next reload. */
  const isReleased = (index: number): boolean => {
    for (const step of steps.slice(index + 1)) {
      if (step.type === 'reload') return true
      if (step.type === 'order' && (orders.get(step.id)!.release ?? now) > now) return false
    }
    return true
  }

  while (!isReleased(-1)) now++
  for (const [index, step] of steps.entries()) {
    if (step.type === 'break') {
      pauses.push(spec.shift.breaks.find((pause) => pause.id === step.id)!)
      continue
    }
    if (step.type === 'via') {
      if (!drive(step.place)) return undefined
      starts.push(now)
      continue
    }
    if (step.type === 'reload') {
      const { place, service } = spec.shift.reload!
      if (!drive(place)) return undefined
      while (!isReleased(index)) now++
      starts.push(now)
      now += service
      continue
    }
    const order = orders.get(step.id)!
    const door = { order, collect: order.collectAt!, bring: order.bringTo! }[step.type]
    const isThere = here !== null && JSON.stringify(here) === JSON.stringify(door.place)
    if (!drive(door.place)) return undefined
    while (!isOpen(door.windows)) {
      if (isOver(door.windows)) return undefined
      now++
    }
    starts.push(now)
    const own = door.perType?.find(({ type }) => type === spec.courier.type)
    if (!isThere) now += own?.setup ?? door.setup ?? 0
    now += own?.service ?? door.service
  }
  if (!drive(spec.shift.to) || now > spec.shift.end) return undefined
  return { starts, end: now }
}

/** Thousandths of a leg's second that are driven in the second from `at`. */
function speedAt(day: Day, at: number): number {
  if (day.profile === undefined) return 1000
  const { breakpoints, speeds } = day.profile
  let piece = 0
  while (piece + 1 < breakpoints.length && breakpoints[piece + 1]! <= at) piece++
  return speeds[piece]!
}
