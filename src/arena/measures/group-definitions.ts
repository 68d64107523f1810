/** Measures of how unevenly hours, offers and service lie over areas, households, times of booking and baskets. */
import type { CustomerRecord } from '../days/record.ts'
import type { Grouping } from './groups.ts'
import { SMALLEST_GROUP, evenness, gap } from './groups.ts'
import type { MeasuredRun } from './measured-run.ts'
import { keptFree } from './measured-run.ts'
import type { Measure } from './measure.ts'
import { coefficientOfVariation, meanOf } from './spread.ts'
import type { MeasureUnit } from './unit.ts'

interface Quantity {
  readonly name: string
  readonly title: string
  readonly unit: MeasureUnit
  readonly better: 'higher' | 'lower'
  readonly meaning: string
  readonly swept?: true
  /** A group's figure; `undefined` for a group of which nobody was visited. */
  readonly of: (group: readonly CustomerRecord[]) => number | undefined
}

const quantities: readonly Quantity[] = [
  {
    name: 'kept', title: 'Hours kept free', unit: 'hours', better: 'lower', meaning: 'mean hours kept free by customers visited',
    of: (group) => meanOf(group.filter(({ attempts }) => attempts.length > 0).map(keptFree)),
  },
  {
    name: 'one', title: 'Offered one that suits', unit: 'share', better: 'higher', meaning: 'share offered at least one window that suits',
    of: (group) => meanOf(group.map(({ suiting }) => (suiting >= 1 ? 1 : 0))),
  },
  {
    name: 'three', title: 'Offered three that suit', unit: 'share', better: 'higher',
    meaning: 'share offered at least three windows that suit',
    of: (group) => meanOf(group.map(({ suiting }) => (suiting >= 3 ? 1 : 0))),
  },
  {
    name: 'served', title: 'Service rate', unit: 'share', better: 'higher', swept: true,
    meaning: 'share of those who asked whose order was delivered',
    of: (group) => meanOf(group.map(({ fate }) => (fate === 'delivered' ? 1 : 0))),
  },
]

const nouns: Readonly<Record<Grouping, { readonly one: string; readonly many: string }>> = {
  area: { one: 'area', many: 'areas' },
  household: { one: 'household type', many: 'household types' },
  booking: { one: 'half of bookers', many: 'early and late bookers' },
  basket: { one: 'basket size', many: 'basket sizes' },
}

const byArea = quantities.flatMap((quantity) => [
  worst(quantity, 'area'),
  index(quantity, 'area', 'gap', 'largest less smallest', quantity.unit, 'lower', gap, 'The largest less the smallest area’s'),
  index(quantity, 'area', 'cv', 'variation', 'index', 'lower', coefficientOfVariation, 'Coefficient of variation over the areas’'),
])

const byHousehold = quantities.flatMap((quantity) => [worst(quantity, 'household'), ratio(quantity, 'household')])
const byBasket = quantities.flatMap((quantity) => [worst(quantity, 'basket'), ratio(quantity, 'basket')])
const byBooking = quantities.flatMap((quantity) => [ratio(quantity, 'booking'), earlyLessLate(quantity)])

/** In the order of the reports. */
export const groupMeasures: readonly Measure[] = [...byArea, ...byHousehold, ...byBooking, ...byBasket]

function figuresOf({ groups }: MeasuredRun, grouping: Grouping, { of }: Quantity): number[] {
  return groups.get(grouping)!.groups.map(of).filter((figure) => figure !== undefined)
}

function worst(quantity: Quantity, grouping: Grouping): Measure {
  const { name, title, unit, better, meaning, swept } = quantity
  const pick = (figures: readonly number[]) =>
    figures.length < 2 ? undefined : better === 'higher' ? Math.min(...figures) : Math.max(...figures)
  const { one } = nouns[grouping]
  return {
    name: `${grouping}-${name}-worst`, title: `${title}: worst ${one}`, section: 'groups', unit, better,
    meaning: `The ${better === 'higher' ? 'lowest' : 'highest'} ${one}’s ${meaning}.`,
    ...(swept && grouping === 'area' ? { swept } : {}),
    of: (run) => pick(figuresOf(run, grouping, quantity)),
  }
}

function ratio(quantity: Quantity, grouping: Grouping): Measure {
  const { many } = nouns[grouping]
  return index(quantity, grouping, 'ratio', `${many}, smallest ÷ largest`, 'index', 'higher', evenness,
    `Of all ${many}, the smallest over the largest (1: all alike)`)
}

function index(
  quantity: Quantity, grouping: Grouping, key: string, words: string, unit: MeasureUnit, better: Measure['better'],
  of: (figures: readonly number[]) => number | undefined, sentence: string,
): Measure {
  const where = key === 'ratio' ? words : `${nouns[grouping].many}, ${words}`
  return {
    name: `${grouping}-${quantity.name}-${key}`, title: `${quantity.title}: ${where}`, section: 'groups', unit, better,
    meaning: `${sentence} ${quantity.meaning}.`,
    of: (run) => {
      const figures = figuresOf(run, grouping, quantity)
      return figures.length < 2 ? undefined : of(figures)
    },
  }
}

function earlyLessLate({ name, title, unit, meaning, of }: Quantity): Measure {
  return {
    name: `booking-${name}-early-late`, title: `${title}: early less late bookers`, section: 'groups', unit, better: 'neither',
    meaning: `For the first half of each day’s askers less the second half, ${meaning}: above 0 the early ones have more.`,
    of: ({ customers }) => {
      const early = customers.filter((customer) => customer.early)
      const late = customers.filter((customer) => !customer.early)
      const [first, second] = [of(early), of(late)]
      const tooFew = Math.min(early.length, late.length) < SMALLEST_GROUP
      return tooFew || first === undefined || second === undefined ? undefined : first - second
    },
  }
}
