/** @file Watching: follows one figure of the epochs and counts since when it has not got better. Pure, so that a mark holds all of it. */
import type { Lowered } from '../../catalog/lowered'
import type { EarlyStopping } from '../../catalog/plan'
import type { EpochLog, RunMark } from '../../data/job'
import { moreIsBetter } from '../../data/metric-names'

type Watch = RunMark['watch']

/** Takes an epoch in. Without a metric it is the validation loss, or the loss where there is none. */
export function watchEpoch(
  metric: string | undefined,
  watch: Watch,
  log: EpochLog,
): { readonly watch: Watch; readonly best: boolean } {
  const value = figureOf(log, metric ?? 'validationLoss')
  if (value === undefined) return { watch, best: watch.best === undefined }
  const better = watch.best === undefined || (metric && moreIsBetter(metric) ? value > watch.best : value < watch.best)
  return better
    ? { watch: { best: value, worse: 0 }, best: true }
    : { watch: { ...watch, worse: watch.worse + 1 }, best: false }
}

/** Whether the plan says that waiting is over. */
export function enough(plan: EarlyStopping | undefined, { worse }: Watch): boolean {
  return plan !== undefined && worse >= Math.max(1, plan.patience)
}

/** What a plateau remembers after an epoch; undefined for every other schedule. */
export function afterPlateau(
  schedule: Lowered | undefined,
  before: RunMark['plateau'],
  log: EpochLog,
): RunMark['plateau'] {
  if (schedule?.class_name !== 'ReduceOnPlateau') return undefined
  const { metric, factor, patience } = schedule.config
  const { factor: so, ...watched } = before ?? { worse: 0, factor: 1 }
  const { watch } = watchEpoch(typeof metric === 'string' ? metric : undefined, watched, log)
  if (watch.worse < Math.max(1, Number(patience ?? 3))) return { ...watch, factor: so }
  return { ...watch, worse: 0, factor: so * Number(factor ?? 0.5) }
}

/** Whether a figure of an epoch has got as good as a value. */
export function reached(log: EpochLog, { name, value }: { readonly name: string; readonly value: number }): boolean {
  const figure = figureOf(log, name)
  if (figure === undefined) return false
  return moreIsBetter(name) ? figure >= value : figure <= value
}

/** A finite figure of an epoch by its name in a plan; a validation figure that is missing falls back to the training one. */
function figureOf(log: EpochLog, metric: string): number | undefined {
  const named =
    metric === 'loss'
      ? log.loss
      : metric === 'validationLoss'
        ? (log.validationLoss ?? log.loss)
        : (log.metrics[metric] ??
          log.metrics[metric.replace(/^validation(.)/, (_, first: string) => first.toLowerCase())])
  return Number.isFinite(named) ? named : undefined
}
