/** What a study's report says, in order; the page and the Markdown both say this. */
import { measureNamed } from '../measures/definitions.ts'
import type { StudyResult } from '../measures/study-result.ts'
import type { Block, Section } from './blocks.ts'
import { breakEvenBlocks } from './break-even-table.ts'
import { headlineBlocks } from './headline-table.ts'
import { lorenzFigure } from './lorenz-chart.ts'
import { mapFigures } from './map-chart.ts'
import { definitionBlocks, fairnessBlocks } from './measure-tables.ts'
import { methodBlocks } from './method.ts'
import { publishedBlocks } from './published-table.ts'
import { scatterFigure } from './scatter-chart.ts'
import { sweepBlocks } from './sweep-tables.ts'
import { winBlocks } from './win-tables.ts'

export function contentOf(result: StudyResult): Section[] {
  const maps = mapFigures(result)
  return [
    { id: 'headline', title: 'Throughput and fairness side by side', blocks: headlineBlocks(result) },
    { id: 'break-even', title: 'The failure rate at which both deliver the same', blocks: breakEvenBlocks(result) },
    { id: 'legacy-wins', title: 'Where plus-or-minus eight hours wins', blocks: winBlocks(result) },
    { id: 'pictures', title: 'Throughput against fairness', blocks: scatterFigures(result) },
    { id: 'lorenz', title: 'Who keeps how many hours free', blocks: lorenzFigures(result) },
    ...(maps.length === 0 ? [] : [{ id: 'map', title: 'Who got what', blocks: maps }]),
    { id: 'sweeps', title: 'What changes with the world', blocks: sweepBlocks(result) },
    { id: 'published', title: 'The published experiment beside ours', blocks: publishedBlocks(result) },
    { id: 'fairness', title: 'Every measure under every regime', blocks: fairnessBlocks(result) },
    { id: 'method', title: 'Method and limits', blocks: methodBlocks(result) },
    { id: 'definitions', title: 'What each measure means', blocks: definitionBlocks() },
  ]
}

function scatterFigures(result: StudyResult): Block[] {
  const described = (name: string) => measureNamed(name)!.meaning
  return [
    scatterFigure(result, 'scatter-hours', 'kept-mean', `Better is up and to the left. Across: ${described('kept-mean')}`),
    scatterFigure(result, 'scatter-areas', 'area-served-worst', `Better is up and to the right. Across: ${described('area-served-worst')}`),
  ]
}

function lorenzFigures(result: StudyResult): Block[] {
  return [
    lorenzFigure(result, 'lorenz-kept', 'kept', 'Hours that customers were told to keep free, over all visits.'),
    lorenzFigure(result, 'lorenz-in', 'in', 'Hours that customers really stayed in, on purpose or for a chosen slot.'),
  ]
}
