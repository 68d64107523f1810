/** What every named scenario has unless it says otherwise. */
import type { Scenario } from './scenario.ts'

/**
 * Booking ends at 22:00 the evening before and is open for three days; 3 % unplanned absence and the US table of presence are usual here.
 * Shares of bookings that end early, tastes and the noise of travel are assumptions: they are the same for every regime.
 */
export const usual = {
  zone: 'Europe/Berlin',
  firstDate: '2026-03-02',
  days: 10,
  cutoff: '22:00',
  attempts: 3,
  told: { from: '08:00', to: '24:00' },
  slots: { from: '08:00', to: '21:00', every: 3600, widths: [3600, 7200, 14_400] },
  travel: { kind: 'city', centre: [13.4, 52.52] },
  hours: [],
  noise: { leg: 0.15, day: 0.05, courier: 0.05 },
  dimensions: ['parcels'],
  costs: { perVehicleDay: 0, perPaidHour: 3600, perKm: 50 },
  demand: { perDay: 100, horizonDays: 3, surge: [] },
  skills: [],
  homes: { presence: 'us-building-america', absence: 0.03, together: 0.3, bends: true },
  endings: { lapses: 0.08, cancels: 0.05, moves: 0.05 },
  taste: {
    perHour: [-0.6, -0.2], perPrice: [-0.5, -0.1], perHourAway: [-0.2, -0.05], perHourIn: [-0.6, -0.2], leaves: [-6, -3],
  },
} as const satisfies Omit<Partial<Scenario>, 'travel'> & { travel: unknown }

/** Assumed for cities: a fifth longer from 07:00 to 10:00 and from 16:00 to 19:00, a tenth shorter earlier and later, as usual between. */
export const rushHours: readonly number[] = Array.from({ length: 24 }, (_, hour) => {
  if (hour < 7 || hour >= 19) return 0.9
  return hour < 10 || hour >= 16 ? 1.2 : 1
})
