/** What can be wrong with a plan. */

/** What a plan can do wrong. */
export type ViolationCode =
  | 'late' | 'load' | 'skills' | 'shift-end' | 'max-tasks' | 'max-travel-time' | 'max-distance'
  | 'break-missing' | 'break-late' | 'break-order' | 'break-unknown' | 'break-load'
  | 'reloads' | 'position' | 'blocked' | 'begun' | 'not-aboard'
  | 'pair-missing' | 'pair-unknown' | 'pair-twice' | 'pair-order' | 'pair-split'
  | 'order-twice' | 'order-missing' | 'order-unknown' | 'route-twice' | 'route-unknown'

/** One thing that is wrong with a plan. */
export interface Violation {
  readonly code: ViolationCode
  readonly courier?: string
  /** Index of the courier's shift. */
  readonly shift?: number
  readonly order?: string
  /** By how much: seconds, load units, tasks or metres. */
  readonly by?: number
  /** For people. */
  readonly detail: string
}

/** Puts a violation of one route on the list. */
export type Note = (code: ViolationCode, detail: string, more?: { order?: string; by?: number }) => void
