/** The one published experiment near the claim, beside ours on hubs rebuilt from its parameters. */
import type { Estimate } from '../measures/paired.ts'
import { estimateOf, pairedDifference } from '../measures/paired.ts'
import type { RegimeResult, ScenarioResult, StudyResult } from '../measures/study-result.ts'
import { written } from '../measures/unit.ts'
import type { MeasureUnit } from '../measures/unit.ts'
import type { Block, Cell, RowGroup } from './blocks.ts'
import { NONE, differenceWords, estimateWords, provenanceWords, regimeNamed, sourceWords, titleOf } from './study-words.ts'

/** What seven days at a hub came to. */
interface HubDays {
  readonly orders: number
  readonly attempts: number
  readonly vehicleDays: number
  readonly km: number
}

/** Kandula, Krishnamoorthy and Roy, Decision Support Systems, 2021, doi 10.1016/j.dss.2021.113584, Table 9. */
export const publishedHubs: Readonly<Record<'city' | 'town', { readonly base: HubDays; readonly windows: HubDays }>> = {
  city: {
    base: { orders: 4015, attempts: 4503, vehicleDays: 112, km: 1052 },
    windows: { orders: 4015, attempts: 4142, vehicleDays: 103, km: 1179 },
  },
  town: {
    base: { orders: 2136, attempts: 2518, vehicleDays: 64, km: 1315 },
    windows: { orders: 2136, attempts: 2270, vehicleDays: 57, km: 1281 },
  },
}

/** Their price of a vehicle-day and of a kilometre, Indian rupees. */
const INR_VEHICLE_DAY = 633
const INR_KM = 2.7

/** The cost of days at a hub in their rupees. */
export function costInr({ vehicleDays, km }: Pick<HubDays, 'vehicleDays' | 'km'>): number {
  return INR_VEHICLE_DAY * vehicleDays + INR_KM * km
}

interface Line {
  readonly title: string
  readonly unit: MeasureUnit
  /** Theirs counted by orders of all, ours by orders delivered. */
  readonly theirs: (days: HubDays) => number
  readonly ours: (count: (name: string) => number) => number
}

const lines: readonly Line[] = [
  {
    title: 'Attempts per order', unit: 'ratio',
    theirs: ({ attempts, orders }) => attempts / orders, ours: (count) => count('visits') / count('delivered'),
  },
  {
    title: 'Attempts that fail (%)', unit: 'share',
    theirs: ({ attempts, orders }) => 1 - orders / attempts, ours: (count) => count('failing-visits'),
  },
  {
    title: 'Vehicle-days per 100 orders', unit: 'ratio',
    theirs: ({ vehicleDays, orders }) => (100 * vehicleDays) / orders, ours: (count) => (100 * count('courier-days')) / count('delivered'),
  },
  {
    title: 'Kilometres per 100 orders', unit: 'ratio',
    theirs: ({ km, orders }) => (100 * km) / orders, ours: (count) => count('distance') / 10 / count('delivered'),
  },
  {
    title: 'Cost per 100 orders (INR)', unit: 'count',
    theirs: (days) => (100 * costInr(days)) / days.orders,
    ours: (count) => (100 * costInr({ vehicleDays: count('courier-days'), km: count('distance') / 1000 })) / count('delivered'),
  },
]

export function publishedBlocks(result: StudyResult): Block[] {
  const rebuilt = result.scenarios.flatMap((scenario) => groupOf(result, scenario))
  const [base, windows] = [titleOf(result, result.baseline), titleOf(result, result.ours)]
  return [
    {
      kind: 'text',
      text: 'Kandula, Krishnamoorthy and Roy (Decision Support Systems, 2021, doi 10.1016/j.dss.2021.113584, Table 9) let two ' +
        'hubs deliver for seven ' +
        'days: at any time of a nine-hour shift, and inside windows inferred from history. Their hubs are rebuilt here from their ' +
        'parameters. ' +
        'Three things differ and none is adjusted away: their windows were inferred and success inside them was assumed, ours are ' +
        'chosen and ' +
        'doors decide; their orders were all delivered, ours may be lost, returned or open, so ours count per order delivered; ' +
        'and they ran seven days once, so their columns have no interval.',
    },
    ...(rebuilt.length > 0 ? [] : [{ kind: 'text' as const, text: 'This study holds neither hub; only the published figures are shown.' }]),
    {
      kind: 'table', id: 'published-table', head: 'Per order', twoSided: true,
      columns: [
        { title: 'Any time', side: 'Published' }, { title: 'Inferred windows', side: 'Published' }, { title: 'Change', side: 'Published' },
        { title: base, side: 'Ours' }, { title: windows, side: 'Ours' }, { title: 'Change', side: 'Ours' },
      ],
      groups: rebuilt.length > 0 ? rebuilt : [publishedOnly('city', 'City hub'), publishedOnly('town', 'Town hub')],
      note: 'A change of ours is the mean paired difference over the baseline’s mean, ± half of its 95 % interval likewise. Their ' +
        'price of a ' +
        `vehicle-day is ${INR_VEHICLE_DAY} INR, of a kilometre ${INR_KM} INR. Ours: ${sourceWords(result)}.`,
    },
  ]
}

function publishedCells(hub: 'city' | 'town', { theirs, unit }: Line): Cell[] {
  const { base, windows } = publishedHubs[hub]
  const [before, after] = [theirs(base), theirs(windows)]
  const change = unit === 'share' ? pointsWords(after - before) : `${changeWords(after / before - 1)} %`
  return [{ main: written(before, unit) }, { main: written(after, unit) }, { main: change }]
}

function publishedOnly(hub: 'city' | 'town', title: string): RowGroup {
  const rows = lines.map((line) => ({ head: line.title, cells: [...publishedCells(hub, line), ...[1, 2, 3].map(() => ({ main: NONE }))] }))
  return { title, rows }
}

function groupOf(result: StudyResult, scenario: ScenarioResult): RowGroup[] {
  const { published, regimes, title } = scenario
  const [base, windows] = [regimeNamed(regimes, result.baseline), regimeNamed(regimes, result.ours)]
  if (published === undefined || base === undefined || windows === undefined) return []
  const rows = lines.map((line) => {
    const [before, after] = [figuresOf(base, line), figuresOf(windows, line)]
    const ours: Cell[] = [
      { main: estimateWords(estimateOf(before), line.unit) }, { main: estimateWords(estimateOf(after), line.unit) },
      { main: ourChange(line, pairedDifference(after, before), estimateOf(before)) },
    ]
    return { head: line.title, cells: [...publishedCells(published, line), ...ours] }
  })
  return [{ title, note: provenanceWords(result, scenario), rows }]
}

/** By seed; `null` where a seed lacks what the line is computed from. */
function figuresOf({ values }: RegimeResult, { ours }: Line): (number | null)[] {
  return (values['delivered'] ?? []).map((_, seed) => {
    const figure = ours((name) => values[name]?.[seed] ?? Number.NaN)
    return Number.isFinite(figure) ? figure : null
  })
}

/** Shares change by points, everything else by a share of the baseline's mean. */
function ourChange({ unit }: Line, difference: Estimate | undefined, base: Estimate | undefined): string {
  if (difference === undefined || base === undefined || base.mean === 0) return NONE
  if (unit === 'share') return `${differenceWords(difference, unit)} points`
  const half = difference.half === undefined ? '' : ` ± ${written(difference.half / base.mean, 'share')}`
  return `${changeWords(difference.mean / base.mean)}${half} %`
}

/** `−8.0`, `+12.1`, in percent. */
function changeWords(change: number): string {
  return `${change > 0 ? '+' : ''}${written(change, 'share')}`
}

function pointsWords(change: number): string {
  return `${changeWords(change)} points`
}
