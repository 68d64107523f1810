/** A small town on a line, ten minutes from one row to the next: 3 and 4 lie to the west, the depot is row 0, 1 and 2 lie to the east. */

const at = [0, 600, 1200, -600, -1200]

/** Seconds between the rows. */
export const durations = at.map((from) => at.map((to) => Math.abs(from - to)))

/** Two vans for two crates each, and a crate for each of the four rows. */
export function town() {
  const van = { start_index: 0, end_index: 0, capacity: [2], time_window: [0, 7200] as [number, number] }
  return {
    vehicles: [{ id: 1, ...van }, { id: 2, ...van }],
    jobs: [1, 2, 3, 4].map((row) => ({ id: 10 * row, location_index: row, service: 100, delivery: [1] })),
    matrices: { car: { durations } },
  }
}

/** One van, one promise, one request and three slots. Everything is counted from `anchor`. */
export function counter(anchor = 0) {
  return {
    vehicles: [{ id: 7, start_index: 0, end_index: 0, capacity: [5], time_window: [anchor, anchor + 7200] as [number, number] }],
    jobs: [{
      id: 1, location_index: 1, service: 300, delivery: [1], time_windows: [[anchor + 1000, anchor + 1500]] as [number, number][],
    }],
    requests: [{ id: 2, location_index: 2, service: 200, delivery: [1] }],
    slots: [
      { id: 'early', start: anchor, end: anchor + 1000 },
      { id: 42, start: anchor + 1800, end: anchor + 3000 },
      { id: 'late', start: anchor + 7000, end: anchor + 8000 },
    ],
    matrices: { car: { durations } },
  }
}
