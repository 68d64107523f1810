/**
 * Field by field against VROOM: random problems through VROOM, its routes read and written here again, and every field compared.
 * `npx tsx bench/peers/vroom-fields.ts [--problems 150] [--seed 1] [--speeds] [--vroom PATH]`; `bench/peers/install.sh` comes first.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '../../src/base/random.ts'
import { readVroom } from '../../src/formats/vroom/read.ts'
import { readVroomSolution } from '../../src/formats/vroom/solution-read.ts'
import { writeVroomSolution } from '../../src/formats/vroom/solution-write.ts'
import { legal } from '../../src/model/legal.ts'

const { values } = parseArgs({
  options: {
    problems: { type: 'string', default: '150' },
    seed: { type: 'string', default: '1' },
    speeds: { type: 'boolean', default: false },
    vroom: { type: 'string', default: join(import.meta.dirname, '../../.tmp/peers-venv/bin/vroom') },
  },
})

/** Draws of one problem. */
class Draw {
  private readonly chance: Random

  constructor(seed: number) {
    this.chance = new Random(seed)
  }

  below(most: number): number {
    return this.chance.below(most)
  }

  /** One time in so many. */
  one(often: number): boolean {
    return this.chance.below(often) === 0
  }

  of<T>(list: readonly T[]): T {
    return list[this.chance.below(list.length)]!
  }

  /** The keys, one time in so many. */
  maybe(often: number, keys: () => object): object {
    return this.one(often) ? keys() : {}
  }

  table(rows: number, most: number): number[][] {
    return Array.from({ length: rows }, (_, i) => Array.from({ length: rows }, (_, j) => (i === j ? 0 : 20 + this.below(most))))
  }
}

function randomProblem(draw: Draw, speeds: boolean): object {
  const doors = 3 + draw.below(6)
  const rows = doors + 2
  const dimensions = draw.below(3)
  const timed = !draw.one(3)
  const amount = (most: number, least = 0) => Array.from({ length: dimensions }, () => least + draw.below(most))
  const seconds = (most: number) => Object.fromEntries(['big', 'small'].filter(() => draw.one(2)).map((type) => [type, draw.below(most)]))
  const task = (id: number) => ({
    id,
    location_index: draw.below(rows),
    ...draw.maybe(2, () => ({ location: [13 + id / 100, 52] })),
    ...draw.maybe(2, () => ({ setup: draw.below(60), service: draw.below(200) })),
    ...draw.maybe(3, () => ({ setup_per_type: seconds(50) })),
    ...draw.maybe(3, () => ({ service_per_type: seconds(90) })),
    ...(timed ? draw.maybe(3, () => ({ time_windows: [[draw.below(3000), 6000 + draw.below(6000)]] })) : {}),
    ...draw.maybe(3, () => ({ description: `door ${id}` })),
  })
  const terms = () => ({ ...draw.maybe(4, () => ({ skills: [draw.below(3)] })), ...draw.maybe(3, () => ({ priority: draw.below(101) })) })
  const ids = Array.from({ length: doors }, (_, i) => i + 1)
  const shipped = new Set(ids.filter(() => draw.one(4)))
  const jobs = ids.filter((id) => !shipped.has(id)).map((id) => ({
    ...task(id), ...terms(),
    ...(dimensions === 0 ? {} : { ...draw.maybe(2, () => ({ delivery: amount(3) })), ...draw.maybe(3, () => ({ pickup: amount(3) })) }),
  }))
  const shipments = [...shipped].map((id) => {
    return { pickup: task(id), delivery: task(id), ...terms(), ...(dimensions === 0 ? {} : { amount: amount(3) }) }
  })
  const distances = draw.one(2)
  const profiles = ['car', 'bike'].slice(0, 1 + draw.below(2))
  const priced = new Set(profiles.filter(() => draw.one(4)))
  const matrices = Object.fromEntries(profiles.map((profile) => [profile, {
    durations: draw.table(rows, 900),
    ...(distances ? { distances: draw.table(rows, 9000) } : {}),
    ...(priced.has(profile) ? { costs: draw.table(rows, 700) } : {}),
  }]))
  const pause = () => ({
    id: 4,
    service: draw.below(300),
    ...draw.maybe(2, () => ({ time_windows: [[2000, 9000]], description: 'rest' })),
    ...(dimensions === 0 ? {} : draw.maybe(2, () => ({ max_load: amount(2, 2) }))),
  })
  const rates = (profile: string) => ({
    ...draw.maybe(2, () => ({ fixed: draw.below(500) })),
    ...(priced.has(profile) ? {} : { per_hour: draw.of([3600, 20, 1234, 0]) }),
    ...(distances && !priced.has(profile) ? draw.maybe(2, () => ({ per_km: draw.of([1, 17, 250]) })) : {}),
    ...draw.maybe(2, () => ({ per_task_hour: draw.of([100, 3600, 777]) })),
  })
  const vehicles = Array.from({ length: 1 + draw.below(3) }, (_, i) => {
    const profile = draw.of(profiles)
    const open = draw.below(5)
    return {
      id: i + 1, profile,
      ...(open === 1 ? {} : { start_index: draw.below(rows) }),
      ...(open === 2 ? {} : { end_index: draw.below(rows) }),
      ...(dimensions === 0 ? {} : { capacity: amount(4, 3) }),
      ...draw.maybe(2, () => ({ skills: [0, 1, 2].filter(() => draw.one(2)) })),
      ...draw.maybe(2, () => ({ type: draw.of(['big', 'small', 'other']) })),
      ...draw.maybe(2, () => ({ description: `van ${i}` })),
      ...(timed ? draw.maybe(2, () => ({ time_window: [draw.below(2000), 9000 + draw.below(9000)] })) : {}),
      ...(timed ? draw.maybe(3, () => ({ breaks: [pause()] })) : {}),
      ...draw.maybe(2, () => ({ costs: rates(profile) })),
      ...(speeds ? draw.maybe(2, () => ({ speed_factor: draw.of([0.7, 0.77, 1.1, 1.3, 2, 3]) })) : {}),
      ...draw.maybe(4, () => ({ max_tasks: 2 + draw.below(3) })),
      ...draw.maybe(5, () => ({ max_travel_time: 2000 + draw.below(3000) })),
      ...(distances ? draw.maybe(5, () => ({ max_distance: 20_000 + draw.below(20_000) })) : {}),
    }
  })
  return { vehicles, jobs, shipments, matrices }
}

/** What of a solution is compared. The order of the unassigned is VROOM's to choose. */
interface Solution {
  readonly unassigned: readonly { readonly id: number; readonly type: string }[]
}

/** Where two values differ. */
function differences(theirs: unknown, ours: unknown, path: string): string[] {
  if (typeof theirs !== 'object' || typeof ours !== 'object' || theirs === null || ours === null) {
    return theirs === ours ? [] : [`${path}: VROOM ${JSON.stringify(theirs)}, ours ${JSON.stringify(ours)}`]
  }
  const [one, other] = [new Map(Object.entries(theirs)), new Map(Object.entries(ours))]
  const keys = [...new Set([...one.keys(), ...other.keys()])].filter((key) => key !== 'computing_times')
  return keys.flatMap((key) => differences(one.get(key), other.get(key), path === '' ? key : `${path}.${key}`))
}

function inOrder(solution: Solution): Solution {
  return { ...solution, unassigned: solution.unassigned.toSorted((a, b) => a.id - b.id || (a.type < b.type ? -1 : 1)) }
}

const counts = { equal: 0, different: 0, illegal: 0, refused: 0 }
const fields = new Map<string, number>()
for (let index = 0; index < Number(values.problems); index++) {
  const text = JSON.stringify(randomProblem(new Draw(1000 * Number(values.seed) + index), values.speeds))
  const { stdout, status } = spawnSync(values.vroom, ['-t', '1'], { input: text, encoding: 'utf8' })
  if (status !== 0) {
    counts.refused++
    process.stderr.write(`${index}: VROOM says ${stdout}\n`)
    continue
  }
  const theirs = JSON.parse(stdout) as Solution
  const problem = readVroom(JSON.parse(text))
  const { plan, unassigned } = readVroomSolution(theirs, problem)
  const [violation] = legal(problem.day, problem.orders.filter(({ id }) => !unassigned.includes(id)), plan)
  if (violation !== undefined) {
    counts.illegal++
    process.stderr.write(`${index}: ${violation.code}, ${violation.detail}\n`)
    continue
  }
  const ours = JSON.parse(JSON.stringify(writeVroomSolution(problem, plan, unassigned))) as Solution
  const found = differences(inOrder(theirs), inOrder(ours), '')
  counts[found.length === 0 ? 'equal' : 'different']++
  for (const one of found) {
    const field = one.replace(/:.*/, '').replaceAll(/\d+/g, 'N')
    fields.set(field, (fields.get(field) ?? 0) + 1)
  }
  if (found.length > 0 && counts.different <= 5) process.stderr.write(`${index}: ${found.slice(0, 4).join('; ')}\n`)
}
process.stdout.write(`${JSON.stringify({ bench: 'vroom-fields', speeds: values.speeds, ...counts, fields: Object.fromEntries(fields) })}\n`)
