/** What one unit of the arena's work is: one regime in one world, from the drawing of the world to the figures. */
import { InputError } from '../../base/errors.ts'
import { digestOf } from '../../booking/digest.ts'
import { calibrate } from '../days/calibrate.ts'
import type { RunRecord } from '../days/record.ts'
import { runRegime } from '../days/run.ts'
import type { Backtest } from '../backtest/past-world.ts'
import { pastWorld } from '../backtest/past-world.ts'
import type { RunFigures } from '../measures/run-figures.ts'
import { measureRun } from '../measures/run-figures.ts'
import type { Effort, Regime } from '../regimes/regime.ts'
import type { Doors } from '../world/doors.ts'
import type { Scenario } from '../world/scenario.ts'
import { makeWorld } from '../world/world.ts'
import { faultsOf } from './faults.ts'
import type { Unit } from './unit.ts'

/** One regime in one world. Plain JSON. */
export interface RunTask {
  readonly what: 'run'
  readonly scenario: Scenario
  readonly seed: number
  /** By name. */
  readonly regime: string
  readonly doors: Doors
  readonly effort: Effort
  /** Past days to be run instead of a world drawn from the scenario, which then is only a description. */
  readonly backtest?: Backtest
  /** Whether the record itself is wanted, for a map. */
  readonly keepsRecord: boolean
}

/** Doors at which so many of legacy's first visits fail. Plain JSON. */
export interface DoorsTask {
  readonly what: 'doors'
  readonly scenario: Scenario
  /** Pilot worlds, which no study measures. */
  readonly seeds: readonly number[]
  readonly backtest?: Backtest
  /** Share of first visits. */
  readonly failure: number
}

export type Task = RunTask | DoorsTask

/** Plain JSON. */
export interface RunAnswer {
  readonly figures: RunFigures
  /** What cannot be in the record; none as a rule. See `faults.ts`. */
  readonly faults: readonly string[]
  /** Gaps that all searches looked at. */
  readonly evaluations: number
  readonly record?: RunRecord
}

/** Plain JSON. */
export interface DoorsAnswer {
  readonly doors: Doors
}

export type Answer = RunAnswer | DoorsAnswer

/** Does tasks under these regimes: what a worker of your own exports as `handing(workWith([...everyRegime, yours]))`. */
export function workWith(regimes: readonly Regime[]): (task: Task) => Answer {
  const byName = new Map(regimes.map((regime) => [regime.name, regime]))
  return (task) => {
    if (task.what === 'doors') return doorsTask(task)
    const regime = byName.get(task.regime)
    if (regime === undefined) {
      throw new InputError({ code: 'unknown-id', path: 'regime', got: task.regime, remedy: `use one of ${[...byName.keys()].join(', ')}` })
    }
    return runTask(task, regime)
  }
}

function runTask({ scenario, backtest, seed, doors, effort, keepsRecord }: RunTask, regime: Regime): RunAnswer {
  const world = backtest === undefined ? makeWorld(scenario, seed) : pastWorld(backtest, seed)
  const record = runRegime(world, regime, doors, effort)
  return {
    figures: measureRun(record),
    faults: faultsOf(record, world),
    evaluations: record.evaluations,
    ...(keepsRecord ? { record } : {}),
  }
}

function doorsTask({ scenario, backtest, seeds, failure }: DoorsTask): DoorsAnswer {
  const worlds = backtest === undefined ? {} : { worlds: seeds.map((seed) => pastWorld(backtest, seed)) }
  return { doors: calibrate(scenario, [failure], { seeds, ...worlds })[0]!.doors }
}

/** The unit of a run. */
export function runUnit(task: RunTask): Unit<Task> {
  const { scenario, backtest, seed, regime, doors, effort, keepsRecord } = task
  return {
    name: `${scenario.name}, seed ${seed}, ${regime}`,
    kind: `${scenario.name} ${scenario.days} ${scenario.demand.perDay} ${regime}`,
    task,
    text: JSON.stringify(['run', fingerprint(backtest ?? scenario), seed, regime, doors, effort, keepsRecord]),
  }
}

/** The unit that sets the doors. */
export function doorsUnit(task: DoorsTask): Unit<Task> {
  const { scenario, backtest, seeds, failure } = task
  return {
    name: `${scenario.name}, doors at which ${(100 * failure).toFixed(1)} % fail`,
    kind: `${scenario.name} ${scenario.days} ${scenario.demand.perDay} ${seeds.length} doors`,
    task,
    text: JSON.stringify(['doors', fingerprint(backtest ?? scenario), seeds, failure]),
  }
}

const fingerprints = new WeakMap<object, string>()

/** Of all of it, a road matrix included. */
function fingerprint(world: Scenario | Backtest): string {
  const known = fingerprints.get(world)
  if (known !== undefined) return known
  const made = digestOf(JSON.stringify(world))
  fingerprints.set(world, made)
  return made
}
