/** VROOM's amounts: lists of one length everywhere; what is left out is nought. */
import type { Problem } from '../../base/errors.ts'
import { problem } from '../problems.ts'
import type { JobJson, ProblemJson } from './schema.ts'

/** What the amounts of one problem have in common. */
export interface Amounts {
  /** Entries of every list. */
  readonly dimensions: number
}

/** The length that the first vehicle's capacity sets; every other list must have it, too. */
export function amountsOf(json: ProblemJson, problems: Problem[]): Amounts {
  const lists: { path: string; amount: readonly number[] }[] = []
  const add = (path: string, amount: readonly number[] | undefined) => {
    if (amount !== undefined) lists.push({ path, amount })
  }
  json.vehicles.forEach(({ capacity }, index) => add(`vehicles[${index}].capacity`, capacity))
  const capacities = lists.length
  const jobs = [['jobs', json.jobs], ['requests', json.requests]] as const
  for (const [name, list] of jobs) {
    list?.forEach((job, index) => {
      add(`${name}[${index}].${job.delivery === undefined ? 'amount' : 'delivery'}`, deliveryOf(job))
      add(`${name}[${index}].pickup`, job.pickup)
    })
  }
  const dimensions = capacities === 0 ? 0 : lists[0]!.amount.length
  for (const { path, amount } of lists) {
    if (amount.length === dimensions) continue
    const remedy = capacities === 0 ? 'give the vehicles a capacity of as many numbers' : `list ${dimensions} numbers, as in ${lists[0]!.path}`
    problems.push(problem('load-dimensions', path, amount, remedy))
  }
  return { dimensions }
}

/** What a job delivers; the deprecated `amount` means the same. */
export function deliveryOf(job: JobJson): readonly number[] | undefined {
  return job.delivery ?? job.amount
}

/** The list, or as many noughts. */
export function padded(amount: readonly number[] | undefined, dimensions: number): number[] {
  return amount === undefined ? Array.from({ length: dimensions }, () => 0) : [...amount]
}
