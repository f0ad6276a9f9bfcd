/** @file Calendar: hour, weekday, and holidays for a time in UTC, and the daily and yearly waves of demand. */
import { sinTurn } from '../../../base/exact-math'

const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

// not text: values of a column
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
/** Holidays in the simulated worlds, as month and day. */
const HOLIDAYS = ['01-01', '05-01', '10-31', '12-24', '12-25', '12-26', '12-31']

/** The hour of the day including its fraction, from 0 to below 24. */
export function hourOf(time: number): number {
  return (time - DAY * Math.floor(time / DAY)) / HOUR
}

/** The day of the week; January 1, 1970 was a Thursday. */
export function weekdayOf(time: number): (typeof WEEKDAYS)[number] {
  const day = (Math.floor(time / DAY) + 3) % 7
  return WEEKDAYS[(day + 7) % 7] ?? 'Mon' // not text: a value of a column
}

/** Whether the day is a holiday. */
export function isHoliday(time: number): boolean {
  return HOLIDAYS.includes(new Date(time).toISOString().slice(5, 10))
}

/** A daily wave between 1 - depth and 1 + depth, highest at `peak` o'clock. */
export function dailyWave(time: number, peak: number, depth: number): number {
  return wave((hourOf(time) - peak) / 24, depth)
}

/** A yearly wave between 1 - depth and 1 + depth, highest `peak` days after New Year. */
export function yearlyWave(time: number, peak: number, depth: number): number {
  return wave((time / DAY - peak) / 365.2425, depth)
}

/** A cosine wave around 1: 1 + depth × cos(2π · turns). */
function wave(turns: number, depth: number): number {
  const quarter = turns + 0.25
  return 1 + depth * sinTurn(quarter - Math.floor(quarter))
}
