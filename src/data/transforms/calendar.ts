/**
 * @file Calendar fields of a time in UTC, using integer arithmetic that gives the same results in every browser and in
 * Python, and the fields that vary in a column.
 */
import type { PrepareStep } from '../../catalog/training-plan'

export interface CalendarParts {
  readonly year: number
  /** The month, starting at 1. */
  readonly month: number
  /** The day of the month, starting at 1. */
  readonly day: number
  /** The day of the week; Monday is 0. */
  readonly weekday: number
  /** The day of the year; January 1 is 0. */
  readonly yearDay: number
  readonly yearLength: number
  /** The hour including its fraction, from 0 to less than 24. */
  readonly hour: number
}

export const DAY = 86_400_000

/** The calendar fields of a time given in milliseconds since 1970. */
export function calendarOf(ms: number): CalendarParts {
  const days = Math.floor(ms / DAY)
  // Days since March 1 of year 0, grouped into eras of 400 years (Hinnant, chrono-compatible low-level date
  // algorithms).
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const fromMarch = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * fromMarch + 2) / 153)
  const day = fromMarch - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const yearDay = month > 2 ? fromMarch + 59 + (leap ? 1 : 0) : fromMarch - 306
  return {
    year,
    month,
    day,
    weekday: (((days + 3) % 7) + 7) % 7,
    yearDay,
    yearLength: leap ? 366 : 365,
    hour: (ms - days * DAY) / 3_600_000,
  }
}

/** The same function in Python. */
export const CALENDAR_PYTHON = `def calendar_of(ms):
    days = int(ms // 86400000)
    date = np.datetime64(days, "D")
    year = int(date.astype("datetime64[Y]").astype(np.int64)) + 1970
    month = int(date.astype("datetime64[M]").astype(np.int64)) % 12 + 1
    day = int((date - date.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)) + 1
    year_day = int((date - date.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64))
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    return dict(year=year, month=month, day=day, weekday=(days + 3) % 7, yearDay=year_day,
                yearLength=366 if leap else 365, hour=(ms - days * 86400000.0) / 3600000.0)`

/** The time parts that are enabled by default. The day of the year already covers the month. */
const DEFAULT_PARTS = ['hour', 'weekday', 'yearDay'] as const

/**
 * Returns the cyclic time step with the constant parts disabled; undefined if the default step fits or if all parts are
 * constant.
 */
export function varyingTimeParts(times: ArrayLike<number>, rows: ArrayLike<number>): PrepareStep | undefined {
  const still = new Set<(typeof DEFAULT_PARTS)[number]>(DEFAULT_PARTS)
  let first: ReturnType<typeof calendarOf> | undefined
  for (let i = 0; i < rows.length && still.size > 0; i++) {
    const ms = times[rows[i] as number] as number
    if (Number.isNaN(ms)) continue
    const parts = calendarOf(ms)
    first ??= parts
    for (const name of still) if (parts[name] !== first[name]) still.delete(name)
  }
  if (still.size === 0 || still.size === DEFAULT_PARTS.length) return undefined
  return { kind: 'cyclic', ...Object.fromEntries([...still].map((name) => [name, false])) }
}
