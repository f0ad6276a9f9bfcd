/** @file The mark of a run before its first step and after an epoch, with the totals and the history row of the epoch. */

import { metricId, parseMetricId } from '../../base/metric-id'
import { unitsPerOutput } from '../../data/decode-outputs'
import type { FittedOutput } from '../../data/pipeline'
import { appendEpochs, type EpochLog, type RunMark, type TrainingJob } from '../../data/training-job'
import { METRICS, stepMetric } from '../../metrics/catalog'
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import { metricValues } from '../../metrics/metrics-of'
import type { StepMetrics } from '../train-step'
import { shapeOf } from './chunk'
import { addEpoch, afterPlateau } from './stop-decision'

/** The mark at the start of a job's run. */
export function freshMark(
  job: Pick<TrainingJob, 'split' | 'batchSize' | 'epochs' | 'fromEpoch' | 'learningRate' | 'rateChanges' | 'heads'>,
): RunMark {
  const { from, perEpoch } = shapeOf(job)
  return {
    step: from * perEpoch,
    updates: 0,
    epoch: from,
    learningRate: job.learningRate,
    ...(job.rateChanges ? { rateChanges: job.rateChanges } : {}),
    totals: noTotals(job.heads.length),
    watch: { worse: 0 },
    history: [],
    seconds: 0,
  }
}

/**
 * Computes the mark after a completed epoch: the epoch's row in the history and the updated state of the plan's
 * rules.
 */
export interface EpochEnd {
  readonly mark: RunMark
  readonly log: EpochLog
  /** Whether this is the best epoch so far. */
  readonly isBest: boolean
  /** Whether the plan saves this epoch as a milestone. */
  readonly isMilestone: boolean
}

/** Returns the mark after an epoch whose steps are done and whose metrics have been read. Pure. */
export function afterEpoch(job: TrainingJob, before: RunMark, validation: Evaluation | undefined): EpochEnd {
  const epoch = before.epoch + 1
  const log = toLog(epoch, before.totals, job.pipeline.outputs, validation)
  const { watch, best } = addEpoch(job.earlyStopping?.metric, before.watch, log)
  const plateau = afterPlateau(job.schedule, before.plateau, log)
  const mark = {
    ...before,
    epoch,
    totals: noTotals(job.heads.length),
    watch,
    history: appendEpochs(before.history, log),
    ...(plateau ? { plateau } : {}),
  }
  return { mark, log, isBest: best, isMilestone: job.keepEvery !== undefined && epoch % job.keepEvery === 0 }
}

type Totals = RunMark['totals']

/** Returns the totals of an epoch before its first step. */
export function noTotals(outputs: number): Totals {
  const zeros = Array.from({ length: outputs }, () => 0)
  return { weighted: 0, rows: 0, sums: zeros, known: zeros }
}

/**
 * Adds the metrics of several steps to the totals. `sizes` contains the number of rows in each batch, so that a smaller
 * last batch has less weight.
 */
export function addMetrics(totals: Totals, figures: StepMetrics, sizes: readonly number[]): Totals {
  let { weighted, rows } = totals
  figures.losses.forEach((loss, i) => {
    weighted += loss * (sizes[i] ?? 0)
    rows += sizes[i] ?? 0
  })
  return {
    weighted,
    rows,
    sums: totals.sums.map((sum, i) => sum + (figures.sums[i] ?? 0)),
    known: totals.known.map((count, i) => count + (figures.known[i] ?? 0)),
  }
}

/** Returns the history row of an epoch. With several outputs, each metric is also listed under the output's label. */
export function toLog(
  epoch: number,
  totals: Totals,
  outputs: readonly FittedOutput[],
  validation: Evaluation | undefined,
): EpochLog {
  const metrics: Record<string, number> = {}
  const means = totals.sums.map((sum, i) => rounded(sum / Math.max(1, totals.known[i] as number)))
  outputs.forEach((output, i) => {
    // For a log-transformed target, steps cannot sum the error in the original unit, and for quantiles they sum the
    // errors of all levels; the validation computes the metric from the predictions instead.
    const hasNone = unitsPerOutput(output) === undefined || (output.kind === 'number' && output.levels !== undefined)
    const step = hasNone ? undefined : stepMetric(output.kind)
    const figures: Record<string, number> = step ? { [step.id]: means[i] as number } : {}
    const head = validation?.heads[i]
    if (head) Object.assign(figures, validationMetrics(head))
    for (const [figure, value] of Object.entries(figures)) {
      // The first output that has a metric gets the metric's plain name.
      if (!Object.hasOwn(metrics, figure)) metrics[figure] = value
      if (outputs.length > 1) metrics[metricId({ ...parseMetricId(figure), output: output.label })] = value
    }
  })
  return {
    epoch,
    loss: rounded(totals.weighted / Math.max(1, totals.rows)),
    ...(validation ? { validationLoss: validation.loss } : {}),
    metrics,
  }
}

function validationMetrics(head: HeadEvaluation): Record<string, number> {
  const values = metricValues(head)
  return Object.fromEntries(
    METRICS.flatMap(({ id, everyEpoch }) => {
      const value = values[id]
      return everyEpoch && value !== undefined ? [[metricId({ of: 'validation', metric: id }), value]] : []
    }),
  )
}

/**
 * Rounds to nine significant digits, because the last bits of a float64 sum depend on how the metrics were grouped when
 * they were read, and must not influence decisions.
 */
function rounded(value: number): number {
  return Number(value.toPrecision(9))
}
