/** A small VROOM problem with everything in it, and the arithmetic by which it can be followed. */
import { InputError } from '../../../src/base/errors.ts'
import { readVroom } from '../../../src/formats/vroom/read.ts'

/** Seconds between the rows: depot 0, then a line of customers 600 s apart. */
export const durations = [
  [0, 600, 1200, 1800],
  [600, 0, 600, 1200],
  [1200, 600, 0, 600],
  [1800, 1200, 600, 0],
]

/** Ten metres a second. */
export const distances = durations.map((row) => row.map((seconds) => seconds * 10))

/** 2026-12-01 00:00 UTC. */
export const midnight = 1_796_083_200

/** Two vehicles, three jobs, a shipment, a break, skills, priority, epoch seconds. A function, so that a test can change its own. */
export function example() {
  return {
    vehicles: [
      {
        id: 7,
        description: 'blue van',
        start_index: 0,
        end_index: 0,
        capacity: [10, 4],
        skills: [1, 14],
        time_window: [midnight + 28_800, midnight + 57_600] as [number, number],
        breaks: [{ id: 1, description: 'lunch', service: 1800, time_windows: [[midnight + 36_000, midnight + 39_600]] as [number, number][] }],
        max_tasks: 4,
        costs: { fixed: 100, per_hour: 3600, per_km: 0 },
        steps: [{ type: 'start' }, { type: 'job', id: 102 }, { type: 'job', id: 101 }, { type: 'end' }],
      },
      { id: 9, start_index: 0, capacity: [10, 4], time_window: [midnight + 28_800, midnight + 57_600] as [number, number] },
    ],
    jobs: [
      {
        id: 101,
        description: 'flowers',
        location_index: 1,
        service: 300,
        delivery: [2, 0],
        skills: [14],
        priority: 80,
        time_windows: [[midnight + 32_400, midnight + 34_200], [midnight + 50_400, midnight + 54_000]] as [number, number][],
      },
      { id: 102, location_index: 2, setup: 60, service: 240, pickup: [1, 1], time_windows: [[midnight + 32_400, midnight + 43_200]] as [number, number][] },
      { id: 103, location_index: 3, service: 120, delivery: [3, 1] },
    ],
    shipments: [
      { amount: [1, 0], pickup: { id: 1, location_index: 1, service: 60 }, delivery: { id: 1, location_index: 2, description: 'to the shop' } },
    ],
    matrices: { car: { durations, distances } },
  }
}

/**
 * Everything that VROOM has no words for, too: one van that loads again at row 3, does not go to row 2 nor to a field at 13.8°, and
 * works from 0 to 20,000. A job that comes first, one that comes last, one that is ready at 6,000. A shipment from row 1 to the door at
 * row 3, which gives a crate back to the depot; one from the door at row 1 to row 3, ready at 5,900 with a crate for that door. Pickups and deliveries have numbers of their own.
 */
export function everything() {
  const at = (row: number): [number, number] => [13.4 + row / 100, 52.5]
  const place = (row: number) => ({ location: at(row), location_index: row })
  return {
    vehicles: [{
      id: 1,
      start: at(0),
      start_index: 0,
      end: at(0),
      end_index: 0,
      capacity: [4],
      time_window: [0, 20_000] as [number, number],
      reload: { ...place(3), service: 120, most: 2 },
      blocked: [{ rows: [2] }, { polygon: [[13.8, 52], [13.9, 52], [13.9, 53]] as [number, number][] }],
      steps: [
        { type: 'job', id: 1 }, { type: 'pickup', id: 5 }, { type: 'delivery', id: 6 }, { type: 'reload' }, { type: 'job', id: 3 },
        { type: 'pickup', id: 8 }, { type: 'break', id: 9 }, { type: 'delivery', id: 7 }, { type: 'job', id: 2 },
      ],
      breaks: [{ id: 9, service: 0 }],
    }],
    jobs: [
      { id: 1, ...place(1), service: 100, delivery: [1], position: 'first' },
      { id: 2, ...place(1), service: 100, delivery: [1], position: 'last' },
      { id: 3, ...place(3), service: 100, delivery: [2], release: 6000 },
    ],
    shipments: [
      {
        amount: [2],
        pickup: { id: 5, ...place(1), service: 60, setup: 30, time_windows: [[500, 4000]] as [number, number][], description: 'the shop' },
        delivery: { id: 6, ...place(3), service: 90, time_windows: [[2000, 5000]] as [number, number][], pickup: [1], description: 'the lady' },
        skills: [] as number[],
        priority: 7,
      },
      { amount: [1], door: 'pickup', release: 5900, pickup: { id: 8, ...place(1), service: 90, delivery: [1] }, delivery: { id: 7, ...place(3), service: 60 } },
    ],
    slots: [{ id: 'noon', start: 2000, end: 9000 }],
    requests: [
      { id: 4, ...place(1), delivery: [1] },
      { amount: [1], pickup: { id: 15, ...place(1) }, delivery: { id: 16, ...place(3) } },
      { amount: [1], door: 'pickup', pickup: { id: 17, ...place(1) }, delivery: { id: 18, ...place(3) } },
    ],
    matrices: { car: { durations, distances } },
  }
}

/** Problems of a bad input, as `code path`. */
export function problemsOf(json: unknown): string[] {
  try {
    readVroom(json)
  } catch (error) {
    if (error instanceof InputError) return error.problems.map(({ code, path }) => `${code} ${path}`)
    throw error
  }
  return []
}
