/**
 * @file AnswerReference: what a version said of rows whose answers are known: what its answers and confidences are like as usual, how often
 * each of its answers is wrong, and what makes its confidences into an estimate of how often it is right.
 */
import { confidenceThreshold } from '../../metrics/accuracy-before-labels'
import type { Rate } from '../../metrics/drift'
import { atTemperature, fitTemperature } from '../../metrics/temperature'
import { log } from '../../base/exact'
import type { VersionRef } from '../service-spec'
import { type FeatureReference, featureReference, sortedOf } from './reference'

/** Answers of a version to some rows. */
export interface Said {
  /** [rows, outputs]; NaN where it has no answer. */
  readonly outputs: Float32Array
  /** By row; NaN where nobody knows. */
  readonly truth: Float32Array
}

export interface AnswerReference {
  readonly version: VersionRef
  /** The class that is answered, or the number; of classes, how sure. */
  readonly answer: FeatureReference
  readonly confidence?: FeatureReference
  /** Of classes. */
  readonly classes?: ClassesReference
  /** Of numbers: how far off, rising. */
  readonly errors?: Float64Array
}

export interface ClassesReference {
  /** By class that was answered: how often that was wrong. */
  readonly wrong: readonly Rate[]
  /** What makes confidences of the rows below mean what they say. */
  readonly temperature: number
  /** As many of them are less sure than this as are wrong, after the temperature. */
  readonly threshold: number
  /** The rows that both were found on. */
  readonly fitted: Rate
}

/** What is called so among the features. */
export const ANSWER = 'answer'
export const CONFIDENCE = 'confidence'

/**
 * The reference of a version. `usual` are rows like those that come; `apart` are rows that never come, so that an estimate which was fitted
 * on them is no memory of the rows it is asked about.
 */
export function answerReference(
  version: VersionRef,
  classes: readonly string[],
  usual: Said,
  apart: Said,
  of: 'sample' | 'all' = 'sample',
): AnswerReference {
  const width = Math.max(1, classes.length)
  if (classes.length === 0) {
    const off = usual.truth.map((truth, row) => Math.abs((usual.outputs[row] as number) - truth))
    const answer = featureReference({ column: ANSWER, measure: 'value' }, usual.outputs, of)
    return { version, answer, errors: sortedOf(off) }
  }
  const tops = topsOf(usual.outputs, width)
  const answer = featureReference({ column: ANSWER, measure: 'value', values: classes }, tops.top, of)
  const confidence = featureReference({ column: CONFIDENCE, measure: 'value' }, tops.sure, of)
  return { version, answer, confidence, classes: classesReference(usual, apart, width) }
}

function classesReference(usual: Said, apart: Said, width: number): ClassesReference {
  const { top } = topsOf(usual.outputs, width)
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
  const mended = topsOf(tempered(outputs, width, temperature), width)
  const right = truth.map((one, i) => one === mended.top[i])
  return {
    wrong,
    temperature,
    threshold: confidenceThreshold(mended.sure, right),
    fitted: { hits: right.filter(Boolean).length, n: rows.length },
  }
}

/** Probabilities [rows, classes] at a temperature. */
export function tempered(outputs: ArrayLike<number>, width: number, temperature: number): ArrayLike<number> {
  return temperature === 1 ? outputs : atTemperature(outputs, width, temperature)
}

/** The surest class of each row and its probability; NaN where there is no answer. */
export function topsOf(outputs: ArrayLike<number>, width: number): { top: Float32Array; sure: Float32Array } {
  const rows = Math.floor(outputs.length / width)
  const [top, sure] = [new Float32Array(rows).fill(Number.NaN), new Float32Array(rows).fill(Number.NaN)]
  for (let row = 0; row < rows; row++) {
    if (Number.isNaN(outputs[row * width])) continue
    let best = 0
    for (let k = 1; k < width; k++) {
      if ((outputs[row * width + k] as number) > (outputs[row * width + best] as number)) best = k
    }
    top[row] = best
    sure[row] = outputs[row * width + best] as number
  }
  return { top, sure }
}
