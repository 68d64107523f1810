/** Every measure of the arena, defined once: the console, the data and the reports all read this list. */
import { gini, jain } from '../../report/fairness.ts'
import { holds } from '../../time/window.ts'
import { groupMeasures } from './group-definitions.ts'
import type { MeasuredRun } from './measured-run.ts'
import { ended, keptFree, lateBy, paidByCourier, shareOf, stayedIn } from './measured-run.ts'
import type { Measure, MeasureSection } from './measure.ts'
import { coefficientOfVariation, meanOf, quantile, sumOf } from './spread.ts'

const keptBy = ({ visited }: MeasuredRun) => visited.map(keptFree)
const inBy = ({ visited }: MeasuredRun) => visited.map(stayedIn)
const suitingFor = ({ customers }: MeasuredRun) => customers.map(({ suiting }) => suiting)
const servedOf = ({ customers }: MeasuredRun) => customers.map(({ fate }) => (fate === 'delivered' ? 1 : 0))
const unserved = ({ customers }: MeasuredRun) => sumOf(customers.map((customer) => customer.unserved))
const suits = ({ customers }: MeasuredRun, least: number) =>
  shareOf(customers.filter(({ suiting }) => suiting >= least).length, customers.length)

const throughput = inSection('throughput', [
  {
    name: 'delivered-per-paid-hour', title: 'Delivered per paid hour', unit: 'ratio', better: 'higher', swept: true,
    meaning: 'Orders delivered, over all hours couriers were paid for: from leaving to being back, as really driven.',
    of: ({ delivered, paid }) => shareOf(delivered * 3600, paid),
  },
  {
    name: 'delivered-per-courier-day', title: 'Delivered per courier-day', unit: 'ratio', better: 'higher', swept: true,
    meaning: 'Orders delivered, over the days of couriers who went out.',
    of: ({ delivered, routes }) => shareOf(delivered, routes.length),
  },
  {
    name: 'delivered-per-shift', title: 'Delivered per courier available', unit: 'ratio', better: 'higher', swept: true,
    meaning: 'Orders delivered, over the days of all couriers who could work. Lost sales count: the divisor is the same for every regime.',
    of: ({ delivered, shifts }) => shareOf(delivered, shifts),
  },
  {
    name: 'attempts-per-delivery', title: 'Visits per delivery', unit: 'ratio', better: 'lower', swept: true,
    meaning: 'All visits at doors, failed ones included, over orders delivered.',
    of: ({ visits, delivered }) => shareOf(visits.length, delivered),
  },
  {
    name: 'paid-per-delivery', title: 'Paid time per delivery', unit: 'minutes', better: 'lower',
    meaning: 'Paid time of all couriers, over orders delivered.',
    of: ({ paid, delivered }) => shareOf(paid, delivered),
  },
  {
    name: 'paid-per-visit', title: 'Paid time per visit', unit: 'minutes', better: 'lower', swept: true,
    meaning: 'Paid time of all couriers, over all visits, failed ones included: what the routes cost, whoever opens.',
    of: ({ paid, visits }) => shareOf(paid, visits.length),
  },
  {
    name: 'driving-per-delivery', title: 'Driving per delivery', unit: 'minutes', better: 'lower',
    meaning: 'Time on the road, over orders delivered.',
    of: ({ driving, delivered }) => shareOf(driving, delivered),
  },
  {
    name: 'waiting-per-delivery', title: 'Waiting per delivery', unit: 'minutes', better: 'lower',
    meaning: 'Paid time in which couriers waited for a window to open, over orders delivered.',
    of: ({ waiting, delivered }) => shareOf(waiting, delivered),
  },
  {
    name: 'km-per-delivery', title: 'Distance per delivery', unit: 'km', better: 'lower', swept: true,
    meaning: 'Kilometres driven, over orders delivered.',
    of: ({ metres, delivered }) => shareOf(metres, delivered),
  },
])

const service = inSection('service', [
  {
    name: 'service-rate', title: 'Service rate', unit: 'share', better: 'higher', swept: true,
    meaning: 'Customers whose order was delivered, of all who asked; those who lapsed or cancelled count as asked.',
    of: (run) => ended(run, 'delivered'),
  },
  {
    name: 'failing-first', title: 'First visits that fail', unit: 'share', better: 'lower', swept: true,
    meaning: 'First visits at which nobody opened, of all first visits.',
    of: ({ firstVisits }) => shareOf(firstVisits.filter(({ success }) => !success).length, firstVisits.length),
  },
  {
    name: 'failing-visits', title: 'Visits that fail', unit: 'share', better: 'lower',
    meaning: 'Visits at which nobody opened, of all visits.',
    of: ({ visits }) => shareOf(visits.filter(({ success }) => !success).length, visits.length),
  },
  {
    name: 'lost-sales', title: 'Lost sales', unit: 'share', better: 'lower', swept: true,
    meaning: 'Customers who left without an order because nothing was offered, or nothing that suited them, of all who asked.',
    of: (run) => ended(run, 'lost-full', 'lost-unsuited'),
  },
  {
    name: 'lost-full', title: 'Lost: nothing offered', unit: 'share', better: 'lower',
    meaning: 'Customers to whom nothing could be offered, of all who asked.',
    of: (run) => ended(run, 'lost-full'),
  },
  {
    name: 'lost-unsuited', title: 'Lost: nothing suited', unit: 'share', better: 'lower',
    meaning: 'Customers who were offered something and chose to leave, of all who asked.',
    of: (run) => ended(run, 'lost-unsuited'),
  },
  {
    name: 'returned', title: 'Returned', unit: 'share', better: 'lower',
    meaning: 'Orders given up after the third failed visit, of all who asked.',
    of: (run) => ended(run, 'returned'),
  },
  {
    name: 'open', title: 'Open at the end', unit: 'share', better: 'lower',
    meaning: 'Orders not yet delivered after the last day, of all who asked.',
    of: (run) => ended(run, 'open'),
  },
  {
    name: 'lapsed', title: 'Lapsed', unit: 'share', better: 'neither',
    meaning: 'Customers who held a slot and never confirmed it, of all who asked. The world decides this, not the regime.',
    of: (run) => ended(run, 'lapsed'),
  },
  {
    name: 'cancelled', title: 'Cancelled', unit: 'share', better: 'neither',
    meaning: 'Customers who cancelled their order, of all who asked. The world decides this, not the regime.',
    of: (run) => ended(run, 'cancelled'),
  },
])

const promises = inSection('promises', [
  {
    name: 'within-told', title: 'Kept: within the told window', unit: 'share', better: 'higher', swept: true,
    meaning: 'Visits that began inside the window told in the end, of all visits and all days promised without a visit.',
    of: (run) => shareOf(run.visits.filter(({ at, told }) => holds(told, at)).length, run.visits.length + unserved(run)),
  },
  {
    name: 'within-promised', title: 'Kept: not after the promise', unit: 'share', better: 'higher',
    meaning: 'Visits that began before the promised window ended, of all visits and all days promised without a visit.',
    of: (run) => shareOf(run.visits.filter(({ late }) => late <= 0).length, run.visits.length + unserved(run)),
  },
  {
    name: 'late-mean', title: 'Late by, mean', unit: 'minutes', better: 'lower',
    meaning: 'Time after the end of the told window at which the courier came, 0 for those in time; mean over all visits.',
    of: ({ visits }) => meanOf(visits.map(lateBy)),
  },
  {
    name: 'late-p95', title: 'Late by, 95th percentile', unit: 'minutes', better: 'lower',
    meaning: 'The same: 95 of 100 visits were no later than this (nearest rank).',
    of: ({ visits }) => quantile(visits.map(lateBy), 0.95),
  },
  {
    name: 'unserved', title: 'Promised but not visited', unit: 'share', better: 'lower',
    meaning: 'Customers who were promised a day on which no route could take them, of all who asked.',
    of: ({ customers }) => shareOf(customers.filter((customer) => customer.unserved > 0).length, customers.length),
  },
])

const hours = inSection('hours', [
  {
    name: 'told-mean', title: 'Width of the told window', unit: 'hours', better: 'lower',
    meaning: 'Width of the window that the customer was told in the end; mean over all visits.',
    of: ({ visits }) => meanOf(visits.map(({ told }) => told.end - told.start)),
  },
  {
    name: 'kept-mean', title: 'Hours kept free, mean', unit: 'hours', better: 'lower', swept: true,
    meaning: 'Widths of all windows that a customer was told, summed over the visits; mean over customers visited.',
    of: (run) => meanOf(keptBy(run)),
  },
  {
    name: 'kept-p95', title: 'Hours kept free, 95th percentile', unit: 'hours', better: 'lower',
    meaning: 'The same: 95 of 100 customers visited kept no more free than this (nearest rank).',
    of: (run) => quantile(keptBy(run), 0.95),
  },
  {
    name: 'kept-gini', title: 'Hours kept free, Gini', unit: 'index', better: 'lower', swept: true,
    meaning: 'Gini coefficient of the hours kept free over customers visited. 0: all keep the same free, be it much or little.',
    of: (run) => gini(keptBy(run)),
  },
  {
    name: 'kept-jain', title: 'Hours kept free, Jain', unit: 'index', better: 'higher',
    meaning: 'Jain’s index of the hours kept free over customers visited. 1: all keep the same free, be it much or little.',
    of: (run) => jain(keptBy(run)),
  },
  {
    name: 'in-mean', title: 'Hours stayed in, mean', unit: 'hours', better: 'lower', swept: true,
    meaning: 'Time really stayed in, on purpose or for a chosen slot, summed over the visits; mean over customers visited.',
    of: (run) => meanOf(inBy(run)),
  },
  {
    name: 'in-p95', title: 'Hours stayed in, 95th percentile', unit: 'hours', better: 'lower',
    meaning: 'The same: 95 of 100 customers visited stayed in no longer than this (nearest rank).',
    of: (run) => quantile(inBy(run), 0.95),
  },
  {
    name: 'in-gini', title: 'Hours stayed in, Gini', unit: 'index', better: 'lower', swept: true,
    meaning: 'Gini coefficient of the hours stayed in over customers visited; those who did not stay in have 0.',
    of: (run) => gini(inBy(run)),
  },
  {
    name: 'in-jain', title: 'Hours stayed in, Jain', unit: 'index', better: 'higher',
    meaning: 'Jain’s index of the hours stayed in over customers visited; those who did not stay in have 0.',
    of: (run) => jain(inBy(run)),
  },
  {
    name: 'in-share', title: 'Visits somebody stayed in for', unit: 'share', better: 'lower',
    meaning: 'Visits for which the customer stayed in on purpose or for a chosen slot, of all visits.',
    of: ({ visits }) => shareOf(visits.filter((visit) => visit.stayedIn).length, visits.length),
  },
])

const offers = inSection('offers', [
  {
    name: 'suits-one', title: 'Offered one that suits', unit: 'share', better: 'higher', swept: true,
    meaning: 'Customers whose first offers held at least one window within the hours in which they plan to be at home, of all who asked.',
    of: (run) => suits(run, 1),
  },
  {
    name: 'suits-three', title: 'Offered three that suit', unit: 'share', better: 'higher',
    meaning: 'The same with at least three windows. A regime that offers only a day can never reach it.',
    of: (run) => suits(run, 3),
  },
  {
    name: 'offered-mean', title: 'Windows offered', unit: 'ratio', better: 'neither',
    meaning: 'Windows offered at the first asking, whether they suit or not; mean over all who asked.',
    of: ({ customers }) => meanOf(customers.map(({ offered }) => offered)),
  },
  {
    name: 'suiting-mean', title: 'Windows offered that suit', unit: 'ratio', better: 'higher',
    meaning: 'Windows offered at the first asking that suit; mean over all who asked.',
    of: (run) => meanOf(suitingFor(run)),
  },
  {
    name: 'suiting-gini', title: 'Windows that suit, Gini', unit: 'index', better: 'lower',
    meaning: 'Gini coefficient of the number of windows offered that suit, over all who asked.',
    of: (run) => gini(suitingFor(run)),
  },
  {
    name: 'suiting-jain', title: 'Windows that suit, Jain', unit: 'index', better: 'higher',
    meaning: 'Jain’s index of the number of windows offered that suit, over all who asked.',
    of: (run) => jain(suitingFor(run)),
  },
  {
    name: 'served-gini', title: 'Service, Gini', unit: 'index', better: 'lower',
    meaning: 'Gini coefficient over all who asked of 1 for delivered and 0 for not: one less the service rate.',
    of: (run) => gini(servedOf(run)),
  },
  {
    name: 'served-jain', title: 'Service, Jain', unit: 'index', better: 'higher',
    meaning: 'Jain’s index over all who asked of 1 for delivered and 0 for not: the service rate itself.',
    of: (run) => jain(servedOf(run)),
  },
])

const couriers = inSection('couriers', [
  {
    name: 'paid-cv-days', title: 'Paid hours, variation over courier-days', unit: 'index', better: 'lower',
    meaning: 'Coefficient of variation of paid time over the days of couriers who went out.',
    of: ({ routes }) => coefficientOfVariation(routes.map(({ paid }) => paid)),
  },
  {
    name: 'paid-cv-couriers', title: 'Paid hours, variation over couriers', unit: 'index', better: 'lower',
    meaning: 'Coefficient of variation of each courier’s paid time over all days; couriers who never went out count with 0.',
    of: (run) => coefficientOfVariation(paidByCourier(run)),
  },
])

const counts = inSection('counts', [
  {
    name: 'asked', title: 'Customers who asked', unit: 'count', better: 'neither',
    meaning: 'New customers of all days. The same for every regime.', of: ({ customers }) => customers.length,
  },
  {
    name: 'delivered', title: 'Orders delivered', unit: 'count', better: 'neither',
    meaning: 'On any day, at any visit.', of: ({ delivered }) => delivered,
  },
  {
    name: 'visits', title: 'Visits', unit: 'count', better: 'neither',
    meaning: 'At doors, failed ones included.', of: ({ visits }) => visits.length,
  },
  {
    name: 'courier-days', title: 'Courier-days', unit: 'count', better: 'neither',
    meaning: 'Days of couriers who went out.', of: ({ routes }) => routes.length,
  },
  {
    name: 'paid', title: 'Paid hours', unit: 'hours', better: 'neither',
    meaning: 'Of all couriers on all days.', of: ({ paid }) => paid,
  },
  {
    name: 'distance', title: 'Distance', unit: 'km', better: 'neither',
    meaning: 'Of all couriers on all days.', of: ({ metres }) => metres,
  },
  {
    name: 'evaluations', title: 'Evaluations', unit: 'count', better: 'neither',
    meaning: 'Gaps in routes that all searches looked at: the effort, alike for every regime.',
    of: ({ record }) => record.evaluations,
  },
])

/** All measures, in the order of the reports. */
export const measures: readonly Measure[] = [
  ...throughput, ...service, ...promises, ...hours, ...offers, ...groupMeasures, ...couriers, ...counts,
]

const byName = new Map(measures.map((measure) => [measure.name, measure]))

/** The measure of that name. Names of other libraries' making have none. */
export function measureNamed(name: string): Measure | undefined {
  return byName.get(name)
}

function inSection(section: MeasureSection, list: readonly Omit<Measure, 'section'>[]): Measure[] {
  return list.map((measure) => ({ ...measure, section }))
}
