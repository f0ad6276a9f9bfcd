/** @file Cyclic time and time parts: encode a time as numbers. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { cosTurn, sinTurn } from '../../base/exact-math'
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { flag } from '../../catalog/params'
import { CALENDAR_PYTHON, type CalendarParts, calendarOf, DAY } from './calendar'
import { numbersOf } from './channels'
import { defineTransform, type Values } from './transform'

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
