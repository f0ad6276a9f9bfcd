/**
 * @file What is decided from the probabilities of an output: a calibration that corrects them, and the threshold at
 * which a class is predicted. Both are part of a saved model's pipeline, so they are applied wherever the model is used.
 */
import { exp, log } from '../base/exact-math'

/** P(class) = σ(a · score + b) */
export interface PlattScaling {
  readonly a: number
  readonly b: number
}

/** A rising function: linear between its points, and constant beyond them. */
export interface IsotonicFunction {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/**
 * A correction of probabilities, as plain data. With several classes, `perClass` has one entry for each class against
 * all others, and the results are normalized; with two classes, it has a single entry, for the second class.
 */
export type Calibration =
  | { readonly method: 'temperature'; readonly temperature: number }
  | { readonly method: 'platt'; readonly perClass: readonly PlattScaling[] }
  | { readonly method: 'isotonic'; readonly perClass: readonly IsotonicFunction[] }

/** Scores of probabilities: the expected calibration error, the log loss, and the Brier score. */
interface ProbabilityScores {
  readonly ece: number
  readonly nll: number
  readonly brier: number
}

/** What a calibration changes on rows that it was not fitted to, by cross-fitting. */
export interface CalibrationFit {
  readonly split: 'train' | 'validation' | 'test'
  readonly n: number
  readonly before: ProbabilityScores
  readonly after: ProbabilityScores
}

/** What mistakes cost, in any unit. */
export interface Costs {
  /** The cost of a positive row that is predicted as negative; at least 0. */
  readonly miss: number
  /** The cost of a negative row that is predicted as positive; at least 0. */
  readonly falseAlarm: number
  /** The share of the class in production, if it is not that of the rows. */
  readonly prevalence?: number | undefined
}

/** Whether costs say more than accuracy does: they differ, or the class has another share in production. */
export function saysMore({ miss, falseAlarm, prevalence }: Costs): boolean {
  return miss !== falseAlarm || prevalence !== undefined
}

/** How a class is decided: it is predicted if its probability reaches the threshold, however likely the others are. */
export interface Decision {
  /** The index of the class. */
  readonly positive: number
  readonly threshold: number
  /** The costs that were stated when the threshold was chosen. They change no prediction. */
  readonly costs?: Costs
  readonly groups?: GroupThresholds
}

/**
 * Thresholds of the groups of a column, which is read at prediction time: of each of these `values`, or of the ranges
 * between these `cuts`, the first one below all of them. A row without one of the groups has the threshold of the
 * decision.
 */
export interface GroupThresholds {
  readonly column: string
  /** What was to be equal when they were chosen, such as equalOpportunity. */
  readonly strategy: string
  readonly values?: readonly (string | number)[]
  readonly cuts?: readonly number[]
  /** A threshold above 1 is never reached. */
  readonly thresholds: readonly number[]
}

/** Above 1, so that no probability reaches it; unlike infinity, JSON has it. */
const NEVER = 2

/** A threshold as it is saved: infinity is one that is never reached. */
export function reachable(threshold: number): number {
  return Number.isFinite(threshold) ? threshold : NEVER
}

/** The threshold of a row whose column of groups has this value; a group that is missing or unknown has the shared one. */
export function thresholdOfGroup({ threshold, groups }: Decision, value: unknown): number {
  if (!groups || value === undefined || value === null || Number.isNaN(value)) return threshold
  // A number of a dataset is often a float32, and that of a request is not.
  const own = typeof value === 'number' ? Math.fround(value) : value
  const at =
    groups.values?.findIndex((one) => (typeof one === 'number' ? Math.fround(one) : one) === own) ??
    (typeof own === 'number' ? (groups.cuts ?? []).filter((cut) => own >= Math.fround(cut)).length : -1)
  return groups.thresholds[at] ?? threshold
}

/**
 * The index of the predicted class. If the class of a decision does not reach its threshold, it is the most likely of
 * the others; without a decision, it is the most likely class, and the first one in ties. `threshold` is that of the
 * group of the row.
 */
export function decidedClass(
  scores: ArrayLike<number>,
  decision?: Decision,
  threshold: number | undefined = decision?.threshold,
): number {
  if (decision && threshold !== undefined && (scores[decision.positive] as number) >= threshold)
    return decision.positive
  let best = decision?.positive === 0 ? 1 : 0
  for (let k = best + 1; k < scores.length; k++)
    if (k !== decision?.positive && (scores[k] as number) > (scores[best] as number)) best = k
  return best
}

/** Corrects probabilities, [rows, classes]. If every class of a row gets 0, all become equal, as in scikit-learn. */
export function applyCalibration(
  calibration: Calibration,
  probabilities: ArrayLike<number>,
  classes: number,
): Float64Array {
  if (calibration.method === 'temperature')
    return atTemperature(Float64Array.from(probabilities), classes, calibration.temperature)
  const correct =
    calibration.method === 'platt'
      ? calibration.perClass.map(
          ({ a, b }) =>
            (p: number) =>
              sigmoid(a * logOdds(p) + b),
        )
      : calibration.perClass.map((fitted) => (p: number) => interpolate(fitted, p))
  const out = Float64Array.from(probabilities)
  for (let start = 0; start < out.length; start += classes) {
    const row = out.subarray(start, start + classes)
    if (classes === 2) {
      row[1] = (correct[0] as (p: number) => number)(at(row, 1))
      row[0] = 1 - at(row, 1)
      continue
    }
    let sum = 0
    for (let k = 0; k < classes; k++) sum += row[k] = (correct[k] as (p: number) => number)(at(row, k))
    for (let k = 0; k < classes; k++) row[k] = sum === 0 ? 1 / classes : at(row, k) / sum
  }
  return out
}

function interpolate({ x, y }: IsotonicFunction, at: number): number {
  if (x.length === 0 || Number.isNaN(at)) return at
  let [low, high] = [0, x.length - 1]
  if (at <= (x[low] as number)) return y[low] as number
  if (at >= (x[high] as number)) return y[high] as number
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((x[middle] as number) <= at) low = middle
    else high = middle
  }
  const [x0, x1, y0, y1] = [x[low], x[high], y[low], y[high]] as [number, number, number, number]
  return y0 + ((y1 - y0) / (x1 - x0)) * (at - x0)
}

/** Rescales probabilities [rows, classes] to temperature T: softmax(ln p / T). */
export function atTemperature(probabilities: ArrayLike<number>, classes: number, temperature: number): Float64Array {
  const out = new Float64Array(probabilities.length)
  for (let start = 0; start < out.length; start += classes) {
    let max = Number.NEGATIVE_INFINITY
    for (let k = 0; k < classes; k++) max = Math.max(max, log(probabilities[start + k] as number))
    let sum = 0
    for (let k = 0; k < classes; k++) {
      const weight = exp((log(probabilities[start + k] as number) - max) / temperature)
      out[start + k] = weight
      sum += weight
    }
    for (let k = 0; k < classes; k++) out[start + k] = (out[start + k] as number) / sum
  }
  return out
}

/**
 * Probabilities are clipped at the machine epsilon of float64, as in scikit-learn, so that the loss of a confident
 * mistake stays finite.
 */
const EPSILON = 2.220446049250313e-16

/** A probability within the range in which its logarithm and log-odds are finite. */
export function clip(probability: number): number {
  return Math.min(Math.max(probability, EPSILON), 1 - EPSILON)
}

/** The log-odds of a probability, which is clipped so that they are finite. */
export function logOdds(probability: number): number {
  const p = clip(probability)
  return log(p / (1 - p))
}

/** The logistic function. */
export function sigmoid(logit: number): number {
  return 1 / (1 + exp(-logit))
}

function at(values: ArrayLike<number>, i: number): number {
  return values[i] as number
}
