/** What a report says, before it becomes HTML or Markdown: sections of sentences, tables and figures. All texts are plain. */
import type { Charts } from '../../report/drawing.ts'
import type { Markup } from '../../report/markup.ts'

export interface Section {
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

export type Block = Sentences | List | Table | Figure

interface Sentences {
  readonly kind: 'text'
  readonly text: string
}

interface List {
  readonly kind: 'list'
  readonly items: readonly string[]
}

/** Rows under headings. On telephones each row becomes a box in which every cell is labelled by its column. */
export interface Table {
  readonly kind: 'table'
  readonly id: string
  /** What the rows are, and the other columns. */
  readonly head: string
  readonly columns: readonly Column[]
  readonly groups: readonly RowGroup[]
  /** What it was measured on; under the table. */
  readonly note?: string
  /** Words of a fold; tables without are always open. */
  readonly fold?: string
  /** On telephones the columns of the two sides stand beside each other. */
  readonly twoSided?: true
}

export interface Column {
  readonly title: string
  /** Columns of the same side share a heading. */
  readonly side?: string
  /** Text rather than numbers. */
  readonly words?: true
}

export interface RowGroup {
  readonly title?: string
  /** What the group was measured on. */
  readonly note?: string
  readonly rows: readonly Row[]
}

export interface Row {
  readonly head: string
  /** In a sentence, what the row means. */
  readonly about?: string
  readonly cells: readonly Cell[]
}

export interface Cell {
  readonly main: string
  /** Below, smaller: what it is compared with. */
  readonly beside?: string
  readonly verdict?: Verdict
}

/** Against the baseline, beyond the interval of the paired difference. */
export type Verdict = 'better' | 'worse'

/** Small pictures side by side under one legend. */
export interface Figure {
  readonly kind: 'figure'
  readonly id: string
  readonly caption: string
  readonly legend: readonly LegendEntry[]
  readonly panels: readonly Panel[]
}

export interface LegendEntry {
  readonly words: string
  /** SVG within 34 × 14. */
  readonly picture: Markup
}

export interface Panel {
  readonly title: string
  /** What it shows, for those who cannot see it. */
  readonly label: string
  readonly draw: (charts: Charts, id: string) => Markup
}

/** Size of every panel, in CSS pixels: as wide as a telephone, a third of a desk. */
export const PANEL = { width: 360, height: 260 } as const
