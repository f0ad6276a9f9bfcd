/** @file Cost: how long models were busy, how much of that time the cache saved, and the cost at the user's prices. */
import type { Counters } from '../log/counters'
import { FIELD } from '../log/count-fields'
import type { Levels } from '../log/aggregation-levels'
import { requestsOf, statusesOf } from './request-statuses'
import { countersByStep, totalCounters, type Window } from './window-counts'

/** Prices in any currency, as long as all prices use the same one. */
export interface Prices {
  /** The price of one hour of a busy replica. */
  readonly busyHour: number
  /** The price of one wrong prediction, according to simulated ground truth. */
  readonly wrongAnswer: number
  /** The price of one valid request without a response. */
  readonly noAnswer: number
}

export interface Cost {
  readonly busyMs: number
  /** The time that computing the cached responses would have taken, based on the mean time of the models. */
  readonly savedMs: number
  readonly wrong: number
  readonly unanswered: number
  readonly money: number
}

const HOUR_MS = 3_600_000

/** The total cost over a window; `models` contains the indices of the model stages in the dictionary. */
export function costTotals(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  models: readonly number[],
  prices: Prices,
): Cost {
  const passed = models.map((stage) => totalCounters(levels, window, { kind: 'stage', stage }))
  return costOf(totalCounters(levels, window), passed, prices)
}

/** The cost over a window, in steps of at least one hour. */
export function costSeries(
  levels: Levels,
  window: Window,
  models: readonly number[],
  prices: Prices,
): { readonly step: number; readonly at: readonly number[]; readonly cost: readonly Cost[] } {
  const hourly = { ...window, step: Math.max(HOUR_MS, window.step) }
  const all = countersByStep(levels, hourly)
  const passed = models.map((stage) => countersByStep(levels, hourly, { kind: 'stage', stage }))
  const cost = all.counters.map((counters, i) =>
    costOf(
      counters,
      passed.map((one) => one.counters[i] as Counters),
      prices,
    ),
  )
  return { step: all.step, at: all.at, cost }
}

/** The cost computed from the counters of all requests and of each model stage. */
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
