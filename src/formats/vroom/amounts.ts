/** VROOM's amounts: lists of one length everywhere; what is left out is nought. */
import type { Note } from '../problems.ts'
import type { JobJson, ProblemJson, RequestJson } from './schema.ts'
import { isShipment } from './schema.ts'

/** The length that the first stated capacity sets; every other list must have it, too. */
export function dimensionsOf(json: ProblemJson, note: Note): number {
  const lists: { path: string; amount: readonly number[] }[] = []
  const add = (path: string, amount: readonly number[] | undefined) => {
    if (amount !== undefined) lists.push({ path, amount })
  }
  json.vehicles.forEach(({ capacity }, index) => add(`vehicles[${index}].capacity`, capacity))
  const first = lists[0]
  json.vehicles.forEach(({ breaks }, index) => {
    breaks?.forEach((pause, at) => add(`vehicles[${index}].breaks[${at}].max_load`, pause.max_load))
  })
  for (const list of ['jobs', 'shipments', 'requests'] as const) {
    json[list]?.forEach((task: RequestJson, index) => {
      for (const [key, amount] of amountsOf(task)) add(`${list}[${index}].${key}`, amount)
    })
  }
  const dimensions = first?.amount.length ?? 0
  const remedy = first === undefined ? 'give the vehicles a capacity of as many numbers' : `list ${dimensions} numbers, as in ${first.path}`
  for (const { path, amount } of lists) {
    if (amount.length !== dimensions) note('load-dimensions', path, amount, remedy)
  }
  return dimensions
}

function amountsOf(task: RequestJson): (readonly [key: string, amount: readonly number[] | undefined])[] {
  if (!isShipment(task)) return [[task.delivery === undefined ? 'amount' : 'delivery', deliveryOf(task)], ['pickup', task.pickup]]
  return [['amount', task.amount], ['pickup.delivery', task.pickup.delivery], ['delivery.pickup', task.delivery.pickup]]
}

/** What a job delivers; the deprecated `amount` means the same. */
export function deliveryOf(job: JobJson): readonly number[] | undefined {
  return job.delivery ?? job.amount
}

/** The list, or as many noughts. */
export function padded(amount: readonly number[] | undefined, dimensions: number): number[] {
  return amount === undefined ? Array.from({ length: dimensions }, () => 0) : [...amount]
}
