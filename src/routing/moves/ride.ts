/** What a route put together from pieces of others costs in warp and waiting. */
import type { WarpRoutes } from './warp-routes.ts'
import {
  CLOSE, COLUMN, DONE, DONE_LATE, NEXT, NONE, OPEN, PREV, ROW, SERVICE, START, START_LATE, TIME, WAIT_ON, WAIT_TO, WARP_ON, WARP_TO,
} from './warp-routes.ts'

/**
 * Price of warp and waiting of the route that goes up to node `a`, then from `first` to `last` as they are linked (nothing where `first` is
 * {@link NONE}), then on from node `b`. Segments as in [Vidal, Crainic, Gendreau & Prins 2013, section 4.3]; the pieces that are long are
 * known from {@link WarpRoutes.refresh}, only the short one is walked.
 */
export function rideToll(routes: WarpRoutes, a: number, first: number, last: number, b: number): number {
  if (routes.waitRate > 0) return paidRideToll(routes, a, first, last, b)
  const { nodes, facts, time } = routes
  let done = nodes[a + DONE]!
  let warp = nodes[a + WARP_TO]! + nodes[b + WARP_ON]!
  if (first !== NONE) {
    let node = first
    done += time[nodes[a + ROW]! + nodes[first + COLUMN]!]!
    for (;;) {
      const f = node >> 2
      const close = facts[f + CLOSE]!
      if (done > close) {
        warp += done - close
        done = close
      } else if (done < facts[f + OPEN]!) done = facts[f + OPEN]!
      done += facts[f + SERVICE]!
      if (node === last) break
      done += nodes[node + TIME]!
      node = nodes[node + NEXT]!
    }
    a = last
  }
  done += time[nodes[a + ROW]! + nodes[b + COLUMN]!]! - nodes[b + START_LATE]!
  return routes.warpRate * (done > 0 ? warp + done : warp)
}

function paidRideToll(routes: WarpRoutes, a: number, first: number, last: number, b: number): number {
  const ride = new Ride(routes)
  ride.leave(a)
  if (first !== NONE) ride.along(first, last)
  return ride.join(b)
}

/** The same for routes of more pieces: {@link leave}, {@link along} or {@link back} for each piece, then {@link join}. */
export class Ride {
  private readonly routes: WarpRoutes
  private at = NONE
  private done = 0
  private late = 0
  warp = 0
  wait = 0

  constructor(routes: WarpRoutes) {
    this.routes = routes
  }

  /** All up to the node. */
  leave(node: number): void {
    const { nodes } = this.routes
    this.at = node
    this.done = nodes[node + DONE]!
    this.late = nodes[node + DONE_LATE]!
    this.warp = nodes[node + WARP_TO]!
    this.wait = nodes[node + WAIT_TO]!
  }

  /** From one node to another one after it. */
  along(first: number, last: number): void {
    const { nodes, time } = this.routes
    this.visit(first, time[nodes[this.at + ROW]! + nodes[first + COLUMN]!]!)
    for (let node = first; node !== last; ) {
      const drive = nodes[node + TIME]!
      node = nodes[node + NEXT]!
      this.visit(node, drive)
    }
    this.at = last
  }

  /** From one node back to another one before it. */
  back(first: number, last: number): void {
    const { nodes, time } = this.routes
    for (let node = first; ; node = nodes[node + PREV]!) {
      this.visit(node, time[nodes[this.at + ROW]! + nodes[node + COLUMN]!]!)
      this.at = node
      if (node === last) break
    }
  }

  /** All from the node on. @returns the price of warp and waiting */
  join(node: number): number {
    const { nodes, time, warpRate, waitRate } = this.routes
    const drive = time[nodes[this.at + ROW]! + nodes[node + COLUMN]!]!
    let warp = this.warp + nodes[node + WARP_ON]!
    let wait = this.wait + nodes[node + WAIT_ON]!
    if (this.done + drive > nodes[node + START_LATE]!) warp += this.done + drive - nodes[node + START_LATE]!
    else if (this.late + drive < nodes[node + START]!) wait += nodes[node + START]! - this.late - drive
    return warpRate * warp + waitRate * wait
  }

  private visit(node: number, drive: number): void {
    const { facts } = this.routes
    const f = node >> 2
    const open = facts[f + OPEN]!
    const close = facts[f + CLOSE]!
    let done = this.done + drive
    let late = this.late + drive
    if (late < open) {
      this.wait += open - late
      done = late = open
    } else if (done > close) {
      this.warp += done - close
      done = late = close
    } else {
      if (done < open) done = open
      if (late > close) late = close
    }
    this.done = done + facts[f + SERVICE]!
    this.late = late + facts[f + SERVICE]!
  }
}
