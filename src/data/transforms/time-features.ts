/** @file Times as numbers: the calendar fields of a time in UTC, and transforms that encode them. */
import { cosTurn, sinTurn } from '../../base/exact-math'
import { fail, ok } from '../../base/result'
import { flag } from '../../catalog/params'
import type { PrepareStep } from '../../catalog/training-plan'
import { transformsText as texts } from '../../messages/en/data/transforms'
import { message } from '../../messages/message'
import { numbersOf } from './channels'
import { defineTransform, type Values } from './transform'

interface CalendarParts {
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

const DAY = 86_400_000

/** The calendar fields of a time given in milliseconds since 1970. */
function calendarOf(ms: number): CalendarParts {
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
const CALENDAR_PYTHON = `def calendar_of(ms):
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

/** The position in a cycle as a fraction of a full turn, below 1. */
const TURNS: Readonly<Record<string, (parts: CalendarParts) => number>> = {
  hour: ({ hour }) => hour / 24,
  weekday: ({ weekday }) => weekday / 7,
  month: ({ month }) => (month - 1) / 12,
  yearDay: ({ yearDay, yearLength }) => yearDay / yearLength,
}

export const cyclic = defineTransform({
  kind: 'cyclic',
  title: texts.cyclic.title,
  about: texts.cyclic.about,
  params: {
    hour: flag({ ...texts.cyclic.params.hour, default: true }),
    weekday: flag({ ...texts.cyclic.params.weekday, default: true }),
    month: flag({ ...texts.cyclic.params.month, default: false }),
    yearDay: flag({ ...texts.cyclic.params.yearDay, default: true }),
  },
  takes: ['time'],
  output: (_, params) => partsForm(2, params),
  apply: (values, { params }) =>
    eachMoment(values, params, (name, parts) => {
      const turn = (TURNS[name] as (parts: CalendarParts) => number)(parts)
      return [sinTurn(turn), cosTurn(turn)]
    }),
  pythonNeeds: [CALENDAR_PYTHON],
  python: `def cyclic(x, p, learned, form):
    def turns(ms):
        c = calendar_of(ms)
        found = dict(hour=c["hour"] / 24, weekday=c["weekday"] / 7, month=(c["month"] - 1) / 12,
                     yearDay=c["yearDay"] / c["yearLength"])
        return [f(2 * np.pi * found[k]) for k in ("hour", "weekday", "month", "yearDay") if p[k] for f in (np.sin, np.cos)]
    width = 2 * sum(1 for k in ("hour", "weekday", "month", "yearDay") if p[k])
    return np.asarray([[np.nan] * width if np.isnan(ms) else turns(ms) for ms in x]).reshape(len(x), width)`,
})

const TIME_PARTS: Readonly<Record<string, (parts: CalendarParts, ms: number) => number>> = {
  days: (_, ms) => ms / DAY,
  year: ({ year }) => year,
  month: ({ month }) => month,
  day: ({ day }) => day,
  weekday: ({ weekday }) => weekday,
  weekend: ({ weekday }) => (weekday >= 5 ? 1 : 0),
  yearDay: ({ yearDay }) => yearDay + 1,
  hour: ({ hour }) => hour,
}

export const timeParts = defineTransform({
  kind: 'timeParts',
  title: texts.timeParts.title,
  about: texts.timeParts.about,
  params: {
    days: flag({ ...texts.timeParts.params.days, default: false }),
    year: flag({ ...texts.timeParts.params.year, default: true }),
    month: flag({ ...texts.timeParts.params.month, default: true }),
    day: flag({ ...texts.timeParts.params.day, default: true }),
    weekday: flag({ ...texts.timeParts.params.weekday, default: false }),
    weekend: flag({ ...texts.timeParts.params.weekend, default: false }),
    yearDay: flag({ ...texts.timeParts.params.yearDay, default: false }),
    hour: flag({ ...texts.timeParts.params.hour, default: true }),
  },
  takes: ['time'],
  output: (_, params) => partsForm(1, params),
  apply: (values, { params }) =>
    eachMoment(values, params, (name, parts, ms) => [
      (TIME_PARTS[name] as (parts: CalendarParts, ms: number) => number)(parts, ms),
    ]),
  pythonNeeds: [CALENDAR_PYTHON],
  python: `def time_parts(x, p, learned, form):
    def parts(ms):
        c = calendar_of(ms)
        return dict(c, days=ms / 86400000.0, weekend=1.0 if c["weekday"] >= 5 else 0.0, yearDay=c["yearDay"] + 1)
    names = [k for k in ("days", "year", "month", "day", "weekday", "weekend", "yearDay", "hour") if p[k]]
    rows = [[np.nan] * len(names) if np.isnan(ms) else [parts(ms)[k] for k in names] for ms in x]
    return np.asarray(rows, dtype=np.float64).reshape(len(x), len(names))`,
})

function namesIn(params: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.keys(params).filter((name) => params[name])
}

function partsForm(each: number, params: Readonly<Record<string, boolean>>) {
  const width = each * namesIn(params).length
  return width > 0 ? ok({ type: 'array' as const, shape: [width] }) : fail(message('prepare-no-part', {}))
}

function eachMoment(
  values: Values,
  params: Readonly<Record<string, boolean>>,
  f: (name: string, parts: CalendarParts, ms: number) => readonly number[],
): Values {
  const names = namesIn(params)
  const out: number[] = []
  for (const ms of numbersOf(values)) {
    const parts = Number.isNaN(ms) ? undefined : calendarOf(ms)
    for (const name of names) {
      const part = f(name, parts ?? calendarOf(0), Number.isNaN(ms) ? 0 : ms)
      for (const value of part) out.push(parts ? value : Number.NaN)
    }
  }
  return Float64Array.from(out)
}
