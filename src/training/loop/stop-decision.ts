/**
 * @file Decides whether a run continues, and tracks the metrics of early stopping and of reducing the learning rate. All
 * functions are pure, so that a mark contains the entire state and the same decision can be made when a run resumes.
 */

import { trainingMetric } from '../../base/metric-id'
import type { Lowered } from '../../catalog/keras-json'
import type { EarlyStopping } from '../../catalog/training-plan'
import { type EpochLog, loggedValue, type RunMark, type TrainingJob } from '../../data/training-job'
import { metricInHistory } from '../../metrics/catalog'
import { type RunShape, stepsLeft } from './chunk'

export type Verdict = 'go' | 'finished' | 'early' | 'rule'

/** Returns 'go' if the run continues after this position; otherwise, the reason why it ends. */
export function verdictOf(job: TrainingJob, shape: RunShape, mark: RunMark): Verdict {
  const { stopWhen } = job
  const log = mark.history.at(-1)
  if (isPatienceOver(job.earlyStopping, mark.watch)) return 'early'
  if (mark.epoch >= shape.epochs) return 'finished'
  if (stopWhen?.metric && log && isReached(log, stopWhen.metric)) return 'rule'
  if (stepsLeft(job, shape, mark) <= 0) return 'rule'
  return mark.seconds >= (stopWhen?.seconds ?? Number.POSITIVE_INFINITY) ? 'rule' : 'go'
}

type EarlyStoppingState = RunMark['watch']

/**
 * Returns the state after another epoch. The default metric is the validation loss, or the training loss if there is no
 * validation set.
 */
export function addEpoch(
  metric: string | undefined,
  watch: EarlyStoppingState,
  log: EpochLog,
): { readonly watch: EarlyStoppingState; readonly best: boolean } {
  const value = metricOf(log, metric ?? 'validationLoss')
  if (value === undefined) return { watch, best: watch.best === undefined }
  const isBetter =
    watch.best === undefined || (metric && isHigherBetter(metric) ? value > watch.best : value < watch.best)
  return isBetter
    ? { watch: { best: value, worse: 0 }, best: true }
    : { watch: { ...watch, worse: watch.worse + 1 }, best: false }
}

/** Whether the plan's patience has run out. */
export function isPatienceOver(plan: EarlyStopping | undefined, { worse }: EarlyStoppingState): boolean {
  return plan !== undefined && worse >= Math.max(1, plan.patience)
}

/** The state of a reduce-on-plateau schedule after an epoch; undefined for every other schedule. */
export function afterPlateau(
  schedule: Lowered | undefined,
  before: RunMark['plateau'],
  log: EpochLog,
): RunMark['plateau'] {
  if (schedule?.class_name !== 'ReduceOnPlateau') return undefined
  const { metric, factor, patience } = schedule.config
  const { factor: currentFactor, ...state } = before ?? { worse: 0, factor: 1 }
  const { watch } = addEpoch(typeof metric === 'string' ? metric : undefined, state, log)
  if (watch.worse < Math.max(1, Number(patience ?? 3))) return { ...watch, factor: currentFactor }
  return { ...watch, worse: 0, factor: currentFactor * Number(factor ?? 0.5) }
}

/** Whether a metric of an epoch is at least as good as the given value. */
export function isReached(log: EpochLog, { name, value }: { readonly name: string; readonly value: number }): boolean {
  const figure = metricOf(log, name)
  if (figure === undefined) return false
  return isHigherBetter(name) ? figure >= value : figure <= value
}

/** Whether a larger value of a metric is better. */
function isHigherBetter(metric: string): boolean {
  return metricInHistory(metric)?.better === 'higher'
}

/**
 * Returns an epoch's value of the metric with this name in the plan, or undefined if the value is not finite. A missing
 * validation metric falls back to the training metric.
 */
function metricOf(log: EpochLog, metric: string): number | undefined {
  const value = loggedValue(log, metric) ?? loggedValue(log, trainingMetric(metric))
  return Number.isFinite(value) ? value : undefined
}
