/** Runs a study: the doors are set first, then every unit is done, then the figures are laid side by side. */
import type { GroupCount, Grouping } from '../measures/groups.ts'
import type { RegimeResult, ScenarioResult, StudyResult, SweepResult } from '../measures/study-result.ts'
import { groupCounts, mapSample, regimeResult } from '../measures/study-result.ts'
import type { Effort } from '../regimes/regime.ts'
import type { Backtest } from '../backtest/past-world.ts'
import type { Doors } from '../world/doors.ts'
import type { Scenario } from '../world/scenario.ts'
import { aboutScenario } from './about-scenario.ts'
import type { Check, SetRate } from './checks.ts'
import { checkAlwaysHome, checkEndings, checkHindsight, checkOneSlot, checkRates } from './checks.ts'
import type { Means, Progress } from './do-units.ts'
import { doUnits } from './do-units.ts'
import type { DoorsWanted, PlannedScenario, PlannedSweep, StudyPlan } from './study-plan.ts'
import type { Answer, DoorsAnswer, RunAnswer, RunTask, Task } from './task.ts'
import { doorsUnit, runUnit } from './task.ts'
import type { Unit } from './unit.ts'

/** How far a study is. */
export interface StudyProgress extends Progress {
  readonly phase: 'doors' | 'runs'
}

/** What a study is run with, and what is to be said about it. */
export interface StudyMeans extends Omit<Means<Task, Answer>, 'onProgress'> {
  readonly commit: string
  readonly node: string
  readonly machine?: string
  readonly onProgress?: (progress: StudyProgress) => void | Promise<void>
}

/** The bound, if a study has it. */
const HINDSIGHT = 'hindsight'

/**
 * The result follows from the plan and the code alone: not from the number of hands, nor from whether a journal knew some of it.
 * @throws {UnitError} for the first unit that failed; {@link CalledOff} after the signal
 */
export async function runStudy(plan: StudyPlan, means: StudyMeans): Promise<StudyResult> {
  const { commit, node, machine, onProgress, ...rest } = means
  const reporting = (phase: StudyProgress['phase']) => (
    { ...rest, onProgress: (progress: Progress) => onProgress?.({ ...progress, phase }) }
  )
  const doors = new KnownDoors(plan)
  doors.fill(await doUnits(doors.units, reporting('doors')) as DoorsAnswer[])
  const runs = new Runs(plan, doors)
  runs.fill(await doUnits(runs.units, reporting('runs')) as RunAnswer[])
  const { title, regimes, ours, baseline, alsoAgainst, notes } = plan
  return {
    format: 'slotsmith study 1', title, commit, node, ...(machine !== undefined && { machine }),
    regimes, ours, baseline, ...(alsoAgainst && { alsoAgainst }),
    scenarios: plan.scenarios.map((planned) => runs.scenario(planned)),
    sweeps: plan.sweeps.map((planned) => runs.sweep(planned)),
    checks: checksOf(plan, runs),
    ...(notes && { notes }),
  }
}

/** A run that is to be done, with its doors still to be set. */
interface Wish {
  readonly scenario: Scenario
  readonly backtest: Backtest | undefined
  readonly seed: number
  readonly regime: string
  readonly effort: Effort
  readonly wanted: DoorsWanted
  readonly keepsRecord: boolean
}

function everyRun(plan: StudyPlan): Wish[] {
  const { scenarios, sweeps, checks, ours, baseline, regimes } = plan
  const all = regimes.map(({ name }) => name)
  return [
    ...scenarios.flatMap((planned) => wishesOf(planned, all, true)),
    ...(checks === undefined ? [] : [...wishesOf(checks.alwaysHome, all, false), ...wishesOf(checks.oneSlot, [baseline, ours], false)]),
    ...sweeps.flatMap(sweepWishes),
  ]
}

function wishesOf({ scenario, backtest, seeds, effort, wanted }: PlannedScenario, regimes: readonly string[], mapped: boolean): Wish[] {
  return seeds.flatMap((seed, index) =>
    regimes.map((regime) => ({ scenario, backtest, seed, regime, effort, wanted, keepsRecord: mapped && index === 0 })))
}

function sweepWishes({ seeds, effort, regimes, points }: PlannedSweep): Wish[] {
  return points.flatMap(({ scenario, wanted, instead }) => seeds.flatMap((seed) => regimes.map((regime) => ({
    scenario: instead?.regimes.includes(regime) ? instead.scenario : scenario,
    backtest: undefined, seed, regime, effort, wanted, keepsRecord: false,
  }))))
}

/** Doors by what was wanted of them. */
class KnownDoors {
  readonly units: readonly Unit<Task>[]
  private readonly pilots: readonly number[]
  private readonly found = new Map<string, Doors>()

  constructor(plan: StudyPlan) {
    this.pilots = plan.pilots
    const units = new Map<string, Unit<Task>>()
    for (const wish of everyRun(plan)) {
      const unit = this.unitOf(wish)
      if (unit !== undefined) units.set(unit.text, unit)
    }
    this.units = [...units.values()]
  }

  fill(answers: readonly DoorsAnswer[]): void {
    this.units.forEach(({ text }, index) => this.found.set(text, answers[index]!.doors))
  }

  of(wish: Wish): Doors {
    return 'doors' in wish.wanted ? wish.wanted.doors : this.found.get(this.unitOf(wish)!.text)!
  }

  private unitOf({ scenario, backtest, wanted }: Wish): Unit<Task> | undefined {
    if ('doors' in wanted) return undefined
    return doorsUnit({
      what: 'doors', scenario: wanted.of ?? scenario, seeds: this.pilots, failure: wanted.failure, ...(backtest && { backtest }),
    })
  }
}

/** Runs by what was wanted. */
class Runs {
  readonly units: readonly Unit<Task>[]
  private readonly plan: StudyPlan
  private readonly doors: KnownDoors
  private readonly answers = new Map<string, RunAnswer>()

  constructor(plan: StudyPlan, doors: KnownDoors) {
    this.plan = plan
    this.doors = doors
    const units = new Map<string, Unit<Task>>()
    for (const wish of everyRun(plan)) {
      const unit = this.unitOf(wish)
      units.set(unit.text, unit)
    }
    this.units = [...units.values()]
  }

  fill(answers: readonly RunAnswer[]): void {
    this.units.forEach(({ text }, index) => this.answers.set(text, answers[index]!))
  }

  /** By the name of the run. */
  faults(): Map<string, readonly string[]> {
    return new Map(this.units.map(({ text, name }, index) => [`${name} (${index + 1})`, this.answers.get(text)!.faults]))
  }

  scenario(planned: PlannedScenario): ScenarioResult {
    const { scenario, wanted, published } = planned
    const names = this.plan.regimes.map(({ name }) => name)
    const regimes = names.map((name) => this.regime(wishesOf(planned, [name], true)))
    const firsts = names.map((name) => this.answer(wishesOf(planned, [name], true)[0]!).record!)
    const map = mapSample(firsts)
    return {
      ...provenance(planned, scenario),
      about: planned.about ?? aboutScenario(scenario),
      failure: 'failure' in wanted ? wanted.failure : null,
      regimes,
      groups: this.groups(planned),
      ...(published === undefined ? {} : { published }),
      ...(map === undefined ? {} : { map }),
    }
  }

  sweep(planned: PlannedSweep): SweepResult {
    const { over, scenario, regimes, points } = planned
    return {
      ...provenance(planned, scenario), over,
      points: points.map((point) => ({
        at: point.at,
        regimes: regimes.map((name) => this.regime(sweepWishes({ ...planned, regimes: [name], points: [point] }), 'swept')),
      })),
    }
  }

  /** One regime over all seeds. */
  regime(wishes: readonly Wish[], only?: 'swept'): RegimeResult {
    return regimeResult(wishes[0]!.regime, wishes.map((wish) => this.answer(wish).figures), only)
  }

  /** They belong to the world, whatever the regime. */
  private groups(planned: PlannedScenario): Readonly<Record<Grouping, readonly GroupCount[]>> {
    return groupCounts(wishesOf(planned, [this.plan.baseline], true).map((wish) => this.answer(wish).figures))
  }

  private answer(wish: Wish): RunAnswer {
    return this.answers.get(this.unitOf(wish).text)!
  }

  private unitOf(wish: Wish): Unit<Task> {
    const { scenario, backtest, seed, regime, effort, keepsRecord } = wish
    const doors = this.doors.of(wish)
    const task: RunTask = { what: 'run', scenario, seed, regime, doors, effort, keepsRecord, ...(backtest && { backtest }) }
    return runUnit(task)
  }
}

function provenance({ seeds, effort }: PlannedScenario | PlannedSweep, { name, title, days, slots }: Scenario) {
  return { scenario: name, title, seeds, days, widths: slots.widths, effort }
}

function checksOf(plan: StudyPlan, runs: Runs): Check[] {
  const { scenarios, checks, ours, baseline, regimes } = plan
  const named = (planned: PlannedScenario, names: readonly string[]) => ({
    scenario: planned.scenario.name, regimes: names.map((name) => runs.regime(wishesOf(planned, [name], scenarios.includes(planned)))),
  })
  const all = regimes.map(({ name }) => name)
  return [
    checkEndings(runs.faults()),
    checkRates(setRates(plan, runs)),
    ...(all.includes(HINDSIGHT) ? [checkHindsight(scenarios.map((planned) => named(planned, all)), HINDSIGHT)] : []),
    ...(checks === undefined ? [] : [
      checkAlwaysHome(named(checks.alwaysHome, all), baseline, HINDSIGHT),
      checkOneSlot(named(checks.oneSlot, [baseline, ours]), ours, baseline),
    ]),
  ]
}

/** At most: as many as there are orders. */
function visitsOf({ scenario, seeds }: PlannedScenario | PlannedSweep): number {
  return seeds.length * scenario.days * scenario.demand.perDay
}

/** Where a rate was set for the very scenario that was run. */
function setRates({ scenarios, sweeps, baseline }: StudyPlan, runs: Runs): SetRate[] {
  const ofScenarios = scenarios.flatMap((planned): SetRate[] => {
    const { scenario, wanted } = planned
    if ('doors' in wanted) return []
    const found = runs.regime(wishesOf(planned, [baseline], true))
    return [{ name: scenario.name, wanted: wanted.failure, visits: visitsOf(planned), baseline: found }]
  })
  const ofSweeps = sweeps.filter(({ over }) => over === 'failure').flatMap((planned) => planned.points.flatMap((point): SetRate[] => {
    const { wanted } = point
    if ('doors' in wanted) return []
    const wishes = sweepWishes({ ...planned, regimes: [baseline], points: [point] })
    const name = `${planned.scenario.name} at ${(100 * point.at).toFixed(1)} %`
    return [{ name, wanted: wanted.failure, visits: visitsOf(planned), baseline: runs.regime(wishes, 'swept') }]
  }))
  return [...ofScenarios, ...ofSweeps]
}
