/** The named scenarios. */
import type { Scenario } from './scenario.ts'

/** What every scenario has unless it says otherwise. */
const usual = {
  zone: 'Europe/Berlin',
  firstDate: '2026-03-02',
  days: 10,
  cutoff: '22:00',
  attempts: 3,
  told: { from: '08:00', to: '24:00' },
  hours: [],
  noise: { leg: 0.15, day: 0.05, courier: 0.05 },
  dimensions: ['parcels'],
  costs: { perVehicleDay: 0, perPaidHour: 3600, perKm: 50 },
  skills: [],
  homes: { presence: 'us-building-america', absence: 0.03, together: 0.3 },
  endings: { lapses: 0.08, cancels: 0.05, moves: 0.05 },
  taste: { perHour: [-0.6, -0.2], perPrice: [-0.5, -0.1], perHourAway: [-0.2, -0.05], leaves: [-6, -3] },
} as const satisfies Partial<Scenario>

/** Dense city parcels: time is short, room in the van is not. */
export function cityParcels(): Scenario {
  const courier = { depot: 'hub', count: 1, breaks: [], capacity: [200], skills: [] }
  return {
    ...usual,
    name: 'city-parcels',
    title: 'Dense city, parcels: limited by time',
    slots: { from: '08:00', to: '21:00', every: 3600, widths: [3600, 7200, 14_400] },
    travel: {
      kind: 'city', centre: [13.4, 52.52], squareKm: 9, clusters: 5, clustered: 0.7, spread: 0.4, kilometresPerHour: 16, detour: 1.4,
      depots: [{ id: 'hub', east: 1, north: 0.5 }],
    },
    couriers: [
      { ...courier, name: 'early', shift: { start: '08:00', end: '13:00' } },
      { ...courier, name: 'midday', shift: { start: '12:00', end: '17:00' } },
      { ...courier, name: 'late', shift: { start: '16:00', end: '21:00' } },
    ],
    demand: { perDay: 120, horizonDays: 3, surge: [] },
    baskets: [
      { name: 'small', share: 0.6, load: [[1, 1]], service: [180, 360] },
      { name: 'middle', share: 0.3, load: [[2, 3]], service: [240, 480] },
      { name: 'large', share: 0.1, load: [[4, 6]], service: [300, 600] },
    ],
  }
}
