/** Where the hours of the clock on the wall lie along a day, on days of 23 and 25 hours too. */
import type { Calendar } from '../time/calendar.ts'
import { toLocalTime } from '../time/calendar.ts'
import type { Seconds } from '../time/seconds.ts'
import type { Window } from '../time/window.ts'

/** A moment and what clocks show then. */
export interface HourTick {
  readonly at: Seconds
  readonly label: string
}

/** Minutes between two labels, of which the first that leaves enough room is taken. */
const steps = [5, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 5760]

/** Zones change their clocks by whole quarters of an hour, so full hours are found in steps of five minutes. */
const probe = 300

/** At most `room` moments at which clocks in the zone show a round time. A time that comes twice is labelled twice. */
export function hourTicks(calendar: Calendar, { start, end }: Window, room: number): HourTick[] {
  const readings: { at: Seconds; label: string; minutes: number }[] = []
  for (let at = Math.ceil(start / probe) * probe; at <= end; at += probe) {
    const label = toLocalTime(calendar, at)
    readings.push({ at, label, minutes: minutesOf(label) })
  }
  for (const step of steps) {
    const round = readings.filter(({ minutes }) => minutes % step === 0)
    if (round.length <= room) return round.map(({ at, label }) => ({ at, label }))
  }
  return []
}

/** A sentence about clocks that change on the day, or nothing. */
export function clockChange(calendar: Calendar): string | undefined {
  const hours = calendar.length / 3600
  return hours === 24 ? undefined : `Clocks change on this day: it has ${hours} hours.`
}

/** `08:30+1d` is 8 × 60 + 30 + 1440. */
function minutesOf(label: string): number {
  const [, hours, minutes, seconds = '0', days = '0'] = /^(\d+):(\d+)(?::(\d+))?(?:([+-]\d+)d)?$/.exec(label) ?? []
  return Number(hours) * 60 + Number(minutes) + Number(seconds) / 60 + Number(days) * 1440
}
