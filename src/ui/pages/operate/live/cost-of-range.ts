/**
 * @file costOfRange: the cost incurred over a time range at the user's prices: model compute, wrong predictions, and
 * unanswered requests.
 */
import type { Counters } from '../../../../ops/log/counters'
import type { Cost, Prices } from '../../../../ops/log/log-metrics'
import { costOf, requestsOf } from '../../../../ops/log/log-metrics'
import type { StepCounts } from '../../../../ops/log/step-reader'

/** The default prices. */
export const DEFAULT_PRICES: Prices = { busyHour: 0.5, wrongAnswer: 1, noAnswer: 0.1 }

/**
 * The cost incurred over a time range. `hourly` contains the stage times of whole hours, which are attributed to the
 * range in proportion to its share of the requests.
 */
export function costOfRange(sum: StepCounts, hourly: StepCounts, models: readonly number[], prices: Prices): Cost {
  const part = requestsOf(sum.all) / Math.max(1, requestsOf(hourly.all))
  const stages = models.map((stage) => {
    const counters: Counters = new Map()
    for (const [field, value] of hourly.stages.get(stage) ?? []) counters.set(field, value * Math.min(1, part))
    return counters
  })
  return costOf(sum.all, stages, prices)
}
