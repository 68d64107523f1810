/** When households plan to be in: people with a habit, so that all of them together are at home as often as a table of shares says. */
import type { Random } from '../../base/random.ts'
import type { Window } from '../../time/window.ts'
import { bell, pick } from './draws.ts'
import type { PresenceRow, PresenceTable } from './scenario.ts'

/** Seconds that a person's whole pattern lies earlier or later than the table's steps: always, and in addition on a single day. */
const OWN_SHIFT = 1800
const DAY_SHIFT = 600
/** How far a person's rank strays from day to day, as a standard deviation. */
const STRAY = 0.03

const DAY = 86_400
const NOON = 43_200

/** People who live together. */
export interface Household {
  /** Number of people and whether somebody is in at noon as a rule, as in `two, out by day`. */
  readonly kind: string
  readonly residents: number
  readonly row: PresenceRow
  readonly people: readonly Person[]
}

/** Somebody's habit. */
interface Person {
  /** From 0 to 1: out whenever the share of people who are out is above it, so low ranks leave early and come back late. */
  readonly rank: number
  readonly shift: number
}

/** Draws a household. */
export function drawHousehold(table: PresenceTable, together: number, chance: Random): Household {
  const row = pick(chance, table.rows)
  const count = table.of === 'households' ? 1 : row.residents
  const first: Person = drawPerson(chance)
  const people = [first]
  while (people.length < count) {
    const other = drawPerson(chance)
    people.push(chance.unit() < together ? first : other)
  }
  const levels = levelsOf(row.home)
  const usual = people.flatMap(({ rank, shift }) => stays(levels, rank, shift))
  const inByDay = usual.some(({ start, end }) => start <= NOON && NOON <= end)
  const size = row.residents === 1 ? 'one' : row.residents === 2 ? 'two' : 'three and more'
  return { kind: `${size}, ${inByDay ? 'in' : 'out'} by day`, residents: row.residents, row, people }
}

function drawPerson(chance: Random): Person {
  return { rank: chance.unit(), shift: symmetric(chance, OWN_SHIFT) }
}

/**
 * The hours at which somebody of the household plans to be in on one day: ascending, disjoint. The habit is that of every other day;
 * when people leave and come back differs by some minutes, and now and then somebody stays in or goes out who usually does not.
 */
export function homeHours(household: Household, weekend: boolean, chance: Random): Window[] {
  const { row, people } = household
  const levels = levelsOf((weekend ? row.weekend : undefined) ?? row.home)
  const known = new Map<Person, Window[]>()
  for (const person of people) {
    // People who go out together do so on this day, too.
    if (known.has(person)) continue
    known.set(person, stays(levels, folded(person.rank + STRAY * bell(chance)), person.shift + symmetric(chance, DAY_SHIFT)))
  }
  return union([...known.values()].flat())
}

/** A uniform number of [0, 1] with noise, folded back into it, is uniform still. */
function folded(rank: number): number {
  const turned = Math.abs(rank) % 2
  return turned > 1 ? 2 - turned : turned
}

function symmetric(chance: Random, most: number): number {
  return Math.round((2 * chance.unit() - 1) * (most / 60)) * 60
}

/** When somebody of this rank is in, with the whole pattern shifted. */
function stays(levels: readonly number[], rank: number, shift: number): Window[] {
  const step = DAY / levels.length
  const found: Window[] = []
  let from: number | undefined
  for (let i = 0; i <= levels.length; i++) {
    const isIn = i < levels.length && rank >= 1 - levels[i]!
    if (isIn && from === undefined) from = i === 0 ? 0 : i * step + shift
    if (isIn || from === undefined) continue
    const end = i === levels.length ? DAY : i * step + shift
    if (Math.max(0, from) < Math.min(DAY, end)) found.push({ start: Math.max(0, from), end: Math.min(DAY, end) })
    from = undefined
  }
  return found
}

function union(windows: readonly Window[]): Window[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...windows].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/**
 * Rounds of taking back what the blur did [Van Cittert 1931]. Few: with hours as steps five rounds leave a thirtieth of the difference;
 * with steps much shorter than the shifts there is little to take back, and many rounds would only blow up the table's own noise.
 */
const ROUNDS = 5

const calibrated = new WeakMap<readonly number[], readonly number[]>()

/** Shares which, after everybody's shift has blurred them, are those of the table. */
function levelsOf(home: readonly number[]): readonly number[] {
  const known = calibrated.get(home)
  if (known !== undefined) return known
  const blur = blurOf(DAY / home.length)
  const far = (blur.length - 1) / 2
  const at = (levels: readonly number[], i: number) => levels[Math.min(levels.length - 1, Math.max(0, i))]!
  let levels = [...home]
  for (let round = 0; round < ROUNDS; round++) {
    const blurred = levels.map((_, i) => blur.reduce((sum, weight, j) => sum + weight * at(levels, i + j - far), 0))
    levels = levels.map((level, i) => Math.min(1, Math.max(0, level + (home[i]! - blurred[i]!))))
  }
  calibrated.set(home, levels)
  return levels
}

/** What part of a step shows the step itself, and its neighbours, once patterns are shifted: weights that sum to 1. */
function blurOf(step: number): number[] {
  const far = Math.ceil((OWN_SHIFT + DAY_SHIFT) / step)
  const weights = Array<number>(2 * far + 1).fill(0)
  const parts = 40
  const middle = (k: number, most: number) => (((2 * k + 1) / parts - 1) * most)
  for (let i = 0; i < parts; i++) {
    for (let j = 0; j < parts; j++) {
      const shift = middle(i, OWN_SHIFT) + middle(j, DAY_SHIFT)
      for (let k = -far; k <= far; k++) weights[k + far]! += Math.max(0, 1 - Math.abs(shift - k * step) / step) / parts ** 2
    }
  }
  return weights
}
