/**
 * @file AnswerReference: the usual behavior of a version's predictions, measured on labeled rows: the distributions of
 * predictions and confidence, the error rate for each predicted class, and the temperature and threshold that turn
 * confidence into an accuracy estimate.
 */
import { confidenceThreshold } from '../../metrics/accuracy-before-labels'
import type { Rate } from '../../metrics/drift'
import { atTemperature, fitTemperature } from '../../metrics/temperature-scaling'
import { log } from '../../base/exact-math'
import type { VersionRef } from '../service-spec'
import { type FeatureReference, featureReference, sortedOf } from './feature-reference'

/** The predictions of a version for some rows. */
export interface RowPredictions {
  /** [rows, outputs]; NaN if there is no prediction. */
  readonly outputs: Float32Array
  /** The label of each row; NaN if unknown. */
  readonly truth: Float32Array
}

export interface AnswerReference {
  readonly version: VersionRef
  /**
   * The usual distribution of the predicted class or number; for classification, also the usual distribution of the
   * confidence.
   */
  readonly answer: FeatureReference
  readonly confidence?: FeatureReference
  /** Reference values that exist only for classification. */
  readonly classes?: ClassesReference
  /** Only for regression: absolute errors in ascending order. */
  readonly errors?: Float64Array
}

export interface ClassesReference {
  /** The error rate for each predicted class. */
  readonly wrong: readonly Rate[]
  /** The temperature that calibrates the confidence on the `fitted` rows. */
  readonly temperature: number
  /**
   * The confidence threshold, chosen so that, after temperature scaling, as many rows lie below it as there are wrong
   * predictions.
   */
  readonly threshold: number
  /** The number of correct predictions and the total number of rows used to fit the temperature and threshold. */
  readonly fitted: Rate
}

/** The feature names for the prediction and its confidence. */
export const ANSWER = 'answer'
export const CONFIDENCE = 'confidence'

/**
 * Creates the reference for a version. `usual` contains rows like those in requests; `apart` contains rows that never
 * occur in requests, so that the estimate is not fitted on the rows it is applied to.
 */
export function answerReference(
  version: VersionRef,
  classes: readonly string[],
  usual: RowPredictions,
  apart: RowPredictions,
  of: 'sample' | 'all' = 'sample',
): AnswerReference {
  const width = Math.max(1, classes.length)
  if (classes.length === 0) {
    const off = usual.truth.map((truth, row) => Math.abs((usual.outputs[row] as number) - truth))
    const answer = featureReference({ column: ANSWER, measure: 'value' }, usual.outputs, of)
    return { version, answer, errors: sortedOf(off) }
  }
  const tops = topPredictions(usual.outputs, width)
  const answer = featureReference({ column: ANSWER, measure: 'value', values: classes }, tops.top, of)
  const confidence = featureReference({ column: CONFIDENCE, measure: 'value' }, tops.confidences, of)
  return { version, answer, confidence, classes: classesReference(usual, apart, width) }
}

function classesReference(usual: RowPredictions, apart: RowPredictions, width: number): ClassesReference {
  const { top } = topPredictions(usual.outputs, width)
  const wrong = Array.from({ length: width }, () => ({ hits: 0, n: 0 }))
  top.forEach((answer, row) => {
    const rate = wrong[answer]
    const truth = usual.truth[row] as number
    if (!rate || Number.isNaN(truth)) return
    rate.n++
    if (truth !== answer) rate.hits++
  })
  const rows = [...apart.truth.keys()].filter(
    (row) => !Number.isNaN(apart.truth[row]) && !Number.isNaN(apart.outputs[row * width]),
  )
  const outputs = Float64Array.from(rows.flatMap((row) => [...apart.outputs.subarray(row * width, (row + 1) * width)]))
  const truth = rows.map((row) => apart.truth[row] as number)
  const temperature = fitTemperature(outputs.map(log), truth, width)
  const calibrated = topPredictions(withTemperature(outputs, width, temperature), width)
  const right = truth.map((one, i) => one === calibrated.top[i])
  return {
    wrong,
    temperature,
    threshold: confidenceThreshold(calibrated.confidences, right),
    fitted: { hits: right.filter(Boolean).length, n: rows.length },
  }
}

/** The probabilities [rows, classes] after temperature scaling. */
export function withTemperature(outputs: ArrayLike<number>, width: number, temperature: number): ArrayLike<number> {
  return temperature === 1 ? outputs : atTemperature(outputs, width, temperature)
}

/** The most likely class of each row and its probability; NaN if there is no prediction. */
export function topPredictions(
  outputs: ArrayLike<number>,
  width: number,
): { top: Float32Array; confidences: Float32Array } {
  const rows = Math.floor(outputs.length / width)
  const [top, confidences] = [new Float32Array(rows).fill(Number.NaN), new Float32Array(rows).fill(Number.NaN)]
  for (let row = 0; row < rows; row++) {
    if (Number.isNaN(outputs[row * width])) continue
    let best = 0
    for (let k = 1; k < width; k++) {
      if ((outputs[row * width + k] as number) > (outputs[row * width + best] as number)) best = k
    }
    top[row] = best
    confidences[row] = outputs[row * width + best] as number
  }
  return { top, confidences }
}
