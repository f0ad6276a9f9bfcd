/** @file Cost: milliseconds models were busy, what the cache saved of it, and money by prices a person sets. */
import type { Counters } from '../log/counters'
import { FIELD } from '../log/fields'
import type { Levels } from '../log/levels'
import { requestsOf, statusesOf } from './success'
import { steps, total, type Window } from './window'

/** In any one currency. */
export interface Prices {
  /** An hour in which a replica works. */
  readonly busyHour: number
  /** A wrong answer, by the world's truth: what it does to whom it is given. */
  readonly wrongAnswer: number
  /** A request that was the service's to answer and was not. */
  readonly noAnswer: number
}

export interface Cost {
  readonly busyMs: number
  /** What the answers of the cache would have taken, at the mean of those that models gave. */
  readonly savedMs: number
  readonly wrong: number
  readonly unanswered: number
  readonly money: number
}

const HOUR_MS = 3_600_000

/** Cost of a window as a whole; `models` are the stages that are models, in `book.stages`. */
export function costTotals(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  models: readonly number[],
  prices: Prices,
): Cost {
  const passed = models.map((stage) => total(levels, window, { kind: 'stage', stage }))
  return costOf(total(levels, window), passed, prices)
}

/** Cost over a window, by the hour at the finest. */
export function costSeries(
  levels: Levels,
  window: Window,
  models: readonly number[],
  prices: Prices,
): { readonly step: number; readonly at: readonly number[]; readonly cost: readonly Cost[] } {
  const hourly = { ...window, step: Math.max(HOUR_MS, window.step) }
  const all = steps(levels, hourly)
  const passed = models.map((stage) => steps(levels, hourly, { kind: 'stage', stage }))
  const cost = all.counters.map((counters, i) =>
    costOf(
      counters,
      passed.map((one) => one.counters[i] as Counters),
      prices,
    ),
  )
  return { step: all.step, at: all.at, cost }
}

/** The cost of what was counted: of all requests, and of each model's stage. */
export function costOf(counters: Counters, models: readonly Counters[], prices: Prices): Cost {
  const sum = (field: number) => models.reduce((all, one) => all + (one.get(field) ?? 0), 0)
  const busyMs = sum(FIELD.spent) / 1000
  const { limited, unready, failed } = statusesOf(counters)
  const cached = counters.get(FIELD.cached) ?? 0
  const byModels = requestsOf(counters) - cached - statusesOf(counters).invalid - limited - unready - failed
  const wrong = counters.get(FIELD.harmed) ?? 0
  const unanswered = limited + unready + failed
  return {
    busyMs,
    savedMs: byModels > 0 ? (cached * busyMs) / byModels : 0,
    wrong,
    unanswered,
    money: (prices.busyHour * busyMs) / HOUR_MS + prices.wrongAnswer * wrong + prices.noAnswer * unanswered,
  }
}
