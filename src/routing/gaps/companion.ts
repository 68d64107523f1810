/** A newcomer that does not come alone: with its other end, or with one more reload. Every pair of gaps of a route is looked at. */
import { taskCost } from '../../model/cost.ts'
import { NEVER } from '../../time/seconds.ts'
import { refresh } from '../bounds.ts'
import { openingCost, positionsFor } from './gap-special.ts'
import { latestFrom, shiftFrom } from './gap-setups.ts'
import type { GapScan } from './gaps.ts'
import { AFTER, BEFORE, NOBODY, NO_GAP, savedAtMost } from './gaps.ts'
import type { Ground } from '../ground.ts'
import { arriveWithBreaks, departByWithBreaks } from '../leg-time.ts'
import { firstBreakAfter } from '../paid-hours.ts'
import { putBoth } from './put-both.ts'
import type { RouteSlabs } from '../slabs.ts'
import { workAfter } from '../work.ts'
import { RELOAD } from '../stops.ts'
import { releaseOfRun, tripEnd, tripStart } from '../trips.ts'

/** Gaps for the newcomer, which has a row, and its other end. */
export function scanWithOther(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number): void {
  const other = ground.stops.other[scan.row]!
  if (ground.stops.otherFirst[scan.row] === 1) scanBefore(new Pairing(scan, ground, slabs, r, other))
  else scanAfter(new Pairing(scan, ground, slabs, r, other))
}

/** Gaps for the newcomer, which has a row, and a reload that is in no route. */
export function scanWithReload(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number, reload: number): void {
  scanBefore(new Pairing(scan, ground, slabs, r, reload))
  scanAfter(new Pairing(scan, ground, slabs, r, reload))
}

/** One newcomer, one companion, one route. */
class Pairing {
  readonly scan: GapScan
  readonly ground: Ground
  readonly slabs: RouteSlabs
  readonly r: number
  readonly companion: number
  readonly base: number
  readonly last: number
  readonly isReload: boolean
  /** The gaps in which the newcomer, and an other end, may stand between those who must be first and last. */
  readonly lowest: number
  readonly highest: number
  readonly here: number
  readonly there: number
  private readonly opening: number
  private readonly direct: number

  constructor(scan: GapScan, ground: Ground, slabs: RouteSlabs, r: number, companion: number) {
    this.scan = scan
    this.ground = ground
    this.slabs = slabs
    this.r = r
    this.companion = companion
    this.base = r * slabs.width
    this.last = this.base + slabs.len[r]!
    this.isReload = ground.stops.role[companion] === RELOAD
    this.here = ground.stops.place[scan.row]!
    this.there = ground.stops.place[companion]!
    this.opening = slabs.tasks[r] === 0 ? openingCost(ground, slabs, r) : 0
    this.direct = slabs.len[r] === 0 ? 0 : 1
    const { lowest, highest } = positionsFor(scan, ground, slabs, r)
    this.lowest = lowest
    this.highest = highest
  }

  /** The first break on the leg after a position. */
  breakRow(at: number): number {
    return firstBreakAfter(this.ground, this.slabs, this.r, at)
  }

  /** Seconds of setup and service at a stop that is reached from the place. */
  work(stop: number, from: number): number {
    return workAfter(this.ground, this.r, stop, from)
  }

  /** The same for the newcomer. */
  ownWork(from: number): number {
    return workAfter(this.ground, this.r, this.scan.row, from)
  }

  /** The latest start at a position that is reached from the place. */
  latestFrom(at: number, from: number): number {
    return latestFrom(this.ground, this.slabs, this.r, at, from)
  }

  drive(from: number, to: number): number {
    return this.ground.legs.secondsOf(this.ground.fleet.variant[this.r]!, from, to)
  }

  /** When a leg left at `depart`, with the breaks from row `first` up to `last` on it, is over. */
  arrive(first: number, last: number, depart: number, seconds: number): number {
    return depart >= NEVER ? NEVER : arriveWithBreaks(this.ground.fleet, this.ground.profile, first, last, depart, seconds)
  }

  departBy(first: number, last: number, by: number, seconds: number): number {
    return departByWithBreaks(this.ground.fleet, this.ground.profile, first, last, by, seconds)
  }

  /**
   * The earliest departures from the positions of a trip, from its start up to `to`, if the trip must wait for `release` and for nothing
   * else; NEVER from where somebody would be late.
   */
  leaves(to: number, release: number): (at: number) => number {
    const { ground, slabs, r, base } = this
    const { stops, fleet } = ground
    if (!stops.hasReleases && release <= -NEVER) return (at) => slabs.depart[at]!
    const from = tripStart(ground, slabs, r, to)
    const leave = new Map<number, number>()
    let now = Math.max(fleet.start[r]!, release)
    if (from > base) {
      const row = this.breakRow(from - 1)
      const arrival = this.arrive(row, row + slabs.breaksOn[from - 1]!, slabs.depart[from - 1]!, slabs.legSeconds[from - 1]!)
      now = Math.max(arrival, release) + this.work(slabs.stopAt[from]!, slabs.placeAt[from - 1]!)
    }
    leave.set(from, now)
    for (let at = from + 1; at <= to; at++) {
      const row = this.breakRow(at - 1)
      const stop = slabs.stopAt[at]!
      const arrival = this.arrive(row, row + slabs.breaksOn[at - 1]!, now, slabs.legSeconds[at - 1]!)
      const start = arrival >= NEVER ? NEVER : stops.earliest(stop, arrival)
      now = start >= NEVER ? NEVER : start + this.work(stop, slabs.placeAt[at - 1]!)
      leave.set(at, now)
    }
    return (at) => leave.get(at) ?? slabs.depart[at]!
  }

  /**
   * The newcomer after position `at` and `breaks` breaks of its leg, the companion likewise: where the time allows it and it may be
   * cheaper than what is known, both are put into a copy of the route, and what that costs is entered.
   */
  consider(at: number, breaks: number, mate: number, mateBreaks: number, when: number, lo: number, hi: number): void {
    const { scan, ground, r, base, companion } = this
    scan.evaluations++
    const added = this.added(at, mate, when) - this.savedAtMost(at) - this.savedAtMost(mate)
    if (!scan.matters(added) || !scan.mattersFor(added, lo, hi) || at < this.lowest || at > this.highest) return
    if (!this.isReload && (mate < this.lowest || mate > this.highest)) return
    if (scan.blinks()) return
    const { stops } = ground
    const { row } = scan
    const [open, close, windows] = [stops.open[row]!, stops.close[row]!, stops.windows[row]!]
    const paysHours = ground.fleet.paidRate[r]! > 0
    stops.windows[row] = null
    let cost: number | undefined
    for (let w = 0; w < scan.windows; w++) {
      if (lo > scan.close[w]! || hi < scan.open[w]! || !scan.beats(w, r, added)) continue
      // Who is served without a reload is not answered otherwise because somebody else needs one.
      if (this.isReload && scan.route[w] !== NO_GAP && scan.companion[w] === NOBODY) continue
      if (cost === undefined || paysHours) {
        stops.open[row] = paysHours ? scan.open[w]! : -NEVER
        stops.close[row] = paysHours ? scan.close[w]! : NEVER
        cost = this.tryOut(at - base, breaks, mate - base, mateBreaks, when)
      }
      if (scan.beats(w, r, cost)) scan.enterBoth(w, r, at - base, breaks, cost, lo, hi, when, companion, mate - base, mateBreaks)
    }
    stops.open[row] = open
    stops.close[row] = close
    stops.windows[row] = windows
  }

  /** What the legs cost more, and sending the courier out. */
  private added(at: number, mate: number, when: number): number {
    const { ground, slabs, r, here, there, direct } = this
    const { legs, fleet } = ground
    const tariff = fleet.tariff[r]!
    const { placeAt, legCost } = slabs
    const p = placeAt[at]!
    const q = placeAt[at + 1]!
    if (at === mate) {
      const [one, two] = when === BEFORE ? [there, here] : [here, there]
      const legsOfBoth = legs.costOf(tariff, p, one) + legs.costOf(tariff, one, two) + legs.costOf(tariff, two, q)
      return legsOfBoth - legCost[at]! * direct + this.opening
    }
    const [from, to] = [placeAt[mate]!, placeAt[mate + 1]!]
    return legs.costOf(tariff, p, here) + legs.costOf(tariff, here, q) - legCost[at]!
      + legs.costOf(tariff, from, there) + legs.costOf(tariff, there, to) - legCost[mate]! + this.opening
  }

  /** The most by which what comes behind a position can get cheaper because its setup is saved. */
  private savedAtMost(at: number): number {
    const { ground, r, here, there } = this
    const shift = Math.min(...[here, there].map((from) => shiftFrom(ground, this.slabs, r, at + 1, from)))
    if (shift >= 0) return 0
    return taskCost({ perTaskHour: ground.fleet.taskRate[r]! }, -shift) + 1 + savedAtMost({ perPaidHour: ground.fleet.paidRate[r]! }, shift)
  }

  /** Cost of the route with both in it less its cost now; `Infinity` where that is illegal. */
  private tryOut(position: number, breaks: number, matePosition: number, mateBreaks: number, when: number): number {
    const { scan, ground, slabs, r, companion } = this
    const trial = scan.trialOf(slabs)
    trial.takeRoute(slabs, r)
    putBoth(ground, trial, r, scan.row, position, breaks, companion, matePosition, mateBreaks, when)
    return refresh(ground, trial, r) ? trial.cost[r]! - slabs.cost[r]! : Infinity
  }
}

/** The companion first, as early as it can; then the newcomer behind it in the same trip. */
function scanBefore(pairing: Pairing): void {
  const { scan, ground, slabs, r, base, last, isReload, companion, here, there } = pairing
  const { stops } = ground
  const { placeAt, depart, breaksOn, legSeconds } = slabs
  for (let j = base; j <= last; j++) {
    const row = pairing.breakRow(j)
    const end = row + breaksOn[j]!
    const [p, q] = [placeAt[j]!, placeAt[j + 1]!]
    // A trip that a reload cuts short may start earlier: what made it wait is in the next one then.
    const leave = isReload ? pairing.leaves(j, releaseOfRun(ground, slabs, tripStart(ground, slabs, r, j) + 1, j))(j) : depart[j]!
    if (leave > scan.lastClose) break
    const ready = isReload ? Math.max(scan.release, releaseOfRun(ground, slabs, j + 1, tripEnd(ground, slabs, r, j))) : -NEVER
    for (let middle = row; middle <= end; middle++) {
      const start = stops.earliest(companion, Math.max(ready, pairing.arrive(row, middle, leave, pairing.drive(p, there))))
      if (start >= NEVER) continue
      const away = start + pairing.work(companion, p)
      for (let x = middle; x <= end; x++) {
        const lo = pairing.arrive(middle, x, away, pairing.drive(there, here))
        const hi = pairing.departBy(x, end, pairing.latestFrom(j + 1, here), pairing.drive(here, q)) - pairing.ownWork(there)
        pairing.consider(j, x - row, j, middle - row, BEFORE, lo, hi)
      }
      let now = pairing.arrive(middle, end, away, pairing.drive(there, q))
      for (let i = j + 1; i <= last; i++) {
        const stop = slabs.stopAt[i]!
        if (stops.role[stop] === RELOAD) break
        const served = stops.earliest(stop, now)
        // Not `latest`: with the newcomer behind it the way may be shorter than it is now, where travel is not metric.
        if (served >= NEVER) break
        const first = pairing.breakRow(i)
        const next = first + breaksOn[i]!
        const left = served + pairing.work(stop, i === j + 1 ? there : placeAt[i - 1]!)
        const by = pairing.latestFrom(i + 1, here)
        const own = pairing.ownWork(placeAt[i]!)
        for (let x = first; x <= next; x++) {
          const lo = pairing.arrive(first, x, left, pairing.drive(placeAt[i]!, here))
          const hi = pairing.departBy(x, next, by, pairing.drive(here, placeAt[i + 1]!)) - own
          pairing.consider(i, x - first, j, middle - row, BEFORE, lo, hi)
        }
        now = pairing.arrive(first, next, left, legSeconds[i]!)
      }
    }
  }
}

/** The companion last, as late as it can; then the newcomer before it in the same trip. */
function scanAfter(pairing: Pairing): void {
  const { scan, ground, slabs, r, base, last, isReload, companion, here, there } = pairing
  const { stops } = ground
  const { placeAt, breaksOn, legSeconds } = slabs
  for (let j = base; j <= last; j++) {
    const row = pairing.breakRow(j)
    const end = row + breaksOn[j]!
    const [p, q] = [placeAt[j]!, placeAt[j + 1]!]
    const upTo = isReload ? j : tripEnd(ground, slabs, r, j)
    const release = Math.max(scan.release, releaseOfRun(ground, slabs, tripStart(ground, slabs, r, j) + 1, upTo))
    const leaves = pairing.leaves(j, release)
    const ready = isReload ? releaseOfRun(ground, slabs, j + 1, tripEnd(ground, slabs, r, j)) : -NEVER
    for (let middle = row; middle <= end; middle++) {
      const away = pairing.departBy(middle, end, pairing.latestFrom(j + 1, there), pairing.drive(there, q))
      const behind = stops.latest(companion, away - pairing.work(companion, here))
      const furthest = behind > -NEVER && behind >= ready ? middle : row - 1
      for (let x = row; x <= furthest; x++) {
        const lo = pairing.arrive(row, x, leaves(j), pairing.drive(p, here))
        const hi = pairing.departBy(x, middle, behind, pairing.drive(here, there)) - pairing.ownWork(p)
        pairing.consider(j, x - row, j, middle - row, AFTER, lo, hi)
      }
      const start = stops.latest(companion, away - pairing.work(companion, p))
      if (start <= -NEVER || start < ready) continue
      let by = pairing.departBy(row, middle, start, pairing.drive(p, there))
      for (let k = j; k > base; k--) {
        const stop = slabs.stopAt[k]!
        if (stops.role[stop] === RELOAD) break
        const after = stops.latest(stop, by - pairing.work(stop, here))
        const first = pairing.breakRow(k - 1)
        const next = first + breaksOn[k - 1]!
        const most = after > -NEVER ? next : first - 1
        for (let x = first; x <= most; x++) {
          const lo = pairing.arrive(first, x, leaves(k - 1), pairing.drive(placeAt[k - 1]!, here))
          const hi = pairing.departBy(x, next, after, pairing.drive(here, placeAt[k]!)) - pairing.ownWork(placeAt[k - 1]!)
          pairing.consider(k - 1, x - first, j, middle - row, AFTER, lo, hi)
        }
        const at = stops.latest(stop, by - pairing.work(stop, placeAt[k - 1]!))
        if (at <= -NEVER) break
        by = pairing.departBy(first, next, at, legSeconds[k - 1]!)
      }
    }
  }
}
