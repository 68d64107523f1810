/** What is ordered from where: anywhere in a generated city, or the orders of a real day again. */
import { Random } from '../../base/random.ts'
import { CITY_AREAS, areaOf, drawSpot, drawTown, lonLatAt } from './city.ts'
import type { Setting } from './customers.ts'
import { drawBasket } from './customers.ts'
import type { Basket, CityTravel, MatrixOrder, MatrixTravel, Scenario } from './scenario.ts'

/** Where customers can be, by name, and who orders what from there. */
export interface Source {
  readonly areas: readonly string[]
  readonly errand: Setting['errand']
}

/** The errands of a scenario. */
export function errandsOf(scenario: Scenario, seed: number): Source {
  return scenario.travel.kind === 'city' ? cityErrands(scenario, scenario.travel, seed) : dayErrands(scenario.travel, seed)
}

function cityErrands(scenario: Scenario, plan: CityTravel, seed: number): Source {
  const town = drawTown(plan, seed)
  return {
    areas: CITY_AREAS,
    errand: (_day, _index, chance) => {
      const spot = drawSpot(town, chance)
      return { place: lonLatAt(town, spot), area: areaOf(town, spot), ...drawBasket(scenario, chance) }
    },
  }
}

/** Thirds of a real day's customers by how far they are from the depot: it has no coordinates. */
const DISTANCES: readonly string[] = ['near', 'middling', 'far']
const BASKETS: readonly Basket[] = ['small', 'middle', 'large']

function dayErrands({ seconds, depots, orders }: MatrixTravel, seed: number): Source {
  const depot = depots[0]!.row
  const area = thirdsOf(orders, ({ row }) => seconds[depot]![row]!)
  const basket = thirdsOf(orders, ({ load }) => load.reduce((sum, part) => sum + part, 0))
  const shuffled = shuffles(orders.length, seed)
  return {
    areas: DISTANCES,
    errand: (day, index) => {
      const drawn = shuffled(day, Math.floor(index / orders.length))[index % orders.length]!
      const { row, load, service } = orders[drawn]!
      return { place: row, area: DISTANCES[area[drawn]!]!, basket: BASKETS[basket[drawn]!]!, load, service }
    },
  }
}

/** The order in which a real day's customers are drawn, per delivery day and round. */
function shuffles(count: number, seed: number): (day: number, round: number) => Int32Array {
  const known = new Map<string, Int32Array>()
  return (day, round) => {
    const name = `round ${day} ${round}`
    const before = known.get(name)
    if (before !== undefined) return before
    const rows = Int32Array.from({ length: count }, (_, i) => i)
    new Random(seed).fork(name).shuffle(rows)
    known.set(name, rows)
    return rows
  }
}

/** 0, 1 or 2 for each order: the third of all in which it lies; equals go by their place in the list. */
function thirdsOf(orders: readonly MatrixOrder[], measure: (order: MatrixOrder) => number): Uint8Array {
  const ascending = orders.map((order, i) => ({ i, size: measure(order) })).sort((a, b) => a.size - b.size || a.i - b.i)
  const thirds = new Uint8Array(orders.length)
  ascending.forEach(({ i }, rank) => {
    thirds[i] = Math.floor((3 * rank) / orders.length)
  })
  return thirds
}
