/** Reading reloads. */
import type { Problem } from '../base/errors.ts'
import { readObject, readWhole } from '../base/read.ts'
import type { DurationInput } from '../time/duration.ts'
import { toDuration } from '../time/duration.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Place } from '../travel/place.ts'
import type { CourierContext } from './context.ts'
import { readBase } from './context.ts'
import { MOST_RELOADS } from './limits.ts'
import type { Reload } from './nouns.ts'

/** Coming back for more. `{}` allows it where the shift starts, at no time, as often as it helps. */
export interface ReloadInput {
  /** A place, or the id of a depot; left out: where the shift starts. */
  at?: Place | string
  /** Time at each reload; 0 when left out. */
  service?: DurationInput
  /** Most reloads of one route, 1 to 20; 20 when left out. */
  most?: number
}

/** A reload as it was listed; `undefined` as its place stands for the start of the shift. */
export interface ListedReload {
  readonly place: Place | undefined
  readonly service: Seconds
  readonly most: number
}

/** A reload as listed; `undefined` where there is none, or where it has problems. */
export function readReload(value: unknown, context: CourierContext, path: string, problems: Problem[]): ListedReload | undefined {
  if (value === undefined || value === null) return undefined
  const fields = readObject(value, ['at', 'service', 'most'], path, problems)
  if (fields === undefined) return undefined
  const before = problems.length
  const place = fields['at'] === undefined ? undefined : readBase(fields['at'], context, `${path}.at`, problems)
  const service = fields['service'] === undefined ? 0 : toDuration(fields['service'] as DurationInput, `${path}.service`, problems)
  const most = fields['most'] === undefined ? MOST_RELOADS : readWhole(fields['most'], 1, MOST_RELOADS, `${path}.most`, problems)
  if (problems.length > before || service === undefined || most === undefined) return undefined
  return { place, service, most }
}

/** The reload of a shift that starts at `from`. */
export function reloadOf(
  listed: ListedReload | undefined, from: Place | null, path: string, problems: Problem[],
): Reload | undefined {
  if (listed === undefined) return undefined
  const place = listed.place ?? from
  if (place === null) {
    const remedy = 'say where with at, for the start of the shift is open; or give the shift the reload null'
    problems.push({ code: 'missing', path: `${path}.at`, got: undefined, remedy })
    return undefined
  }
  return Object.freeze({ place, service: listed.service, most: listed.most })
}
