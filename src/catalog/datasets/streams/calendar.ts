/** @file What a moment is to people: hour, day of the week, season, holiday; and the waves that these make. UTC throughout. */
import { sinTurn } from '../../../base/exact'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
/** Month and day of the holidays of these worlds. */
const HOLIDAYS = ['01-01', '05-01', '10-31', '12-24', '12-25', '12-26', '12-31']

/** Hour of the day with its fraction, 0 to below 24. */
export function hourOf(time: number): number {
  return (time - DAY * Math.floor(time / DAY)) / HOUR
}

/** The day of the week; 1970 began on a Thursday. */
export function weekdayOf(time: number): (typeof WEEKDAYS)[number] {
  const day = (Math.floor(time / DAY) + 3) % 7
  return WEEKDAYS[(day + 7) % 7] ?? 'Mon'
}

/** Whether it is a holiday. */
export function isHoliday(time: number): boolean {
  return HOLIDAYS.includes(new Date(time).toISOString().slice(5, 10))
}

/** A wave of one day that is highest at `peak` o'clock, between 1 - depth and 1 + depth. */
export function dailyWave(time: number, peak: number, depth: number): number {
  return wave((hourOf(time) - peak) / 24, depth)
}

/** A wave of one year that is highest `peak` days after New Year. */
export function yearlyWave(time: number, peak: number, depth: number): number {
  return wave((time / DAY - peak) / 365.2425, depth)
}

/** 1 + depth × the cosine of so many turns. */
function wave(turns: number, depth: number): number {
  const quarter = turns + 0.25
  return 1 + depth * sinTurn(quarter - Math.floor(quarter))
}
