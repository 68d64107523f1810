/** Opening a day: a caller's words become a desk. */
import type { Problem } from '../base/errors.ts'
import { readNumber, readObject, readWhole, throwIfAny } from '../base/read.ts'
import { longestHold } from '../booking/command.ts'
import { emptyLedger } from '../booking/ledger.ts'
import { makeDay } from '../model/day.ts'
import type { Day, DayInput } from '../model/day.ts'
import { Routing } from '../routing/routing.ts'
import { everySlot } from '../slots/policy.ts'
import type { Policy } from '../slots/policy.ts'
import { drawScenarios } from '../slots/reliability.ts'
import type { ReliabilityInput } from '../slots/reliability.ts'
import { openCalendar } from '../time/calendar.ts'
import type { Calendar } from '../time/calendar.ts'
import { systemClock } from '../time/clock.ts'
import type { Clock } from '../time/clock.ts'
import { checkClosingRule } from '../time/cutoff.ts'
import type { ClosingRule } from '../time/cutoff.ts'
import { toPositiveDuration } from '../time/duration.ts'
import type { DurationInput } from '../time/duration.ts'
import { Desk } from './desk.ts'
import { MOST_EVALUATIONS } from './options.ts'
import type { Promised } from './promised.ts'
import { readPromised } from './promised.ts'
import type { DeskSnapshot } from './snapshot.ts'
import { readSnapshot } from './snapshot.ts'

/** Gaps that a repair may look at unless said otherwise, for a request and for one that would be turned away. */
const USUAL_REPAIR = 100_000
const MOST_LAST_RESORT = 2_000_000

/** How a desk works, whatever its day. */
export interface DeskSettings {
  /** Every feasible slot, free, by default. */
  policy?: Policy
  /** When slots close for booking; at their end by default. */
  closing?: ClosingRule
  /** Travel scenarios behind `onTime`; `false` switches them off. */
  reliability?: ReliabilityInput | false
  /** Gaps that may be looked at for all slots of a request that have no direct gap; 100,000 by default, 0 for direct gaps only. */
  repairEvaluations?: number
  /**
   * The same for a request to which otherwise no slot at all could be offered; by default ten times `repairEvaluations`, but no more than
   * two million. Less than `repairEvaluations` means as much.
   */
  lastResortEvaluations?: number
  /** How long an offer lasts; 10 minutes by default. */
  offersLast?: DurationInput
  /** How long a hold lasts unless said otherwise; 10 minutes by default. */
  holdsLast?: DurationInput
  /** The system's clock by default. */
  clock?: Clock
  /** Seed of all searches and scenarios; 1 by default. */
  seed?: number
  /** What an earlier desk of the same day returned from `snapshot()`. */
  snapshot?: DeskSnapshot | undefined
  /** Promises that exist already and the routes that keep them; not together with a snapshot, which has its own. */
  promised?: Promised | undefined
}

/** A day of delivery, in a caller's words. */
export interface OpenDayInput extends DayInput, DeskSettings {
  /** As in `2026-12-01`. */
  date: string
  /** IANA time zone, as in `Europe/Berlin`. */
  zone: string
}

const settingKeys = [
  'policy', 'closing', 'reliability', 'repairEvaluations', 'lastResortEvaluations', 'offersLast', 'holdsLast', 'clock', 'seed',
  'snapshot', 'promised',
]
const dayKeys = ['depots', 'couriers', 'slots', 'travel', 'profile', 'dimensions']

/**
 * Opens a day for booking.
 * @throws {InputError} with all that is wrong with couriers, slots, travel and settings; nothing is opened then
 */
export function openDay(input: OpenDayInput): Desk {
  const problems: Problem[] = []
  const fields = readObject(input, ['date', 'zone', ...settingKeys, ...dayKeys], '', problems)
  throwIfAny(problems)
  const calendar = openCalendar(input.date, input.zone)
  const pick = (keys: readonly string[]) => Object.fromEntries(Object.entries(fields!).filter(([key]) => keys.includes(key)))
  const day = makeDay(pick(dayKeys) as unknown as DayInput, calendar)
  return openDesk(day, calendar, pick(settingKeys) as DeskSettings)
}

/**
 * Opens a desk for a day that was made before, as from a file. The calendar puts its seconds into words.
 * @throws {InputError} with all that is wrong with the settings
 */
export function openDesk(day: Day, calendar: Calendar, settings: DeskSettings = {}): Desk {
  const problems: Problem[] = []
  readObject(settings, settingKeys, '', problems)
  const seed = readWhole(settings.seed ?? 1, -(2 ** 31), 2 ** 32 - 1, 'seed', problems)
  const repairEvaluations = readWhole(settings.repairEvaluations ?? USUAL_REPAIR, 0, MOST_EVALUATIONS, 'repairEvaluations', problems)
  const deeper = Math.min(10 * (repairEvaluations ?? 0), MOST_LAST_RESORT)
  const lastResort = readWhole(settings.lastResortEvaluations ?? deeper, 0, MOST_EVALUATIONS, 'lastResortEvaluations', problems)
  const offersLast = toPositiveDuration(settings.offersLast ?? 600, 'offersLast', problems)
  const holdsLast = toPositiveDuration(settings.holdsLast ?? 600, 'holdsLast', problems)
  if (settings.closing !== undefined) checkClosingRule(settings.closing, 'closing', problems)
  if (holdsLast !== undefined && holdsLast * 1000 > longestHold) {
    problems.push({ code: 'out-of-range', path: 'holdsLast', got: settings.holdsLast, remedy: 'let a hold last seven days at the most' })
  }
  const reliability = readReliability(settings.reliability, problems)
  if (settings.policy !== undefined) checkPolicy(settings.policy, problems)
  if (settings.clock !== undefined && typeof (settings.clock as Clock | null)?.now !== 'function') {
    problems.push({ code: 'not-an-object', path: 'clock', got: settings.clock, remedy: 'give an object with now() in epoch milliseconds' })
  }
  if (settings.snapshot !== undefined && settings.promised !== undefined) {
    problems.push({ code: 'contradiction', path: 'promised', got: settings.promised, remedy: 'give either a snapshot or promised orders' })
  }
  throwIfAny(problems)

  const clock = settings.clock ?? systemClock
  const stored = settings.snapshot === undefined ? undefined : readSnapshot(settings.snapshot, day, calendar)
  const promised = settings.promised === undefined ? undefined : readPromised(settings.promised, day, calendar, clock.now(), seed!)
  return new Desk({
    day,
    calendar,
    routing: stored?.routing ?? promised?.routing ?? new Routing(day),
    ledger: stored?.ledger ?? promised?.ledger ?? emptyLedger(),
    clock,
    seed: seed!,
    policy: settings.policy ?? everySlot,
    closing: settings.closing ?? {},
    scenarios: reliability && drawScenarios(seed!, reliability),
    repairEvaluations: repairEvaluations!,
    lastResort: lastResort!,
    offerFor: offersLast! * 1000,
    holdFor: holdsLast! * 1000,
    improvements: stored?.improvements ?? 0,
  })
}

/** A policy is somebody else's object: only what the desk calls is looked at. */
function checkPolicy(policy: unknown, problems: Problem[]): void {
  if (typeof policy !== 'object' || policy === null) {
    problems.push({ code: 'not-an-object', path: 'policy', got: policy, remedy: 'give a policy such as everySlot' })
    return
  }
  const { price, hides, order, leastOnTime } = policy as Record<string, unknown>
  for (const [key, rule] of Object.entries({ price, hides, order })) {
    if (rule === undefined || typeof rule === 'function') continue
    problems.push({ code: 'not-an-object', path: `policy.${key}`, got: rule, remedy: 'give a function, or leave it out' })
  }
  if (leastOnTime !== undefined) readNumber(leastOnTime, 0, 1, 'policy.leastOnTime', problems)
}

function readReliability(value: unknown, problems: Problem[]): ReliabilityInput | undefined {
  if (value === false) return undefined
  if (value === undefined) return {}
  const fields = readObject(value, ['scenarios', 'daySpread', 'legSpread'], 'reliability', problems)
  if (fields === undefined) return undefined
  const { scenarios, daySpread, legSpread } = fields
  if (scenarios !== undefined) readWhole(scenarios, 1, 10_000, 'reliability.scenarios', problems)
  for (const [key, spread] of Object.entries({ daySpread, legSpread })) {
    if (spread === undefined || (typeof spread === 'number' && spread >= 0 && spread <= 2)) continue
    problems.push({ code: 'out-of-range', path: `reliability.${key}`, got: spread, remedy: 'give a number from 0 to 2, such as 0.15' })
  }
  return fields as ReliabilityInput
}
