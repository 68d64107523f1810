/** `slotsmith check`: the judge's word on somebody's solution. */
import type { Command } from 'commander'
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import type { VroomProblem, VroomTask } from '../formats/vroom/problem.ts'
import { readVroomSolution } from '../formats/vroom/solution-read.ts'
import type { VroomSolutionPlan } from '../formats/vroom/solution-read.ts'
import { legal } from '../model/legal.ts'
import type { Plan } from '../model/nouns.ts'
import type { ViolationCode } from '../model/violation.ts'
import { BadInput, inFile } from './failure.ts'
import { readJsonFile, readProblemFile } from './input.ts'
import { couriersOption } from './options.ts'
import { writeJson } from './output.ts'
import type { Outside } from './outside.ts'
import type { CarryOut } from './verb.ts'

/** One line of the answer. Ids are those of the files. */
interface CheckedViolation {
  readonly code: ViolationCode | 'order-served-and-unassigned' | 'unassigned-twice'
  readonly vehicle?: number
  readonly job?: number
  /** What `job` is the number of, where it is one end of a shipment: the door where the whole shipment is meant. */
  readonly type?: 'pickup' | 'delivery'
  /** Seconds, load units, tasks or metres. */
  readonly by?: number
  readonly detail: string
}

/** Adds the verb. */
export function addCheck(program: Command, carryOut: CarryOut): void {
  program
    .command('check')
    .summary('judge a solution')
    .description('Judges a VROOM solution of a problem. Jobs and shipments may be unassigned; '
      + 'one that is served late, twice, by half, or lost may not.')
    .argument('<problem>', 'VROOM JSON, Solomon or VRPLIB text; - for standard input')
    .argument('<solution>', 'a VROOM solution; - for standard input')
    .option('-o, --out <file>', 'where the answer goes; - is standard output', '-')
    .option('--couriers <k>', 'couriers of a benchmark file; the first so many vehicles of VROOM JSON', couriersOption)
    .addHelpText('after', `
Exit code 0: legal; 1: not legal, and the violations say why.

Examples:
  slotsmith check problem.json solution.json
  slotsmith plan problem.json | slotsmith check problem.json -`)
    .action((problem: string, solution: string, options: { out: string; couriers?: number }) =>
      carryOut((outside) => check(outside, problem, solution, options)))
}

async function check(
  outside: Outside, problemPath: string, solutionPath: string, { out, couriers }: { out: string; couriers?: number },
): Promise<'no' | void> {
  if (problemPath === '-' && solutionPath === '-') throw new BadInput('problem and solution are both -; give a file for one of them')
  await outside.expectWritable(out)
  const problem = await readProblemFile(outside, problemPath, { couriers })
  const json = await readJsonFile(outside, solutionPath)
  const violations = inFile(solutionPath, () => violationsOf(problem, json))
  await writeJson(outside, out, { legal: violations.length === 0, violations })
  return violations.length === 0 ? undefined : 'no'
}

/** What is wrong; an `InputError` only where the JSON has not the shape of a solution. */
function violationsOf(problem: VroomProblem, json: unknown): CheckedViolation[] {
  let solution: VroomSolutionPlan
  try {
    solution = readVroomSolution(json, problem)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const nameless = error.problems.map((found) => namelessViolation(found, json as SolutionShape))
    const known = nameless.flatMap((violation) => violation ?? [])
    if (known.length < nameless.length) throw error
    return known
  }
  return [...judged(problem, solution), ...unassignedWrongly(problem, solution, json as SolutionShape)]
}

/** The judge's violations in VROOM's ids, and what the list of the unassigned does wrong. */
function judged(problem: VroomProblem, { plan, unassigned }: VroomSolutionPlan): CheckedViolation[] {
  const visited = visitedOrders(plan)
  const left = new Set(unassigned)
  const requested = problem.requests.filter(({ id }) => visited.has(id))
  const promised = [...problem.orders.filter(({ id }) => visited.has(id) || !left.has(id)), ...requested]
  return legal(problem.day, promised, plan).map(({ code, courier, shift, order, by, detail }): CheckedViolation => ({
    code,
    ...(courier === undefined ? {} : { vehicle: problem.vehicles.get(courier)![shift ?? 0]!.id }),
    ...(order === undefined ? {} : named(problem.tasks.get(order)!)),
    ...(by === undefined ? {} : { by }),
    detail: code === 'order-missing' && !visited.has(order!) ? NOWHERE : detail,
  }))
}

const NOWHERE = 'it is neither in a route nor in unassigned'

/** Orders with a visit in a route, be it only at one end. */
function visitedOrders({ routes }: Plan): ReadonlySet<string> {
  const steps = routes.flatMap((route) => route.steps)
  return new Set(steps.flatMap((step) => (step.type === 'order' || step.type === 'collect' || step.type === 'bring' ? [step.id] : [])))
}

function named({ type, id }: VroomTask): Pick<CheckedViolation, 'job' | 'type'> {
  return type === 'job' ? { job: id } : { job: id, type }
}

/** A solution whose shape was checked, or of which a problem names the part that is looked at. */
interface SolutionShape {
  readonly routes: readonly { readonly vehicle: number; readonly steps: readonly { type: string; id?: number; job?: number }[] }[]
  readonly unassigned?: readonly { readonly id: number; readonly type?: string }[]
}

/** What the list of the unassigned does wrong: a task in a route or twice, or one end of a shipment without the other. */
function unassignedWrongly(
  { tasks, otherEnds }: VroomProblem, { plan, unassigned }: VroomSolutionPlan, { unassigned: listed = [] }: SolutionShape,
): CheckedViolation[] {
  const visited = visitedOrders(plan)
  const counts = new Map<string, number>()
  for (const { type = 'job', id } of listed) counts.set(`${type} ${id}`, (counts.get(`${type} ${id}`) ?? 0) + 1)
  return unassigned.flatMap((order): CheckedViolation[] => {
    const door = tasks.get(order)!
    const other = otherEnds.get(order)
    const ends = other === undefined ? [door] : [door, other]
    const served: CheckedViolation[] = visited.has(order)
      ? [{ code: 'order-served-and-unassigned', ...named(door), detail: 'it is in a route and in unassigned' }]
      : []
    return [...served, ...ends.flatMap((end): CheckedViolation[] => {
      const count = counts.get(`${end.type} ${end.id}`) ?? 0
      if (count > 1) return [{ code: 'unassigned-twice', ...named(end), detail: 'it is listed twice in unassigned' }]
      return count === 1 || visited.has(order) ? [] : [{ code: 'order-missing', ...named(end), detail: `${NOWHERE}, but its other end is` }]
    })]
  })
}

/** What a solution says of things that the problem does not have; `undefined` where it is not even a solution. */
function namelessViolation({ code, path, remedy }: Problem, solution: SolutionShape): CheckedViolation | undefined {
  if (code !== 'unknown-id' && code !== 'duplicate-id') return undefined
  const detail = `${path}: ${remedy}`
  const [, left] = /^unassigned\[(\d+)\]\.id$/.exec(path) ?? []
  if (left !== undefined) {
    const { type, id } = solution.unassigned![Number(left)]!
    return { code: 'order-unknown', job: id, ...endOf(type), detail }
  }
  const [, route, step] = /^routes\[(\d+)\](?:\.steps\[(\d+)\])?\.(?:vehicle|id|type)$/.exec(path) ?? []
  if (route === undefined) return undefined
  const { vehicle, steps } = solution.routes[Number(route)]!
  if (step === undefined) return { code: code === 'duplicate-id' ? 'route-twice' : 'route-unknown', vehicle, detail }
  const { type, id, job } = steps[Number(step)]!
  const number = id ?? job
  const numbered = number === undefined ? {} : { job: number }
  switch (type) {
    case 'break': return { code: 'break-unknown', vehicle, detail }
    case 'job':
    case 'pickup':
    case 'delivery': return { code: 'order-unknown', vehicle, ...numbered, ...endOf(type), detail }
    default: return undefined
  }
}

function endOf(type: string | undefined): Pick<CheckedViolation, 'type'> {
  return type === 'pickup' || type === 'delivery' ? { type } : {}
}
