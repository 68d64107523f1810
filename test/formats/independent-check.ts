/**
 * A second opinion on VROOM solutions: plain code that shares nothing with `src`. It reads the JSON of a problem and of a solution,
 * drives every route second by second as VROOM's documentation says, and lists in words what is wrong.
 */

interface Visit {
  id: number
  location?: [number, number]
  location_index?: number
  service?: number
  setup?: number
  service_per_type?: Record<string, number>
  setup_per_type?: Record<string, number>
  time_windows?: [number, number][]
}

interface Job extends Visit {
  delivery?: number[]
  pickup?: number[]
  skills?: number[]
  position?: string
  release?: number
}

interface Shipment {
  pickup: Visit & { delivery?: number[] }
  delivery: Visit & { pickup?: number[] }
  amount?: number[]
  skills?: number[]
  release?: number
}

interface Break {
  id: number
  service?: number
  time_windows?: [number, number][]
  max_load?: number[]
}

interface Vehicle {
  id: number
  type?: string
  costs?: { fixed?: number; per_hour?: number; per_km?: number; per_task_hour?: number; per_paid_hour?: number }
  start_index?: number
  end_index?: number
  capacity?: number[]
  skills?: number[]
  time_window?: [number, number]
  breaks?: Break[]
  max_tasks?: number
  max_travel_time?: number
  reload?: { location_index?: number; service?: number; most?: number }
  blocked?: { rows?: number[]; polygon?: [number, number][] }[]
}

/** A VROOM problem with one matrix. */
export interface PlainProblem {
  jobs: Job[]
  shipments?: Shipment[]
  vehicles: Vehicle[]
  matrices: { car: { durations: number[][] } }
}

/** What is done at one visit: a job, or one end of a shipment. */
interface Task extends Visit {
  type: string
  /** What the depot gives along for it when the trip starts. */
  fromDepot: number[]
  /** What is on board more, or less, when it is done. */
  change: number[]
  skills: number[]
  release: number
  position: string | undefined
  /** The other end of the shipment. */
  partner: string | undefined
  /** Places that a vehicle must be able to go to. */
  visits: Visit[]
}

function tasksOf({ jobs, shipments = [] }: PlainProblem): Map<string, Task> {
  const tasks = new Map<string, Task>()
  const minus = (a: number[] = [], b: number[] = []) => Array.from({ length: Math.max(a.length, b.length) }, (_, d) => (a[d] ?? 0) - (b[d] ?? 0))
  for (const job of jobs) {
    const { delivery = [], pickup = [], skills = [], release = -Infinity, position } = job
    const own = { fromDepot: delivery, change: minus(pickup, delivery), skills, release, position }
    tasks.set(`job ${job.id}`, { ...job, type: 'job', ...own, partner: undefined, visits: [job] })
  }
  for (const { pickup, delivery, amount = [], skills = [], release = -Infinity } of shipments) {
    const common = { skills, position: undefined, visits: [pickup, delivery] }
    tasks.set(`pickup ${pickup.id}`, {
      ...pickup, ...common, type: 'pickup', fromDepot: pickup.delivery ?? [], change: minus(amount, pickup.delivery), release,
      partner: `delivery ${delivery.id}`,
    })
    tasks.set(`delivery ${delivery.id}`, {
      ...delivery, ...common, type: 'delivery', fromDepot: [], change: minus(delivery.pickup, amount), release: -Infinity,
      partner: `pickup ${pickup.id}`,
    })
  }
  return tasks
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
  routes: { vehicle: number; cost: number; duration: number; distance?: number; steps: Step[] }[]
}

/** Everything that is wrong, in words; an empty list where the solution is good. */
export function independentCheck(problem: PlainProblem, solution: PlainSolution): string[] {
  const wrong: string[] = []
  const tasks = tasksOf(problem)
  const count = new Map<string, number>()
  const see = (type: string, id: number) => count.set(`${type} ${id}`, (count.get(`${type} ${id}`) ?? 0) + 1)
  for (const { type, id } of solution.unassigned) see(type, id)
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
    for (const step of route.steps) if (isVisit(step)) see(step.type, step.id!)
    wrong.push(...drive(problem, tasks, vehicle, route.steps), ...load(tasks, vehicle, route.steps), ...order(tasks, vehicle, route.steps))
    const driven = route.steps[route.steps.length - 1]!.duration
    if (route.duration !== driven) wrong.push(`vehicle ${vehicle.id}: duration ${route.duration}, driven ${driven}`)
    const cost = costOf(vehicle, route)
    if (route.cost !== cost) wrong.push(`vehicle ${vehicle.id}: cost ${route.cost}, counted ${cost}`)
    duration += driven
  }
  for (const [key, { partner }] of tasks) {
    if (count.get(key) !== 1) wrong.push(`${key} is there ${count.get(key) ?? 0} times`)
    const left = (name: string) => solution.unassigned.some(({ type, id }) => `${type} ${id}` === name)
    if (partner !== undefined && left(key) !== left(partner)) wrong.push(`${key} and ${partner} are torn apart`)
  }
  if (count.size > tasks.size) wrong.push('there are tasks that nobody asked for')
  if (solution.code !== 0) wrong.push(`code ${solution.code}`)
  if (solution.summary.duration !== duration) wrong.push(`summary.duration ${solution.summary.duration}, driven ${duration}`)
  if (solution.summary.routes !== solution.routes.length) wrong.push(`summary.routes ${solution.summary.routes}`)
  if (solution.summary.unassigned !== solution.unassigned.length) wrong.push(`summary.unassigned ${solution.summary.unassigned}`)
  return wrong
}

function isVisit({ type }: Step): boolean {
  return type === 'job' || type === 'pickup' || type === 'delivery'
}

function visitsIn(tasks: Map<string, Task>, steps: Step[]): Task[] {
  return steps.flatMap((step) => (isVisit(step) ? (tasks.get(`${step.type} ${step.id}`) ?? []) : []))
}

/** As VROOM counts where there are windows: travel rounded, hours of tasks and breaks cut off; ours besides, everything that takes time. */
function costOf({ costs = {} }: Vehicle, { duration, distance = 0, steps }: PlainSolution['routes'][number]): number {
  const { fixed = 0, per_hour: hour = 3600, per_km: km = 0, per_task_hour: task = 0, per_paid_hour: paid = 0 } = costs
  const tasks = steps.filter((step) => isVisit(step) || step.type === 'break').reduce((sum, step) => sum + step.setup + step.service, 0)
  const span = steps[steps.length - 1]!.arrival - steps[0]!.arrival
  return fixed + Math.round((duration * hour) / 3600 + (distance * km) / 1000) + Math.floor((tasks * task) / 3600) + Math.round((span * paid) / 3600)
}

/** What a task takes a vehicle, of which setup falls away where it was before. */
function takes(task: Visit, { type }: Vehicle, from: number | undefined): { setup: number; service: number } {
  const own = (per: Record<string, number> | undefined) => (type !== undefined && per !== undefined && Object.hasOwn(per, type) ? per[type] : undefined)
  const setup = task.location_index === from ? 0 : (own(task.setup_per_type) ?? task.setup ?? 0)
  return { setup, service: own(task.service_per_type) ?? task.service ?? 0 }
}

/** Drives one route by the times that it states. */
function drive(problem: PlainProblem, tasks: Map<string, Task>, vehicle: Vehicle, steps: Step[]): string[] {
  const wrong: string[] = []
  const say = (what: string) => wrong.push(`vehicle ${vehicle.id}: ${what}`)
  const first = steps[0]!
  const last = steps[steps.length - 1]!
  if (vehicle.start_index !== undefined && first.type !== 'start') say('does not begin at its start')
  if (vehicle.end_index !== undefined && last.type !== 'end') say('does not finish at its end')
  if (vehicle.time_window && first.arrival < vehicle.time_window[0]) say(`leaves at ${first.arrival}, before the shift`)
  if (vehicle.time_window && last.arrival > vehicle.time_window[1]) say(`is back at ${last.arrival}, after the shift`)

  // Travel since the last place; breaks interrupt a leg anywhere and are no place.
  const legs = problem.matrices.car.durations
  const base = vehicle.reload === undefined ? undefined : (vehicle.reload.location_index ?? vehicle.start_index)
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
    const task = isVisit(step) ? tasks.get(`${step.type} ${step.id}`) : undefined
    const here = isVisit(step) ? task?.location_index : step.type === 'end' ? vehicle.end_index : step.type === 'reload' ? base : place
    if (step.type !== 'break' && i > 0) {
      const leg = place === undefined || here === undefined ? 0 : legs[place]![here]!
      if (step.duration - since !== leg) say(`step ${i} drives ${step.duration - since}, the matrix says ${leg}`)
      since = step.duration
    }
    const from = place
    if (step.type !== 'break') place = here
    const done = step.type === 'break' ? vehicle.breaks?.find(({ id }) => id === step.id) : task
    if (step.type === 'reload') {
      if (vehicle.reload === undefined) say('loads again and may not')
      if (step.service !== (vehicle.reload?.service ?? 0)) say(`loads for ${step.service}`)
    } else if (step.type !== 'start' && step.type !== 'end') {
      if (done === undefined) say(`step ${i} is an unknown ${step.type} ${step.id}`)
      else {
        const windows = done.time_windows ?? [[-Infinity, Infinity] as [number, number]]
        const inTime = windows.some(([open, close]) => open <= begins && begins <= close)
        if (!inTime) say(`${step.type} ${step.id} begins at ${begins}, outside its windows`)
        const due = task === undefined ? { setup: 0, service: done.service ?? 0 } : takes(task, vehicle, from)
        if (step.service !== due.service || step.setup !== due.setup) say(`${step.type} ${step.id} takes ${step.setup} + ${step.service}`)
      }
    }
  }
  const breaks = steps.flatMap((step) => (step.type === 'break' ? [step.id!] : []))
  for (const { id } of vehicle.breaks ?? []) if (breaks.filter((taken) => taken === id).length !== 1) say(`break ${id} is not taken once`)
  if (vehicle.max_travel_time !== undefined && last.duration > vehicle.max_travel_time) say(`drives ${last.duration}`)
  return wrong
}

/** The steps from each loading to the next; each list begins with the start or the reload. */
function tripsOf(steps: Step[]): Step[][] {
  const trips: Step[][] = []
  for (const step of steps) {
    if (trips.length === 0 || step.type === 'reload') trips.push([])
    trips[trips.length - 1]!.push(step)
  }
  return trips
}

/** What is on board, and when it is ready to be loaded. */
function load(tasks: Map<string, Task>, vehicle: Vehicle, steps: Step[]): string[] {
  const wrong: string[] = []
  const say = (what: string) => wrong.push(`vehicle ${vehicle.id}: ${what}`)
  for (const trip of tripsOf(steps)) {
    const visits = visitsIn(tasks, trip)
    const loaded = trip[0]!.arrival + trip[0]!.waiting_time
    for (const { type, id, release } of visits) if (loaded < release) say(`loads ${type} ${id} at ${loaded}, before ${release}`)
    for (let d = 0; d < (vehicle.capacity?.length ?? 0); d++) {
      let aboard = visits.reduce((sum, { fromDepot }) => sum + (fromDepot[d] ?? 0), 0)
      for (const step of trip) {
        if (isVisit(step)) aboard += tasks.get(`${step.type} ${step.id}`)?.change[d] ?? 0
        if (aboard > vehicle.capacity![d]!) say(`carries ${aboard} in dimension ${d}`)
        const most = step.type === 'break' ? vehicle.breaks?.find(({ id }) => id === step.id)?.max_load?.[d] : undefined
        if (most !== undefined && aboard > most) say(`takes break ${step.id} with ${aboard} aboard`)
        if (step.load && step.load[d] !== aboard) say(`states a load of ${step.load[d]}, carries ${aboard}`)
      }
    }
  }
  return wrong
}

/** Who may go where, how often, and in which order. */
function order(tasks: Map<string, Task>, vehicle: Vehicle, steps: Step[]): string[] {
  const wrong: string[] = []
  const say = (what: string) => wrong.push(`vehicle ${vehicle.id}: ${what}`)
  const visits = visitsIn(tasks, steps)
  const ranks = visits.map(({ position }) => (position === 'first' ? 0 : position === 'last' ? 2 : 1))
  if (ranks.some((rank, i) => i > 0 && rank < ranks[i - 1]!)) say('first and last are not first and last')
  for (const { type, id, skills, visits: places } of visits) {
    for (const skill of skills) if (!(vehicle.skills ?? []).includes(skill)) say(`lacks skill ${skill} for ${type} ${id}`)
    if (places.some((place) => isBlocked(vehicle, place))) say(`goes to ${type} ${id}, which is blocked`)
  }
  for (const trip of tripsOf(steps)) {
    const keys = trip.map(({ type, id }) => `${type} ${id}`)
    for (const { type, id, partner } of visitsIn(tasks, trip)) {
      if (type === 'pickup' && keys.indexOf(partner!) <= keys.indexOf(`pickup ${id}`)) say(`pickup ${id} without its delivery after it`)
      if (type === 'delivery' && !keys.includes(partner!)) say(`delivery ${id} without its pickup`)
    }
  }
  if (vehicle.max_tasks !== undefined && visits.length > vehicle.max_tasks) say(`${visits.length} tasks`)
  const reloads = steps.filter(({ type }) => type === 'reload').length
  if (reloads > (vehicle.reload === undefined ? 0 : (vehicle.reload.most ?? 20))) say(`loads again ${reloads} times`)
  return wrong
}

/** By counting the edges that a ray to the east crosses. */
function isBlocked({ blocked = [] }: Vehicle, { location, location_index: row }: Visit): boolean {
  return blocked.some(({ rows, polygon = [] }) => {
    if (rows !== undefined) return row !== undefined && rows.includes(row)
    if (location === undefined) return false
    const [x, y] = location
    const crossed = polygon.filter(([x1, y1], i) => {
      const [x2, y2] = polygon[(i + 1) % polygon.length]!
      return (y1 > y) !== (y2 > y) && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)
    })
    return crossed.length % 2 === 1
  })
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
