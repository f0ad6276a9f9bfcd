/**
 * @file References for drift: the distributions of features and predictions that requests are compared with, and how a
 * model file stores them.
 */
import { log } from '../../base/exact-math'
import { MEASURES, type Measure, type MonitoredFeature } from '../../data/monitoring/monitored-features'
import { referenceFileText as text } from '../../messages/en/operate/reference-file'
import { confidenceThreshold } from '../../metrics/accuracy-before-labels'
import { atTemperature } from '../../data/output-decision'
import { fitTemperature } from '../../metrics/calibration'
import { firstFrom } from '../../metrics/histogram'
import type { Rate } from '../../metrics/two-sample-tests'
import type { VersionRef } from '../service-spec'

/** The distribution of one feature: sorted numbers, or counts for each category. */
export type FeatureReference = NumberReference | CategoryReference

interface Base extends MonitoredFeature {
  /** The number of rows, including rows in which the value is missing. */
  readonly rows: number
  readonly missing: number
  /**
   * Whether these rows are the complete population from which drift-free requests are drawn, so that the reference has
   * no sampling error.
   */
  readonly isAll?: boolean
  /**
   * Whether the values of requests follow the calendar. They are not compared: in a window of an hour or a day they
   * always differ from rows of several weeks.
   */
  readonly followsCalendar?: boolean
}

export interface NumberReference extends Base {
  readonly kind: 'number'
  /** Values in ascending order, without missing values. */
  readonly sorted: Float64Array
}

export interface CategoryReference extends Base {
  readonly kind: 'category'
  readonly values: readonly string[]
  /** Counts for each value; the last count covers all other values. */
  readonly counts: readonly number[]
}

/** Creates the reference for a feature from its values; NaN means missing. */
export function featureReference(
  feature: MonitoredFeature,
  numbers: ArrayLike<number>,
  of: 'sample' | 'all' = 'sample',
): FeatureReference {
  const { values } = feature
  const known = values ? knownOf(numbers) : sortedOf(numbers)
  const base = { ...feature, rows: numbers.length, missing: numbers.length - known.length, isAll: of === 'all' }
  return values
    ? { ...base, kind: 'category', values, counts: countsOf(known, values.length + 1) }
    : { ...base, kind: 'number', sorted: known }
}

/** The references for all features, computed from a table with shape [rows, features]. */
export function inputReferences(
  features: readonly MonitoredFeature[],
  table: Float32Array,
  of: 'sample' | 'all' = 'sample',
): readonly FeatureReference[] {
  return features.map((feature, at) => featureReference(feature, columnOf(table, features.length, at), of))
}

/** Extracts one column from a table with this number of columns. */
export function columnOf(table: Float32Array, width: number, at: number): Float32Array<ArrayBuffer> {
  const column = new Float32Array(Math.floor(table.length / width))
  for (let row = 0; row < column.length; row++) column[row] = table[row * width + at] as number
  return column
}

/**
 * Two answers to the same row differ in their last digits if they are computed in batches of different sizes. Numbers
 * count as equal if they differ by at most this share of the range and magnitude of the reference.
 */
const ROUNDING = 1e-6

interface Ties {
  readonly tolerance: number
  /** The reference with equal numbers for values that differ only by rounding. */
  readonly sorted: Float64Array<ArrayBuffer>
}

const ties = new WeakMap<Float64Array, Ties>()

/** Returns the reference and the numbers with equal values wherever they differ only by rounding. */
export function withTies(
  reference: NumberReference,
  numbers: Float32Array<ArrayBuffer>,
): { readonly reference: NumberReference; readonly numbers: Float32Array<ArrayBuffer> } {
  const { sorted: original } = reference
  const known = ties.get(original) ?? tiesOf(original)
  ties.set(original, known)
  const { sorted, tolerance } = known
  const aligned = numbers.map((value) => {
    const above = firstFrom(original, value)
    const [low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY] = [original[above - 1], original[above]]
    const [distance, nearest] = value - low < high - value ? [value - low, above - 1] : [high - value, above]
    return distance <= tolerance ? (sorted[nearest] as number) : value
  })
  return { reference: { ...reference, sorted }, numbers: aligned }
}

function tiesOf(original: Float64Array): Ties {
  const [least = 0, most = 0] = [original[0], original.at(-1)]
  const tolerance = ROUNDING * Math.max(most - least, Math.abs(least), Math.abs(most))
  const sorted = Float64Array.from(original)
  for (let i = 1; i < sorted.length; i++)
    if ((original[i] as number) - (original[i - 1] as number) <= tolerance) sorted[i] = sorted[i - 1] as number
  return { tolerance, sorted }
}

/** The numbers in ascending order, without NaN. */
export function sortedOf(numbers: ArrayLike<number>): Float64Array<ArrayBuffer> {
  return knownOf(numbers).sort()
}

/** The numbers without NaN. Plain loops, because `from` and `filter` take several times as long. */
export function knownOf(numbers: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const known = new Float64Array(numbers.length)
  let count = 0
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] as number
    if (!Number.isNaN(value)) known[count++] = value
  }
  return count === known.length ? known : known.slice(0, count)
}

/** How often each code occurs; unknown codes are counted under the last one. */
export function countsOf(codes: ArrayLike<number>, kinds: number): number[] {
  const counts = new Array<number>(kinds).fill(0)
  for (let i = 0; i < codes.length; i++) {
    const code = Math.min(kinds - 1, Math.max(0, codes[i] as number))
    counts[code] = (counts[code] as number) + 1
  }
  return counts
}

/** The mean; NaN if there are no values. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / values.length
}

/** The population standard deviation (divides by n). */
export function deviationOf(values: ArrayLike<number>): number {
  const mean = meanOf(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - mean) ** 2
  return values.length > 0 ? Math.sqrt(sum / values.length) : 0
}

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

/** What a version answers for some rows, if requests take one of the branches of the traffic splits. */
export interface BranchAnswers {
  readonly share: number
  /** [rows, outputs]; NaN for rows that the version does not answer. */
  readonly outputs: Float32Array
}

/** Shares of branches are rounded to this many parts, because each row is repeated as often as its share has parts. */
const SHARE_PARTS = 20

/**
 * Joins the answers of a version in all branches. If the answers depend on the branch, rows occur as often as the share
 * of their branch requires.
 */
export function joinBranches(branches: readonly BranchAnswers[], truth: Float32Array, width: number): RowPredictions {
  const answering = branches.filter(({ outputs }) => outputs.some((one) => !Number.isNaN(one)))
  const [first] = answering
  if (!first) return { outputs: new Float32Array(0), truth: new Float32Array(0) }
  const isSame = answering.every(({ outputs }) => outputs.every((one, i) => Object.is(one, first.outputs[i])))
  const parts = isSame
    ? [first]
    : answering.flatMap((one) => new Array<BranchAnswers>(Math.max(1, Math.round(one.share * SHARE_PARTS))).fill(one))
  const answered = parts.flatMap(({ outputs }) =>
    [...truth.keys()].filter((row) => !Number.isNaN(outputs[row * width])).map((row) => ({ outputs, row })),
  )
  const joined = new Float32Array(answered.length * width)
  answered.forEach(({ outputs, row }, i) => {
    joined.set(outputs.subarray(row * width, (row + 1) * width), i * width)
  })
  return { outputs: joined, truth: Float32Array.from(answered, ({ row }) => truth[row] as number) }
}

/** The feature names for the prediction and its confidence. */
const ANSWER = 'answer'
const CONFIDENCE = 'confidence'

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

export interface ReferenceFile {
  /** The number of rows from which the reference was computed. */
  readonly rows: number
  readonly features: readonly ReferenceFeature[]
}

export interface ReferenceFeature {
  readonly column: string
  readonly measure: Measure
  /** The number of rows in which the feature is missing. */
  readonly missing: number
  /** For a numeric feature: the minimum, every percentile and the maximum. */
  readonly quantiles?: readonly number[]
  /** For a categorical feature: its values and their counts, with an additional count for all other values. */
  readonly values?: readonly string[]
  readonly counts?: readonly number[]
}

const PARTS = 100

/** Converts references to the format in which they are saved. */
export function toReferenceFile(references: readonly FeatureReference[]): ReferenceFile {
  return {
    rows: references[0]?.rows ?? 0,
    features: references.map((one): ReferenceFeature => {
      const { column, measure, missing } = one
      if (one.kind === 'category') return { column, measure, missing, values: one.values, counts: one.counts }
      return { column, measure, missing, quantiles: quantilesOf(one.sorted) }
    }),
  }
}

/** Restores references from a file; the quantiles of a numeric feature take the place of its values. */
export function fromReferenceFile({ rows, features }: ReferenceFile): readonly FeatureReference[] {
  return features.map(({ column, measure, missing, values, counts, quantiles }): FeatureReference => {
    const feature: MonitoredFeature = { column, measure, ...(values && { values }) }
    const base = { ...feature, rows, missing }
    if (values && counts) return { ...base, kind: 'category', values, counts }
    const sorted = Float64Array.from(quantiles ?? [])
    // The quantiles are treated as a sample whose size is the number of quantiles.
    return { ...base, kind: 'number', sorted, rows: Math.min(rows, sorted.length + missing) }
  })
}

/** Describes the problem with a file that has the right structure; undefined if there is none. */
export function referenceProblem({ rows, features }: ReferenceFile): string | undefined {
  for (const { column, measure, missing, quantiles, values, counts } of features) {
    if (!(MEASURES as readonly string[]).includes(measure)) return text.measure({ column, measure })
    if (missing > rows) return text.missing({ column, missing, rows })
    if (values ? counts?.length !== values.length + 1 : !quantiles) return text.noDistribution({ column })
    if (counts && counts.reduce((a, b) => a + b, missing) !== rows) return text.counts({ column, rows })
    if (quantiles?.some((one, i) => i > 0 && one < (quantiles[i - 1] as number))) return text.quantiles({ column })
  }
  return undefined
}

function quantilesOf(sorted: Float64Array): readonly number[] {
  if (sorted.length <= PARTS + 1) return [...sorted]
  return Array.from({ length: PARTS + 1 }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / PARTS)] as number)
}
