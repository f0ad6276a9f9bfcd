/**
 * @file How certain predictions are: sets of classes and intervals that contain the actual value for a chosen share of
 * the rows.
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
} from '../../metrics/conformal'
import type { AppContext } from '../context'
import { partsOf } from '../data/slices'
import { answersFrom } from '../models/row-predictions'
import { outputCalled, predictSet, type SetPredictions, type Source } from './predictions'
import { predictionsOf } from './prediction-table'
import type { Predicted } from './report'

export interface ConformalReport {
  readonly kind: Predicted['kind']
  readonly output: string
  /** The set whose coverage is measured, and the number of rows that the threshold is fitted to. */
  readonly split: SplitName
  readonly fitted: number
  /** Classes: the probability from which a class is in the set. Numbers: half the width of the intervals. */
  readonly threshold: number
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
 * random half of it, and measures the other half. A calibration is left out, because it was fitted to the same rows.
 * Refuses the training set, and too few rows.
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
  const decoded = predictionsOf(uncorrected(predictions), output)
  const all = [...decoded.rows.keys()]
  const isFitted = split === 'test' ? new Uint8Array(all.length) : randomHalf(all.length)
  const measured = pick(decoded, (row) => !isFitted[row])
  const fitRows =
    split === 'test' ? predictionsOf(uncorrected(fit), output) : pick(decoded, (row) => isFitted[row] === 1)
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

/** The predictions before their calibration and threshold. */
function uncorrected(predictions: SetPredictions): SetPredictions {
  const outputs = predictions.outputs.map((one) => {
    if (one.output.kind !== 'classes') return one
    const { calibration: _, decision: __, ...output } = one.output
    return { ...one, output }
  })
  return { ...predictions, outputs }
}

/** 1 for a random half of the rows. */
function randomHalf(rows: number): Uint8Array {
  const random = rng(0, { kind: 'resample', epoch: 1 })
  const order = Uint32Array.from({ length: rows }, (_, row) => row)
  const isIn = new Uint8Array(rows)
  for (let i = 0; i < rows >> 1; i++) {
    const j = i + random.below(rows - i)
    ;[order[i], order[j]] = [order[j] as number, order[i] as number]
    isIn[order[i] as number] = 1
  }
  return isIn
}

/** The rows for which `isIn` is true. */
function pick(decoded: Predicted, isIn: (row: number) => boolean): Predicted {
  const kept = Uint32Array.from(decoded.rows.keys()).filter(isIn)
  const rows = kept.map((row) => decoded.rows[row] as number)
  if (decoded.kind === 'number') {
    const ofKept = (values: Float64Array) => Float64Array.from(kept, (row) => values[row] as number)
    return { ...decoded, rows, actual: ofKept(decoded.actual), predicted: ofKept(decoded.predicted) }
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
