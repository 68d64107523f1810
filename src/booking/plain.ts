/** Plain data: a copy that nobody else can change, with its keys in order, so that the same content is always the same text. */
import type { Problem } from '../base/errors.ts'

const deepest = 16
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** What JSON can say. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

/**
 * A frozen deep copy of JSON data: keys sorted by code unit, absent values left out, -0 as 0. What is not JSON (functions, symbols, NaN,
 * infinities, class instances, hostile keys, more than `most` values, more than 16 levels) is put on the list of problems.
 */
export function plainCopy(value: unknown, path: string, problems: Problem[], most: number): Plain {
  const left = { count: most }
  return copy(value, path, problems, left, 0)
}

function copy(value: unknown, path: string, problems: Problem[], left: { count: number }, depth: number): Plain {
  left.count -= 1
  if (left.count === -1) problems.push({ code: 'too-many', path, got: value, remedy: 'pass less in one command' })
  if (left.count < 0) return null
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) problems.push({ code: 'not-a-number', path, got: value, remedy: 'pass a finite number' })
    return Number.isFinite(value) ? value + 0 : null
  }
  if (depth >= deepest) {
    problems.push({ code: 'too-many', path, got: value, remedy: `nest at most ${deepest} levels` })
    return null
  }
  if (Array.isArray(value)) return copyList(value, path, problems, left, depth)
  if (isPlainObject(value)) return copyObject(value, path, problems, left, depth)
  if (value === undefined) problems.push({ code: 'missing', path, got: value, remedy: 'add the value' })
  else problems.push({ code: 'not-an-object', path, got: value, remedy: 'pass plain JSON data' })
  return null
}

function copyList(list: readonly unknown[], path: string, problems: Problem[], left: { count: number }, depth: number): Plain {
  const items: Plain[] = []
  for (let i = 0; i < list.length && left.count >= 0; i++) items.push(copy(list[i], `${path}[${i}]`, problems, left, depth + 1))
  return Object.freeze(items)
}

function copyObject(source: Record<string, unknown>, path: string, problems: Problem[], left: { count: number }, depth: number): Plain {
  const target: Record<string, Plain> = {}
  for (const key of Object.keys(source).sort()) {
    if (source[key] === undefined) continue
    const place = path === '' ? key : `${path}.${key}`
    if (forbiddenKeys.has(key)) problems.push({ code: 'forbidden-key', path: place, got: key, remedy: 'remove the key' })
    else target[key] = copy(source[key], place, problems, left, depth + 1)
  }
  return Object.freeze(target)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}
