/** The figures of one run: what a journal keeps of a unit of work. */
import type { RunRecord } from '../days/record.ts'
import { measures } from './definitions.ts'
import type { GroupCount, Grouping } from './groups.ts'
import { keptFree, measuredRun, stayedIn } from './measured-run.ts'
import { lorenz } from './spread.ts'

/** Figures by the names of {@link measures}; `null` where a figure would divide by nothing. */
export type Figures = Readonly<Record<string, number | null>>

/** Plain JSON of a few kilobytes. */
export interface RunFigures {
  readonly values: Figures
  /** Lorenz curves over customers visited, of hours kept free and of hours stayed in; `null` where nobody was visited. */
  readonly lorenz: { readonly kept: readonly number[] | null; readonly in: readonly number[] | null }
  /** What lies behind the indices over groups. The same for every regime in the same world. */
  readonly groups: Readonly<Record<Grouping, GroupCount>>
}

/** Figures keep as many digits as a report and a paired difference need. */
const DIGITS = 7
const LORENZ_DIGITS = 4

export function measureRun(record: RunRecord): RunFigures {
  const run = measuredRun(record)
  const counts = (grouping: Grouping) => run.groups.get(grouping)!.count
  const curve = (values: readonly number[]) => lorenz(values)?.map((share) => Number(share.toFixed(LORENZ_DIGITS))) ?? null
  return {
    values: Object.fromEntries(measures.map(({ name, of }) => [name, rounded(of(run))])),
    lorenz: { kept: curve(run.visited.map(keptFree)), in: curve(run.visited.map(stayedIn)) },
    groups: { area: counts('area'), household: counts('household'), booking: counts('booking'), basket: counts('basket') },
  }
}

function rounded(figure: number | undefined): number | null {
  return figure === undefined ? null : Number(figure.toPrecision(DIGITS))
}
