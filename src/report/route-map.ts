/** The map: each route a line from stop to stop, the couriers told apart by number, colour, shape and line. */
import type { EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts'
import type { Day } from '../model/day.ts'
import { isVisit } from '../model/stop.ts'
import type { RouteSheet, SheetStep } from '../model/timetable.ts'
import type { LonLat, Place } from '../travel/place.ts'
import { lonLatOf } from '../travel/place.ts'
import type { Canvas, Charts } from './drawing.ts'
import { draw } from './drawing.ts'
import type { Markup } from './markup.ts'
import { oneLine } from './markup.ts'
import type { Look } from './palette.ts'
import type { Point } from './projection.ts'
import { fitted, frameOf, projectionOf } from './projection.ts'

/** A place on a route. */
export interface DrawnStop {
  readonly at: Point
  /** Where an order is collected, or brought to. */
  readonly isOtherEnd: boolean
}

/** One route as it is drawn. */
export interface DrawnRoute {
  readonly look: Look
  /** Places of visits, in order, trip by trip; no trip is empty. */
  readonly trips: readonly (readonly DrawnStop[])[]
  /** The ways from and to the places where couriers start, load and end, where these are known. */
  readonly tips: readonly (readonly Point[])[]
}

/** What the map shows, in kilometres around its middle. */
export interface RouteMapData {
  readonly routes: readonly DrawnRoute[]
  readonly depots: readonly { readonly name: string; readonly at: Point }[]
  /** Visits of routes whose place has no coordinates. */
  readonly unplaced: number
}

/** What there is to draw; nothing where no visit has coordinates. */
export function routeMapOf(
  day: Pick<Day, 'depots'>, sheets: readonly RouteSheet[], looks: ReadonlyMap<string, Look>,
): RouteMapData | undefined {
  const visits = sheets.flatMap(({ steps }) => steps.filter(isVisit))
  const unplaced = visits.filter((step) => coordinatesOf(step) === undefined).length
  if (unplaced === visits.length) return undefined
  const depots = depotsOf(day, sheets)
  const located = sheets.flatMap(({ steps }) => steps.map(coordinatesOf).filter((at) => at !== undefined))
  const project = projectionOf([...located, ...depots.map(({ at }) => at)])
  const pointOf = (step: SheetStep): Point | undefined => {
    const at = coordinatesOf(step)
    return at === undefined ? undefined : project(at)
  }
  const routes = sheets.map(({ courier, steps }): DrawnRoute => ({ look: looks.get(courier)!, ...tripsOf(steps, pointOf) }))
  return {
    routes: routes.filter(({ trips }) => trips.length > 0),
    depots: depots.map(({ name, at }) => ({ name, at: project(at) })),
    unplaced,
  }
}

/** The lines between visits, and the ways between them and the bases: the start, the reloads and the end. */
function tripsOf(steps: readonly SheetStep[], pointOf: (step: SheetStep) => Point | undefined): Omit<DrawnRoute, 'look'> {
  const trips: DrawnStop[][] = []
  const tips: Point[][] = []
  let trip: DrawnStop[] = []
  let base: Point | undefined
  for (const step of steps) {
    const at = pointOf(step)
    if (step.type === 'start' || step.type === 'reload' || step.type === 'end') {
      if (trip.length > 0) {
        trips.push(trip)
        if (base !== undefined) tips.push([base, trip[0]!.at])
        if (at !== undefined) tips.push([trip.at(-1)!.at, at])
      }
      trip = []
      base = at
    } else if (at !== undefined) trip.push({ at, isOtherEnd: step.type === 'collect' || step.type === 'bring' })
  }
  return { trips, tips }
}

/** The day's depots, and the places where routes start, load and end that are none of them. */
function depotsOf(day: Pick<Day, 'depots'>, sheets: readonly RouteSheet[]): { name: string; at: LonLat }[] {
  const found = new Map<string, { name: string; at: LonLat }>()
  const note = (place: Place | null, name: string) => {
    const at = place === null ? undefined : lonLatOf(place)
    if (at !== undefined && !found.has(at.join())) found.set(at.join(), { name, at })
  }
  for (const { id, place } of day.depots) note(place, id)
  for (const { steps } of sheets) {
    for (const { type, place } of steps) if (type === 'start' || type === 'reload' || type === 'end') note(place, '')
  }
  return [...found.values()]
}

function coordinatesOf({ place }: SheetStep): LonLat | undefined {
  return place === null ? undefined : lonLatOf(place)
}

/** Draws the map `width` pixels wide, between 0.4 and `tallest` times as high. */
export function drawRouteMap(charts: Charts, canvas: Omit<Canvas, 'height'>, data: RouteMapData, tallest: number): Markup {
  const { width } = canvas
  const small = width < 600
  const stops = data.routes.flatMap(({ trips }) => trips.flat())
  const frame = frameOf([...stops.map(({ at }) => at), ...data.depots.map(({ at }) => at)])
  const aspect = (frame.north - frame.south) / (frame.east - frame.west)
  const height = Math.round(width * Math.min(tallest, Math.max(0.4, aspect)))
  const margin = small ? 14 : 22
  const view = fitted(frame, width - 2 * margin, height - 2 * margin)
  const sizes = { line: small ? 1.2 : 1.8, symbol: symbolSize(stops.length) * (small ? 0.7 : 1), badge: small ? 15 : 19 }
  const badges = badgesOf(data)
  const option: EChartsOption = {
    grid: { left: margin, right: margin, top: margin, bottom: margin },
    xAxis: { type: 'value', show: false, min: view.west, max: view.east },
    yAxis: { type: 'value', show: false, min: view.south, max: view.north },
    series: [
      ...data.routes.flatMap((route) => route.tips.map((tip) => tipSeries(route.look, tip))),
      ...data.routes.flatMap(({ look, trips }) => trips.map((trip) => tripSeries(look, trip, sizes))),
      badgeSeries(data.routes.map(({ look }, i) => ({ look, at: badges[i]! })), sizes.badge),
      depotSeries(data.depots, small),
    ],
  }
  return draw(charts, { ...canvas, height }, option)
}

function symbolSize(stops: number): number {
  if (stops <= 150) return 8
  return stops <= 400 ? 6.5 : 5
}

const still = { silent: true, animation: false, emphasis: { disabled: true }, clip: false } as const

/** The way from and to the depot, faint: it says little and would cover the rest. */
function tipSeries({ colour }: Look, tip: readonly Point[]): LineSeriesOption {
  const lineStyle = { color: colour, width: 1, opacity: 0.35 }
  return { ...still, type: 'line', data: pairs(tip), showSymbol: false, lineStyle }
}

function tripSeries(look: Look, trip: readonly DrawnStop[], sizes: { line: number; symbol: number }): LineSeriesOption {
  const hollow = { color: 'var(--paper)', borderColor: look.colour, borderWidth: 1.6 }
  return {
    ...still,
    type: 'line',
    data: pairs(trip.map(({ at }) => at)).map((value, i) => (trip[i]!.isOtherEnd ? { value, itemStyle: hollow } : value)),
    showSymbol: true,
    showAllSymbol: true,
    symbol: look.symbol,
    symbolSize: sizes.symbol,
    lineStyle: { color: look.colour, width: sizes.line, type: look.line, opacity: 0.9 },
    itemStyle: { color: look.colour, borderColor: 'var(--paper)', borderWidth: 0.8, opacity: 1 },
  }
}

function badgeSeries(badges: readonly { readonly look: Look; readonly at: Point }[], size: number): ScatterSeriesOption {
  return {
    ...still,
    type: 'scatter',
    symbol: 'circle',
    symbolSize: size,
    z: 5,
    data: badges.map(({ look, at }) => ({
      value: [...at],
      itemStyle: { color: 'var(--paper)', borderColor: look.colour, borderWidth: 2, opacity: 1 },
      label: { show: true, formatter: String(look.number), color: 'var(--ink)', fontSize: size * 0.58, fontWeight: 'bold', opacity: 1 },
    })),
  }
}

function depotSeries(depots: RouteMapData['depots'], small: boolean): ScatterSeriesOption {
  return {
    ...still,
    type: 'scatter',
    symbol: 'path://M0 7L8 0L16 7L16 16L10 16L10 10L6 10L6 16L0 16Z',
    symbolSize: small ? 15 : 20,
    z: 6,
    itemStyle: { color: 'var(--ink)', borderColor: 'var(--paper)', borderWidth: 1.5, opacity: 1 },
    data: depots.map(({ name, at }) => ({
      value: [...at],
      label: {
        show: name !== '', position: 'bottom', formatter: () => oneLine(name, 24), color: 'var(--ink)',
        fontSize: small ? 10 : 12, fontWeight: 'bold', textBorderColor: 'var(--paper)', textBorderWidth: 3, opacity: 1,
      },
    })),
  }
}

/** For each route the customer that lies farthest from all depots and from the badges set so far. */
function badgesOf({ routes, depots }: RouteMapData): Point[] {
  const taken = depots.map(({ at }) => at)
  return routes.map(({ trips }) => {
    const customers = trips.flat().filter(({ isOtherEnd }) => !isOtherEnd)
    const stops = customers.length > 0 ? customers : trips.flat()
    const room = stops.map(({ at }) => Math.min(...taken.map((other) => Math.hypot(at[0] - other[0], at[1] - other[1]))))
    const best = stops[room.indexOf(Math.max(...room))]!.at
    taken.push(best)
    return best
  })
}

function pairs(points: readonly Point[]): number[][] {
  return points.map(([x, y]) => [Number(x.toFixed(4)), Number(y.toFixed(4))])
}
