/**
 * @file Accuracy of a window: estimated from confidences before any label came, counted once labels are there, and whether answers have
 * come to be wrong more often than the same answers were (concept drift). The world's truth is for graders alone.
 */
import { averageConfidence, type Estimate, thresholdedConfidence } from '../../metrics/accuracy-before-labels'
import { calibrationOf, nullBand } from '../../metrics/calibration'
import { type Interval, wilson } from '../../metrics/interval'
import { mantelHaenszel } from '../../metrics/mantel-haenszel'
import { kolmogorovSmirnov } from '../../metrics/two-samples'
import type { LogView } from '../log/fold'
import { UNLABELLED } from '../log/request-buffer'
import { type AnswerReference, tempered, topsOf } from './answer-reference'
import { meanOf, sortedOf } from './reference'
import { type DriftReference, mainVersion, outputsIn, placesOf } from './window-drift'

export interface AccuracyNow {
  readonly window: number
  readonly from: number
  readonly to: number
  /** Answers, and those of them that were labelled. */
  readonly n: number
  readonly labelled: number
  /** Of classes: mean confidence at the temperature, and the share that is sure enough. */
  readonly estimated?: Estimate
  readonly thresholded?: Estimate
  /** By the labels that came; of numbers the mean absolute error. */
  readonly counted?: Interval & { readonly value: number }
  /** By the world's truth: for graders. */
  readonly truth?: number
  readonly concept?: ConceptDrift
}

export interface ConceptDrift {
  /** χ² by class that was answered, or Kolmogorov's D of absolute errors. */
  readonly by: 'answer' | 'error'
  readonly statistic: number
  readonly p: number
  /** Wrong answers beyond those that the same answers usually have, or how much larger the mean error is. */
  readonly excess: number
  readonly n: number
}

/** What is known of a window's answers at the moment; undefined where it is not in the ring or its version has no reference. */
export function accuracyNow(
  { ring, book }: LogView,
  reference: DriftReference,
  window: number,
  n: number,
): AccuracyNow | undefined {
  const places = placesOf(ring, window, n)
  const main = places && mainVersion(ring, places, book, reference)
  if (!places || !main) return undefined
  const { columns, widths } = ring
  const outputs = outputsIn(ring, places, main.number)
  const given = places.flatMap((place, i) => (Number.isNaN(outputs[i * widths.width]) ? [] : [{ place, i }]))
  const labels = given.map(({ place }) =>
    columns.version[place] === main.number && ring.labelBy[place] !== UNLABELLED
      ? (ring.label[place] as number)
      : Number.NaN,
  )
  const truth = given.map(({ place }) => columns.truth[place] as number)
  const about = {
    window,
    from: columns.at[places[0] as number] as number,
    to: columns.at[places.at(-1) as number] as number,
    n: given.length,
    labelled: labels.filter((one) => !Number.isNaN(one)).length,
  }
  const { classes, errors } = main.reference
  if (!classes) {
    const answers = given.map(({ i }) => outputs[i * widths.width] as number)
    return { ...about, ...numbersNow(answers, labels, truth, errors ?? new Float64Array(0)) }
  }
  const { width } = widths
  const known = Float64Array.from(given.flatMap(({ i }) => [...outputs.subarray(i * width, (i + 1) * width)]))
  const { top, sure } = topsOf(tempered(known, width, classes.temperature), width)
  const right = share(top, labels)
  const real = share(top, truth)
  const concept = conceptOf(classes.wrong, top, labels)
  return {
    ...about,
    estimated: averageConfidence(sure),
    thresholded: thresholdedConfidence(sure, classes.threshold),
    ...(about.labelled > 0 && { counted: { value: right, ...wilson(right, about.labelled) } }),
    ...(!Number.isNaN(real) && { truth: real }),
    ...(concept && { concept }),
  }
}

/** The calibration of a window's labelled answers as they were told, with what a calibrated model has at this number of rows. */
export function calibrationIn(
  { ring, book }: LogView,
  reference: DriftReference,
  window: number,
  n: number,
):
  | { readonly labelled: number; readonly ece: number; readonly median: number; readonly threshold: number }
  | undefined {
  const places = placesOf(ring, window, n)
  const main = places && mainVersion(ring, places, book, reference)
  if (!places || !main?.reference.classes) return undefined
  const { top, sure } = topsOf(outputsIn(ring, places, main.number), ring.widths.width)
  const rows = places.flatMap((place, i) =>
    Number.isNaN(top[i]) || ring.labelBy[place] === UNLABELLED ? [] : [{ right: ring.label[place] === top[i], i }],
  )
  const confidence = rows.map(({ i }) => sure[i] as number)
  const { ece } = calibrationOf({ confidence, right: rows.map(({ right }) => right) })
  return { labelled: rows.length, ece, ...nullBand(confidence, { alpha: 0.05, seed: window }) }
}

type ClassesReference = NonNullable<AnswerReference['classes']>

function conceptOf(
  wrong: ClassesReference['wrong'],
  top: Float32Array,
  labels: readonly number[],
): ConceptDrift | undefined {
  const now = wrong.map(() => ({ hits: 0, n: 0 }))
  labels.forEach((label, i) => {
    const rate = now[top[i] as number]
    if (!rate || Number.isNaN(label)) return
    rate.n++
    if (label !== top[i]) rate.hits++
  })
  const n = now.reduce((sum, rate) => sum + rate.n, 0)
  if (n === 0) return undefined
  const strata = wrong.map((reference, k) => ({ reference, current: now[k] ?? { hits: 0, n: 0 } }))
  const { statistic, p } = mantelHaenszel(strata)
  // Against how often the same answers usually are wrong, of answers that are usual at all.
  const excess = strata.reduce(
    (sum, { reference, current }) =>
      reference.n === 0 ? sum : sum + current.hits - (current.n * reference.hits) / reference.n,
    0,
  )
  return { by: 'answer', statistic, p, excess, n }
}

function numbersNow(
  answers: readonly number[],
  labels: readonly number[],
  truth: readonly number[],
  usual: Float64Array,
) {
  const off = (actual: readonly number[]) => sortedOf(answers.map((one, i) => Math.abs(one - (actual[i] as number))))
  const [counted, real] = [off(labels), off(truth)]
  const value = meanOf(counted)
  const { statistic, p } = kolmogorovSmirnov(usual, counted)
  return {
    ...(counted.length > 0 && {
      counted: { value, low: Number.NaN, high: Number.NaN },
      concept: { by: 'error' as const, statistic, p, excess: value - meanOf(usual), n: counted.length },
    }),
    ...(real.length > 0 && { truth: meanOf(real) }),
  }
}

/** The share of answers that agree with what is known; NaN where nothing is. */
function share(answers: Float32Array, actual: readonly number[]): number {
  let [right, n] = [0, 0]
  actual.forEach((one, i) => {
    if (Number.isNaN(one)) return
    n++
    if (one === answers[i]) right++
  })
  return right / n
}
