/**
 * @file How certain predictions are: sets of classes and intervals that contain the actual value for a chosen share of
 * the rows, and the spread of predictions with dropout.
 */
import { rng } from '../../base/rng'
import type { SplitName } from '../../data/dataset'
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import {
  type Coverage,
  type Covered,
  conformalQuantile,
  coverageOf,
  coveredBySets,
  fitSetThreshold,
  leastRows,
  spreadOf,
  type Uncertainty,
  uncertaintyOf,
} from '../../metrics/certainty'
import { type RiskCurve, riskCurve } from '../../metrics/curves'
import type { AppContext } from '../context'
import { partsOf } from '../data/slices'
import { predictRows } from '../models/evaluate'
import { answersFrom } from '../models/row-predictions'
import { outputCalled, predictSet, type Source, weightsOf } from './predictions'
import { predictionsOf } from './prediction-table'
import { type Predicted, riskOf } from './report'

export interface ConformalReport {
  readonly kind: Predicted['kind']
  readonly output: string
  /** The set whose coverage is measured, and the number of rows that the threshold is fitted to. */
  readonly split: SplitName
  readonly fitted: number
  /** Classes: the probability from which a class is in the set. Numbers: half the width of the intervals. */
  readonly threshold: number
  /** Set if the probabilities are calibrated, which was done on the validation set as well. */
  readonly isCalibrated?: true
  readonly coverage: Coverage
  readonly perClass?: readonly (Coverage & { readonly label: string })[]
  /** Slices that do not fit the data are absent. */
  readonly perSlice: readonly (Coverage & { readonly name: string })[]
  readonly testLooks?: number
}

interface ConformalArgs {
  readonly coverage: number
  readonly split: SplitName
  readonly output?: string | undefined
}

/**
 * Fits to the validation set, and measures the coverage of the test set; for the validation set itself, fits to a
 * random half of it, and measures the other half. A calibration was fitted to the validation set, both halves alike, so
 * the test set is the stricter check. Refuses the training set, and too few rows.
 */
export async function conformalReport(
  studio: AppContext,
  source: Source,
  { coverage, split, output }: ConformalArgs,
): Promise<ConformalReport> {
  if (!(coverage > 0 && coverage < 1)) return refuse('conformal-coverage', { coverage })
  if (split === 'train') return refuse('conformal-training', {})
  const predictions = await predictSet(studio, source, split)
  const fit = split === 'test' ? await predictSet(studio, source, 'validation') : predictions
  const decoded = predictionsOf(predictions, output)
  const all = decoded.rows.length
  const isFitted = randomPart(all, split === 'test' ? 0 : all >> 1, 0)
  const measured = pick(
    decoded,
    isFitted.map((one) => 1 - one),
  )
  const fitRows = split === 'test' ? predictionsOf(fit, output) : pick(decoded, isFitted)
  const least = leastRows(coverage)
  if (fitRows.rows.length < least)
    return refuse('conformal-few', { rows: fitRows.rows.length, least, coverage, isHalf: split !== 'test' })
  const { threshold, covered } = fittedTo(fitRows, measured, coverage)
  const { testLooks, ready } = predictions
  const found = outputCalled(predictions, output)
  const parts = await partsOf(studio, ready, split, answersFrom(found.output, ready, predictions.rows, found.raw))
  const indexOf = new Map(Array.from(predictions.rows, (row, i) => [row, i]))
  return {
    ...{ kind: decoded.kind, output: found.output.label, split, fitted: fitRows.rows.length, threshold },
    ...(found.output.kind === 'classes' && found.output.calibration && { isCalibrated: true as const }),
    coverage: coverageOf(covered),
    ...(measured.kind === 'classes' && {
      perClass: measured.labels.map((label, k) => ({
        label,
        ...coverageOf(covered, (row) => measured.actual[row] === k),
      })),
    }),
    perSlice: parts.flatMap((part) => {
      if ('fault' in part) return []
      const { name, within } = part
      return [{ name, ...coverageOf(covered, (row) => within[indexOf.get(measured.rows[row] as number) ?? -1]) }]
    }),
    ...(testLooks === undefined ? {} : { testLooks }),
  }
}

/** The most rows that are predicted with dropout; of more, that many are drawn. */
const MOST_ROWS = 2000

interface DropoutArgs {
  readonly passes: number
  readonly split: SplitName
  readonly seed: number
  readonly output?: string | undefined
}

/**
 * Predicts rows several times with dropout, as in training (Gal, Ghahramani 2016, ICML 33), and orders them by how
 * uncertain they are. Whether a prediction is wrong, or by how much, is that of the network without dropout.
 */
export async function dropoutReport(
  studio: AppContext,
  source: Source,
  { passes, split, seed, output }: DropoutArgs,
): Promise<DropoutReport> {
  if (!(passes >= 2 && passes <= 1000)) return refuse('dropout-passes', { passes })
  // Refuses a network without dropout before the set is viewed.
  await (await weightsOf(studio, source)).withDropout(seed)
  const predictions = await predictSet(studio, source, split)
  const { pipeline, ready, testLooks } = predictions
  const all = predictionsOf(predictions, output)
  const decoded = all.rows.length > MOST_ROWS ? pick(all, randomPart(all.rows.length, MOST_ROWS, seed)) : all
  const samples: Predicted[] = []
  for (let pass = 0; pass < passes; pass++) {
    const { predict } = await predictions.withDropout(seed * 1000 + pass)
    const outputs = await predictRows(pipeline, ready.dataset, decoded.rows, predict)
    samples.push(predictionsOf({ ...predictions, rows: decoded.rows, outputs }, output))
  }
  const shared = {
    ...{ split, n: decoded.rows.length, of: all.rows.length, passes, rows: decoded.rows },
    ...(testLooks === undefined ? {} : { testLooks }),
  }
  if (decoded.kind === 'number') {
    const deviation = spreadOf(samples.map(({ predicted }) => predicted))
    const errors = Float64Array.from(decoded.actual, (one, row) => Math.abs(one - (decoded.predicted[row] as number)))
    return { ...shared, kind: decoded.kind, deviation, risk: { deviation: riskCurve(deviation, errors) } }
  }
  const { entropy, mutualInformation } = uncertaintyOf(
    samples.flatMap((one) => (one.kind === 'classes' ? [one.probabilities] : [])),
    decoded.labels.length,
  )
  return {
    ...{ ...shared, kind: decoded.kind, entropy, mutualInformation },
    risk: {
      probability: riskOf(decoded),
      entropy: riskOf(decoded, entropy),
      mutualInformation: riskOf(decoded, mutualInformation),
    },
  }
}

interface OfDropout {
  readonly split: SplitName
  /** The number of rows, and of how many of the set they are drawn. */
  readonly n: number
  readonly of: number
  readonly passes: number
  readonly rows: Uint32Array
  readonly testLooks?: number
}

export type DropoutReport = OfDropout &
  (
    | ({ readonly kind: 'classes' } & Uncertainty & {
          readonly risk: { readonly [S in 'probability' | keyof Uncertainty]: RiskCurve }
        })
    | {
        readonly kind: 'number'
        /** The standard deviation of the predictions of each row. */
        readonly deviation: Float64Array
        readonly risk: { readonly deviation: RiskCurve }
      }
  )

/** 1 for this many random rows. */
function randomPart(rows: number, wanted: number, seed: number): Uint8Array {
  const random = rng(seed, { kind: 'resample', epoch: 1 })
  const order = Uint32Array.from({ length: rows }, (_, row) => row)
  const isIn = new Uint8Array(rows)
  for (let i = 0; i < wanted; i++) {
    const j = i + random.below(rows - i)
    ;[order[i], order[j]] = [order[j] as number, order[i] as number]
    isIn[order[i] as number] = 1
  }
  return isIn
}

/** The rows for which `isIn` is 1. */
function pick(decoded: Predicted, isIn: Uint8Array): Predicted {
  const kept = Uint32Array.from(decoded.rows.keys()).filter((row) => isIn[row])
  const rows = kept.map((row) => decoded.rows[row] as number)
  if (decoded.kind === 'number') {
    const ofKept = (values: Float64Array) => Float64Array.from(kept, (row) => values[row] as number)
    const { quantiles: _quantiles, ...numbers } = decoded
    return { ...numbers, rows, actual: ofKept(decoded.actual), predicted: ofKept(decoded.predicted) }
  }
  const width = decoded.labels.length
  const probabilities = new Float64Array(kept.length * width)
  kept.forEach((row, i) => {
    probabilities.set(decoded.probabilities.subarray(row * width, (row + 1) * width), i * width)
  })
  const ofKept = (values: Uint32Array) => kept.map((row) => values[row] as number)
  return { ...decoded, rows, probabilities, actual: ofKept(decoded.actual), predicted: ofKept(decoded.predicted) }
}

function fittedTo(fit: Predicted, to: Predicted, coverage: number): { threshold: number; covered: Covered } {
  if (fit.kind === 'classes' && to.kind === 'classes') {
    const { length } = fit.labels
    const threshold = fitSetThreshold(fit.probabilities, fit.actual, length, coverage)
    return { threshold, covered: coveredBySets(to.probabilities, to.actual, length, threshold) }
  }
  const errorsOf = ({ actual, predicted }: Predicted) =>
    Float64Array.from(actual, (value, row) => Math.abs(value - (predicted[row] as number)))
  const threshold = conformalQuantile(errorsOf(fit), coverage)
  const isCovered = Uint8Array.from(errorsOf(to), (error) => (error <= threshold ? 1 : 0))
  return { threshold, covered: { isCovered, sizes: Float64Array.from(isCovered, () => 2 * threshold) } }
}
