/** The `options` that vroom-express takes beside a problem: VROOM's own command line, in part. */
import type { KeyWarning } from '../loss.ts'
import type { Note } from '../problems.ts'

/** What VROOM's command line is called in `options`. `t` and `x` say how hard it works; how hard we work, our own command line says. */
const KNOWN = ['g', 'c', 't', 'x', 'l']

/** Seconds after which the search is to stop, where `options.l` says so. */
export function readLimit(options: unknown, note: Note, warnings: KeyWarning[]): number | undefined {
  if (options === undefined) return undefined
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    note('not-an-object', 'options', options, 'write { l: seconds }, or leave it out')
    return undefined
  }
  const { g, c, l } = options as { g?: unknown; c?: unknown; l?: unknown }
  const warn = (key: string, remedy: string) => void warnings.push({ path: `options.${key}`, key, remedy })
  for (const key of Object.keys(options)) if (!KNOWN.includes(key)) warn(key, `remove it; known here: ${KNOWN.join(', ')}`)
  if (g !== undefined && g !== false) warn('g', 'remove it; there is no routing server here to ask for a geometry')
  if (c !== undefined && c !== false) warn('c', 'remove it; slotsmith check says what a given plan breaks')
  if (l === undefined) return undefined
  if (typeof l === 'number' && l > 0 && l <= LONGEST) return l
  note(typeof l === 'number' ? 'out-of-range' : 'not-a-number', 'options.l', l, `make it a number of seconds above 0, up to ${LONGEST}`)
  return undefined
}

const LONGEST = 1_000_000
