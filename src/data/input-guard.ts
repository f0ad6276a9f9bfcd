/**
 * @file Input guard: a score of how unusual an input is for a network, and the limit from which it is refused. It is
 * part of a saved model's pipeline.
 */

interface Limit {
  /** Inputs with a higher score are refused. */
  readonly limit: number
  /** The share of validation examples that may be refused, and the number of those that the limit was chosen on. */
  readonly falseAlarms: number
  readonly rows: number
}

/** The distance to the training examples of the nearest class, in the values of a layer. */
export interface DistanceGuard extends Limit {
  readonly method: 'mahalanobis'
  /** The generated name of the layer, and what the user calls it. */
  readonly layer: string
  readonly label: string
  /** How many values are compared: those of the layer or, averaged over its places, those of its channels. */
  readonly width: number
  /** The lower triangle, row by row, that turns values into uncorrelated ones with a variance of 1. */
  readonly whitening: readonly number[]
  /** The whitened mean of each class that has training examples, one after another. */
  readonly centers: readonly number[]
}

/** The largest change of the probabilities when pixels are rounded or smoothed. */
export interface SqueezingGuard extends Limit {
  readonly method: 'squeezing'
  /** How many bits a pixel keeps. */
  readonly bits: number
}

export type InputGuard = DistanceGuard | SqueezingGuard

export type GuardMethod = InputGuard['method']

/** The score of a row, and its derivative by each of the values. */
export interface Distance {
  readonly score: number
  readonly gradient: Float32Array
}

/**
 * The squared Mahalanobis distance to the nearest class mean, with one covariance for all classes (Lee and others 2018,
 * "A simple unified framework for detecting out-of-distribution samples and adversarial attacks"). As they do with feature
 * maps, a row with several places, [places, width], is averaged over them.
 */
export function distanceOf(
  { width, whitening, centers }: Omit<DistanceGuard, keyof Limit>,
  row: Float32Array,
): Distance {
  const places = row.length / width
  const own = whiten(whitening, meanOfPlaces(row, width))
  let [score, nearest] = [Number.POSITIVE_INFINITY, 0]
  for (let at = 0; at < centers.length; at += width) {
    let sum = 0
    for (let k = 0; k < width; k++) sum += ((own[k] as number) - (centers[at + k] as number)) ** 2
    if (sum < score) [score, nearest] = [sum, at]
  }
  // d |W x - c|² / dx = 2 Wᵀ (W x - c)
  const gradient = new Float32Array(row.length)
  for (let j = 0; j < width; j++) {
    let sum = 0
    for (let i = j; i < width; i++)
      sum += (whitening[(i * (i + 1)) / 2 + j] as number) * ((own[i] as number) - (centers[nearest + i] as number))
    for (let place = 0; place < places; place++) gradient[place * width + j] = (2 * sum) / places
  }
  return { score, gradient }
}

/** The mean of each channel over all places of a row, [places, width]. */
export function meanOfPlaces(row: Float32Array, width: number): ArrayLike<number> {
  if (row.length === width) return row
  const means = new Float64Array(width)
  const places = row.length / width
  row.forEach((value, i) => {
    means[i % width] = (means[i % width] as number) + value / places
  })
  return means
}

/** Multiplies values by a lower triangle. */
export function whiten(triangle: ArrayLike<number>, row: ArrayLike<number>): Float64Array {
  return Float64Array.from(row, (_, i) => {
    let sum = 0
    for (let j = 0; j <= i; j++) sum += (triangle[(i * (i + 1)) / 2 + j] as number) * (row[j] as number)
    return sum
  })
}

/** What is squeezed: the pixels of an input, with the values of black and white, and height, width, and channels. */
export interface SqueezedPixels {
  readonly range: { readonly low: Float32Array; readonly high: Float32Array }
  readonly shape: readonly number[]
}

/**
 * Squeezes pixels in two ways (Xu and others 2018, "Feature squeezing"): rounds them to 2^bits shades, and replaces each
 * by the median of a window of 2 × 2. Values are [rows, pixels].
 */
export function squeezed(
  values: Float32Array,
  { range: { low, high }, shape }: SqueezedPixels,
  bits: number,
): readonly Float32Array<ArrayBuffer>[] {
  const [height = 1, width = 1, channels = 1] = shape
  const size = height * width * channels
  const steps = 2 ** bits - 1
  const rounded = Float32Array.from(values, (value, i) => {
    const [from, to] = [low[i % size] as number, high[i % size] as number]
    return to > from ? from + (Math.round(((value - from) / (to - from)) * steps) / steps) * (to - from) : value
  })
  // The window has the pixel and its neighbors above and to the left; of four values, the median is the larger middle one,
  // as in scipy.ndimage.median_filter, which Xu and others use. Outside, the image is mirrored at its edge.
  const smooth = Float32Array.from(values, (_, i) => {
    const channel = i % channels
    const pixel = Math.floor((i % size) / channels)
    const [y, x, row] = [Math.floor(pixel / width), pixel % width, i - (i % size)]
    const at = (v: number, u: number) => values[row + (Math.max(0, v) * width + Math.max(0, u)) * channels + channel]
    const window = Float32Array.of(...([at(y, x), at(y - 1, x), at(y, x - 1), at(y - 1, x - 1)] as number[])).sort()
    return window[2] as number
  })
  return [rounded, smooth]
}

/** Half of the sum of all differences between two rows of probabilities would be their total variation; this is the sum. */
export function l1(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += Math.abs((a[k] as number) - (b[k] as number))
  return sum
}

/**
 * The limit that at most this share of new examples like these exceed on average: the score with the rank
 * (n + 1)(1 - share), as in conformal prediction. Undefined for too few scores.
 */
export function limitOf(scores: ArrayLike<number>, falseAlarms: number): number | undefined {
  const sorted = Float64Array.from(scores).sort()
  const rank = Math.ceil((sorted.length + 1) * (1 - falseAlarms) - 1e-9)
  return sorted[rank - 1]
}

/** How many scores a limit needs. */
export function leastScores(falseAlarms: number): number {
  return Math.ceil(1 / falseAlarms - 1e-9) - 1
}
