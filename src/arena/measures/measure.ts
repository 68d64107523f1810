/** What a measure is. */
import type { MeasuredRun } from './measured-run.ts'
import type { MeasureUnit } from './unit.ts'

/** Under which heading a measure is printed. */
export type MeasureSection = 'throughput' | 'service' | 'promises' | 'hours' | 'offers' | 'groups' | 'couriers' | 'counts'

/** One measure and its definition. */
export interface Measure {
  /** Its key in data, never changed. */
  readonly name: string
  readonly title: string
  readonly section: MeasureSection
  /** Figures are in seconds, metres and parts of one; the unit says how they are written. */
  readonly unit: MeasureUnit
  readonly better: 'higher' | 'lower' | 'neither'
  /** One plain sentence. */
  readonly meaning: string
  /** Whether sweeps keep it too. */
  readonly swept?: true
  /** The figure; `undefined` where it would divide by nothing. */
  readonly of: (run: MeasuredRun) => number | undefined
}

/** Headings of the sections, in their order. */
export const sectionTitles: Readonly<Record<MeasureSection, string>> = {
  throughput: 'Throughput',
  service: 'Service',
  promises: 'Promises',
  hours: 'Hours of customers',
  offers: 'Offers and service over customers',
  groups: 'Between groups of customers',
  couriers: 'Between couriers',
  counts: 'Counts',
}
