/** How regimes are told apart in pictures: a colour, a symbol and a line each, the same in all pictures. */
import { html, raw } from '../../report/markup.ts'
import type { Markup } from '../../report/markup.ts'
import { courierColours } from '../../report/palette.ts'
import type { StudyResult } from '../measures/study-result.ts'
import { everyRegime } from '../regimes/every-regime.ts'
import type { LegendEntry } from './blocks.ts'

export interface RegimeLook {
  /** A variable of the style sheet. */
  readonly colour: string
  readonly symbol: 'circle' | 'rect' | 'triangle' | 'diamond'
  readonly line: 'solid' | 'dashed' | 'dotted'
}

const symbols = ['rect', 'diamond', 'triangle', 'circle'] as const
const lines = ['solid', 'dashed', 'dotted'] as const
const dashes = { solid: '', dashed: ' stroke-dasharray="5 3"', dotted: ' stroke-dasharray="2 2"' } as const
const marks = {
  rect: 'M12 2H22V12H12Z', diamond: 'M17 1L23 7L17 13L11 7Z', triangle: 'M17 1L23 12H11Z', circle: 'M17 2A5 5 0 1 1 16.99 2Z',
} as const

/**
 * The arena's own regimes look the same in every study, and others follow in their order: no two of the first 24 are alike, however colours
 * are seen.
 */
export function looksOfRegimes({ regimes }: StudyResult): Map<string, RegimeLook> {
  const own = everyRegime.map(({ name }) => name)
  const others = regimes.map(({ name }) => name).filter((name) => !own.includes(name))
  const order = [...own, ...others]
  return new Map(regimes.map(({ name }) => [name, lookAt(order.indexOf(name))]))
}

function lookAt(i: number): RegimeLook {
  const colour = `var(--c${(i % courierColours.light.length) + 1})`
  return { colour, symbol: symbols[i % symbols.length]!, line: lines[i % lines.length]! }
}

/** The regimes that a figure shows, as symbols or as lines. */
export function regimeLegend(result: StudyResult, shown: ReadonlySet<string>, as: 'symbols' | 'lines'): LegendEntry[] {
  const looks = looksOfRegimes(result)
  const regimes = result.regimes.filter(({ name }) => shown.has(name))
  return regimes.map(({ name, title }) => ({ words: title, picture: pictureOf(looks.get(name)!, as) }))
}

function pictureOf({ colour, symbol, line }: RegimeLook, as: 'symbols' | 'lines'): Markup {
  const mark = html`<path d="${marks[symbol]}" fill="${colour}"/>`
  return as === 'symbols' ? mark : html`<path d="M1 7H33" fill="none" stroke="${colour}" stroke-width="2.2"${raw(dashes[line])}/>${mark}`
}
