/** JSON text: where it is broken, by line and column, whatever the engine's own message says. */
import { InputError } from '../base/errors.ts'

/** Parses JSON. Throws an `InputError` `text-format` that names line and column. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const at = firstMisfit(text)
    if (at === undefined) throw error
    const before = text.slice(0, at)
    const line = before.split('\n').length
    const column = at - before.lastIndexOf('\n')
    const got = at < text.length ? text.slice(at, at + 20) : undefined
    const remedy = got === undefined ? 'the text ends too early; complete the JSON' : 'mend the JSON there'
    throw new InputError({ code: 'text-format', path: `line ${line}, column ${column}`, got: got ?? 'the end', remedy })
  }
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'nothing'

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** The first place at which RFC 8259 does not allow what stands there; `undefined` where the text is JSON. */
function firstMisfit(text: string): number | undefined {
  const open: ('{' | '[')[] = []
  let expected = 'value' as Expected
  let at = 0
  const afterValue = (): Expected => (open.length > 0 ? 'comma' : 'nothing')
  for (;;) {
    while (' \t\n\r'.includes(text.charAt(at)) && at < text.length) at++
    const sign = text.charAt(at)
    if (at >= text.length) return expected === 'nothing' ? undefined : at
    if (expected === 'nothing') return at
    if (expected === 'colon' || expected === 'comma') {
      const inside: '{' | '[' = open.at(-1)!
      if (expected === 'colon' && sign === ':') expected = 'value'
      else if (expected === 'comma' && sign === ',') expected = inside === '{' ? 'key' : 'value'
      else if (expected === 'comma' && sign === (inside === '{' ? '}' : ']')) {
        open.pop()
        expected = afterValue()
      } else return at
      at++
    } else if (sign === '"') {
      const end = endOfText(text, at)
      if (end.misfit) return end.at
      at = end.at
      expected = expected === 'key' || expected === 'key or }' ? 'colon' : afterValue()
    } else if ((expected === 'key or }' && sign === '}') || (expected === 'value or ]' && sign === ']')) {
      open.pop()
      expected = afterValue()
      at++
    } else if (expected === 'key' || expected === 'key or }') {
      return at
    } else if (sign === '{' || sign === '[') {
      open.push(sign)
      expected = sign === '{' ? 'key or }' : 'value or ]'
      at++
    } else {
      const end = endOf(number, text, at) ?? endOf(word, text, at)
      if (end === undefined) return at
      at = end
      expected = afterValue()
    }
  }
}

function endOf(shape: RegExp, text: string, at: number): number | undefined {
  shape.lastIndex = at
  return shape.test(text) ? shape.lastIndex : undefined
}

/** Where the text that begins at a quotation mark is over, or where it goes wrong. */
function endOfText(text: string, quote: number): { at: number; misfit: boolean } {
  let at = quote + 1
  while (at < text.length) {
    const sign = text.charAt(at)
    if (sign === '"') return { at: at + 1, misfit: false }
    if (sign < ' ') return { at, misfit: true }
    const end = sign === '\\' ? endOf(escape, text, at) : at + 1
    if (end === undefined) return { at, misfit: true }
    at = end
  }
  return { at, misfit: true }
}
