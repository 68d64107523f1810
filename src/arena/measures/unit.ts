/** Units of measures, and how a figure in each is written. Figures are kept in seconds, metres and parts of one. */

export type MeasureUnit = 'share' | 'hours' | 'minutes' | 'km' | 'ratio' | 'index' | 'count'

interface Writing {
  /** Beside the title of a column. */
  readonly sign: string
  /** A figure over this is what is written. */
  readonly over: number
  readonly digits: number
}

const writings: Readonly<Record<MeasureUnit, Writing>> = {
  share: { sign: '%', over: 0.01, digits: 1 },
  hours: { sign: 'h', over: 3600, digits: 2 },
  minutes: { sign: 'min', over: 60, digits: 1 },
  km: { sign: 'km', over: 1000, digits: 2 },
  ratio: { sign: '', over: 1, digits: 2 },
  index: { sign: '', over: 1, digits: 3 },
  count: { sign: '', over: 1, digits: 0 },
}

/** `%`, `h`, `min`, `km` or nothing. */
export function signOf(unit: MeasureUnit): string {
  return writings[unit].sign
}

/** The figure as it is written, as a number. */
export function scaled(figure: number, unit: MeasureUnit): number {
  return figure / writings[unit].over
}

/** Anything nearer to 0 is an artefact of counting in doubles. */
const NOTHING = 1e-6

/** `97.3`, without the sign of its unit. What would show as 0 and is not shows its first digit. */
export function written(figure: number, unit: MeasureUnit): string {
  const value = scaled(figure, unit)
  const text = value.toFixed(writings[unit].digits)
  if (Number(text) === 0) return Math.abs(value) < NOTHING ? text.replace('-', '') : value.toPrecision(1).replace('-', '−')
  const [whole, part] = text.split('.')
  const grouped = whole!.replaceAll(/\B(?=(\d{3})+$)/g, ',').replace('-', '−')
  return part === undefined ? grouped : `${grouped}.${part}`
}
