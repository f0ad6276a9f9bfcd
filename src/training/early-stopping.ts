/** @file Early stopping: watches one figure of the epochs and says when it has stopped getting better. */
import type { EarlyStopping } from '../catalog/plan'
import type { EpochLog } from '../protocol/trainer-messages'

export interface Watcher {
  /** Takes an epoch in: whether it is the best so far, and whether the run should end. */
  see(log: EpochLog): { readonly best: boolean; readonly stop: boolean }
}

/** Watches the plan's metric, or without a plan the validation loss (the loss where there is none) for the best epoch alone. */
export function watchEpochs(plan: EarlyStopping | undefined): Watcher {
  let best: number | undefined
  let worse = 0
  return {
    see(log) {
      const value = plan ? figureOf(log, plan.metric) : (log.validationLoss ?? log.loss)
      if (value === undefined || Number.isNaN(value)) return { best: best === undefined, stop: false }
      const better = best === undefined || (plan && moreIsBetter(plan.metric) ? value > best : value < best)
      if (better) {
        best = value
        worse = 0
        return { best: true, stop: false }
      }
      worse++
      return { best: false, stop: plan !== undefined && worse >= Math.max(1, plan.patience) }
    },
  }
}

/** A figure of an epoch by its name in a plan; a validation figure that is missing falls back to the training one. */
function figureOf(log: EpochLog, metric: string): number | undefined {
  if (metric === 'loss') return log.loss
  if (metric === 'validationLoss') return log.validationLoss ?? log.loss
  return log.metrics[metric] ?? log.metrics[metric.replace(/^validation(.)/, (_, first: string) => first.toLowerCase())]
}

function moreIsBetter(metric: string): boolean {
  return /accuracy$|r2$/i.test(metric)
}
