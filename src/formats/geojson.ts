/** Routes as GeoJSON (RFC 7946), for any map. */
import type { Day } from '../model/day.ts'
import type { Order, Plan } from '../model/nouns.ts'
import { isVisit } from '../model/stop.ts'
import type { RouteSheet, SheetStep } from '../model/timetable.ts'
import { timetable } from '../model/timetable.ts'
import { toIso } from '../time/calendar.ts'
import type { Seconds } from '../time/seconds.ts'
import type { LonLat } from '../travel/place.ts'
import { lonLatOf } from '../travel/place.ts'
import type { Lose, Loss } from './loss.ts'
import { loseInto } from './loss.ts'

type Position = readonly [lon: number, lat: number]

/** A line per route, and a point per start, stop and end. */
export interface RouteFeature {
  readonly type: 'Feature'
  readonly geometry:
    | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
    | { readonly type: 'Point'; readonly coordinates: Position }
  readonly properties: Readonly<Record<string, string | number>>
}

export interface RouteCollection {
  readonly type: 'FeatureCollection'
  readonly features: readonly RouteFeature[]
}

/** The map, and what could not be drawn on it. */
export interface RouteMap {
  readonly geojson: RouteCollection
  readonly losses: readonly Loss[]
}

/**
 * Draws the driven routes of a plan, straight from stop to stop. Moments are ISO text where the day has a calendar, otherwise
 * seconds. Stops without coordinates are left out of their route's line and listed.
 *
 * Properties of lines: `kind` route, `courier`, `shift`, `stops` (visits to orders), `start`, `end`, `travel` (s), `metres`.
 * Properties of points: `kind` start, order, collect, bring, reload or end, `courier`, `shift`, `sequence` (from 0, the start), `arrival`;
 * of visits and reloads `start`, of visits `order`, `windowStart`, `windowEnd`, and of orders' own visits `description`.
 */
export function routesToGeoJson(day: Day, orders: Iterable<Order>, plan: Plan): RouteMap {
  const known = new Map([...orders].map((order) => [order.id, order]))
  const losses: Loss[] = []
  const features = timetable(day, known, plan).flatMap((sheet) => featuresOf(sheet, day, known, loseInto(losses)))
  return { geojson: { type: 'FeatureCollection', features }, losses }
}

function featuresOf(sheet: RouteSheet, day: Day, orders: ReadonlyMap<string, Order>, lose: Lose): RouteFeature[] {
  const moment = (at: Seconds) => (day.calendar === undefined ? at : toIso(day.calendar, at))
  const places = sheet.steps.filter((step) => step.place !== null)
  const drawn = places.flatMap((step) => {
    const at = lonLatOf(step.place!)
    return at === undefined ? [] : [{ step, at: positionOf(at) }]
  })
  if (drawn.length < places.length) {
    const what = `${places.length - drawn.length} of ${places.length} places have no coordinates`
    lose(`routes.${sheet.courier}.${sheet.shift}`, what, drawn.length < 2 ? 'the route is not drawn' : 'they are left out of the line')
  }
  const route = { courier: sheet.courier, shift: sheet.shift }
  const stops = sheet.steps.filter(isVisit).length
  const { travel, metres } = sheet
  const properties = { kind: 'route', ...route, stops, start: moment(sheet.start), end: moment(sheet.end), travel, metres }
  // A line needs two positions.
  const line: RouteFeature[] =
    drawn.length < 2 ? [] : [{ type: 'Feature', geometry: { type: 'LineString', coordinates: drawn.map(({ at }) => at) }, properties }]
  let sequence = 0
  const sequenceOf = new Map(sheet.steps.filter(({ type }) => type !== 'break' && type !== 'via').map((step) => [step, sequence++]))
  const points = drawn.filter(({ step }) => step.type !== 'via').map(({ step, at }): RouteFeature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: at },
    properties: {
      kind: step.type,
      ...route,
      sequence: sequenceOf.get(step)!,
      arrival: moment(step.arrival),
      ...visitProperties(step, orders, moment),
    },
  }))
  return [...line, ...points]
}

/** What is done where: the other end of an order is a visit, too. */
function visitProperties(step: SheetStep, orders: ReadonlyMap<string, Order>, moment: (at: Seconds) => string | number) {
  if (step.type === 'reload') return { start: moment(step.start) }
  if (!isVisit(step)) return {}
  const description = step.type === 'order' ? orders.get(step.id!)!.description : undefined
  const window = step.window === undefined ? {} : { windowStart: moment(step.window.start), windowEnd: moment(step.window.end) }
  return { order: step.id!, start: moment(step.start), ...window, ...(description === undefined ? {} : { description }) }
}

function positionOf([lon, lat]: LonLat): Position {
  return [lon, lat]
}
