/** Paid hours: from leaving to returning, waiting and service among them, with the route left as late as it may be. */
import type { Ground } from './ground.ts'
import { departByWithBreaks } from './leg-time.ts'
import type { RouteSlabs } from './slabs.ts'
import { workAfter, workIn } from './work.ts'

/**
 * Whether segments describe the route exactly: no rush hours, no breaks, no releases, one window per stop. Elsewhere a route's paid hours
 * are right, and what an insertion adds to them is an estimate: without rush hours, breaks taken before a leg instead of on it, windows of
 * a stop as one, no waiting for the newcomer's release.
 */
export function isExact(ground: Ground, slabs: RouteSlabs, r: number): boolean {
  const { fleet, stops, profile } = ground
  if (profile !== undefined || stops.hasReleases || fleet.breakFirst[r + 1]! > fleet.breakFirst[r]!) return false
  const base = r * slabs.width
  for (let at = base + 1; at <= base + slabs.len[r]!; at++) if (stops.windows[slabs.stopAt[at]!]) return false
  return true
}

/** Seconds from the latest start that still ends as early as can be, to that end. The forward bounds are fresh. */
export function paidSeconds(ground: Ground, slabs: RouteSlabs, r: number): number {
  const { fleet, stops, profile } = ground
  const { stopAt, legSeconds, breaksOn } = slabs
  const work = workIn(ground, slabs, r)
  const base = r * slabs.width
  const end = base + slabs.len[r]! + 1
  let breakRow = fleet.breakFirst[r + 1]!
  let by = slabs.depart[end]!
  for (let at = end - 1; at >= base; at--) {
    const drive = legSeconds[at]!
    by = departByWithBreaks(fleet, profile, breakRow - breaksOn[at]!, breakRow, by, drive)
    breakRow -= breaksOn[at]!
    if (at > base) by = stops.latest(stopAt[at]!, by - work[stopAt[at]!]!)
  }
  return slabs.depart[end]! - by
}

/** A run of stops: the least seconds it takes, and between which starts it takes just that. */
interface Run {
  span: number
  first: number
  last: number
}

/**
 * Segments of a legal route, front to back and back to front [Vidal, Crainic, Gendreau & Prins, A hybrid genetic algorithm with adaptive
 * diversity management for a large class of vehicle routing problems with time-windows, 2013, section 4.3; no time warp, because
 * the route is legal].
 */
export function refreshSegments(ground: Ground, slabs: RouteSlabs, r: number): void {
  const { fleet, stops } = ground
  const { stopAt, legSeconds, breaksOn, preSpan, preLast, sufSpan, sufFirst } = slabs
  const work = workIn(ground, slabs, r)
  const base = r * slabs.width
  const end = base + slabs.len[r]! + 1
  let breakRow = fleet.breakFirst[r]!
  const front: Run = { span: 0, first: slabs.depart[base]!, last: fleet.end[r]! }
  for (let at = base; at < end; at++) {
    if (at > base) {
      const stop = stopAt[at]!
      append(front, legSeconds[at - 1]!, stops.open[stop]!, stops.close[stop]!, work[stop]!)
    }
    preSpan[at] = front.span
    preLast[at] = front.last
    for (let i = 0; i < breaksOn[at]!; i++, breakRow++) {
      const windows = fleet.breakWindows[breakRow]!
      append(front, 0, windows[0]!, windows[windows.length - 1]!, fleet.breakService[breakRow]!)
    }
  }
  const back: Run = { span: 0, first: fleet.start[r]!, last: fleet.end[r]! }
  sufSpan[end] = back.span
  sufFirst[end] = back.first
  for (let at = end - 1; at >= base; at--) {
    let drive = legSeconds[at]!
    for (let i = 0; i < breaksOn[at]!; i++) {
      const windows = fleet.breakWindows[--breakRow]!
      prepend(back, drive, windows[0]!, windows[windows.length - 1]!, fleet.breakService[breakRow]!)
      drive = 0
    }
    if (at === base) {
      prepend(back, drive, slabs.depart[base]!, fleet.end[r]!, 0)
      break
    }
    const stop = stopAt[at]!
    prepend(back, drive, stops.open[stop]!, stops.close[stop]!, work[stop]!)
    sufSpan[at] = back.span
    sufFirst[at] = back.first
  }
  slabs.span[r] = back.span
}

/** The run, then `drive` seconds on the road, then a stop. */
function append(run: Run, drive: number, open: number, close: number, service: number): void {
  const lag = run.span + drive
  const wait = Math.max(0, open - lag - run.last)
  run.first = Math.max(open - lag, run.first) - wait
  run.last = Math.min(close - lag, run.last)
  run.span = lag + wait + service
}

/** A stop, then `drive` seconds on the road, then the run. */
function prepend(run: Run, drive: number, open: number, close: number, service: number): void {
  const lag = service + drive
  const wait = Math.max(0, run.first - lag - close)
  run.first = Math.max(run.first - lag, open) - wait
  run.last = Math.min(run.last - lag, close)
  run.span += lag + wait
}

/** The first break on the leg after a position, or on a later one. */
export function firstBreakAfter({ fleet }: Ground, slabs: RouteSlabs, r: number, at: number): number {
  let row = fleet.breakFirst[r]!
  if (row === fleet.breakFirst[r + 1]!) return row
  for (let before = r * slabs.width; before < at; before++) row += slabs.breaksOn[before]!
  return row
}

/** Least seconds of the run of stops from a position on, and the earliest start that takes just that. */
export interface Suffix {
  readonly span: number
  readonly first: number
}

/** The same if the stop at the position took so many seconds longer. */
export function suffixFrom(ground: Ground, slabs: RouteSlabs, r: number, at: number, shift: number): Suffix {
  const { fleet, stops } = ground
  const stop = slabs.stopAt[at]!
  const run: Run = { span: slabs.sufSpan[at + 1]!, first: slabs.sufFirst[at + 1]!, last: 0 }
  let drive = slabs.legSeconds[at]!
  const firstRow = firstBreakAfter(ground, slabs, r, at)
  for (let row = firstRow + slabs.breaksOn[at]! - 1; row >= firstRow; row--) {
    const windows = fleet.breakWindows[row]!
    prepend(run, drive, windows[0]!, windows[windows.length - 1]!, fleet.breakService[row]!)
    drive = 0
  }
  prepend(run, drive, stops.open[stop]!, stops.close[stop]!, workAfter(ground, r, stop, slabs.placeAt[at - 1]!) + shift)
  return run
}

/**
 * Paid seconds of the route with a newcomer on leg `at`: front, newcomer and back put together. The whole is legal. `back` where it is not
 * what it is now.
 */
export function paidWith(
  slabs: RouteSlabs, at: number, toNewcomer: number, fromNewcomer: number, service: number, open: number, close: number,
  back?: Suffix,
): number {
  const lag = slabs.preSpan[at]! + toNewcomer
  const wait = Math.max(0, open - lag - slabs.preLast[at]!)
  const last = Math.min(close - lag, slabs.preLast[at]!)
  const span = lag + wait + service + fromNewcomer
  const first = back === undefined ? slabs.sufFirst[at + 1]! : back.first
  return span + Math.max(0, first - span - last) + (back === undefined ? slabs.sufSpan[at + 1]! : back.span)
}
