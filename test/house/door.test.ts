/** What a user sees of the main entry: its names, what it pulls in, and how much it weighs. */
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { bundleForBrowser, mainEntry, mainEntryExists } from './bundle.ts'

/** Every public value and type. Adding one is a promise for years: add it here too, and to `docs/changelog.md`. */
const values: string[] = [
  'InputError', 'bookingRefusals', 'cheapestFirst', 'deskAsOf', 'estimateTravel', 'everySlot', 'inputCodes', 'legal', 'manualClock',
  'matrixTravel', 'moveBooking', 'offerDayByDay', 'offerOverDays', 'openCalendar', 'openDay', 'openDesk', 'priceByDetour', 'refusalCodes',
  'replayOffer', 'slotColumns', 'smallestDetourFirst', 'systemClock', 'timeProfile',
]
const types: string[] = [
  'Allowance', 'AnswerBasis', 'Area', 'Begun', 'BookedSlot', 'BookingAnswer', 'BookingRefusal', 'BookingRefusalCode', 'Calendar', 'Candidate', 'Clock',
  'ClosingRule', 'CommandOptions', 'Courier', 'CourierInput', 'DateAnswer', 'DatedOffer', 'Day', 'DayInput', 'DaysAnswer', 'Depot',
  'DepotInput', 'Desk', 'DeskChange', 'DeskImprovement', 'DeskMark', 'DeskSettings', 'DeskSnapshot', 'DirectQuestion', 'DispatchedRoute', 'DispatchedStop', 'DoneStep', 'DurationInput',
  'ImproveBudget', 'ImproveEnd', 'ImproveProgress', 'ImproveRun', 'ImprovedPlan', 'Improvement', 'InputCode', 'IntervalInput', 'LateNotice', 'LeftRoutes', 'LegComputer', 'LonLat', 'Made', 'ManualClock', 'Merged', 'Moment', 'MoveFrom',
  'MoveOptions', 'MoveTo', 'NotAsked', 'Objective', 'Observation', 'ObserveAnswer', 'OfferAnswer', 'OfferRequest', 'Offered', 'OpenDayInput', 'Order', 'OrderInput', 'OtherEnd',
  'OtherEndInput', 'OutrightHold', 'OwnWindow', 'Past', 'PausedImprovement', 'PausedSearch', 'PerMetre', 'Place', 'Plan', 'PlanRoute', 'PlanStep', 'Policy', 'Problem',
  'Promised', 'Reason', 'RefusalCode', 'Refused', 'ReliabilityInput', 'Reload', 'ReloadInput', 'RouteSet', 'SeveralDaysOptions', 'Shift', 'Slot',
  'SlotColumns', 'SlotInput', 'SlotTemplate', 'TimeProfile', 'TravelSource',
  'TypeTimes', 'TypeTimesInput', 'Violation', 'VisitTimes', 'VisitTimesInput', 'When', 'Window', 'Wish',
]

/** What the main entry may import at run time. */
const packages: string[] = ['luxon', 'point-in-polygon-hao', 'valibot']

/** Our own code, minified and compressed, in bytes. */
const ownBudget = 103_000
/** The same with all packages bundled along. */
const wholeBudget = 130_000

interface Names {
  readonly values: string[]
  readonly types: string[]
  /** Statements that are neither imports nor named re-exports. */
  readonly others: string[]
}

function namesOf(text: string): Names {
  const tree = ts.createSourceFile('index.ts', text, ts.ScriptTarget.ES2022, true)
  const names: Names = { values: [], types: [], others: [] }
  for (const statement of tree.statements) {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) {
      names.others.push(statement.getText())
      continue
    }
    for (const element of statement.exportClause.elements) {
      const kind = statement.isTypeOnly || element.isTypeOnly ? names.types : names.values
      kind.push(element.name.text)
    }
  }
  return names
}

describe.skipIf(!mainEntryExists)('the main entry', () => {
  test('shows exactly these names, and holds no logic', () => {
    const names = namesOf(readFileSync(mainEntry, 'utf8'))
    expect(names.others).toEqual([])
    expect(names.values.toSorted()).toEqual(values)
    expect(names.types.toSorted()).toEqual(types)
  })

  test('bundles for a browser without any Node built-in', async () => {
    const { metafile } = await bundleForBrowser('bundle')
    const inputs = Object.keys(metafile.inputs)
    expect(inputs.filter((path) => path.startsWith('node:'))).toEqual([])
    expect(Object.values(metafile.outputs).flatMap((output) => output.imports)).toEqual([])
  })

  test('imports exactly these packages', async () => {
    const { metafile } = await bundleForBrowser('external')
    const imported = Object.values(metafile.outputs).flatMap((output) => output.imports.map((one) => one.path))
    expect([...new Set(imported)].toSorted()).toEqual(packages)
  })

  test('stays within its weight', async () => {
    const [own, whole] = await Promise.all([bundleForBrowser('external'), bundleForBrowser('bundle')])
    const bytes = { own: gzipSync(own.text).length, whole: gzipSync(whole.text).length }
    console.log(`main entry, minified and compressed: ${bytes.own} bytes of our own, ${bytes.whole} with its packages`)
    expect(bytes.own).toBeLessThan(ownBudget)
    expect(bytes.whole).toBeLessThan(wholeBudget)
  })
})

test('the list of names sees values, types, renamed names and stray code', () => {
  const names = namesOf(
    `export { a, type B, c as d } from './a.ts'\nexport type { E } from './e.ts'\nexport * from './f.ts'\nexport const g = 1`,
  )
  expect(names.values).toEqual(['a', 'd'])
  expect(names.types).toEqual(['B', 'E'])
  expect(names.others).toEqual([`export * from './f.ts'`, 'export const g = 1'])
})
