/** Reading what a caller passed in: each reader returns the value, or notes what is wrong and returns `undefined`. */
import type { Problem } from './errors.ts'
import { InputError } from './errors.ts'
import { inside } from './path.ts'

/** An error lists no more problems than this. */
export const MOST_PROBLEMS = 100

/** The longest id, in UTF-16 units. */
export const LONGEST_ID = 200

const prototypeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Throws an {@link InputError} with the first {@link MOST_PROBLEMS} problems, where there are any. */
export function throwIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(problems.slice(0, MOST_PROBLEMS))
}

/** An object whose own keys are all among `known`; keys that are not are noted, and the rest is read all the same. */
export function readObject(
  value: unknown, known: readonly string[], path: string, problems: Problem[],
): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ code: 'not-an-object', path, got: value, remedy: `give an object with ${known.join(', ')}` })
    return undefined
  }
  for (const key of Object.keys(value).slice(0, MOST_PROBLEMS)) {
    if (known.includes(key)) continue
    const got = Object.getOwnPropertyDescriptor(value, key)?.value
    if (prototypeKeys.has(key)) problems.push({ code: 'forbidden-key', path: inside(path, key), got, remedy: 'leave this key out' })
    else problems.push({ code: 'unknown-key', path: inside(path, key), got, remedy: `use one of ${known.join(', ')}` })
  }
  return value as Record<string, unknown>
}

/** A list of at most `limit` entries. */
export function readList(value: unknown, limit: number, path: string, problems: Problem[]): readonly unknown[] | undefined {
  if (!Array.isArray(value)) {
    problems.push({ code: 'not-a-list', path, got: value, remedy: 'give a list' })
    return undefined
  }
  if (value.length > limit) {
    problems.push({ code: 'too-many', path, got: value, remedy: `give at most ${limit}` })
    return undefined
  }
  return value
}

/** Text that is not blank. */
export function readText(value: unknown, longest: number, path: string, problems: Problem[]): string | undefined {
  if (value === undefined) {
    problems.push({ code: 'missing', path, got: value, remedy: 'give some text' })
    return undefined
  }
  if (typeof value !== 'string' || value.trim() === '') {
    problems.push({ code: 'not-text', path, got: value, remedy: 'give some text' })
    return undefined
  }
  if (value.length > longest) {
    problems.push({ code: 'out-of-range', path, got: value, remedy: `keep it within ${longest} characters` })
    return undefined
  }
  return value
}

/** A finite number from `least` to `most`, both included. */
export function readNumber(value: unknown, least: number, most: number, path: string, problems: Problem[]): number | undefined {
  if (value === undefined) {
    problems.push({ code: 'missing', path, got: value, remedy: `give a number from ${least} to ${most}` })
    return undefined
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    problems.push({ code: 'not-a-number', path, got: value, remedy: `give a number from ${least} to ${most}` })
    return undefined
  }
  if (value < least || value > most) {
    problems.push({ code: 'out-of-range', path, got: value, remedy: `give a number from ${least} to ${most}` })
    return undefined
  }
  return value
}

/** A whole number from `least` to `most`, both included. */
export function readWhole(value: unknown, least: number, most: number, path: string, problems: Problem[]): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value)) {
    problems.push({ code: 'not-an-integer', path, got: value, remedy: `give a whole number from ${least} to ${most}` })
    return undefined
  }
  const number = readNumber(value, least, most, path, problems)
  return number === undefined ? undefined : number + 0
}

/** Notes an id that was seen before, and remembers it otherwise. */
export function noteId(id: string, seen: Set<string>, path: string, problems: Problem[]): void {
  if (seen.has(id)) problems.push({ code: 'duplicate-id', path, got: id, remedy: 'give each its own id' })
  seen.add(id)
}
