/** The door to reports: a day as one HTML page, its measures, and fairness. */
export { renderDayReport } from './page.ts'
export { dayReportOf } from './day-report.ts'
export type { CostPoint, DayReport, DayStory, Fact } from './day-report.ts'
export { recordOf } from './request-log.ts'
export type { RecordedOffer, RecordedRefusal, RequestRecord } from './request-log.ts'
export { bestOf, compareRegimes } from './comparison.ts'
export type { Comparison, ComparisonRow, RegimeMeasures } from './comparison.ts'
export {
  accepted, couriersUsed, dayMeasures, keptFree, metresPerOrder, offeredAtLeast, ordersPerPaidHour, ordersServed, paidSeconds, promisesKept,
  shareOf,
} from './measures.ts'
export type { DayMeasures, MeasuredDay } from './measures.ts'
export { gini, jain } from './fairness.ts'
export type { Unit } from './words.ts'
