/** The share of keepable slots that is found on tight real days, and what it takes. */
import { Random } from '../src/base/random.ts'
import { legal } from '../src/model/legal.ts'
import type { Order, Slot } from '../src/model/nouns.ts'
import type { Routing } from '../src/routing/routing.ts'
import { feasibleSlots } from '../src/slots/feasible.ts'
import type { Fit } from '../src/slots/fit.ts'
import { knownDays } from './days.ts'
import type { BenchOptions } from './job.ts'
import { circumstances, runJobs } from './job.ts'
import { ruinSlots } from './recall-ruin.ts'
import type { Filling, TightDay } from './tight.ts'
import { routedDay } from './tight.ts'
import { knownTightDay } from './tight-truth.ts'

/** Slots of one day, by what is found, and what each request took. */
interface RecallFigure {
  readonly name: string
  readonly filling: Filling
  readonly variant: string
  readonly orders: number
  readonly keepable: number
  readonly direct: number
  readonly found: number
  /** Slots that the deep search had not found. */
  readonly beyond: number
  readonly unfound: number
  readonly illegal: number
  /** Requests to which nothing can be offered without the last resort, and with it. */
  readonly nothing: number
  readonly nothingAtLast: number
  /** Of those to which nothing can be offered, how many bring more than all vans together have room for. */
  readonly noRoom: number
  /** What is promised, as a share of what all vans can carry. */
  readonly load: number
  readonly evaluations: readonly number[]
  /** Milliseconds: the least of the rounds, after any change of the routes, and before any. */
  readonly cold: readonly number[]
  readonly warm: readonly number[]
}

interface Answer {
  readonly slots: readonly Slot[]
  readonly fits: readonly Fit[]
  readonly evaluations: number
}

const ROUNDS = 12

/** `--variants library:100000,ruin:10000,gaps` with budgets per request, and per slot for ruin; `--seeds`, `--only`, `--fill`, `--jobs`. */
export async function benchRecall(options: BenchOptions): Promise<void> {
  if (options['job'] !== undefined) {
    process.stdout.write(JSON.stringify(recallOne(options['data']!, options['job'])))
    return
  }
  const days = knownDays(options['data']!, 'grocery').filter(({ name }) => name.includes(options['only'] ?? ''))
  const variants = (options['variants'] ?? 'gaps,ruin:1000,ruin:10000,ruin:100000,library:20000,library:100000').split(',')
  const fillings = (options['fill'] ?? 'gaps,search').split(',')
  const seeds = options['seeds']!.split(',').slice(0, options['seeds'] === '0,1,2' ? 1 : undefined)
  const jobs = days.flatMap(({ name }) => seeds.flatMap((seed) => fillings.flatMap((filling) =>
    variants.map((variant) => `${name} ${seed} ${filling} ${variant}`))))
  const figures = await runJobs<RecallFigure>('recall', options, jobs, (figure) => {
    const { name, filling, variant, orders, load } = figure
    const day = `${name.slice(17, 25)} filled by ${filling}, ${orders} orders, ${(100 * load).toFixed(1)} % of the load`
    process.stderr.write(`${day}, ${variant}: ${wordsOf([figure])}\n`)
  })
  const totals = fillings.flatMap((filling) => variants.map((variant) => {
    const those = figures.filter((figure) => figure.filling === filling && figure.variant === variant)
    process.stderr.write(`all days filled by ${filling}, ${variant}: ${wordsOf(those)}\n`)
    return { filling, variant, ...totalOf(those) }
  }))
  process.stdout.write(`${JSON.stringify({ bench: 'recall', ...circumstances(), seeds: seeds.join(','), totals })}\n`)
}

function recallOne(data: string, job: string): RecallFigure {
  const [name, seed, filling, variant] = job.split(' ') as [string, string, Filling, string]
  const known = knownDays(data, 'grocery').find((day) => day.name === name)!
  const { tight, truth } = knownTightDay(known, Number(seed), filling)
  const routing = routedDay(tight)
  const [design, budgetText] = variant.split(':')
  const budget = Number(budgetText ?? 0)
  const answer = (request: Order, lastResort = 0): Answer => answered(routing, request, tight.slots, design!, budget, lastResort)
  const cold = tight.requests.map(() => Infinity)
  const warm = tight.requests.map(() => Infinity)
  const promised = tight.promised.reduce((sum, { delivery }) => sum + delivery[0]!, 0)
  const carried = tight.day.routes.reduce((sum, { courier }) => sum + courier.capacity[0]!, 0)
  let answers: Answer[] = []
  for (let round = 0; round < ROUNDS; round++) {
    answers = tight.requests.map((request, i) => timed(cold, i, () => {
      routing.version++
      return answer(request)
    }))
    tight.requests.forEach((request, i) => timed(warm, i, () => answer(request)))
  }
  const figure = { keepable: 0, direct: 0, found: 0, beyond: 0, unfound: 0, illegal: 0, nothing: 0, nothingAtLast: 0, noRoom: 0 }
  for (const [i, { slots, fits }] of answers.entries()) {
    for (const [w, slot] of tight.slots.entries()) {
      const found = slots.includes(slot)
      if (found) figure.found++
      if (found && truth[i]![w] !== 'kept') figure.beyond++
      if (found || truth[i]![w] === 'kept') figure.keepable++
      else if (truth[i]![w] === 'unknown') figure.unfound++
    }
    figure.direct += fits.filter(({ rearranged }) => rearranged === undefined).length
    figure.illegal += fits.filter((fit) => !isLegal(tight, tight.requests[i]!, fit)).length
    if (slots.length > 0) continue
    figure.nothing++
    if (tight.requests[i]!.delivery[0]! > carried - promised) figure.noRoom++
    if (answer(tight.requests[i]!, 10 * budget).slots.length === 0) figure.nothingAtLast++
  }
  const evaluations = answers.map((one) => one.evaluations)
  return { name, filling, variant, orders: tight.promised.length, ...figure, load: promised / carried, evaluations, cold, warm }
}

function answered(routing: Routing, request: Order, slots: readonly Slot[], design: string, budget: number, lastResort: number): Answer {
  const chance = new Random(1)
  const evaluations = design === 'library' ? budget : 0
  const direct = feasibleSlots(routing, request, slots, { evaluations, lastResort, chance })
  const found = direct.fits.map(({ slot }) => slot)
  if (design !== 'ruin') return { slots: found, fits: direct.fits, evaluations: direct.evaluations }
  const open = direct.misses.filter(({ reason }) => !reason.proved).map(({ slot }) => slot)
  const ruined = ruinSlots(routing, request, open, lastResort || budget, chance)
  return { slots: [...found, ...ruined.found], fits: direct.fits, evaluations: direct.evaluations + ruined.evaluations }
}

/** Whether the routes of a fit keep all promises and the slot, in the eyes of the judge. */
function isLegal(tight: TightDay, request: Order, { slot, rearranged, touched }: Fit): boolean {
  const changed = rearranged ?? [touched()]
  const others = tight.routes.filter(({ courier, shift }) => !changed.some((route) => route.courier === courier && route.shift === shift))
  return legal(tight.day, [...tight.promised, { ...request, windows: [slot.window] }], { routes: [...others, ...changed] }).length === 0
}

function timed<T>(least: number[], i: number, act: () => T): T {
  const begun = performance.now()
  const result = act()
  least[i] = Math.min(least[i]!, performance.now() - begun)
  return result
}

function totalOf(figures: readonly RecallFigure[]): Record<string, number> {
  const sum = (read: (figure: RecallFigure) => number) => figures.reduce((total, figure) => total + read(figure), 0)
  const quantiles = (name: string, values: number[]) => {
    values.sort((a, b) => a - b)
    const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))]!
    const mean = values.reduce((total, value) => total + value, 0) / values.length
    return { [`${name}50`]: at(0.5), [`${name}99`]: at(0.99), [`${name}Mean`]: mean }
  }
  const keepable = sum((figure) => figure.keepable)
  return {
    keepable,
    direct: sum((figure) => figure.direct) / keepable,
    recall: sum((figure) => figure.found) / keepable,
    beyond: sum((figure) => figure.beyond),
    unfound: sum((figure) => figure.unfound),
    illegal: sum((figure) => figure.illegal),
    customers: sum((figure) => figure.cold.length),
    nothing: sum((figure) => figure.nothing),
    noRoom: sum((figure) => figure.noRoom),
    nothingAtLast: sum((figure) => figure.nothingAtLast),
    ...quantiles('evaluations', figures.flatMap(({ evaluations }) => evaluations)),
    ...quantiles('cold', figures.flatMap(({ cold }) => cold)),
    ...quantiles('warm', figures.flatMap(({ warm }) => warm)),
  }
}

function wordsOf(figures: readonly RecallFigure[]): string {
  const total = totalOf(figures)
  const shares = `${total['keepable']} keepable, direct ${total['direct']!.toFixed(4)}, found ${total['recall']!.toFixed(4)}`
  const times = (name: string) => ['50', '99', 'Mean'].map((which) => total[name + which]!.toFixed(2)).join(' / ')
  const least = `${total['noRoom']} as there is no room, ${total['nothingAtLast']} at last`
  const nothing = `${total['nothing']} of ${total['customers']} get nothing, ${least}`
  const rest = `beyond ${total['beyond']}, unfound ${total['unfound']}, illegal ${total['illegal']}, ${nothing}`
  const evaluations = ['50', '99', 'Mean'].map((which) => Math.round(total[`evaluations${which}`]!)).join(' / ')
  return `${shares} (${rest}), evaluations p50, p99, mean ${evaluations}, ms cold ${times('cold')}, warm ${times('warm')}`
}
