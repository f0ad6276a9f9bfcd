/**
 * @file Ensembles: the mean of the predictions of several networks, compared with each of them on the same rows
 * (Lakshminarayanan, Pritzel, Blundell 2017, Simple and Scalable Predictive Uncertainty Estimation using Deep
 * Ensembles, NeurIPS 30).
 */
import { rng } from '../base/rng'
import { logLoss } from './calibration'
import { calibrationOf, MODEL_BINS } from './calibration-error'
import { meanInterval, type ValueWithInterval, wilson, Z } from './intervals'
import { errorIncrease } from './paired-comparison'

/** How good probabilities are: the share of correct predictions, the log loss, and the expected calibration error. */
export interface ProbabilityScores {
  readonly accuracy: ValueWithInterval
  readonly nll: ValueWithInterval
  readonly ece: ValueWithInterval
}

/** The scores of the ensemble and of its members, and those of the ensemble minus the mean of its members. */
export interface EnsembleScores<S> {
  readonly members: readonly S[]
  readonly ensemble: S
  readonly gain: S
}

/** The mean of several predictions of the same rows. */
export function meanPrediction(samples: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(
    samples[0] ?? [],
    (_, i) => samples.reduce((sum, one) => sum + (one[i] as number), 0) / samples.length,
  )
}

/** The index of the most likely class of each row, the first one in ties; `probabilities` has the shape [rows, classes]. */
export function mostLikely(probabilities: ArrayLike<number>, classes: number): Uint32Array {
  return Uint32Array.from({ length: probabilities.length / classes }, (_, row) => {
    let best = 0
    for (let k = 1; k < classes; k++)
      if ((probabilities[row * classes + k] as number) > (probabilities[row * classes + best] as number)) best = k
    return best
  })
}

/**
 * Compares probabilities. Intervals are Wilson's of the accuracy, Student's t of the log loss and of both differences,
 * which are paired by row, and for the ECE 1.96 standard deviations of a bootstrap that draws the same rows for all. The
 * percentiles of that bootstrap would be too high, because the ECE of fewer distinct rows is.
 */
export function ensembleOfClasses(
  samples: readonly Float64Array[],
  actual: ArrayLike<number>,
  classes: number,
): EnsembleScores<ProbabilityScores> {
  const all = [...samples, meanPrediction(samples)].map((one) => rowScores(one, actual, classes))
  const eces = calibrationErrors(all)
  const scored = all.map(({ right, losses }, i): ProbabilityScores => {
    const [accuracy, nll] = [mean(right), mean(losses)]
    const ece = eces[i] as ValueWithInterval
    return {
      accuracy: { value: accuracy, ...wilson(accuracy, right.length) },
      nll: { value: nll, ...meanInterval(losses, nll) },
      ece: { ...ece, low: Math.max(0, ece.low) },
    }
  })
  const [ensemble, members] = [all.at(-1), all.slice(0, -1)]
  const gainOf = (part: 'right' | 'losses') =>
    pairedMean(ensemble?.[part] ?? [], meanPrediction(members.map((one) => one[part])))
  return {
    members: scored.slice(0, -1),
    ensemble: scored.at(-1) as ProbabilityScores,
    gain: { accuracy: gainOf('right'), nll: gainOf('losses'), ece: eces.at(-1) as ValueWithInterval },
  }
}

/** Compares predicted numbers by their mean absolute error, with Student's t intervals. */
export function ensembleOfNumbers(
  samples: readonly Float64Array[],
  actual: ArrayLike<number>,
): EnsembleScores<{ readonly mae: ValueWithInterval }> {
  const errors = [...samples, meanPrediction(samples)].map((one) =>
    one.map((value, row) => Math.abs(value - (actual[row] as number))),
  )
  const scored = errors.map((own) => ({ mae: { value: mean(own), ...meanInterval(own, mean(own)) } }))
  return {
    members: scored.slice(0, -1),
    ensemble: scored.at(-1) as (typeof scored)[number],
    gain: { mae: pairedMean(errors.at(-1) ?? [], meanPrediction(errors.slice(0, -1))) },
  }
}

interface RowScores {
  readonly right: Float64Array
  readonly losses: Float64Array
  /** The probability that the ECE is of, as in Evaluate: of the predicted class, or of the second of two. */
  readonly confidence: Float64Array
  /** Whether the row has that class. */
  readonly occurs: Float64Array
}

function rowScores(probabilities: Float64Array, actual: ArrayLike<number>, classes: number): RowScores {
  const predicted = mostLikely(probabilities, classes)
  const ofRow = (of: (row: number) => number) => Float64Array.from(actual, (_, row) => of(row))
  const classOf = (row: number) => (classes === 2 ? 1 : (predicted[row] as number))
  return {
    right: ofRow((row) => (predicted[row] === actual[row] ? 1 : 0)),
    losses: ofRow((row) =>
      logLoss([actual[row] as number], probabilities.subarray(row * classes, (row + 1) * classes), classes),
    ),
    confidence: ofRow((row) => probabilities[row * classes + classOf(row)] as number),
    occurs: ofRow((row) => (actual[row] === classOf(row) ? 1 : 0)),
  }
}

/** The number of resamples, and the rows that they may draw in all. */
const WORLDS = 400
const LEAST_WORLDS = 50
const MOST_WORK = 2e7

/** The ECE of each, and last the difference between the last one and the mean of the others. */
function calibrationErrors(all: readonly RowScores[]): readonly ValueWithInterval[] {
  const rows = all[0]?.right.length ?? 0
  const measured = (drawn: Uint32Array): readonly number[] => {
    const own = all.map(({ occurs, confidence }) => {
      const of = (values: Float64Array) => Float64Array.from(drawn, (row) => values[row] as number)
      return calibrationOf({ confidence: of(confidence), right: of(occurs) }, MODEL_BINS).ece
    })
    return [...own, (own.at(-1) ?? 0) - mean(own.slice(0, -1))]
  }
  const worlds = Math.max(LEAST_WORLDS, Math.min(WORLDS, Math.floor(MOST_WORK / (rows * all.length))))
  const random = rng(0, { kind: 'resample', epoch: 0 })
  const drawn = Array.from({ length: worlds }, () =>
    measured(Uint32Array.from({ length: rows }, () => random.below(rows))),
  )
  return measured(Uint32Array.from({ length: rows }, (_, row) => row)).map((value, i) => {
    const values = drawn.map((one) => one[i] as number)
    const middle = mean(values)
    const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (worlds - 1))
    return { value, low: value - Z * deviation, high: value + Z * deviation }
  })
}

function pairedMean(own: ArrayLike<number>, others: ArrayLike<number>): ValueWithInterval {
  const { worse, low, high } = errorIncrease(own, others)
  return { value: worse, low, high }
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / values.length
}
