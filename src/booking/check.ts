/** Reads what comes in: a frozen, canonical copy of it, or every problem that it has. */
import * as v from 'valibot'
import { InputError } from '../base/errors.ts'
import type { InputCode, Problem } from '../base/errors.ts'
import type { Command, Observe } from './command.ts'
import type { BookingEvent } from './event.ts'
import { plainCopy } from './plain.ts'
import { commandShape, eventShape, momentShape } from './shapes.ts'

/** Most values (numbers, texts, lists, objects) in one command, event or booking. */
const mostValues = 10_000

/** Most characters of one command, as JSON text: what the ledger must keep of it for the whole day. */
export const longestCommand = 100_000

/** A command and its content (everything but its id) as canonical text. */
export interface ReadCommand {
  readonly command: Command | Observe
  readonly content: string
}

/** Throws {@link InputError} with every problem of the command. */
export function readCommand(value: unknown): ReadCommand {
  const problems: Problem[] = []
  const command = shaped(commandShape, value, '', problems)
  if (problems.length > 0) throw new InputError(problems)
  const content = JSON.stringify({ ...(command as Command | Observe), id: undefined })
  if (content.length > longestCommand) {
    const remedy = `keep a command under ${longestCommand} characters`
    throw new InputError({ code: 'text-too-long', path: '', got: content.length, remedy })
  }
  return { command: command as Command | Observe, content }
}

/** Throws {@link InputError} unless `now` is whole epoch milliseconds. */
export function checkNow(now: number): void {
  const problems: Problem[] = []
  shaped(momentShape, now, 'now', problems)
  if (problems.length > 0) throw new InputError(problems)
}

/** An event that was stored as JSON. Throws {@link InputError} with every problem. */
export function readEvent(value: unknown, path: string): BookingEvent {
  const problems: Problem[] = []
  const event = shaped(eventShape, value, path, problems)
  if (problems.length > 0) throw new InputError(problems)
  return event as BookingEvent
}

/** The frozen canonical copy of a value, once it has the shape; problems are added to the list. */
export function shaped(shape: v.GenericSchema, value: unknown, path: string, problems: Problem[]): unknown {
  const found: Problem[] = []
  const copy = plainCopy(value, path, found, mostValues)
  if (found.length === 0) {
    const result = v.safeParse(shape, copy)
    for (const issue of result.issues ?? []) found.push(problemOf(issue, path))
  }
  problems.push(...found)
  return copy
}

/** Turns an issue of the schema library into a problem of ours. */
export function problemOf(issue: v.BaseIssue<unknown>, root: string): Problem {
  const path = pathOf(root, issue.path ?? [])
  const code = codeOf(issue)
  return { code, path, got: code === 'missing' ? undefined : issue.input, remedy: remedyOf(issue, code) }
}

function pathOf(root: string, steps: readonly { readonly key?: unknown }[]): string {
  let path = root
  for (const { key } of steps) {
    if (typeof key === 'number') path += `[${key}]`
    else path += path === '' ? String(key) : `.${String(key)}`
  }
  return path
}

function codeOf(issue: v.BaseIssue<unknown>): InputCode {
  if (issue.received === 'undefined') return 'missing'
  switch (issue.type) {
    case 'string':
    case 'min_length':
      return Array.isArray(issue.input) ? 'window-empty' : 'not-text'
    case 'max_length':
      return 'text-too-long'
    case 'number':
      return 'not-a-number'
    case 'safe_integer':
      return 'not-an-integer'
    case 'min_value':
    case 'max_value':
      return 'out-of-range'
    case 'array':
      return 'not-a-list'
    case 'union':
    case 'tuple':
      return 'place-unknown'
    case 'check':
      return 'window-reversed'
    case 'partial_check':
      return 'contradiction'
    case 'strict_object':
      return issue.expected === 'never' ? 'unknown-key' : 'not-an-object'
    case 'loose_object':
      return 'not-an-object'
    case 'regex':
      return 'text-format'
    case 'variant':
      return issue.expected === 'Object' ? 'not-an-object' : 'unknown-id'
    default:
      return 'unknown-id'
  }
}

function remedyOf(issue: v.BaseIssue<unknown>, code: InputCode): string {
  switch (code) {
    case 'missing':
      return 'add the field'
    case 'unknown-key':
      return 'remove the field, or correct its name'
    case 'not-text':
      return 'pass text of at least one character'
    case 'window-empty':
      return 'pass at least one window'
    case 'window-reversed':
      return 'let the window end at or after its start'
    case 'contradiction':
      return 'give one of collectAt and bringTo; position with neither, release without collectAt'
    case 'place-unknown':
      return 'pass [lon, lat], a row of the matrix, or { row, at: [lon, lat] }'
    default:
      return issue.expected === null ? 'pass a whole number' : `pass ${issue.expected}`
  }
}
