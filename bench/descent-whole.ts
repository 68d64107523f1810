/** The moves as they are first written: the routes after the move are made as new arrays and walked from start to end. */
import type { DescentDay, NearLists } from './descent-day.ts'
import type { Change, PlainRoute } from './descent-plain.ts'
import { PlainDescent, PlainStop } from './descent-plain.ts'

class WholeStop extends PlainStop<WholeStop> {}

export class WholeDescent extends PlainDescent<WholeStop> {
  constructor(day: DescentDay, near: NearLists, legsFirst: boolean) {
    super(day, near, legsFirst, (id, prices) => new WholeStop(id, day, prices))
  }

  protected refresh(route: PlainRoute<WholeStop>): void {
    route.legs = route.stops.reduce((sum, { priceOn }) => sum + priceOn, 0)
    route.toll = this.priceOf(route.stops) - route.legs
  }

  protected tryExchange(a: WholeStop, b: WholeStop, c: WholeStop, d: WholeStop): void {
    // In one route the first piece is named first, so that the stops around are queued in the same order everywhere.
    if (a.route === c.route && a.position > c.position) return this.tryExchange(c, d, a, b)
    const delta = this.deltaOf(this.exchanged(a, b, c, d))
    if (delta < this.best) this.note({ kind: 'exchange', a, b, c, d }, delta)
  }

  protected tryTails(v: WholeStop, u: WholeStop): void {
    const delta = this.deltaOf(this.tailed(v, u))
    if (delta < this.best) this.note({ kind: 'tails', a: v, b: u }, delta)
  }

  protected tryTurn(v: WholeStop, u: WholeStop): void {
    const delta = this.deltaOf(this.turned(v, u))
    if (delta < this.best) this.note({ kind: 'turn', a: v, b: u }, delta)
  }

  private deltaOf(changes: readonly Change<WholeStop>[]): number {
    let delta = 0
    for (const [route, stops] of changes) delta += this.priceOf(stops) - route.legs - route.toll
    return delta
  }

  /** Travel, load too much, warp, and waiting when the courier leaves as late as that helps. */
  private priceOf(stops: readonly WholeStop[]): number {
    const { capacity, loadRate, warpRate, waitRate } = this.day
    let before = stops[0]!
    let done = before.open
    let late = before.close
    let [legs, load, warp, wait] = [0, 0, 0, 0]
    for (let i = 1; i < stops.length; i++) {
      const stop = stops[i]!
      const drive = before.secondsTo[stop.id]!
      legs += before.priceTo[stop.id]!
      load += stop.demand
      done += drive
      late += drive
      if (late < stop.open) {
        wait += stop.open - late
        done = late = stop.open
      } else if (done > stop.close) {
        warp += done - stop.close
        done = late = stop.close
      } else {
        if (done < stop.open) done = stop.open
        if (late > stop.close) late = stop.close
      }
      done += stop.service
      late += stop.service
      before = stop
    }
    return legs + loadRate * Math.max(0, load - capacity) + warpRate * warp + waitRate * wait
  }
}
