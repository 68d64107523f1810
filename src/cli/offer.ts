/** `slotsmith offer`: which slots can each request have, beside everything that is promised? */
import type { Command } from 'commander'
import { InputError } from '../base/errors.ts'
import { Random } from '../base/random.ts'
import type { VroomProblem } from '../formats/vroom/problem.ts'
import { readVroom } from '../formats/vroom/read.ts'
import { legal } from '../model/legal.ts'
import type { Slot } from '../model/nouns.ts'
import { Routing } from '../routing/routing.ts'
import { feasibleSlots } from '../slots/feasible.ts'
import type { Fit, Miss } from '../slots/fit.ts'
import { covers } from '../time/window.ts'
import { inFile } from './failure.ts'
import { readJsonFile, sayWarnings } from './input.ts'
import { evaluationsOption, seedOption } from './options.ts'
import { orderWords } from './order-words.ts'
import { writeJson } from './output.ts'
import type { Outside } from './outside.ts'
import { warningsOf } from './problem-text.ts'
import { startProgress } from './progress.ts'
import { insertAbsent, startFrom } from './start.ts'
import { timings } from './timings.ts'
import type { CarryOut } from './verb.ts'

interface OfferOptions {
  readonly out: string
  readonly seed: number
  readonly evaluations: number
}

const USUAL_REPAIR = 1_000_000

/** To build a plan that was not given: gaps looked at in the first search, and in a last one while somebody is left out. */
const BUILDING = [2_000_000, 20_000_000]

/** Adds the verb. */
export function addOffer(program: Command, carryOut: CarryOut): void {
  program
    .command('offer')
    .summary('answer which slots each request can have')
    .description('Answers every request against the same plan of promised jobs, each for itself. The input is a VROOM problem whose jobs '
      + 'and shipments are promised, with `slots` [{ id, start, end }], `requests` (jobs or shipments) and, optionally, `routes`, the '
      + 'current plan as in a solution.')
    .argument('<day>', 'the file, or - for standard input')
    .option('-o, --out <file>', 'where the answers go; - is standard output', '-')
    .option('--evaluations <n>', 'gaps that a repair may look at for all slots without a direct gap', evaluationsOption, USUAL_REPAIR)
    .option('--seed <n>', 'the same seed gives the same answers', seedOption, 1)
    .addHelpText('after', `
Examples:
  slotsmith offer day.json
  slotsmith offer day.json --evaluations 0 -o direct.json
  slotsmith offer - < day.json | jq '.answers[0].offered'`)
    .action((day: string, options: OfferOptions) => carryOut((outside) => offer(outside, day, options)))
}

async function offer(outside: Outside, path: string, { out, seed, evaluations }: OfferOptions): Promise<void> {
  await outside.expectWritable(out)
  const begun = outside.now()
  const json = await readJsonFile(outside, path)
  const problem = inFile(path, () => readDay(json))
  sayWarnings(outside, warningsOf(problem))
  const loaded = outside.now()
  const { routing, notes } = inFile(path, () => currentPlan(problem, seed))
  sayWarnings(outside, notes)

  const naming = new Naming(problem, json as SlotIds)
  const chance = new Random(seed).fork('repair')
  const progress = startProgress(outside, 'offering', problem.requests.length)
  const answers: object[] = []
  let looked = 0
  for (const order of problem.requests) {
    const allowed = problem.slots.filter(({ window }) => order.windows.some((own) => covers(own, window)))
    const { fits, misses, evaluations: used } = feasibleSlots(routing, order, allowed, { evaluations, chance })
    looked += used
    const unwished = problem.slots.filter((slot) => !allowed.includes(slot)).map(outsideWindows)
    answers.push({
      ...naming.request(order.id),
      offered: fits.map((fit) => naming.offered(fit)),
      refused: inListedOrder(problem.slots, [...misses, ...unwished]).map((miss) => naming.refused(miss)),
    })
    progress.show(answers.length, `${looked} evaluations`)
  }
  progress.end()
  await writeJson(outside, out, { answers, summary: { evaluations: looked, computing_times: timings(begun, loaded, outside.now()) } })
}

/** A VROOM problem with slots and requests. */
function readDay(json: unknown): VroomProblem {
  const problem = readVroom(json, { fineCosts: true })
  for (const key of ['slots', 'requests']) {
    if (Object.hasOwn(json as object, key)) continue
    throw new InputError({ code: 'missing', path: key, got: undefined, remedy: `list the ${key}; the list may be empty` })
  }
  return problem
}

/** The routes that keep all promises: those of the input, or new ones. */
function currentPlan(problem: VroomProblem, seed: number): { routing: Routing; notes: string[] } {
  const routing = new Routing(problem.day)
  for (const order of problem.orders) routing.enter(order)
  if (problem.routes) {
    const [violation] = legal(problem.day, problem.orders, problem.routes)
    if (violation || !routing.adopt(problem.routes.routes)) throw illegalRoutes(violation)
    return { routing, notes: [] }
  }
  const notes = problem.steps ? startFrom(routing, problem.orders, problem.steps) : []
  insertAbsent(routing)
  const chance = new Random(seed).fork('plan')
  for (const [attempt, evaluations] of BUILDING.entries()) {
    if (attempt === 0 || routing.absent().length > 0) routing.improve({ evaluations, chance })
  }
  const [lost, ...others] = routing.absent()
  if (lost !== undefined) {
    const more = others.length === 0 ? '' : `, like ${others.length} more`
    const remedy = `${orderWords(lost)} was promised and no routes were found that serve it${more}; `
      + 'add a vehicle, take it out, or give the current routes'
    throw new InputError({ code: 'contradiction', path: pathOf(lost, problem), got: problem.tasks.get(lost)!.id, remedy })
  }
  return { routing, notes }
}

/** Where the input states an order: the jobs come first, the shipments after them. */
function pathOf(id: string, { orders, otherEnds }: VroomProblem): string {
  const list = otherEnds.has(id) ? 'shipments' : 'jobs'
  const listed = orders.filter((order) => otherEnds.has(order.id) === otherEnds.has(id))
  return `${list}[${listed.findIndex((order) => order.id === id)}]`
}

function illegalRoutes(violation: ReturnType<typeof legal>[number] | undefined): InputError {
  const { courier, order, code, detail } = violation ?? { code: 'late', detail: 'the routes are not legal' }
  const who = [...(courier === undefined ? [] : [`vehicle ${courier}`]), ...(order === undefined ? [] : [orderWords(order)])].join(', ')
  const remedy = `give routes that keep every promise, or none: ${who === '' ? '' : `${who}: `}${code}, ${detail}`
  return new InputError({ code: 'contradiction', path: 'routes', got: order ?? courier, remedy })
}

function outsideWindows(slot: Slot): Miss {
  return { slot, reason: { code: 'not-wished', proved: true, remedy: 'Widen the time_windows of the request, or leave them out.' } }
}

function inListedOrder(slots: readonly Slot[], misses: readonly Miss[]): Miss[] {
  const place = new Map(slots.map((slot, index) => [slot, index]))
  return [...misses].sort((a, b) => place.get(a.slot)! - place.get(b.slot)!)
}

/** The part of the input that says how slots are spelt. */
interface SlotIds {
  readonly slots: readonly { readonly id: string | number }[]
}

/** Slots and vehicles in the words of the input. */
class Naming {
  private readonly problem: VroomProblem
  private readonly slotIds: ReadonlyMap<string, string | number>

  constructor(problem: VroomProblem, { slots }: SlotIds) {
    this.problem = problem
    this.slotIds = new Map(slots.map(({ id }) => [String(id), id]))
  }

  /** Which request it is; of a shipment the number of its door, with the type. */
  request(order: string): object {
    const { id, type } = this.problem.tasks.get(order)!
    return type === 'job' ? { request: id } : { request: id, type }
  }

  offered({ slot, route, addedTravel, earliest, latest }: Fit): object {
    const { anchor, day } = this.problem
    const { start, end } = slot.window
    return {
      slot: this.slotIds.get(slot.id),
      start: start + anchor,
      end: end + anchor,
      vehicle: this.vehicle(day.routes[route]!.courier.id),
      added_duration: addedTravel,
      earliest: earliest + anchor,
      latest: latest + anchor,
    }
  }

  refused({ slot, reason }: Miss): object {
    const { code, proved, courier, shortBy, unit, dimension, nearest, remedy } = reason
    return {
      slot: this.slotIds.get(slot.id),
      reason: {
        code,
        proved,
        ...(courier === undefined ? {} : { vehicle: this.vehicle(courier) }),
        ...(shortBy === undefined ? {} : { short_by: shortBy, unit }),
        ...(dimension === undefined ? {} : { dimension }),
        ...(nearest === undefined ? {} : { nearest: this.slotIds.get(nearest) }),
        remedy,
      },
    }
  }

  private vehicle(courier: string): number {
    return this.problem.vehicles.get(courier)![0]!.id
  }
}
