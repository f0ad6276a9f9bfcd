/**
 * @file Run curves: converts the losses and metrics of a run to charts, plotted by step or by epoch. The functions are
 * pure.
 */

import { parseMetricId, trainingMetric, validationMetric } from '../../base/metric-id'
import { loggedValue } from '../../data/training-job'
import { chartsText } from '../../messages/en/charts'
import { metricInSentence, metricLabel, metricsText } from '../../messages/en/metrics'
import { percentTick, significant } from '../../messages/format'
import { metricInHistory } from '../../metrics/catalog'
import { formatMetric } from '../../metrics/format-metric'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { CheckpointRow, RunRecord } from '../../storage/records'
import type { AppState } from '../../studio/state'
import { bestRestored } from '../../studio/training/weights-in-use'
import { type ShownRun, shownRun } from './use-shown-run'
import { type Axis, type ChartData, countOf, type Series } from './chart-data'

const text = chartsText.curves

export type XUnit = 'step' | 'epoch'

export interface LossSource {
  /** The step number of each loss, in ascending order. */
  readonly steps: ArrayLike<number>
  readonly losses: ArrayLike<number>
  /** The sum of the losses of all steps up to each of these, if it is known. */
  readonly totals?: ArrayLike<number> | undefined
  readonly count: number
  readonly history: readonly EpochLog[]
  readonly stepsPerEpoch: number
  /** Whether the training loss is weighted, so that it does not compare with the validation loss. */
  readonly isWeighted?: boolean | undefined
}

export interface LossView {
  readonly by: XUnit
  readonly scale: 'linear' | 'log'
  /** Smoothing weight, from 0 (no smoothing) to just below 1. */
  readonly smoothing: number
  /** Runs whose losses are drawn for comparison. */
  readonly compare?: readonly RunRecord[]
}

/** The chart of the loss of a run. */
export function lossData(source: LossSource, { by, scale, smoothing, compare = [] }: LossView): ChartData {
  const inSteps = by === 'step' && source.count > 0
  const series = [...lossCurves(source, by, smoothing), ...comparedCurves(compare, 'loss', inSteps ? 'step' : 'epoch')]
  return {
    x: runAxis(inSteps ? 'step' : 'epoch', series),
    y: { name: metricsText.byId.loss.title, log: scale === 'log' && series.some(hasLogarithms), format: significant },
    series,
  }
}

/** Whether any value has a logarithm. Without one, as if all losses are 0, a logarithmic axis would show nothing. */
function hasLogarithms(series: Series): boolean {
  const { y } = series
  for (let i = 0; i < countOf(series); i++) if ((y[i] as number) > 0) return true
  return false
}

/**
 * The chart of one metric, with one point per epoch: solid for training, dashed for validation. `reached` is the number
 * of epochs that a loss chart above it shows, including the part of an unfinished one.
 */
export function metricData(
  history: readonly EpochLog[],
  metric: string,
  compare: readonly RunRecord[],
  reached = 0,
): ChartData {
  const series = [...metricCurves(history, metric), ...comparedCurves(compare, metric, 'epoch')]
  const known = metricInHistory(metric)
  const format =
    known?.kind === 'share'
      ? { format: (share: number) => formatMetric(known, share), formatTick: percentTick, limit: 1 }
      : { format: significant }
  return { x: runAxis('epoch', series, reached), y: { name: metricLabel(metric), ...format }, series }
}

/**
 * The axis of steps or epochs: from zero or, if that would leave more than a third of the chart empty, from the steps or
 * epochs before the first one. Both begin at the same place of the run.
 */
function runAxis(by: XUnit, series: readonly Series[], reached = 0): Axis {
  const drawn = series.filter((one) => countOf(one) > 0)
  const last = drawn.reduce((most, one) => Math.max(most, one.x[countOf(one) - 1] as number), Math.max(1, reached))
  const before = drawn.reduce((least, one) => Math.min(least, one.x[0] as number), last) - 1
  const start = before > last / 3 && drawn.length > 0 ? before : 0
  return {
    name: by === 'step' ? text.steps : text.epochs,
    domain: [start, Math.max(last, start + 1)],
    format: (x) => (by === 'step' ? text.step({ step: x }) : text.epoch({ epoch: x })),
    whole: true,
  }
}

/**
 * A moving average lags by about as many steps as it covers, so a curve is smoothed over at most the run divided by this
 * number.
 */
const SMOOTHED_PARTS = 20

/**
 * The loss curves of a run: raw values faint, smoothed values solid, and validation losses dashed with one point per
 * epoch.
 */
export function lossCurves(source: LossSource, by: XUnit, smoothing: number): readonly Series[] {
  const { steps: x, losses, totals, count, history, stepsPerEpoch, isWeighted } = source
  const training = isWeighted ? text.weighted : text.training
  if (by === 'epoch' || count === 0)
    return [...epochCurve(history, 'loss', training, 1), ...validationCurve(history, 'validationLoss', 1)]
  const span = Number(x[count - 1]) - Number(x[0]) + 1
  const keep = Math.min(smoothing, Math.max(0, 1 - SMOOTHED_PARTS / span))
  const line = { kind: 'line', token: 'train', x, count } as const
  return [
    { ...line, name: text.eachStep, look: 'faint', unlisted: true, y: losses },
    {
      ...line,
      name: keep > 0 ? (isWeighted ? text.weightedSmoothed : text.smoothed) : training,
      y: smooth(losses, count, keep, x, totals),
    },
    ...validationCurve(history, 'validationLoss', stepsPerEpoch),
  ]
}

/** The curves of one metric, with one point per epoch: solid for training, dashed for validation. */
export function metricCurves(history: readonly EpochLog[], metric: string): readonly Series[] {
  return [...epochCurve(history, metric, text.training, 1), ...validationCurve(history, validationMetric(metric), 1)]
}

const COMPARED_TOKENS = ['data-4', 'data-5', 'data-3', 'data-other'] as const

/**
 * The loss or a metric of other runs, with one point per epoch, as thin curves for comparison. An epoch has as many steps
 * as it had in that run: with another split or batch size, they differ.
 */
function comparedCurves(runs: readonly RunRecord[], metric: string, by: XUnit): readonly Series[] {
  const validation = validationMetric(metric)
  return runs.flatMap((run, i) => {
    const { history, name } = run
    const stride = by === 'step' ? (shownRun(undefined, [run], 0)?.stepsPerEpoch ?? 1) : 1
    const isValidation = loggedValues(history, validation).length > 0
    const compared = isValidation ? validation : metric
    const title = isValidation ? text.comparedValidation({ run: name }) : name
    const token = COMPARED_TOKENS[i % COMPARED_TOKENS.length] as string
    return epochCurve(history, compared, title, stride).map((curve): Series => ({ ...curve, look: 'thin', token }))
  })
}

/** The metric ids in a history, without the loss. The training and validation values of a metric share one id. */
export function metricNames(history: readonly EpochLog[]): readonly string[] {
  const names = [...new Set(history.flatMap((log) => Object.keys(log.metrics)).map(trainingMetric))]
  // If there are several outputs, the history repeats the metrics of the first output without its label; drop the
  // duplicates.
  return names.filter((name) => !names.some((other) => repeats(name, other)))
}

/** Whether an id without an output names the same metric as an id with one. */
function repeats(name: string, other: string): boolean {
  const { output, metric } = parseMetricId(other)
  return output !== undefined && metric === name
}

/**
 * The best epoch by a metric, the first one in ties; by default, by the validation loss or, if there is no validation
 * set, by the training loss. Early stopping restores the best epoch by its own metric. A run that continues another one
 * on the same rows also compares with the epoch that it started from.
 */
export function bestEpoch({ history, bestBy: metric = 'validationLoss', start }: Comparable): number | undefined {
  const sign = metricInHistory(metric)?.better === 'higher' ? -1 : 1
  let best: { readonly epoch: number; readonly cost: number } | undefined
  for (const log of start ? [start, ...history] : history) {
    const cost = sign * (loggedValue(log, metric) ?? log.loss)
    if (Number.isFinite(cost) && (!best || cost < best.cost)) best = { epoch: log.epoch, cost }
  }
  return best?.epoch
}

/** The metric that decides which epoch is the best, for use within a sentence. Without a validation set, it is the loss. */
export function decidingMetric({ history, bestBy = 'validationLoss' }: Comparable): string {
  const isKnown = history.length === 0 || history.some((log) => loggedValue(log, bestBy) !== undefined)
  return metricInSentence(isKnown ? bestBy : 'loss')
}

type Comparable = Pick<ShownRun, 'history' | 'bestBy' | 'start'>

/** The best epoch of a run that ended with its weights; undefined if it ended with those of its last epoch. */
export function restoredEpoch(
  run: Pick<RunRecord, 'tag' | 'why' | 'history' | 'content'>,
  checkpoints?: readonly CheckpointRow[],
): number | undefined {
  const { history, content } = run
  return weightsEpochOf({
    history,
    bestBy: content.plan.earlyStopping?.metric,
    weightsEpoch: bestRestored(run, checkpoints),
  })
}

type Weights = Pick<ShownRun, 'history' | 'bestBy' | 'weightsEpoch'>

/** The epoch of the weights in use, if it is not the last one. */
export function weightsEpochOf({ history, bestBy, weightsEpoch }: Weights): number | undefined {
  const epoch = weightsEpoch === 'best' ? bestEpoch({ history, bestBy }) : weightsEpoch
  return epoch === history.at(-1)?.epoch ? undefined : epoch
}

/** The log of the epoch of the weights in use; of the last epoch if that log was dropped from a long history. */
export function shownLog(shown: Weights): EpochLog | undefined {
  const weights = weightsEpochOf(shown)
  return shown.history.find(({ epoch }) => epoch === weights) ?? shown.history.at(-1)
}

/**
 * The training loss that is shown as a number: the mean of an epoch, as in the charts and the list of runs. Before the
 * first epoch ends, it is the loss of the newest batch.
 */
export function shownLoss(shown: Weights & Pick<ShownRun, 'id'>, run: AppState['run']): number | undefined {
  const { id } = shown
  return shownLog(shown)?.loss ?? (run.tag !== 'idle' && run.id === id ? run.loss : undefined)
}

function epochCurve(
  history: readonly EpochLog[],
  name: string,
  label: string,
  stepsPerEpoch: number,
): readonly Series[] {
  const points = loggedValues(history, name)
  if (points.length === 0) return []
  return [
    {
      name: label,
      kind: 'line',
      token: 'train',
      x: points.map(([epoch]) => epoch * stepsPerEpoch),
      y: points.map(([, value]) => value),
    },
  ]
}

function validationCurve(history: readonly EpochLog[], name: string, stepsPerEpoch: number): readonly Series[] {
  return epochCurve(history, name, text.validation, stepsPerEpoch).map((curve) => ({ ...curve, token: 'validation' }))
}

function loggedValues(
  history: readonly EpochLog[],
  name: string,
): readonly (readonly [epoch: number, value: number])[] {
  return history.flatMap((log) => {
    const value = loggedValue(log, name)
    return value === undefined ? [] : [[log.epoch, value] as const]
  })
}

/**
 * Exponential moving average with weight `keep` on previous values (from 0, meaning no smoothing, to just below 1),
 * with the same bias correction that Adam uses for its moments. Of a long run, each pair of points is the minimum and
 * maximum of a bucket of steps: the steps between two points count with their mean, from `totals`, so that a stored run
 * is as smooth as it was live. Without totals, as in earlier versions of Netloom, they count with the mean of both.
 */
export function smooth(
  values: ArrayLike<number>,
  count: number,
  keep: number,
  steps?: ArrayLike<number>,
  totals?: ArrayLike<number>,
): Float32Array {
  const out = new Float32Array(count)
  let average = 0
  let weight = 0
  const add = (value: number, decay: number) => {
    average = decay * average + (1 - decay) * value
    weight = decay * weight + (1 - decay)
  }
  for (let i = 0; i < count; i++) {
    const value = values[i] as number
    // A non-finite value is copied, and the average continues from the last finite value.
    if (!Number.isFinite(value)) {
      out[i] = value
      continue
    }
    const gap = steps && (i > 0 || totals) ? (steps[i] as number) - (steps[i - 1] ?? 0) : 1
    if (gap > 1) {
      const between = totals ? (Number(totals[i]) - (totals[i - 1] ?? 0) - value) / (gap - 1) : Number.NaN
      add(Number.isFinite(between) ? between : middleOfBucket(values, count, i), keep ** (gap - 1))
    }
    add(value, keep)
    out[i] = average / weight
  }
  return out
}

function middleOfBucket(values: ArrayLike<number>, count: number, i: number): number {
  const other = i ^ 1
  const value = values[i] as number
  const middle = other < count ? (value + (values[other] as number)) / 2 : value
  return Number.isFinite(middle) ? middle : value
}
