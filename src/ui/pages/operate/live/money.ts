/** @file moneyOf: the cost of a time range, by prices that the user sets: model compute, wrong predictions, unanswered requests. */
import type { Counters } from '../../../../ops/log/counters'
import { type Cost, costOf, type Prices } from '../../../../ops/reducers/cost'
import { requestsOf } from '../../../../ops/reducers/success'
import type { Counted } from './reader'

/** The default prices. */
export const PRICES: Prices = { busyHour: 0.5, wrongAnswer: 1, noAnswer: 0.1 }

/** `hourly` has the stage times, of whole hours: the range gets a part of them in proportion to its requests. */
export function moneyOf(sum: Counted, hourly: Counted, models: readonly number[], prices: Prices): Cost {
  const part = requestsOf(sum.all) / Math.max(1, requestsOf(hourly.all))
  const stages = models.map((stage) => {
    const counters: Counters = new Map()
    for (const [field, value] of hourly.stages.get(stage) ?? []) counters.set(field, value * Math.min(1, part))
    return counters
  })
  return costOf(sum.all, stages, prices)
}
