/** Numbers as a report says them, in English. */
import type { Seconds } from '../time/seconds.ts'

/** How a number is to be said. Durations are in seconds, distances in metres, shares from 0 to 1. */
export type Unit = 'count' | 'share' | 'duration' | 'distance' | 'cost' | 'ratio' | 'index'

/** The number in its unit; a dash where there is none. */
export function inUnit(value: number | undefined, unit: Unit): string {
  if (value === undefined || !Number.isFinite(value)) return '–'
  switch (unit) {
    case 'count':
    case 'cost':
      return grouped(Math.round(value))
    case 'share':
      return percent(value)
    case 'duration':
      return hoursAndMinutes(value)
    case 'distance':
      return kilometres(value)
    case 'ratio':
      return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
    case 'index':
      return value.toFixed(3)
  }
}

/** `12,345`. */
export function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',').replace(/^-/, '−')
}

/** `98.3 %`; neither 0 nor 100 % unless it is exactly that. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`
  const tenths = Math.round(share * 1000)
  const shown = share > 0 && share < 1 ? Math.min(999, Math.max(1, tenths)) : tenths
  return `${(shown / 10).toFixed(1)} %`
}

/** `54 h 10 min`, `10 min`, `30 s`. */
export function hoursAndMinutes(duration: Seconds): string {
  if (duration > 0 && duration < 60) return `${Math.round(duration)} s`
  const minutes = Math.round(duration / 60)
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `${minutes} min`
  return minutes % 60 === 0 ? `${grouped(hours)} h` : `${grouped(hours)} h ${minutes % 60} min`
}

/** Whole minutes, rounded down, as slack must be: `12 min`. */
export function wholeMinutes(duration: Seconds): string {
  return `${Math.floor(duration / 60)} min`
}

/** `12.3 km`, from 100 km on without the decimal. */
export function kilometres(metres: number): string {
  return metres >= 99_950 ? `${grouped(Math.round(metres / 1000))} km` : `${(metres / 1000).toFixed(1)} km`
}

/** `1 order`, `2 orders`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`
}
