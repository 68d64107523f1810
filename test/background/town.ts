/** Days to be improved elsewhere: matrix, coordinates, a source of somebody's own; and a worker that runs from source. */
import { Worker } from 'node:worker_threads'
import type { WorkerLike } from '../../src/background/index.ts'
import type { Desk } from '../../src/live/desk.ts'
import { openDay } from '../../src/live/open-day.ts'
import { manualClock } from '../../src/time/clock.ts'
import { matrixTravel } from '../../src/travel/matrix.ts'
import type { TravelSource } from '../../src/travel/source.ts'
import { cityDay, cityOrder } from '../postgres/town.ts'

/** What a worker is that does something else. */
export function workerOf(code: string): () => WorkerLike {
  return () => new Worker(code, { eval: true }) as unknown as WorkerLike
}

/** A city of so many orders, put in one after the other. */
export function busyCity(orders: number, travel?: TravelSource, seed = 4): Desk {
  const input = { ...cityDay(6, 40, manualClock('2026-11-30T12:00:00+01:00')), repairEvaluations: 0, seed, ...(travel ? { travel } : {}) }
  const desk = openDay(input)
  for (let number = 0; number < orders; number++) bookOne(desk, number)
  return desk
}

/** Books an order as it comes. @returns whether there was room */
export function bookOne(desk: Desk, number: number): boolean {
  const order = cityOrder(number)
  const { offered } = desk.offer(order)
  const offer = offered[number % Math.max(1, offered.length)]
  const hold = offer && desk.hold(offer, { id: `h${number}` })
  return hold?.ok === true && desk.confirm(hold.id, { id: `c${number}` }).ok
}

/** The same day again from its snapshot. */
export function cityAgain(desk: Desk, seed = 4): Desk {
  const snapshot = JSON.parse(JSON.stringify(desk.snapshot())) as never
  return openDay({ ...cityDay(6, 40, manualClock('2026-11-30T12:00:00+01:00')), repairEvaluations: 0, seed, snapshot, travel: desk.day.travel.get('car')! })
}

/** Twelve rows along a road that is slower uphill, and forty orders. */
export function hillyRoad(): Desk {
  const seconds = Array.from({ length: 12 }, (_, i) => Array.from({ length: 12 }, (_, j) => (j > i ? 420 * (j - i) : 300 * (i - j))))
  const desk = openDay({
    date: '2026-12-01', zone: 'Europe/Berlin', clock: manualClock('2026-11-30T12:00:00+01:00'), repairEvaluations: 0,
    couriers: ['ann', 'bob', 'cem'].map((id) => ({ id, start: 0, end: 0, shift: { start: '08:00', end: '18:00' }, capacity: [20] })),
    slots: [8, 10, 12, 14, 16].map((hour) => ({ id: `${hour}h`, start: hour * 3600, end: (hour + 2) * 3600 })),
    travel: matrixTravel({ seconds }),
  })
  for (let number = 0; number < 40; number++) {
    desk.hold({ order: { id: `o${number}`, place: 1 + ((number * 7) % 11), load: [1], service: 120 }, slot: `${8 + 2 * (number % 5)}h` })
  }
  return desk
}
