import { describe, expect, test } from 'vitest'
import { compareDemo } from '../../../src/arena/demo/comparison.ts'
import { runDemo } from '../../../src/arena/demo/demo.ts'
import { demoDoors, demoScenario } from '../../../src/arena/demo/demo-scenario.ts'
import { calibrate } from '../../../src/arena/days/calibrate.ts'
import { runRegime } from '../../../src/arena/days/run.ts'
import { measureRun } from '../../../src/arena/measures/run-figures.ts'
import { slotsmith } from '../../../src/arena/regimes/slotsmith.ts'
import { makeWorld } from '../../../src/arena/world/world.ts'
import { legal } from '../../../src/model/legal.ts'

const effort = { perChange: 1000, perRepair: 3000, perDay: 300_000 }
const result = runDemo({ seed: 2, orders: 80, couriers: 3, effort })
const { narrow, wide, world } = result
const both = [narrow, wide]

describe('a day under two rules', () => {
  test('shows the same customers to both, each once, in the order in which they ask', () => {
    const asking = world.customers.map(({ id }) => id)
    for (const { seen } of both) expect([...seen.log.keys()]).toEqual(asking)
  })

  test('ends with routes that keep every promise', () => {
    for (const { seen: { desk } } of both) expect(legal(desk.day, desk.orders().values(), desk.plan())).toEqual([])
  })

  test('gives both the same effort, within one last search', () => {
    const [ours, theirs] = both.map(({ figures }) => figures['evaluations']!)
    expect(Math.min(ours!, theirs!)).toBeGreaterThanOrEqual(effort.perDay)
    expect(Math.abs(ours! - theirs!)).toBeLessThan(0.05 * effort.perDay)
  })

  test('sells narrow slots to those who choose one, and the whole day to everybody else', () => {
    const widths = (of: typeof narrow) => [...of.seen.desk.orders().values()].map(({ windows: [window] }) => window!.end - window!.start)
    expect(new Set(widths(narrow))).toEqual(new Set([3600, 7200, 14_400]))
    expect(new Set(widths(wide))).toEqual(new Set([57_600]))
    expect(wide.figures['lost-unsuited']).toBe(0)
  })

  test('is not changed by being watched', () => {
    expect(narrow.figures).toEqual(measureRun(runRegime(world, slotsmith, demoDoors, effort)).values)
  })

  test('is the same again for the same seed', () => {
    const again = runDemo({ seed: 2, orders: 80, couriers: 3, effort })
    expect(again.narrow.figures).toEqual(narrow.figures)
    expect(JSON.stringify(again.narrow.seen.desk.snapshot())).toBe(JSON.stringify(narrow.seen.desk.snapshot()))
  })

  test('breaks even where as many visits fail as would make the wide window deliver as little', () => {
    const { breakEven } = result
    const [visits, hours] = [wide.figures['visits']!, wide.figures['paid']! / 3600]
    expect((visits * (1 - breakEven!)) / hours).toBeCloseTo(narrow.figures['delivered-per-paid-hour']!, 4)
  })

  test('tells of each answer, up to all customers', () => {
    const told: string[] = []
    runDemo({ seed: 2, orders: 5, couriers: 1, effort, onAnswer: (regime, asked, all) => told.push(`${regime} ${asked}/${all}`) })
    expect(told[0]).toBe('narrow slots by slotsmith 1/5')
    expect(told.at(-1)).toBe('plus or minus eight hours 5/5')
  })
})

test('the log keeps what each customer was answered and took first, also of those who moved later', () => {
  for (const { id, asksAt } of world.customers) expect(Date.parse(narrow.seen.log.get(id)!.at)).toBe(asksAt)
  const { desk, log } = narrow.seen
  const slotNow = (id: string) => desk.bookings().findLast((booking) => booking.order === id)!.slot
  const moved = [...desk.orders().keys()].filter((id) => log.get(id)!.chosen !== slotNow(id))
  expect(moved.length).toBeGreaterThan(0)
  for (const id of moved) expect(world.customers.find((customer) => customer.id === id)!.ending).toBe('moves')
})

test('what the customer took first was offered, and the cost is noted after each change and search', () => {
  const booked = [...narrow.seen.log.values()].filter(({ chosen }) => chosen !== undefined)
  for (const { offered, chosen } of booked) expect(offered.map(({ slot }) => slot)).toContain(chosen)
  expect(booked.length).toBeGreaterThan(narrow.seen.desk.orders().size)
  const { history, desk, log } = narrow.seen
  expect(history.at(-1)).toEqual({ requests: log.size, orders: desk.orders().size, cost: desk.cost(), after: 'improvement' })
  expect(history.filter(({ after }) => after === 'customer').length).toBeGreaterThanOrEqual(booked.length)
  const lost = history.filter(({ orders }, i) => i > 0 && orders < history[i - 1]!.orders)
  expect(lost.length).toBeGreaterThan(0)
  for (const { after } of lost) expect(after).toBe('customer')
})

test('The table shows a row for each measure with both values, and says it is no proof', () => {
  const { regimes, rows, note } = compareDemo(result)
  expect(regimes).toEqual(['narrow slots by slotsmith', 'plus or minus eight hours'])
  const asked = rows.find(({ measure }) => measure === 'Customers who asked')
  expect(asked?.values).toEqual([80, 80])
  const perHour = rows.find(({ measure }) => measure === 'Delivered per paid hour')
  expect(perHour?.values).toEqual([narrow, wide].map(({ figures }) => figures['delivered-per-paid-hour']))
  expect(rows.find(({ measure }) => measure === 'Driving per delivery')?.unit).toBe('duration')
  expect(note).toContain('no proof')
})

test('Its doors are those at which 10.8 % of first visits fail under legacy', () => {
  const [found] = calibrate(demoScenario(240, 7), [0.108], { seeds: [9001, 9002, 9003] })
  expect(Math.abs(found!.knob - demoDoors.waits)).toBeLessThan(0.03)
}, 30_000)

test('More couriers leave the others as they were, and nobody is lost between the groups', () => {
  const couriers = (count: number) => makeWorld(demoScenario(1, count), 1).couriers.map(({ id }) => id)
  for (let count = 1; count < 14; count++) {
    expect(couriers(count)).toHaveLength(count)
    expect(couriers(count + 1)).toEqual(expect.arrayContaining(couriers(count)))
  }
})
