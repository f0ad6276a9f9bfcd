/**
 * @file Accuracy in a window: estimated from confidence before labels arrive and measured once they do. Simulated ground
 * truth is used only for grading.
 */
import { averageConfidence, type Estimate, thresholdedConfidence } from '../../metrics/accuracy-before-labels'
import { calibrationOf, nullBand } from '../../metrics/calibration-error'
import { type Interval, wilson } from '../../metrics/intervals'
import { countInputs } from '../log/distinct-inputs'
import type { LogView } from '../log/fold-log'
import { isSampled } from '../log/request-buffer'
import { meanOf, sortedOf, topPredictions, withTemperature } from './references'
import { type DriftReference, mainVersion, outputsOf, slotsOf } from './window-drift'

export interface AccuracyNow {
  readonly window: number
  readonly from: number
  readonly to: number
  /** The number of predictions (`n`), and how many of them have been labeled, other than by hand. */
  readonly n: number
  readonly labeled: number
  /** The number of different inputs among the labeled ones, on which the interval of the accuracy rests. */
  readonly inputs: number
  /**
   * For classification: `estimated` is based on the mean confidence after temperature scaling, `thresholded` on the
   * share of predictions above the confidence threshold.
   */
  readonly estimated?: Estimate
  readonly thresholded?: Estimate
  /** The accuracy measured from the labels so far; for numeric predictions, the mean absolute error. */
  readonly counted?: Interval & { readonly value: number }
  /** The accuracy according to simulated ground truth, for grading only. */
  readonly truth?: number
}

/**
 * The accuracy in a window as far as it is known; undefined if its requests are no longer stored or its version has no
 * reference.
 */
export function accuracyNow(
  { buffer, book }: LogView,
  reference: DriftReference,
  window: number,
  n: number,
): AccuracyNow | undefined {
  const slots = slotsOf(buffer, window, n)
  const main = slots && mainVersion(buffer, slots, book, reference)
  if (!slots || !main) return undefined
  const { columns, widths } = buffer
  const outputs = outputsOf(buffer, slots, main.number)
  const answered = slots.flatMap((slot, i) => (Number.isNaN(outputs[i * widths.width]) ? [] : [{ place: slot, i }]))
  const labels = answered.map(({ place: slot }) =>
    columns.version[slot] === main.number && isSampled(buffer, slot) ? (buffer.label[slot] as number) : Number.NaN,
  )
  const truth = answered.map(({ place: slot }) => columns.truth[slot] as number)
  const about = {
    window,
    from: columns.at[slots[0] as number] as number,
    to: columns.at[slots.at(-1) as number] as number,
    n: answered.length,
    labeled: labels.filter((one) => !Number.isNaN(one)).length,
    inputs: countInputs(
      buffer,
      answered.flatMap(({ place }, i) => (Number.isNaN(labels[i]) ? [] : [place])),
    ),
  }
  const { classes } = main.reference
  if (!classes) {
    const answers = answered.map(({ i }) => outputs[i * widths.width] as number)
    return { ...about, ...numbersNow(answers, labels, truth) }
  }
  const { width } = widths
  const known = Float64Array.from(answered.flatMap(({ i }) => [...outputs.subarray(i * width, (i + 1) * width)]))
  const { top, confidences } = topPredictions(withTemperature(known, width, classes.temperature), width)
  const right = share(top, labels)
  const real = share(top, truth)
  return {
    ...about,
    estimated: averageConfidence(confidences),
    thresholded: thresholdedConfidence(confidences, classes.threshold),
    ...(about.labeled > 0 && { counted: { value: right, ...wilson(right, about.inputs) } }),
    ...(!Number.isNaN(real) && { truth: real }),
  }
}

/**
 * The calibration of a window's labeled predictions without temperature scaling, with the range expected from a
 * calibrated model on the same number of rows.
 */
export function calibrationIn(
  { buffer, book }: LogView,
  reference: DriftReference,
  window: number,
  n: number,
): { readonly labeled: number; readonly ece: number; readonly median: number; readonly threshold: number } | undefined {
  const slots = slotsOf(buffer, window, n)
  const main = slots && mainVersion(buffer, slots, book, reference)
  if (!slots || !main?.reference.classes) return undefined
  const { top, confidences } = topPredictions(outputsOf(buffer, slots, main.number), buffer.widths.width)
  const rows = slots.flatMap((slot, i) =>
    Number.isNaN(top[i]) || !isSampled(buffer, slot) ? [] : [{ right: buffer.label[slot] === top[i], i }],
  )
  const confidence = rows.map(({ i }) => confidences[i] as number)
  const { ece } = calibrationOf({ confidence, right: rows.map(({ right }) => right) })
  return { labeled: rows.length, ece, ...nullBand(confidence, { alpha: 0.05, seed: window }) }
}

function numbersNow(answers: readonly number[], labels: readonly number[], truth: readonly number[]) {
  const off = (actual: readonly number[]) => sortedOf(answers.map((one, i) => Math.abs(one - (actual[i] as number))))
  const [counted, real] = [off(labels), off(truth)]
  return {
    ...(counted.length > 0 && { counted: { value: meanOf(counted), low: Number.NaN, high: Number.NaN } }),
    ...(real.length > 0 && { truth: meanOf(real) }),
  }
}

/** The share of predictions that match the ground truth, where known; NaN if it is not known for any prediction. */
function share(answers: Float32Array, actual: readonly number[]): number {
  let [right, n] = [0, 0]
  actual.forEach((one, i) => {
    if (Number.isNaN(one)) return
    n++
    if (one === answers[i]) right++
  })
  return right / n
}
