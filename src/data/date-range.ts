/**
 * @file dateRange: the time range that a date covers, in UTC: 2024 covers a year, 2024-03-01 a day, and
 * 2024-03-01T14:30 a minute.
 */

export interface DateRange {
  /** Milliseconds since 1970; both ends are included. */
  readonly first: number
  readonly last: number
}

const DATE = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?)?)?Z?$/i

/**
 * Returns the time range that a date covers, or undefined if the value is not a date. A number below 10,000 is a year;
 * a larger number is milliseconds since 1970.
 */
export function dateRange(value: string | number): DateRange | undefined {
  if (typeof value === 'number' && (Math.abs(value) >= 10_000 || !Number.isInteger(value)))
    return { first: value, last: value }
  const read = DATE.exec(
    String(value)
      .trim()
      .padStart(typeof value === 'number' ? 4 : 0, '0'),
  )
  if (!read) return undefined
  const [year, month, day, hour, minute, second, fraction] = read.slice(1)
  const partCount = [year, month, day, hour, minute, second, fraction].filter((part) => part !== undefined).length
  const parts = [
    Number(year),
    month === undefined ? 0 : Number(month) - 1,
    day === undefined ? 1 : Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    Number((fraction ?? '0').padEnd(3, '0')),
  ] as const
  const date = utc(parts)
  // Date.UTC turns an invalid date such as February 30 into March 1 or 2, so compare the parts.
  const same = date.getUTCMonth() === parts[1] && date.getUTCDate() === parts[2] && date.getUTCHours() === parts[3]
  if (!same || date.getUTCMinutes() !== parts[4] || date.getUTCSeconds() !== parts[5]) return undefined
  const after = [...parts] as [number, number, number, number, number, number, number]
  // Hours and minutes always occur together, so the last part is the finest unit given. The range ends just before the
  // next value of that unit.
  after[partCount - 1] = (after[partCount - 1] as number) + 1
  return { first: date.getTime(), last: utc(after).getTime() - 1 }
}

function utc([year, ...rest]: readonly [number, number, number, number, number, number, number]): Date {
  const date = new Date(Date.UTC(2000, ...rest))
  // Date.UTC interprets the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year + date.getUTCFullYear() - 2000)
  return date
}
