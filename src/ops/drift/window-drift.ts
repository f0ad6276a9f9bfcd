/**
 * @file WindowDrift: the drift in a window of the log (a fixed number of consecutive requests) for each input feature,
 * the prediction and its confidence, corrected for multiple testing (Benjamini-Hochberg). The result depends only on
 * stored requests and references.
 */
import { featureName, type MonitoredFeature } from '../../data/monitoring/monitored-features'
import { type DriftTest, driftOfRows } from '../../metrics/drift-threshold'
import { correctPValues, isPersistent } from '../../metrics/multiple-testing'
import { modelOfBuild } from '../../messages/en/operate/terms'
import { independentSlots } from '../log/distinct-inputs'
import type { LogView } from '../log/fold-log'
import { type RequestBuffer, slotOf, UNLABELED } from '../log/request-buffer'
import { LOAD_TEST, NO_VERSION_INDEX, SCENARIO_SOURCES, STATUSES, versionName } from '../log-entry'
import type { VersionRef } from '../service-spec'
import { type Decider, driftOfFeature, type FeatureDrift } from './feature-drift'
import {
  type AnswerReference,
  columnOf,
  deviationOf,
  type FeatureReference,
  meanOf,
  sortedOf,
  topPredictions,
  withTies,
} from './references'

export interface DriftPlan {
  /** Number of requests in a window. */
  readonly n: number
  /** The false discovery rate: the expected share of false positives among the features reported as drifted. */
  readonly alpha: number
  /**
   * If a feature drifts in at least `least` of `among` consecutive windows, its drift is persistent and raises an
   * alert.
   */
  readonly least: number
  readonly among: number
  readonly decider: Decider
}

export const DEFAULT_PLAN: DriftPlan = { n: 500, alpha: 0.01, least: 2, among: 3, decider: 'usual' }

export interface DriftReference {
  readonly inputs: readonly FeatureReference[]
  readonly answers: readonly AnswerReference[]
  /**
   * Whether the answers of a version depend on other models, as with a router or an ensemble, and so on the diagram,
   * aliases, and traffic shares.
   */
  readonly isJoint?: boolean
  /**
   * Answers to requests before this simulated time, in ms, are not compared, because another diagram or other versions
   * gave them.
   */
  readonly answersSince?: number
}

export interface FeatureVerdict extends FeatureDrift {
  readonly name: string
  /** Whether the feature is an input feature or the prediction (`answer`). */
  readonly of: 'input' | 'answer'
  /** Index into the features of the dictionary; -1 for the prediction. */
  readonly at: number
  /** The corrected p-value, which is compared with alpha. */
  readonly adjusted: number
}

export interface WindowDrift {
  /** The number of the window, which contains requests [window × n, (window + 1) × n). */
  readonly window: number
  /** The times of the first (`from`) and last (`to`) request, in simulated milliseconds. */
  readonly from: number
  readonly to: number
  /** The version whose predictions are compared; absent if there is no reference for them. */
  readonly version?: string
  /** The version whose reference is used, if it is another one: a new build of it is deployed. */
  readonly buildOf?: VersionRef
  readonly features: readonly FeatureVerdict[]
}

/** The status of a feature: no drift, drift in the most recent window only, or persistent drift. */
export type DriftStatus = 'no' | 'once' | 'persistent'

const INVALID = STATUSES.indexOf('invalid')
const ANSWERED = new Set([STATUSES.indexOf('ok'), STATUSES.indexOf('abstained')])

/** The drift in a window; undefined if not all of its requests are stored. */
export function driftOfWindow(
  { buffer, book }: LogView,
  reference: DriftReference,
  window: number,
  plan: DriftPlan,
): WindowDrift | undefined {
  const slots = slotsOf(buffer, window, plan.n)
  const [first, last] = [slots?.[0], slots?.at(-1)]
  if (!slots || first === undefined || last === undefined) return undefined
  const isComparable = !((buffer.columns.at[first] as number) < (reference.answersSince ?? 0))
  const answers = isComparable ? answersIn(buffer, slots, book, reference) : undefined
  const tests = [
    ...reference.inputs.flatMap((input, at) => {
      if (input.followsCalendar) return []
      const feature = referenceFor(input, buffer, slots)
      return [{ one: feature, at, of: 'input' as const, numbers: featureValues(buffer, slots, at) }]
    }),
    ...(answers?.looks ?? []),
  ]
  return {
    window,
    from: buffer.columns.at[first] as number,
    to: buffer.columns.at[last] as number,
    ...(answers && { version: answers.version }),
    ...(answers?.buildOf && { buildOf: answers.buildOf }),
    features: driftOfFeatures(tests, plan, window).map((drift, i) => {
      const { one: feature, at, of } = tests[i] as (typeof tests)[number]
      return { ...drift, at, of, name: featureName(feature) }
    }),
  }
}

/** Tests several features, correcting for multiple testing. All drift detection uses this function. */
export function driftOfFeatures(
  tests: readonly { readonly one: FeatureReference; readonly numbers: ArrayLike<number> }[],
  { alpha, decider }: Pick<DriftPlan, 'alpha' | 'decider'>,
  seed: number,
): readonly (FeatureDrift & Pick<FeatureVerdict, 'adjusted'>)[] {
  // A feature that passes this Bonferroni-corrected threshold counts as drifted regardless of the other features.
  const level = { alpha: alpha / Math.max(1, tests.length), seed }
  const drifts = tests.map(({ one: feature, numbers }) => driftOfFeature(feature, numbers, decider, level))
  const { adjusted, flagged } = correctPValues(
    drifts.map(({ p }) => p),
    alpha,
    'Benjamini-Hochberg',
  )
  return drifts.map((drift, i) => ({ ...drift, adjusted: adjusted[i] ?? 1, drifted: flagged[i] === true }))
}

/** The status of a feature at the end of several consecutive windows. */
export function driftStatus(windows: readonly WindowDrift[], name: string, { least, among }: DriftPlan): DriftStatus {
  const drifted = windows.map(({ features }) => features.find((feature) => feature.name === name)?.drifted === true)
  if (isPersistent(drifted, least, among)) return 'persistent'
  return drifted.at(-1) ? 'once' : 'no'
}

/** The completed windows, starting with the first one that is fully stored. */
export function completeWindows(
  { next, capacity }: RequestBuffer,
  n: number,
): { readonly first: number; readonly end: number } {
  return { first: Math.ceil(Math.max(0, next - capacity) / n), end: Math.floor(next / n) }
}

/**
 * The buffer slots of a window's requests, excluding load tests and requests without a valid input, which no model
 * read; undefined if a request is no longer stored, or if most requests are excluded.
 */
export function slotsOf(buffer: RequestBuffer, window: number, n: number): readonly number[] | undefined {
  const { source, status } = buffer.columns
  const monitored: number[] = []
  for (let i = 0; i < n; i++) {
    const slot = slotOf(buffer, window * n + i)
    if (slot < 0) return undefined
    if (source[slot] !== LOAD_TEST && status[slot] !== INVALID) monitored.push(slot)
  }
  return 2 * monitored.length >= n ? monitored : undefined
}

/** The sampling error of the reference is ignored if it increases the variance of the window by at most this share. */
const MAX_ADDED = 0.05

/**
 * The reference that applies to these requests. For scenario requests, the reference rows are the complete population;
 * for external requests, they are only a sample. If enough of the requests are external to matter, the reference is
 * treated as a sample.
 */
export function referenceFor<R extends FeatureReference>(
  reference: R,
  { columns }: RequestBuffer,
  slots: readonly number[],
): R {
  if (!reference.isAll) return reference
  const outside = slots.reduce((sum, slot) => sum + (SCENARIO_SOURCES.has(columns.source[slot] as number) ? 0 : 1), 0)
  // If external requests make up a share s of n requests, the sampling error of the reference adds s² / rows to the
  // variance 1 / n.
  const isFew = (outside * outside) / Math.max(1, slots.length * reference.rows) <= MAX_ADDED
  return isFew ? reference : { ...reference, isAll: false }
}

/** The values of a feature in these requests. */
export function featureValues({ columns, widths }: RequestBuffer, slots: readonly number[], at: number): Float32Array {
  const width = widths.features ?? 0
  const values = new Float32Array(slots.length).fill(Number.NaN)
  if (at >= width) return values
  for (let i = 0; i < slots.length; i++) values[i] = columns.features[(slots[i] as number) * width + at] as number
  return values
}

/** Predictions for the requests, with shape [slots, outputs], from one version only and excluding fallbacks. */
export function outputsOf(
  { columns, widths: { width } }: RequestBuffer,
  slots: readonly number[],
  version: number,
): Float32Array {
  const out = new Float32Array(slots.length * width).fill(Number.NaN)
  slots.forEach((slot, i) => {
    if (columns.version[slot] !== version || !ANSWERED.has(columns.status[slot] as number)) return
    out.set(columns.outputs.subarray(slot * width, (slot + 1) * width), i * width)
  })
  return out
}

interface MainVersion {
  readonly number: number
  readonly name: string
  readonly reference: AnswerReference
  readonly buildOf?: VersionRef
}

/** The version that answered most of these requests, if it has a reference. */
export function mainVersion(...args: Parameters<typeof comparedVersion>): MainVersion | undefined {
  const found = comparedVersion(...args)
  return found?.buildOf ? undefined : found
}

/** The same, or a new build without a reference of its own, with the reference of the version that it replaced. */
function comparedVersion(
  { columns }: RequestBuffer,
  slots: readonly number[],
  book: LogView['book'],
  { answers }: DriftReference,
): MainVersion | undefined {
  const counts = new Map<number, number>()
  for (const slot of slots) {
    const version = columns.version[slot] as number
    if (version !== NO_VERSION_INDEX) counts.set(version, (counts.get(version) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const ref = most && book.versions[most[0]]
  if (!ref) return undefined
  const referenceOf = (of: VersionRef) => answers.find(({ version }) => versionName(version) === versionName(of))
  const [own, model] = [referenceOf(ref), modelOfBuild(ref.model)]
  const reference = own ?? (model === undefined ? undefined : referenceOf({ ...ref, model }))
  const known = { number: most[0], name: versionName(ref) }
  return reference && { ...known, reference, ...(own ? {} : { buildOf: reference.version }) }
}

/** The answers of the main version in these requests, with the reference of each answer feature. */
export function answersIn(
  buffer: RequestBuffer,
  slots: readonly number[],
  book: LogView['book'],
  reference: DriftReference,
) {
  const main = comparedVersion(buffer, slots, book, reference)
  if (!main) return undefined
  const { reference: references } = main
  const answer = referenceFor(references.answer, buffer, slots)
  const confidence = references.confidence && referenceFor(references.confidence, buffer, slots)
  const outputs = outputsOf(buffer, independentSlots(buffer, slots), main.number)
  const { top, confidences } = topPredictions(outputs, buffer.widths.width)
  // Requests answered by other versions are excluded rather than counted as missing values.
  const present = (numbers: Float32Array) => Float32Array.from(numbers).filter((feature) => !Number.isNaN(feature))
  const test = (reference: FeatureReference, all: Float32Array) => {
    const numbers = present(all)
    if (reference.kind === 'category') return { one: reference, at: -1, of: 'answer' as const, numbers }
    const tied = withTies(reference, numbers)
    return { one: tied.reference, at: -1, of: 'answer' as const, numbers: tied.numbers }
  }
  const tests = [
    test(answer, answer.kind === 'category' ? top : outputs),
    ...(confidence ? [test(confidence, confidences)] : []),
  ]
  return { version: main.name, buildOf: main.buildOf, looks: tests }
}

export interface DriftedRequest {
  /** The latest request with this input, preferring one that has a label. */
  readonly request: number
  /** How many requests in the window have this input. */
  readonly times: number
  /** The value of the feature; NaN if missing. */
  readonly value: number
}

/** Up to `most` distinct inputs in a window, most extreme first. */
export function mostDrifted(
  { buffer, book }: LogView,
  window: number,
  n: number,
  verdict: Pick<FeatureVerdict, 'at' | 'name' | 'bins' | 'mean' | 'missing'>,
  answers: readonly AnswerReference[],
  most: number,
): readonly DriftedRequest[] {
  const slots = slotsOf(buffer, window, n)
  if (!slots) return []
  const { columns } = buffer
  const values =
    verdict.at >= 0
      ? featureValues(buffer, slots, verdict.at)
      : answersOf({ buffer, book }, slots, verdict.name, answers)
  const far = distanceOf(verdict)
  const byInput = new Map<string, { request: number; isLabeled: boolean; times: number; value: number; far: number }>()
  slots.forEach((slot, i) => {
    const value = values[i] as number
    const distance = far(value)
    // Values on the other side, or values that became less frequent, do not contribute.
    if (!(distance > 0)) return
    const row = columns.row[slot] as number
    const own = `${row} ${columns.operator[slot]} ${columns.strength[slot]} ${value}`
    const key = row < 0 ? `outside ${buffer.id[slot]}` : own
    const known = byInput.get(key)
    const isLabeled = buffer.labelBy[slot] !== UNLABELED
    const request = known?.isLabeled && !isLabeled ? known.request : (buffer.id[slot] as number)
    byInput.set(key, {
      request,
      isLabeled: isLabeled || known?.isLabeled === true,
      times: (known?.times ?? 0) + 1,
      value,
      far: distance,
    })
  })
  return [...byInput.values()]
    .sort((a, b) => b.far - a.far || b.times - a.times || b.request - a.request)
    .slice(0, most)
}

function answersOf(
  { buffer, book }: LogView,
  slots: readonly number[],
  name: string,
  answers: readonly AnswerReference[],
) {
  const out = new Float32Array(slots.length).fill(Number.NaN)
  for (const { answer } of answers) {
    for (const version of book.versions.keys()) {
      const outputs = outputsOf(buffer, slots, version)
      const { top, confidences } = topPredictions(outputs, buffer.widths.width)
      const own = name === answer.column ? (answer.kind === 'category' ? top : outputs) : confidences
      own.forEach((one, i) => {
        if (!Number.isNaN(one)) out[i] = one
      })
    }
  }
  return out
}

/**
 * How far a value lies in the direction of the drift; NaN or a value of at most 0 means that it does not contribute.
 */
function distanceOf({
  bins,
  mean,
  missing,
}: Pick<FeatureVerdict, 'bins' | 'mean' | 'missing'>): (value: number) => number {
  const [now, before] = [bins.now, bins.before].map((counts) => {
    const all = counts.reduce((a, b) => a + b, 0)
    return counts.map((count) => (all > 0 ? count / all : 0))
  }) as [number[], number[]]
  const missingDistance = missing.now > missing.before && missing.p < 0.01 ? 1 : Number.NaN
  if (bins.values) return (value) => (Number.isNaN(value) ? missingDistance : (now[value] ?? 0) - (before[value] ?? 0))
  const { now: meanNow = 0, before: meanBefore = 0, deviation = 1 } = mean ?? {}
  const scale = Math.max(deviation, 1e-9)
  const shifted = Math.abs(meanNow - meanBefore) > 0.1 * scale
  const side = meanNow < meanBefore ? -1 : 1
  return (value) => {
    if (Number.isNaN(value)) return missingDistance
    return shifted ? (side * (value - meanBefore)) / scale : Math.abs(value - meanBefore) / scale
  }
}

/**
 * Tests whether the joint distribution of all numeric features differs from the reference, which can happen even if no
 * individual feature does: MMD² with a Gaussian kernel on standardized values, and a permutation test. Returns
 * undefined if the window is no longer stored, or if fewer than two features are numeric.
 */
export function jointDrift(
  buffer: RequestBuffer,
  features: readonly (MonitoredFeature & Pick<FeatureReference, 'followsCalendar'>)[],
  table: Float32Array,
  { window, n, alpha }: { readonly window: number; readonly n: number; readonly alpha: number },
): (DriftTest & { readonly features: number }) | undefined {
  const numbers = features.flatMap(({ values, followsCalendar }, at) => (values || followsCalendar ? [] : [at]))
  const slots = slotsOf(buffer, window, n)
  if (!slots || numbers.length < 2 || table.length === 0) return undefined
  const rows = table.length / features.length
  const [before, now] = [new Float64Array(rows * numbers.length), new Float64Array(slots.length * numbers.length)]
  numbers.forEach((at, k) => {
    const reference = columnOf(table, features.length, at)
    const known = sortedOf(reference)
    const [mean, deviation] = [meanOf(known), deviationOf(known) || 1]
    // Missing values are replaced by the mean; the share of missing values is tested separately.
    const put = (out: Float64Array) => (value: number, row: number) => {
      out[row * numbers.length + k] = Number.isNaN(value) ? 0 : (value - mean) / deviation
    }
    reference.forEach(put(before))
    featureValues(buffer, slots, at).forEach(put(now))
  })
  const width = numbers.length
  return { ...driftOfRows({ values: before, width }, { values: now, width }, { alpha, seed: window }), features: width }
}
