/** Two rules side by side, measure by measure: one list for the console and the report. */
import type { Comparison } from '../../report/comparison.ts'
import type { Unit } from '../../report/words.ts'
import { measureNamed } from '../measures/definitions.ts'
import type { MeasureUnit } from '../measures/unit.ts'
import type { DemoResult } from './demo.ts'

/** Measures of the arena that say something of a single day. */
const SHOWN = [
  'asked', 'suits-one', 'suits-three', 'lost-full', 'lost-unsuited', 'lapsed', 'cancelled', 'visits', 'delivered', 'failing-first',
  'courier-days', 'paid', 'driving-per-delivery', 'waiting-per-delivery', 'km-per-delivery', 'delivered-per-paid-hour', 'service-rate',
  'within-told', 'late-p95', 'kept-mean', 'kept-p95', 'in-share', 'in-mean', 'in-p95', 'evaluations',
]

/** The arena's units in those of a day's report; figures are in seconds, metres and parts of one in both. */
const unitFor: Readonly<Record<MeasureUnit, Unit>> = {
  share: 'share', hours: 'duration', minutes: 'duration', km: 'distance', ratio: 'ratio', index: 'index', count: 'count',
}

const percent = (share: number) => `${Math.round(100 * share)} %`

/** The table, with what was alike for both. */
export function compareDemo({ world, narrow, wide }: DemoResult): Comparison {
  const { homes } = world.scenario
  const rows = SHOWN.map((name) => {
    const { title, meaning, unit, better } = measureNamed(name)!
    const values = [narrow, wide].map(({ figures }) => figures[name] ?? undefined)
    return { measure: title, meaning, unit: unitFor[unit], ...(better === 'neither' ? {} : { better }), values }
  })
  return {
    regimes: [narrow.title, wide.title],
    rows,
    note: 'The same customers, households, streets, traffic, couriers and search, and as many gaps looked at. Enough customers stay in on '
      + 'purpose, or have a neighbour, that about one in nine first visits fails in the wide window; '
      + `${percent(homes.absence)} are out after all, under either rule. Who is not in is visited again another day, which is not `
      + 'shown here. This is one day of one city, and no proof: docs/evidence.md has many.',
  }
}
