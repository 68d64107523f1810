/** How the arena measures, what it cannot say, and the checks it ran on itself. */
import type { StudyResult } from '../measures/study-result.ts'
import type { Block } from './blocks.ts'
import { sourceWords, titleOf } from './study-words.ts'

const method = [
  'One world, many regimes: customers, households, presence, absences, traffic and couriers are drawn once per seed and shown to ' +
    'every regime. A regime differs only in what it offers, promises and routes.',
  'Several days in a row: a failed visit comes back as work of the next day, at most three visits are made, then the order is returned. ' +
    'After the last day what is not delivered is open.',
  'At the door one rule holds for every regime: somebody is in who planned to be and was not called away, or waits on purpose, or ' +
    'a neighbour takes it.',
  'Every regime searches with the same search and the same budget of evaluations. What it does not use while booking it may use ' +
    'before dispatch.',
  'Customers choose among the windows offered within the hours in which they plan to be at home, by width, hour and price. Who would ' +
    'wait at home on purpose for whatever they are told may also choose one for which they must stay in, at a cost in their eyes. Where ' +
    'nothing suits they leave, and that is a lost sale. Lost sales lower the service rate and the orders delivered.',
  'Means and paired differences are over seeds, none dropped, with 95 % intervals by Student’s t. A figure that would divide by ' +
    'nothing in some seed names how many seeds it has.',
  'f* is interpolated linearly over the sweep; its interval is the 2.5th to the 97.5th percentile of 2,000 samples of seeds with ' +
    'replacement.',
  'Percentiles are by nearest rank. Gini’s and Jain’s indices are over customers and include those with nothing where the ' +
    'definition says so.',
]

const limits = [
  'Customers are made up: their presence follows published shares, their choices a logit whose weights are assumptions.',
  'Intervals cover chance between seeds of the same world, not doubt about the world itself.',
  'Scenarios are examples, not a sample of all firms; a mean over scenarios would mean nothing and is not given.',
  'No interval is corrected for the number of comparisons.',
  'A regime that offers one window as wide as the day cannot offer three that suit; the measure is kept because the protocol asks for it.',
]

export function methodBlocks(result: StudyResult): Block[] {
  const failed = (result.checks ?? []).filter(({ passed }) => !passed).length
  const checks: Block[] = result.checks === undefined || result.checks.length === 0
    ? [{ kind: 'text', text: 'No self-checks were recorded.' }]
    : [{
      kind: 'table', id: 'check-table', head: 'Self-check', columns: [{ title: 'Outcome', words: true }, { title: 'Detail', words: true }],
      groups: [{
        rows: result.checks.map(({ name, passed, detail }) => {
          const outcome = passed ? 'passed' : 'FAILED'
          return { head: name, cells: [{ main: outcome }, { main: detail }] }
        }),
      }],
      note: `${failed === 0 ? 'All passed' : `${failed} failed`}; ${sourceWords(result)}.`,
    }]
  return [
    { kind: 'list', items: method },
    { kind: 'text', text: `Limits, beside which every figure of “${titleOf(result, result.ours)}” and the others must be read:` },
    { kind: 'list', items: [...limits, ...(result.notes ?? [])] },
    ...checks,
  ]
}
