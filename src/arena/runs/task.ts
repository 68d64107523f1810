/** What one unit of the arena's work is: one regime in one world, from the drawing of the world to the figures. */
import { InputError } from '../../base/errors.ts'
import { digestOf } from '../../booking/digest.ts'
import type { RunRecord } from '../days/record.ts'
import { runRegime } from '../days/run.ts'
import type { RunFigures } from '../measures/run-figures.ts'
import { measureRun } from '../measures/run-figures.ts'
import type { Effort, Regime } from '../regimes/regime.ts'
import type { Doors } from '../world/doors.ts'
import type { Scenario } from '../world/scenario.ts'
import { makeWorld } from '../world/world.ts'
import { faultsOf } from './faults.ts'
import type { Unit } from './unit.ts'

/** Plain JSON. */
export interface RunTask {
  readonly scenario: Scenario
  readonly seed: number
  /** By name. */
  readonly regime: string
  readonly doors: Doors
  readonly effort: Effort
  /** Whether the record itself is wanted, for a map. */
  readonly keepsRecord: boolean
}

/** Plain JSON. */
export interface RunAnswer {
  readonly figures: RunFigures
  /** What cannot be in the record; none as a rule. See `faults.ts`. */
  readonly faults: readonly string[]
  /** Gaps that all searches looked at. */
  readonly evaluations: number
  readonly record?: RunRecord
}

/** Does tasks under these regimes: what a worker of your own exports as `handing(workWith([...everyRegime, yours]))`. */
export function workWith(regimes: readonly Regime[]): (task: RunTask) => RunAnswer {
  const byName = new Map(regimes.map((regime) => [regime.name, regime]))
  return ({ scenario, seed, regime: name, doors, effort, keepsRecord }) => {
    const regime = byName.get(name)
    if (regime === undefined) {
      throw new InputError({ code: 'unknown-id', path: 'regime', got: name, remedy: `use one of ${[...byName.keys()].join(', ')}` })
    }
    const world = makeWorld(scenario, seed)
    const record = runRegime(world, regime, doors, effort)
    return {
      figures: measureRun(record),
      faults: faultsOf(record, world),
      evaluations: record.evaluations,
      ...(keepsRecord ? { record } : {}),
    }
  }
}

/** The unit of a task. */
export function unitOf(task: RunTask): Unit<RunTask> {
  const { scenario, seed, regime, doors, effort, keepsRecord } = task
  return {
    name: `${scenario.name}, seed ${seed}, ${regime}`,
    kind: `${scenario.name} ${scenario.days} ${scenario.demand.perDay} ${regime}`,
    task,
    text: JSON.stringify([fingerprint(scenario), seed, regime, doors, effort, keepsRecord]),
  }
}

const fingerprints = new WeakMap<Scenario, string>()

/** Of the whole scenario, a road matrix included. */
function fingerprint(scenario: Scenario): string {
  const known = fingerprints.get(scenario)
  if (known !== undefined) return known
  const made = digestOf(JSON.stringify(scenario))
  fingerprints.set(scenario, made)
  return made
}
