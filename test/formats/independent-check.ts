/**
 * A second opinion on VROOM solutions: plain code that shares nothing with `src`. It reads the JSON of a problem and of a solution,
 * drives every route second by second as VROOM's documentation says, and lists in words what is wrong.
 */

interface Job {
  id: number
  location_index: number
  service?: number
  setup?: number
  delivery?: number[]
  pickup?: number[]
  skills?: number[]
  time_windows?: [number, number][]
}

interface Break {
  id: number
  service?: number
  time_windows?: [number, number][]
}

interface Vehicle {
  id: number
  start_index?: number
  end_index?: number
  capacity?: number[]
  skills?: number[]
  time_window?: [number, number]
  breaks?: Break[]
  max_tasks?: number
  max_travel_time?: number
}

/** A VROOM problem with one matrix. */
export interface PlainProblem {
  jobs: Job[]
  vehicles: Vehicle[]
  matrices: { car: { durations: number[][] } }
}

interface Step {
  type: string
  id?: number
  arrival: number
  waiting_time: number
  service: number
  setup: number
  duration: number
  load?: number[]
}

/** The part of a VROOM solution that is looked at. */
export interface PlainSolution {
  code: number
  summary: { cost: number; routes: number; unassigned: number; duration: number }
  unassigned: { id: number; type: string }[]
  routes: { vehicle: number; cost: number; duration: number; steps: Step[] }[]
}

/** Everything that is wrong, in words; an empty list where the solution is good. */
export function independentCheck(problem: PlainProblem, solution: PlainSolution): string[] {
  const wrong: string[] = []
  const count = new Map<number, number>()
  for (const { id } of solution.unassigned) count.set(id, (count.get(id) ?? 0) + 1)
  const used = new Set<number>()
  let duration = 0
  for (const route of solution.routes) {
    const vehicle = problem.vehicles.find((one) => one.id === route.vehicle)
    if (vehicle === undefined) {
      wrong.push(`no vehicle ${route.vehicle}`)
      continue
    }
    if (used.has(vehicle.id)) wrong.push(`vehicle ${vehicle.id} has two routes`)
    used.add(vehicle.id)
    for (const step of route.steps) if (step.type === 'job') count.set(step.id!, (count.get(step.id!) ?? 0) + 1)
    wrong.push(...drive(problem, vehicle, route.steps))
    const driven = route.steps[route.steps.length - 1]!.duration
    if (route.duration !== driven) wrong.push(`vehicle ${vehicle.id}: duration ${route.duration}, driven ${driven}`)
    duration += driven
  }
  for (const { id } of problem.jobs) if (count.get(id) !== 1) wrong.push(`job ${id} is there ${count.get(id) ?? 0} times`)
  if (count.size > problem.jobs.length) wrong.push('there are jobs that nobody asked for')
  if (solution.code !== 0) wrong.push(`code ${solution.code}`)
  if (solution.summary.duration !== duration) wrong.push(`summary.duration ${solution.summary.duration}, driven ${duration}`)
  if (solution.summary.routes !== solution.routes.length) wrong.push(`summary.routes ${solution.summary.routes}`)
  if (solution.summary.unassigned !== solution.unassigned.length) wrong.push(`summary.unassigned ${solution.summary.unassigned}`)
  return wrong
}

/** Drives one route by the times that it states. */
function drive(problem: PlainProblem, vehicle: Vehicle, steps: Step[]): string[] {
  const wrong: string[] = []
  const say = (what: string) => wrong.push(`vehicle ${vehicle.id}: ${what}`)
  const jobOf = (step: Step) => problem.jobs.find((job) => job.id === step.id)
  const first = steps[0]!
  const last = steps[steps.length - 1]!
  if (vehicle.start_index !== undefined && first.type !== 'start') say('does not begin at its start')
  if (vehicle.end_index !== undefined && last.type !== 'end') say('does not finish at its end')
  if (vehicle.time_window && first.arrival < vehicle.time_window[0]) say(`leaves at ${first.arrival}, before the shift`)
  if (vehicle.time_window && last.arrival > vehicle.time_window[1]) say(`is back at ${last.arrival}, after the shift`)

  // Travel since the last place; breaks interrupt a leg anywhere and are no place.
  const legs = problem.matrices.car.durations
  let place = vehicle.start_index
  let since = first.duration
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!
    const before = steps[i - 1]
    if (before) {
      const gone = before.arrival + before.waiting_time + before.setup + before.service
      if (step.arrival !== gone + step.duration - before.duration) say(`step ${i} arrives at ${step.arrival}, left at ${gone}`)
      if (step.duration < before.duration) say(`step ${i} drives backwards`)
    }
    if (step.waiting_time < 0) say(`step ${i} waits ${step.waiting_time}`)
    const begins = step.arrival + step.waiting_time
    const here = step.type === 'job' ? jobOf(step)?.location_index : step.type === 'end' ? vehicle.end_index : place
    if (step.type !== 'break' && i > 0) {
      const leg = place === undefined || here === undefined ? 0 : legs[place]![here]!
      if (step.duration - since !== leg) say(`step ${i} drives ${step.duration - since}, the matrix says ${leg}`)
      since = step.duration
    }
    if (step.type !== 'break') place = here
    const task = step.type === 'job' ? jobOf(step) : step.type === 'break' ? vehicle.breaks?.find(({ id }) => id === step.id) : undefined
    if (step.type !== 'start' && step.type !== 'end') {
      if (task === undefined) say(`step ${i} is an unknown ${step.type} ${step.id}`)
      else {
        const windows = task.time_windows ?? [[-Infinity, Infinity] as [number, number]]
        const inTime = windows.some(([open, close]) => open <= begins && begins <= close)
        if (!inTime) say(`${step.type} ${step.id} begins at ${begins}, outside its windows`)
        if (step.service !== (task.service ?? 0)) say(`${step.type} ${step.id} takes ${step.service}`)
      }
    }
  }
  const jobs = steps.flatMap((step) => (step.type === 'job' ? (jobOf(step) ?? []) : []))
  for (const job of jobs) {
    for (const skill of job.skills ?? []) if (!(vehicle.skills ?? []).includes(skill)) say(`lacks skill ${skill} for job ${job.id}`)
  }
  const breaks = steps.flatMap((step) => (step.type === 'break' ? [step.id!] : []))
  for (const { id } of vehicle.breaks ?? []) if (breaks.filter((taken) => taken === id).length !== 1) say(`break ${id} is not taken once`)
  if (vehicle.max_tasks !== undefined && jobs.length > vehicle.max_tasks) say(`${jobs.length} jobs`)
  if (vehicle.max_travel_time !== undefined && last.duration > vehicle.max_travel_time) say(`drives ${last.duration}`)

  for (let d = 0; d < (vehicle.capacity?.length ?? 0); d++) {
    let load = jobs.reduce((sum, job) => sum + (job.delivery?.[d] ?? 0), 0)
    const check = (step: Step) => {
      if (load > vehicle.capacity![d]!) say(`carries ${load} in dimension ${d}`)
      if (step.load && step.load[d] !== load) say(`states a load of ${step.load[d]}, carries ${load}`)
    }
    for (const step of steps) {
      const job = step.type === 'job' ? jobOf(step) : undefined
      load += (job?.pickup?.[d] ?? 0) - (job?.delivery?.[d] ?? 0)
      check(step)
    }
  }
  return wrong
}

/** A grocery day's VRPLIB text as a VROOM problem, read by plain splitting. */
export function problemOfVrplib(text: string, couriers: number): PlainProblem {
  const field = (key: string) => Number(new RegExp(`^${key}\\s*:\\s*(\\d+)`, 'm').exec(text)![1])
  const size = field('DIMENSION')
  const numbersAfter = (section: string) => {
    const from = text.indexOf(section) + section.length
    const numbers: number[] = []
    for (const wordText of text.slice(from).split(/\s+/).slice(1)) {
      if (Number.isNaN(Number(wordText)) || wordText === '') break
      numbers.push(Number(wordText))
    }
    return numbers
  }
  const weights = numbersAfter('EDGE_WEIGHT_SECTION')
  const durations = Array.from({ length: size }, (_, i) => weights.slice(i * size, (i + 1) * size))
  const demand = numbersAfter('DEMAND_SECTION')
  const windows = numbersAfter('TIME_WINDOW_SECTION')
  const service = numbersAfter('SERVICE_TIME_SECTION')
  const rows = Array.from({ length: size }, (_, row) => row)
  return {
    jobs: rows.slice(1).map((row) => ({
      id: row,
      location_index: row,
      service: service[2 * row + 1]!,
      delivery: [demand[2 * row + 1]!],
      time_windows: [[windows[3 * row + 1]!, windows[3 * row + 2]!]],
    })),
    vehicles: Array.from({ length: couriers }, (_, index) => ({
      id: index + 1, start_index: 0, end_index: 0, capacity: [field('CAPACITY')], time_window: [windows[1]!, windows[2]!],
    })),
    matrices: { car: { durations } },
  }
}
