/** A small VROOM problem with everything in it, and the arithmetic by which it can be followed. */

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
