/** Microseconds for all slots of one request over direct gaps, beside a bare scan of the same arrays. */
import { Random } from '../src/base/random.ts'
import type { Order, PlanRoute } from '../src/model/nouns.ts'
import { makeDay } from '../src/model/day.ts'
import { makeOrder } from '../src/model/order.ts'
import { GapScan } from '../src/routing/gaps/gaps.ts'
import { Routing } from '../src/routing/routing.ts'
import { matrixTravel } from '../src/travel/matrix.ts'
import { timeProfile } from '../src/travel/profile.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, runJobs } from './job.ts'

interface OffersFigure {
  readonly shape: string
  readonly variant: string
  /** Best and median microseconds per request over the rounds. */
  readonly best: number
  readonly median: number
  readonly offered: number
  /** Gaps looked at, and gaps entered into an answer, per request. */
  readonly gaps: number
  readonly entered: number
}

/** Widths of the booked windows in seconds. */
const shapes = { tight: [3600, 7200], medium: [7200, 14_400], loose: [14_400, 28_800] } as const
const variants = ['gaps', 'rush hours', 'bare scan'] as const
const ROUTES = 40
const STOPS = 22
const SLOTS = 10
const REQUESTS = 120
const ROUNDS = 80

/** A day of 880 stops in 40 routes, ten one-hour slots, three shapes of promised windows; one process per shape and variant. */
export async function benchOffers(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(offersOne(options['job'])))
    return
  }
  const jobs = Object.keys(shapes).flatMap((shape) => variants.map((variant) => `${shape}/${variant}`))
  const figures = await runJobs<OffersFigure>('offers', options, jobs, ({ shape, variant, best, median, gaps, entered }) => {
    const looks = variant === 'bare scan' ? '' : `; ${gaps.toFixed(0)} gaps looked at, ${entered.toFixed(0)} entered into an answer`
    process.stderr.write(`${shape} ${variant}: best ${best.toFixed(1)} µs, median ${median.toFixed(1)} µs per request${looks}\n`)
  })
  const of = (shape: string, variant: string) => figures.find((figure) => figure.shape === shape && figure.variant === variant)!
  const ratio = (variant: string, base: string) =>
    Object.fromEntries(Object.keys(shapes).map((shape) => [shape, of(shape, variant).best / of(shape, base).best]))
  process.stdout.write(`${JSON.stringify({
    bench: 'offers', ...circumstances(), stops: ROUTES * STOPS, slots: SLOTS, figures, ratioToBareScan: ratio('gaps', 'bare scan'),
    ratioOfRushHours: ratio('rush hours', 'gaps'),
  })}\n`)
}

function offersOne(job: string): OffersFigure {
  const [shape, variant] = job.split('/') as [keyof typeof shapes, (typeof variants)[number]]
  const { routing, requests } = fullDay(shapes[shape], variant === 'rush hours')
  const scan = new GapScan(routing.ground)
  let offered = 0
  const answer = variant !== 'bare scan'
    ? (request: Order) => {
        askSlots(routing, scan, request)
        for (let slot = 0; slot < SLOTS; slot++) if (scan.route[slot]! >= 0) offered++
      }
    : () => (offered += bareScan(routing) & 1)
  const times: number[] = []
  for (let round = -20; round < ROUNDS; round++) {
    const start = performance.now()
    for (const request of requests) answer(request)
    if (round >= 0) times.push(((performance.now() - start) * 1000) / requests.length)
  }
  times.sort((a, b) => a - b)
  const counts = variant === 'bare scan' ? { gaps: 0, entered: 0 } : counted(routing, requests)
  const perRequest = offered / (ROUNDS + 20) / requests.length
  return { shape, variant, best: times[0]!, median: times[times.length >> 1]!, offered: perRequest, ...counts }
}

function askSlots(routing: Routing, scan: GapScan, request: Order): void {
  scan.ask(SLOTS)
  for (let slot = 0; slot < SLOTS; slot++) {
    scan.open[slot] = 28_800 + slot * 3600
    scan.close[slot] = 32_400 + slot * 3600
  }
  routing.ask(scan, request)
  routing.answer(scan)
}

/** Counts what is entered; never part of what is timed. */
class CountingScan extends GapScan {
  entered = 0

  override offerGap(r: number, position: number, breaksFirst: number, added: number, lo: number, hi: number): boolean {
    const better = super.offerGap(r, position, breaksFirst, added, lo, hi)
    if (better) this.entered++
    return better
  }
}

function counted(routing: Routing, requests: readonly Order[]): Pick<OffersFigure, 'gaps' | 'entered'> {
  const scan = new CountingScan(routing.ground)
  for (const request of requests) askSlots(routing, scan, request)
  return { gaps: scan.evaluations / requests.length, entered: scan.entered / requests.length }
}

/** Reads every position's place and bounds once, and does nothing with them: what any scan must at least do. */
function bareScan({ slabs, ground }: Routing): number {
  const { placeAt, depart, latest, len, width } = slabs
  let sum = 0
  for (let r = 0; r < ground.fleet.routes; r++) {
    for (let at = r * width; at <= r * width + len[r]!; at++) sum = (sum + placeAt[at]! + depart[at]! + latest[at + 1]!) | 0
  }
  return sum
}

/** Never slower than the matrix says, so that the same routes stay legal. */
const rush = timeProfile({ steps: [
  { from: 0, factor: 0.75 }, { from: '07:00', factor: 1 }, { from: '09:00', factor: 0.85 }, { from: '12:00', factor: 0.9 },
  { from: '13:30', factor: 0.8 }, { from: '16:00', factor: 1 }, { from: '18:30', factor: 0.75 },
] })

/** Routes drawn first and windows around their planned starts afterwards, so that the day is full and legal by construction. */
function fullDay([narrowest, widest]: readonly [number, number], rushHours: boolean): { routing: Routing; requests: Order[] } {
  const chance = new Random(7)
  const size = ROUTES * STOPS + REQUESTS + 1
  const at = Array.from({ length: size }, () => [chance.unit() * 9000, chance.unit() * 9000] as const)
  at[0] = [4500, 4500]
  const seconds = at.map(([x, y]) => at.map(([u, v]) => Math.ceil(Math.hypot(x - u, y - v) / 8)))
  const couriers = Array.from({ length: ROUTES }, (_, i) => ({
    id: `k${i}`, start: 0, end: 0, capacity: [1000], shift: { start: 25_200, end: 68_400 },
  }))
  const day = makeDay({ couriers, travel: matrixTravel({ seconds }), ...(rushHours ? { profile: rush } : {}) })
  const routing = new Routing(day)
  // Stops sorted by angle around the depot: each route is a slice of the pie.
  const angle = (i: number) => Math.atan2(at[i]![1] - 4500, at[i]![0] - 4500)
  const stops = Array.from({ length: ROUTES * STOPS }, (_, i) => i + 1).sort((a, b) => angle(a) - angle(b))
  const plan: PlanRoute[] = []
  for (let r = 0; r < ROUTES; r++) {
    let now = 25_200 + 1800
    const steps = stops.slice(r * STOPS, (r + 1) * STOPS).map((place, i, slice) => {
      now += (i === 0 ? seconds[0]![place]! : seconds[slice[i - 1]!]![place]!) + (i === 0 ? 0 : 240) + chance.below(2200)
      const width = narrowest + chance.below(widest - narrowest)
      const start = now - chance.below(width)
      routing.enter(makeOrder({ id: `o${place}`, place, load: [1], service: 240, windows: [{ start, end: start + width }] }, day))
      return { type: 'order' as const, id: `o${place}` }
    })
    plan.push({ courier: `k${r}`, shift: 0, steps })
  }
  if (!routing.adopt(plan)) throw new Error('the day is legal by construction')
  const requests = Array.from({ length: REQUESTS }, (_, i) =>
    makeOrder({ id: `n${i}`, place: ROUTES * STOPS + 1 + i, load: [1], service: 240 }, day))
  return { routing, requests }
}
