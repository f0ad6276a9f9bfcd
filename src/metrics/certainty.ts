/**
 * @file How certain predictions are: split conformal prediction, and the spread of several predictions of the same row.
 *
 * Split conformal prediction (Vovk, Gammerman, Shafer 2005; Papadopoulos and others 2002, ECML 13): sets of
 * classes and intervals that contain the actual value for a chosen share of new rows, if these are like the rows of the
 * fit. The guarantee is for all rows together, not for each class or slice: measure those separately. Sets are those of
 * Sadinle, Lei, Wasserman (2019, JASA 114): all classes from a probability on. For a coverage, no other sets are
 * smaller on average, and unlike adaptive sets (Romano, Sesia, Candès 2020, NeurIPS 33) they need no random numbers.
 */
import { log } from '../base/exact-math'
import { type Interval, wilson } from './intervals'

/** A share of covered rows with its Wilson interval; NaN without rows. */
export interface Coverage extends Interval {
  readonly value: number
  readonly n: number
  /** The mean number of classes in a set. For numbers, it is the width of all intervals. */
  readonly size: number
}

/** The sets or intervals of some rows: whether each contains the actual value, and its size. */
export interface Covered {
  readonly isCovered: ArrayLike<number>
  readonly sizes: ArrayLike<number>
}

/** The fewest rows from which a threshold for this coverage can be fitted. */
export function leastRows(coverage: number): number {
  // With a small tolerance, because 0.9 / (1 - 0.9) is slightly more than 9.
  return Math.ceil(coverage / (1 - coverage) - 1e-9)
}

/**
 * The value that at least ⌈(n + 1) coverage⌉ of n scores do not exceed, so that a new score does not exceed it with at
 * least this probability. Infinity for fewer than `leastRows` scores; NaN if a score is.
 */
export function conformalQuantile(scores: ArrayLike<number>, coverage: number): number {
  const sorted = Float64Array.from(scores).sort()
  if (Number.isNaN(sorted.at(-1))) return Number.NaN
  const rank = Math.ceil((sorted.length + 1) * coverage - 1e-9)
  return rank > sorted.length ? Number.POSITIVE_INFINITY : (sorted[Math.max(0, rank - 1)] as number)
}

/** The probability from which a class is in the set; `probabilities` has the shape [rows, classes]. */
export function fitSetThreshold(
  probabilities: ArrayLike<number>,
  actual: ArrayLike<number>,
  classes: number,
  coverage: number,
): number {
  // The smallest probability that is kept is an actual one, so it is compared without rounding.
  return -conformalQuantile(
    Float64Array.from(actual, (one, row) => -(probabilities[row * classes + one] as number)),
    coverage,
  )
}

/** The sets of all classes with at least this probability. */
export function coveredBySets(
  probabilities: ArrayLike<number>,
  actual: ArrayLike<number>,
  classes: number,
  threshold: number,
): Covered {
  const isIn = (row: number, k: number) => ((probabilities[row * classes + k] as number) >= threshold ? 1 : 0)
  return {
    isCovered: Uint8Array.from(actual, (one, row) => isIn(row, one)),
    sizes: Uint32Array.from(actual, (_, row) => {
      let size = 0
      for (let k = 0; k < classes; k++) size += isIn(row, k)
      return size
    }),
  }
}

/** The coverage of the rows for which `isPart` is true; by default, of all rows. */
export function coverageOf({ isCovered, sizes }: Covered, isPart: (row: number) => unknown = () => true): Coverage {
  let [n, covered, size] = [0, 0, 0]
  for (let row = 0; row < isCovered.length; row++) {
    if (!isPart(row)) continue
    n++
    covered += isCovered[row] as number
    size += sizes[row] as number
  }
  const value = n === 0 ? Number.NaN : covered / n
  return { value, ...wilson(value, n), n, size: n === 0 ? Number.NaN : size / n }
}

/** How uncertain each row is, from several probability estimates of the same rows, in nats. */
export interface Uncertainty {
  /** The entropy of the mean probabilities: high if the classes are hard to separate, or the estimates disagree. */
  readonly entropy: Float64Array
  /** That minus the mean entropy of the estimates: high only if they disagree (Houlsby and others 2011, BALD). */
  readonly mutualInformation: Float64Array
}

/** Each sample has the shape [rows, classes]. */
export function uncertaintyOf(samples: readonly ArrayLike<number>[], classes: number): Uncertainty {
  const rows = (samples[0]?.length ?? 0) / classes
  const [entropy, mutualInformation] = [new Float64Array(rows), new Float64Array(rows)]
  const term = (p: number) => (p === 0 ? 0 : -p * log(p))
  for (let row = 0; row < rows; row++) {
    let ofEach = 0
    for (let k = 0; k < classes; k++) {
      let mean = 0
      for (const sample of samples) {
        const p = sample[row * classes + k] as number
        mean += p / samples.length
        ofEach += term(p) / samples.length
      }
      entropy[row] = (entropy[row] as number) + term(mean)
    }
    mutualInformation[row] = Math.max(0, (entropy[row] as number) - ofEach)
  }
  return { entropy, mutualInformation }
}

/** The standard deviation of each row over several predictions. */
export function spreadOf(samples: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(samples[0] ?? [], (_, row) => {
    const values = samples.map((sample) => sample[row] as number)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
  })
}
