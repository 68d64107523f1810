/** Every measure under every regime, scenario by scenario; and what each measure means. */
import { measures } from '../measures/definitions.ts'
import type { Measure, MeasureSection } from '../measures/measure.ts'
import { sectionTitles } from '../measures/measure.ts'
import type { GroupCount, Grouping } from '../measures/groups.ts'
import { SMALLEST_GROUP, groupings } from '../measures/groups.ts'
import { meanOf, sumOf } from '../measures/spread.ts'
import type { ScenarioResult, StudyResult } from '../measures/study-result.ts'
import type { Block, RowGroup, Table } from './blocks.ts'
import { verdictWords } from './headline-table.ts'
import { measureCell, provenanceWords, regimeNamed, titleOf, titleWithUnit } from './study-words.ts'

const sections = Object.keys(sectionTitles) as MeasureSection[]
const groupWords: Readonly<Record<Grouping, string>> = {
  area: 'areas', household: 'household types', booking: 'early and late bookers', basket: 'basket sizes',
}

export function fairnessBlocks(result: StudyResult): Block[] {
  const rule = `Indices over groups compare groups of at least ${SMALLEST_GROUP} customers who asked; smaller ones are pooled ` +
    'into one group, and left out where even that one is too small.'
  return [
    { kind: 'text', text: `No measure is left out. ${verdictWords(titleOf(result, result.baseline))}` },
    { kind: 'text', text: rule },
    ...result.scenarios.map((scenario, i) => scenarioTable(result, scenario, i)),
  ]
}

export function definitionBlocks(): Block[] {
  const columns = [{ title: 'Better', words: true as const }, { title: 'Definition', words: true as const }]
  const groups = bySection((measure) => ({ head: titleWithUnit(measure), cells: [{ main: measure.better }, { main: measure.meaning }] }))
  return [{ kind: 'table', id: 'definition-table', head: 'Measure', columns, groups }]
}

function scenarioTable(result: StudyResult, scenario: ScenarioResult, i: number): Table {
  const regimes = result.regimes.filter(({ name }) => regimeNamed(scenario.regimes, name) !== undefined)
  const baseline = regimeNamed(scenario.regimes, result.baseline)
  const groups = bySection((measure) => ({
    head: titleWithUnit(measure),
    cells: regimes.map(({ name }) => measureCell(measure, regimeNamed(scenario.regimes, name), baseline)),
  }))
  return {
    kind: 'table', id: `all-${i + 1}`, fold: scenario.title, head: 'Measure', columns: regimes.map(({ title }) => ({ title })),
    groups: groups.map((group) => (group.title === sectionTitles.groups ? { ...group, note: behindGroups(scenario) } : group)),
    note: provenanceWords(result, scenario, { title: true }),
  }
}

function bySection(row: (measure: Measure) => RowGroup['rows'][number]): RowGroup[] {
  return sections.map((section) => ({ title: sectionTitles[section], rows: measures.filter((one) => one.section === section).map(row) }))
}

/** How many groups and customers lie behind each index over groups, over all seeds. */
function behindGroups({ groups }: ScenarioResult): string {
  return groupings.map((grouping) => `${groupWords[grouping]}: ${countWords(groups[grouping])}`).join('; ') + '.'
}

function countWords(counts: readonly GroupCount[]): string {
  if (counts.length === 0) return 'unknown'
  const number = counts.map((count) => count.groups)
  const [least, most] = [Math.min(...number), Math.max(...number)]
  const mean = Math.round(meanOf(counts.map(({ customers }) => customers))!)
  const smallest = Math.min(...counts.map((count) => count.smallest))
  const extra = [
    ...pooledWords(sumOf(counts.map(({ pooled }) => pooled)) / counts.length, 'pooled'),
    ...pooledWords(sumOf(counts.map(({ left }) => left)) / counts.length, 'left out'),
  ]
  const size = `${mean} customers a seed, smallest group ${smallest}`
  return `${least === most ? least : `${least}–${most}`} groups of ${[size, ...extra].join(', ')}`
}

function pooledWords(mean: number, what: string): string[] {
  return mean === 0 ? [] : [`${Number(mean.toFixed(1))} ${what}`]
}
