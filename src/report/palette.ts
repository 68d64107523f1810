/** How couriers are told apart: a number, one of eight colours, and a shape and a line for each eight. */

/** The looks of one courier's routes. */
export interface Look {
  /** From 1. */
  readonly number: number
  /** A variable of the style sheet, so that it suits light, dark and paper. */
  readonly colour: string
  readonly symbol: 'circle' | 'rect' | 'triangle' | 'diamond'
  readonly line: 'solid' | 'dashed' | 'dotted'
}

const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const
const lines = ['solid', 'dashed', 'dotted'] as const

/**
 * Eight colours that differ by at least 16 in CIELAB for people with and without colour vision deficiency (simulated as in Machado,
 * Oliveira and Fernandes, 2009), and stand out from the paper by at least 2.7 to 1.
 */
export const courierColours = {
  light: ['#1b3a8b', '#f5775c', '#018770', '#4aa3e4', '#a87a00', '#701648', '#8a5cf0', '#8c9db2'],
  dark: ['#5b8bfd', '#f67641', '#3bd5b4', '#a2dfff', '#f2cb4b', '#c85786', '#cba1ff', '#98a0bc'],
} as const

/** Looks of the courier at the index: colours repeat after 8, together with shape and line after 96, the number never. */
export function lookOf(index: number): Look {
  const round = Math.floor(index / courierColours.light.length)
  return {
    number: index + 1,
    colour: `var(--c${(index % courierColours.light.length) + 1})`,
    symbol: symbols[round % symbols.length]!,
    line: lines[round % lines.length]!,
  }
}
