/** `slotsmith check`: the judge's word on somebody's solution. */
import type { Command } from 'commander'
import { InputError } from '../base/errors.ts'
import type { Problem } from '../base/errors.ts'
import type { VroomProblem } from '../formats/vroom/problem.ts'
import { readVroomSolution } from '../formats/vroom/solution-read.ts'
import type { VroomSolutionPlan } from '../formats/vroom/solution-read.ts'
import { legal } from '../model/legal.ts'
import type { ViolationCode } from '../model/violation.ts'
import { BadInput, inFile } from './failure.ts'
import { readJsonFile, readProblemFile } from './input.ts'
import { couriersOption } from './options.ts'
import { writeJson } from './output.ts'
import type { Outside } from './outside.ts'
import type { CarryOut } from './verb.ts'

/** One line of the answer. Ids are those of the files. */
interface CheckedViolation {
  readonly code: ViolationCode | 'order-served-and-unassigned' | 'unassigned-twice' | 'shipment-step'
  readonly vehicle?: number
  readonly job?: number
  /** What `job` is, where it is one end of a shipment. */
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
    .description('Judges a VROOM solution of a problem. Jobs may be unassigned; a job that is served late, twice, or lost may not.')
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
  return [...judged(problem, solution), ...lostShipments(problem, json as SolutionShape)]
}

/** The judge's violations in VROOM's ids, and what the list of the unassigned does wrong. */
function judged(problem: VroomProblem, { plan, unassigned }: VroomSolutionPlan): CheckedViolation[] {
  const served = new Set(plan.routes.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'order' ? [step.id] : []))))
  const left = new Set(unassigned)
  const job = (id: string) => ({ job: problem.tasks.get(id)!.id })
  const requested = problem.requests.filter(({ id }) => served.has(id))
  const promised = [...problem.orders.filter(({ id }) => served.has(id) || !left.has(id)), ...requested]
  const violations = legal(problem.day, promised, plan).map(({ code, courier, shift, order, by, detail }): CheckedViolation => ({
    code,
    ...(courier === undefined ? {} : { vehicle: problem.vehicles.get(courier)![shift ?? 0]!.id }),
    ...(order === undefined ? {} : job(order)),
    ...(by === undefined ? {} : { by }),
    detail: code === 'order-missing' ? 'the job is neither in a route nor in unassigned' : detail,
  }))
  for (const id of left) {
    if (!served.has(id)) continue
    violations.push({ code: 'order-served-and-unassigned', ...job(id), detail: 'the job is in a route and in unassigned' })
  }
  const twice = new Set(unassigned.filter((id, index) => unassigned.indexOf(id) !== index))
  for (const id of twice) violations.push({ code: 'unassigned-twice', ...job(id), detail: 'the job is listed twice in unassigned' })
  return violations
}

/** A solution whose shape was checked, or of which a problem names the part that is looked at. */
interface SolutionShape {
  readonly routes: readonly { readonly vehicle: number; readonly steps: readonly { type: string; id?: number; job?: number }[] }[]
  readonly unassigned?: readonly { readonly id: number; readonly type?: string }[]
}

/** Ends of shipments that the solution has forgotten. */
function lostShipments({ shipments }: VroomProblem, { unassigned = [] }: SolutionShape): CheckedViolation[] {
  const left = new Set(unassigned.map(({ type, id }) => `${type} ${id}`))
  return shipments.flatMap(({ type, id }) => {
    if (type === 'job' || left.has(`${type} ${id}`)) return []
    return [{ code: 'order-missing' as const, job: id, type, detail: `the ${type} is neither in a route nor in unassigned` }]
  })
}

/** What a solution says of things that the problem does not have; `undefined` where it is not even a solution. */
function namelessViolation({ code, path, remedy }: Problem, solution: SolutionShape): CheckedViolation | undefined {
  if (code !== 'unknown-id' && code !== 'duplicate-id') return undefined
  const detail = `${path}: ${remedy}`
  const [, left] = /^unassigned\[(\d+)\]\.id$/.exec(path) ?? []
  if (left !== undefined) {
    const { id } = solution.unassigned![Number(left)]!
    return { code: 'order-unknown', job: id, detail }
  }
  const [, route, step] = /^routes\[(\d+)\](?:\.steps\[(\d+)\])?\.(?:vehicle|id|type)$/.exec(path) ?? []
  if (route === undefined) return undefined
  const { vehicle, steps } = solution.routes[Number(route)]!
  if (step === undefined) return { code: code === 'duplicate-id' ? 'route-twice' : 'route-unknown', vehicle, detail }
  const { type, id, job } = steps[Number(step)]!
  const number = id ?? job
  const named = number === undefined ? {} : { job: number }
  switch (type) {
    case 'break': return { code: 'break-unknown', vehicle, detail }
    case 'pickup':
    case 'delivery': return { code: 'shipment-step', vehicle, ...named, detail }
    case 'job': return { code: 'order-unknown', vehicle, ...named, detail }
    default: return undefined
  }
}
