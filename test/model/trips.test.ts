/** The judge on trips: reloads, releases, loads, other ends, positions and blocked areas. */
import { describe, expect, test } from 'vitest'
import type { CourierInput } from '../../src/model/courier.ts'
import type { Day } from '../../src/model/day.ts'
import { makeDay } from '../../src/model/day.ts'
import { legal } from '../../src/model/legal.ts'
import type { Order, Plan, PlanStep } from '../../src/model/nouns.ts'
import type { OrderInput } from '../../src/model/order.ts'
import { makeOrder } from '../../src/model/order.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'

/** Places 0, 1, 2 on a line, 100 s and 1 km apart; the way back takes 150 s. */
const line = matrixTravel({
  seconds: [[0, 100, 200], [150, 0, 100], [300, 150, 0]],
  metres: [[0, 1000, 2000], [1000, 0, 1000], [2000, 1000, 0]],
})

function dayWith(courier: Partial<CourierInput>, ...others: CourierInput[]): Day {
  const usual: CourierInput = { id: 'k', start: 0, end: 0, shift: { start: 0, end: 2000 } }
  return makeDay({ travel: line, dimensions: 1, couriers: [{ ...usual, ...courier }, ...others] })
}

function order(day: Day, id: string, place: number, more: Partial<OrderInput> = {}): Order {
  return makeOrder({ id, place, ...more }, day)
}

const reload: PlanStep = { type: 'reload' }
const collect = (id: string): PlanStep => ({ type: 'collect', id })
const bring = (id: string): PlanStep => ({ type: 'bring', id })

function stepsOf(steps: readonly (string | PlanStep)[]): PlanStep[] {
  return steps.map((step) => (typeof step === 'string' ? { type: 'order', id: step } : step))
}

function planOf(...steps: (string | PlanStep)[]): Plan {
  return { routes: [{ courier: 'k', shift: 0, steps: stepsOf(steps) }] }
}

/** What is wrong, as `code order by`. */
function verdict(day: Day, orders: Order[], plan: Plan): string[] {
  return legal(day, orders, plan).map(({ code, order: id, by }) => [code, id, by].filter((part) => part !== undefined).join(' '))
}

describe('a reload', () => {
  test('takes its way and its time', () => {
    // 0 to 1 at 100, back at 250, loading until 280, to 2 at 480, home at 780
    const trips = (end: number): string[] => {
      const day = dayWith({ reload: { service: 30 }, shift: { start: 0, end } })
      return verdict(day, [order(day, 'a', 1), order(day, 'b', 2)], planOf('a', reload, 'b'))
    }
    expect(trips(780)).toEqual([])
    expect(trips(779)).toEqual(['shift-end 1'])
  })

  test('may be elsewhere than the start', () => {
    // 0 to 2 at 200, to the hub at 1 at 350, to 2 at 450, home at 750
    const trips = (end: number): string[] => {
      const day = dayWith({ reload: { at: 1 }, shift: { start: 0, end } })
      return verdict(day, [order(day, 'a', 2), order(day, 'b', 2)], planOf('a', reload, 'b'))
    }
    expect(trips(750)).toEqual([])
    expect(trips(749)).toEqual(['shift-end 1'])
  })

  test('counts travel and metres of all trips together', () => {
    // 250 s and 2 km, then 500 s and 4 km
    const limits = (maxTravelTime: number, maxDistance: number): string[] => {
      const day = dayWith({ reload: { service: 30 }, maxTravelTime, maxDistance })
      return verdict(day, [order(day, 'a', 1), order(day, 'b', 2)], planOf('a', reload, 'b'))
    }
    expect(limits(750, 6000)).toEqual([])
    expect(limits(749, 5999)).toEqual(['max-travel-time 1', 'max-distance 1'])
  })

  test('makes room: each trip has its own deliveries and pickups', () => {
    const day = dayWith({ capacity: 5, reload: {} })
    const orders = [order(day, 'a', 1, { delivery: 5 }), order(day, 'b', 1, { pickup: 5 }), order(day, 'c', 1, { delivery: 4, pickup: 5 })]
    expect(verdict(day, orders, planOf('a', 'b', reload, 'c'))).toEqual([])
    // c in the same trip: 9 on board at the start, 4 after a, 9 after b, 10 after c
    expect(verdict(day, orders, planOf('a', 'b', 'c', reload))).toEqual(['load 5'])
    // both trips wrong: 9 to bring in the first, 5 + 5 picked up in the second
    const more = [...orders, order(day, 'd', 1, { delivery: 4 }), order(day, 'e', 1, { pickup: 5 })]
    expect(verdict(day, more, planOf('a', 'd', reload, 'b', 'e', reload, 'c'))).toEqual(['load 4', 'load 5'])
  })

  test('is allowed as often as the shift says', () => {
    const day = dayWith({ reload: { most: 1 } })
    const orders = [order(day, 'a', 1), order(day, 'b', 1)]
    expect(verdict(day, orders, planOf('a', reload, 'b'))).toEqual([])
    expect(verdict(day, orders, planOf(reload, 'a', reload, 'b', reload))).toEqual(['reloads 2'])
    expect(verdict(dayWith({}), orders, planOf('a', 'b'))).toEqual([])
    expect(verdict(dayWith({}), orders, planOf('a', reload, 'b'))).toEqual(['reloads 1'])
    // also where nobody drives, or a sheet would be asked for a reload that is nowhere
    expect(verdict(dayWith({}), [], planOf(reload))).toEqual(['reloads 1'])
    expect(verdict(day, [], planOf(reload))).toEqual([])
  })
})

describe('a release', () => {
  test('lets the first trip leave no earlier', () => {
    const day = dayWith({})
    const due = (end: number): string[] => {
      const orders = [order(day, 'a', 1, { windows: [{ start: 0, end }] }), order(day, 'b', 2, { release: 300 }), order(day, 'c', 2, { release: 200 })]
      return verdict(day, orders, planOf('a', 'b', 'c'))
    }
    // leaves at 300, for b is not there before; at a at 400
    expect(due(400)).toEqual([])
    expect(due(399)).toEqual(['late a 1'])
  })

  test('before the shift changes nothing', () => {
    const day = dayWith({ shift: { start: 500, end: 2000 } })
    // leaves at 500, at a at 600
    expect(verdict(day, [order(day, 'a', 1, { release: -100, windows: [{ start: 600, end: 600 }] })], planOf('a'))).toEqual([])
  })

  test('of a later trip is waited for at its reload', () => {
    const day = dayWith({ reload: { service: 30 } })
    const due = (end: number): string[] => {
      const a = order(day, 'a', 1, { windows: [{ start: 0, end: 100 }] })
      const b = order(day, 'b', 1, { release: 400, windows: [{ start: 0, end }] })
      return verdict(day, [a, b], planOf('a', reload, 'b'))
    }
    // a at 100 as ever; back at 250, loading from 400 to 430, at b at 530
    expect(due(530)).toEqual([])
    expect(due(529)).toEqual(['late b 1'])
  })

  test('holds back its own trip only', () => {
    const day = dayWith({ reload: {} })
    const a = order(day, 'a', 1, { windows: [{ start: 0, end: 100 }] })
    const b = order(day, 'b', 1, { release: 400 })
    expect(verdict(day, [a, b], planOf('a', reload, 'b'))).toEqual([])
    // in one trip: leaves at 400
    expect(verdict(day, [a, b], planOf('a', 'b'))).toEqual(['late a 400'])
  })

  test('comes before a break on the first leg', () => {
    // released at 300: tea may not be taken before leaving, and its window is over then
    const day = dayWith({ breaks: [{ id: 'tea', service: 10, windows: [{ start: 0, end: 290 }] }] })
    expect(verdict(day, [order(day, 'a', 1, { release: 300 })], planOf({ type: 'break', id: 'tea' }, 'a'))).toEqual(['break-late 10'])
    expect(verdict(day, [order(day, 'a', 1, { release: 290 })], planOf({ type: 'break', id: 'tea' }, 'a'))).toEqual([])
  })
})

describe('the other end of an order', () => {
  test('has its own place, service and windows', () => {
    // 0 to 1: collected from 100 to 140; to 2 at 240, served until 290; home at 590
    const pair = (collectUntil: number, serveUntil: number, end: number): string[] => {
      const day = dayWith({ shift: { start: 0, end } })
      const a = order(day, 'a', 2, {
        service: 50, windows: [{ start: 0, end: serveUntil }], collectAt: { place: 1, service: 40, windows: [{ start: 0, end: collectUntil }] },
      })
      return verdict(day, [a], planOf(collect('a'), 'a'))
    }
    expect(pair(100, 240, 590)).toEqual([])
    expect(pair(99, 240, 590)).toEqual(['late a 1'])
    expect(pair(100, 238, 588)).toEqual(['late a 2', 'shift-end 2'])
  })

  test('is brought afterwards, within its own windows', () => {
    // 0 to 1 at 100, on to 2, waits from 200 to 500; home at 800
    const pair = (start: number, end: number): string[] => {
      const day = dayWith({ shift: { start: 0, end: 800 } })
      return verdict(day, [order(day, 'a', 1, { pickup: 1, bringTo: { place: 2, windows: [{ start, end }] } })], planOf('a', bring('a')))
    }
    expect(pair(500, 600)).toEqual([])
    expect(pair(501, 600)).toEqual(['shift-end 1'])
    expect(pair(100, 199)).toEqual(['late a 1'])
  })

  test('is aboard between the two only', () => {
    const day = dayWith({ capacity: 5 })
    const loads = (...steps: (string | PlanStep)[]): string[] => {
      const orders = [
        order(day, 'full', 1, { delivery: 5 }),
        order(day, 'soup', 2, { delivery: 4, collectAt: { place: 1 } }),
        order(day, 'wash', 1, { pickup: 3, bringTo: { place: 2 } }),
      ]
      return verdict(day, orders, planOf(...steps))
    }
    // 5 at the start, then 0; soup 4, then 0; wash 3, then 0
    expect(loads('full', collect('soup'), 'soup', 'wash', bring('wash'))).toEqual([])
    // soup beside full: 9
    expect(loads(collect('soup'), 'full', 'soup', 'wash', bring('wash'))).toEqual(['load 4'])
    // wash beside soup: 7
    expect(loads('full', collect('soup'), 'wash', 'soup', bring('wash'))).toEqual(['load 2'])
  })

  test('may also have a load that is brought from the depot, or taken back to it', () => {
    const day = dayWith({ capacity: 5 })
    const loads = (delivery: number, pickup: number): string[] => {
      // collected: delivery; taken back: pickup
      const swap = order(day, 'swap', 1, { delivery, pickup, collectAt: { place: 2 } })
      // brought from the depot: 2; taken on to 2: 3
      const turn = order(day, 'turn', 1, { delivery: 2, pickup: 3, bringTo: { place: 2 } })
      return verdict(day, [swap, turn], planOf(collect('swap'), 'swap', 'turn', bring('turn')))
    }
    // 2 at the start, 5 with swap, 2 + 2 after it, 2 − 2 + 2 + 3 = 5 after turn, 2 at the end
    expect(loads(3, 2)).toEqual([])
    expect(loads(4, 2)).toEqual(['load 1'])
    expect(loads(3, 3)).toEqual(['load 1'])
  })

  test('is a task', () => {
    const tasks = (maxTasks: number): string[] => {
      const day = dayWith({ maxTasks })
      return verdict(day, [order(day, 'a', 2, { collectAt: { place: 1 } }), order(day, 'b', 2)], planOf(collect('a'), 'a', 'b'))
    }
    expect(tasks(3)).toEqual([])
    expect(tasks(2)).toEqual(['max-tasks 1'])
  })

  test('is visited once, in the same trip, on the right side', () => {
    const other: CourierInput = { id: 'm', start: 0, end: 0, shift: { start: 0, end: 2000 } }
    const day = dayWith({ reload: {} }, other)
    const orders = [order(day, 'in', 2, { collectAt: { place: 1 } }), order(day, 'out', 1, { bringTo: { place: 2 } }), order(day, 'plain', 1)]
    const pairs = (...steps: (string | PlanStep)[]): string[] => verdict(day, orders, planOf(...steps))
    expect(pairs(collect('in'), 'in', 'out', 'plain', bring('out'))).toEqual([])
    expect(pairs('out', collect('in'), bring('out'), 'plain', 'in')).toEqual([])
    expect(pairs('in', 'out', 'plain')).toEqual(['pair-missing in', 'pair-missing out'])
    expect(pairs('in', collect('in'), bring('out'), 'out', 'plain')).toEqual(['pair-order in', 'pair-order out'])
    expect(pairs(collect('in'), 'out', reload, 'in', bring('out'), 'plain')).toEqual(['pair-split out', 'pair-split in'])
    expect(pairs(collect('in'), 'in', collect('in'), 'out', bring('out'), bring('out'), 'plain')).toEqual(['pair-twice in', 'pair-twice out'])
    expect(pairs(collect('in'), 'in', 'out', bring('out'), collect('out'), bring('in'), collect('plain'), 'plain'))
      .toEqual(['pair-unknown out', 'pair-unknown in', 'pair-unknown plain'])
    expect(pairs(collect('in'), 'in', 'out', bring('out'), 'plain', collect('nobody'))).toEqual(['order-unknown nobody'])
    expect(pairs(collect('in'), 'out', bring('out'), 'plain')).toEqual(['order-missing in'])
    const apart = [{ courier: 'k', shift: 0, steps: stepsOf([collect('in'), 'out', 'plain', bring('out')]) }, { courier: 'm', shift: 0, steps: stepsOf(['in']) }]
    expect(verdict(day, orders, { routes: apart })).toEqual(['pair-split in'])
    // a courier who only collects is not sent out, but the pair is torn all the same
    const idle = [{ courier: 'm', shift: 0, steps: [collect('in')] }, { courier: 'k', shift: 0, steps: stepsOf(['in', 'out', 'plain', bring('out')]) }]
    expect(verdict(day, orders, { routes: idle })).toEqual(['pair-split in'])
  })

  test('may have a hostile name', () => {
    const day = dayWith({})
    const ids = ['__proto__', 'constructor']
    const orders = ids.map((id) => order(day, id, 2, { collectAt: { place: 1 } }))
    expect(verdict(day, orders, planOf(collect(ids[0]!), collect(ids[1]!), ids[0]!, ids[1]!))).toEqual([])
    expect(verdict(day, orders, planOf(ids[0]!, ids[1]!))).toEqual(ids.map((id) => `pair-missing ${id}`))
  })
})

describe('a position', () => {
  const day = dayWith({ reload: {} })
  const orders = [
    order(day, 'early', 1, { position: 'first' }), order(day, 'also', 1, { position: 'first' }),
    order(day, 'a', 1), order(day, 'pair', 2, { collectAt: { place: 1 } }), order(day, 'end', 1, { position: 'last' }),
  ]
  const placed = (...steps: (string | PlanStep)[]): string[] => verdict(day, orders, planOf(...steps))

  test('is kept where first, neither and last follow each other, whatever lies between', () => {
    expect(placed('early', 'also', 'a', collect('pair'), 'pair', 'end')).toEqual([])
    expect(placed({ type: 'via', place: 1 }, 'also', reload, 'early', { type: 'via', place: 2 }, collect('pair'), 'pair', 'a', reload, 'end')).toEqual([])
    // nobody is in the middle
    expect(verdict(day, [orders[0]!, orders[4]!], planOf('early', 'end'))).toEqual([])
  })

  test('is missed by whoever comes after one that must come later', () => {
    expect(placed('early', 'a', 'also', collect('pair'), 'pair', 'end')).toEqual(['position also'])
    expect(placed('end', 'early', 'also', collect('pair'), 'pair', 'a'))
      .toEqual(['position early', 'position also', 'position pair', 'position pair', 'position a'])
    // being collected is a visit like any other
    expect(placed(collect('pair'), 'early', 'also', 'a', 'pair', 'end')).toEqual(['position early', 'position also'])
    // trips make no difference
    expect(placed('early', 'a', reload, 'also', collect('pair'), 'pair', 'end')).toEqual(['position also'])
  })
})

describe('a blocked area', () => {
  const other: CourierInput = { id: 'm', start: 0, end: 0, shift: { start: 0, end: 2000 } }
  const visiting = (rows: number[], more: Partial<OrderInput>, ...steps: (string | PlanStep)[]): string[] => {
    const day = dayWith({ blocked: [{ rows }] }, other)
    return verdict(day, [order(day, 'a', 1, more)], planOf(...steps))
  }

  test('is not served', () => {
    expect(visiting([2], {}, 'a')).toEqual([])
    expect(visiting([0, 1], {}, 'a')).toEqual(['blocked a'])
  })

  test('is not collected from or brought to', () => {
    expect(visiting([0], { collectAt: { place: 2 } }, collect('a'), 'a')).toEqual([])
    expect(visiting([2], { collectAt: { place: 2 } }, collect('a'), 'a')).toEqual(['blocked a'])
    expect(visiting([2], { bringTo: { place: 2 } }, 'a', bring('a'))).toEqual(['blocked a'])
    // once per order, however many of its places are blocked
    expect(visiting([1, 2], { bringTo: { place: 2 } }, 'a', bring('a'))).toEqual(['blocked a'])
  })

  test('may be driven through, started from and served by others', () => {
    expect(visiting([0, 2], {}, { type: 'via', place: 2 }, 'a')).toEqual([])
    const day = dayWith({ blocked: [{ rows: [1] }] }, other)
    expect(verdict(day, [order(day, 'a', 1)], { routes: [{ courier: 'm', shift: 0, steps: [{ type: 'order', id: 'a' }] }] })).toEqual([])
  })

  test('is drawn in coordinates where there are any', () => {
    const there = (lon: number): string[] => {
      const day = dayWith({ blocked: [{ polygon: [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]] }] })
      return verdict(day, [makeOrder({ id: 'a', place: { row: 1, at: [lon, 1] } }, day)], planOf('a'))
    }
    expect([there(1), there(2), there(2.001)]).toEqual([['blocked a'], ['blocked a'], []])
  })
})
