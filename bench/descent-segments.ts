/** Plain objects that keep what the library keeps: each stop knows what lies before and after it, so that only short pieces are walked. */
import type { DescentDay, NearLists } from './descent-day.ts'
import type { PlainRoute } from './descent-plain.ts'
import { PlainDescent, PlainStop } from './descent-plain.ts'

/** Nobody waits for the end of a shift. */
const NEVER = 2 ** 30

/** Before and at it; and at and after it. The depot at either end is the end of the shift. */
class SegmentStop extends PlainStop<SegmentStop> {
  loadTo = 0
  secondsOn = 0
  /** Service is over between them, depending on when the courier leaves, without more warp and waiting than: */
  done = 0
  doneLate = 0
  warpTo = 0
  waitTo = 0
  /** Service may begin between them without more warp and waiting later on than: */
  start = 0
  startLate = 0
  warpOn = 0
  waitOn = 0
}

type Route = PlainRoute<SegmentStop>

export class SegmentDescent extends PlainDescent<SegmentStop> {
  private readonly ride: Ride

  constructor(day: DescentDay, near: NearLists) {
    super(day, near, true, (id, prices) => new SegmentStop(id, day, prices))
    this.ride = new Ride(day)
  }

  protected refresh(route: Route): void {
    const { stops, start, end } = route
    const { waitRate, warpRate } = this.day
    start.done = start.open
    start.doneLate = start.close
    route.load = 0
    route.legs = 0
    let { done, doneLate: late } = start
    let [warp, wait] = [0, 0]
    for (let i = 1; i < stops.length; i++) {
      const before = stops[i - 1]!
      const stop = stops[i]!
      before.secondsOn = before.secondsTo[stop.id]!
      route.legs += before.priceOn
      if (stop === end) break
      done += before.secondsOn
      late += before.secondsOn
      if (late < stop.open) {
        wait += stop.open - late
        done = late = stop.open
      } else if (done > stop.close) {
        warp += done - stop.close
        done = late = stop.close
      } else {
        done = Math.max(done, stop.open)
        late = Math.min(late, stop.close)
      }
      done += stop.service
      late += stop.service
      route.load += stop.demand
      stop.done = done
      stop.doneLate = late
      stop.warpTo = warp
      stop.waitTo = wait
      stop.loadTo = route.load
    }
    end.start = -NEVER
    end.startLate = end.close
    let { start: first, startLate: last } = end
    warp = wait = 0
    for (let i = stops.length - 2; i > 0; i--) {
      const stop = stops[i]!
      const lag = stop.secondsOn + stop.service
      first -= lag
      last -= lag
      if (last < stop.open) {
        warp += stop.open - last
        first = last = stop.open
      } else if (first > stop.close) {
        wait += first - stop.close
        first = last = stop.close
      } else {
        first = Math.max(first, stop.open)
        last = Math.min(last, stop.close)
      }
      stop.start = first
      stop.startLate = last
      stop.warpOn = warp
      stop.waitOn = wait
    }
    const beforeEnd = stops[stops.length - 2]!
    const lateness = Math.max(0, beforeEnd.done + beforeEnd.secondsOn - end.close)
    route.toll = warpRate * (beforeEnd.warpTo + lateness) + waitRate * beforeEnd.waitTo + this.overloadToll(route.load)
  }

  protected tryExchange(a: SegmentStop, b: SegmentStop, c: SegmentStop, d: SegmentStop, legs: number): void {
    const rx = a.route!
    const ry = c.route!
    if (rx === ry) {
      if (a.position < c.position) this.tryWithin(a, b, c, d, legs)
      else this.tryWithin(c, d, a, b, legs)
      return
    }
    const gone = rx.stops[b.position - 1]!.loadTo - a.loadTo
    const come = ry.stops[d.position - 1]!.loadTo - c.loadTo
    let delta = legs - rx.toll - ry.toll + this.overloadToll(rx.load - gone + come) + this.overloadToll(ry.load + gone - come)
    if (delta >= this.best) return
    delta += this.rideToll(a, ry.stops, c.position + 1, d.position, b)
    if (delta >= this.best) return
    delta += this.rideToll(c, rx.stops, a.position + 1, b.position, d)
    if (delta < this.best) this.note({ kind: 'exchange', a, b, c, d }, delta)
  }

  /** In one route, the piece after `a` comes first. */
  private tryWithin(a: SegmentStop, b: SegmentStop, c: SegmentStop, d: SegmentStop, legs: number): void {
    const { ride } = this
    const route = a.route!
    const { stops } = route
    ride.leave(a)
    ride.along(stops, c.position + 1, d.position)
    ride.along(stops, b.position, c.position + 1)
    ride.along(stops, a.position + 1, b.position)
    const delta = legs - route.toll + ride.join(d) + this.overloadToll(route.load)
    if (delta < this.best) this.note({ kind: 'exchange', a, b, c, d }, delta)
  }

  protected tryTails(v: SegmentStop, u: SegmentStop, legs: number): void {
    const rv = v.route!
    const ru = u.route!
    const p = ru.stops[u.position - 1]!
    const x = rv.stops[v.position + 1]!
    const there = v.loadTo + ru.load - p.loadTo
    const here = p.loadTo + rv.load - v.loadTo
    let delta = legs - rv.toll - ru.toll + this.overloadToll(there) + this.overloadToll(here)
    if (delta >= this.best) return
    delta += this.rideToll(v, ru.stops, 0, 0, u)
    if (delta >= this.best) return
    delta += this.rideToll(p, rv.stops, 0, 0, x)
    if (delta < this.best) this.note({ kind: 'tails', a: v, b: u }, delta)
  }

  protected tryTurn(v: SegmentStop, u: SegmentStop): void {
    const { ride } = this
    const route = v.route!
    const { stops } = route
    const x = stops[v.position + 1]!
    const n = stops[u.position + 1]!
    let delta = v.priceTo[u.id]! - v.priceOn + x.priceTo[n.id]! - u.priceOn - route.toll
    for (let i = v.position + 1; i < u.position; i++) delta += stops[i + 1]!.priceTo[stops[i]!.id]! - stops[i]!.priceOn
    if (delta >= this.best) return
    ride.leave(v)
    ride.back(stops, u.position, v.position)
    delta += ride.join(n) + this.overloadToll(route.load)
    if (delta < this.best) this.note({ kind: 'turn', a: v, b: u }, delta)
  }

  private overloadToll(load: number): number {
    return load > this.day.capacity ? this.day.loadRate * (load - this.day.capacity) : 0
  }

  /** Price of warp and waiting of all up to `a`, then the stops at positions `from` until `to`, then all from `b` on. */
  private rideToll(a: SegmentStop, stops: readonly SegmentStop[], from: number, to: number, b: SegmentStop): number {
    if (this.day.waitRate > 0) {
      const { ride } = this
      ride.leave(a)
      ride.along(stops, from, to)
      return ride.join(b)
    }
    // Where waiting costs nothing, when the courier leaves does not matter.
    let before = a
    let { done } = a
    let warp = a.warpTo + b.warpOn
    for (let i = from; i < to; i++) {
      const stop = stops[i]!
      done += i === from ? before.secondsTo[stop.id]! : before.secondsOn
      if (done > stop.close) {
        warp += done - stop.close
        done = stop.close
      } else if (done < stop.open) done = stop.open
      done += stop.service
      before = stop
    }
    const tooLate = done + before.secondsTo[b.id]! - b.startLate
    return this.day.warpRate * (tooLate > 0 ? warp + tooLate : warp)
  }
}

/** A route put together from pieces. */
class Ride {
  private readonly day: DescentDay
  private at: SegmentStop | undefined = undefined
  private done = 0
  private late = 0
  private warp = 0
  private wait = 0

  constructor(day: DescentDay) {
    this.day = day
  }

  leave(stop: SegmentStop): void {
    this.at = stop
    this.done = stop.done
    this.late = stop.doneLate
    this.warp = stop.warpTo
    this.wait = stop.waitTo
  }

  /** The stops at positions `from` until `to`. */
  along(stops: readonly SegmentStop[], from: number, to: number): void {
    for (let i = from; i < to; i++) this.visit(stops[i]!, i === from ? this.at!.secondsTo[stops[i]!.id]! : this.at!.secondsOn)
  }

  /** The stops from position `from` back to after `until`. */
  back(stops: readonly SegmentStop[], from: number, until: number): void {
    for (let i = from; i > until; i--) this.visit(stops[i]!, this.at!.secondsTo[stops[i]!.id]!)
  }

  /** All from the stop on. Returns the price of warp and waiting. */
  join(stop: SegmentStop): number {
    const { warpRate, waitRate } = this.day
    const drive = this.at!.secondsTo[stop.id]!
    let warp = this.warp + stop.warpOn
    let wait = this.wait + stop.waitOn
    if (this.done + drive > stop.startLate) warp += this.done + drive - stop.startLate
    else if (this.late + drive < stop.start) wait += stop.start - this.late - drive
    return warpRate * warp + waitRate * wait
  }

  private visit(stop: SegmentStop, drive: number): void {
    const { open, close, service } = stop
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
    this.done = done + service
    this.late = late + service
    this.at = stop
  }
}
