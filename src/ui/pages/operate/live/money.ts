/** @file Money: what a stretch cost, by prices that a person sets: machines that worked, wrong answers, answers that did not come. */
import type { Counters } from '../../../../ops/log/counters'
import { type Cost, costOf, type Prices } from '../../../../ops/reducers/cost'
import { requestsOf } from '../../../../ops/reducers/success'
import type { Counted } from './reader'

/** Until somebody sets others. */
export const PRICES: Prices = { busyHour: 0.5, wrongAnswer: 1, noAnswer: 0.1 }

/** `hourly` has the stages, and perhaps an hour more than the stretch: of their time the stretch has its share of the requests. */
export function moneyOf(sum: Counted, hourly: Counted, models: readonly number[], prices: Prices): Cost {
  const part = requestsOf(sum.all) / Math.max(1, requestsOf(hourly.all))
  const stages = models.map((stage) => {
    const counters: Counters = new Map()
    for (const [field, value] of hourly.stages.get(stage) ?? []) counters.set(field, value * Math.min(1, part))
    return counters
  })
  return costOf(sum.all, stages, prices)
}
