/** @file Virtual time as people say it: scores begin on a Monday, the first of January of a leap year, as long as a score can be. */

/** Time 0 of a score, in ms of the calendar. */
export const EPOCH = Date.UTC(2024, 0, 1)

/** Made once: to make one takes longer than to write a hundred days with it. */
const DAYS = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })

/** The day of a moment of the calendar, in ms: Mon 1 Jan. */
export function dayWords(at: number): string {
  return DAYS.format(at).replace(',', '')
}

/** The time of day of a moment of the calendar, in ms: 08:30, or 08:30:00. */
export function clockWords(at: number, to: 'minutes' | 'seconds'): string {
  return new Date(at).toISOString().slice(11, to === 'minutes' ? 16 : 19)
}

/** A moment of virtual time, in ms: Mon 1 Jan, 08:30. */
export function momentWords(ms: number): string {
  const at = EPOCH + Math.max(0, ms)
  return `${dayWords(at)}, ${clockWords(at, 'minutes')}`
}
