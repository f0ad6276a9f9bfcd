/**
 * @file Oracle for tests: the expected calibration error over the log, the range to expect for a calibrated model, and
 * the accuracy estimated before labels arrive. The bins are the same as in `metrics/calibration.ts`.
 */
import { rng } from '../../base/rng'
import { BINS, type Counters, FIELD, MILLION } from './counters'

export interface Bin {
  readonly from: number
  readonly to: number
  /** The numbers of all predictions (`n`), labeled predictions, and correct predictions (`right`). */
  readonly n: number
  readonly labeled: number
  readonly right: number
  /** Mean confidence of labeled predictions; NaN if there are none. */
  readonly confidence: number
}

/** Extracts the calibration bins from these counters. */
export function binsOf(counters: Counters): Bin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const get = (offset: number) => counters.get(FIELD.bins + 4 * bin + offset) ?? 0
    const labeled = get(1)
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      n: get(0),
      labeled,
      right: get(2),
      confidence: get(3) / MILLION / labeled,
    }
  })
}

export interface CalibrationNow {
  readonly labeled: number
  /** Expected calibration error (Guo et al. 2017); NaN if there are no labels. */
  readonly ece: number
  /**
   * The calibration error to expect from a perfectly calibrated model with these confidences: below `median` half of
   * the time, and below `threshold` 95% of the time.
   */
  readonly band: { readonly median: number; readonly threshold: number }
  /** Mean confidence of all predictions, labeled or not; for a calibrated model, this equals the expected accuracy. */
  readonly confidence: number
}

/** Computes the calibration from these counters; `seed` is used to simulate the band. */
export function calibrationNow(counters: Counters, seed: number): CalibrationNow {
  const bins = binsOf(counters)
  const labeled = bins.reduce((sum, bin) => sum + bin.labeled, 0)
  const off = bins.reduce(
    (sum, bin) => sum + (bin.labeled > 0 ? Math.abs(bin.right - bin.labeled * bin.confidence) : 0),
    0,
  )
  return {
    labeled,
    ece: off / labeled,
    band: bandOf(bins, labeled, seed),
    confidence: (counters.get(FIELD.confidence) ?? 0) / MILLION / (counters.get(FIELD.sure) ?? 0),
  }
}

const WORLDS = 499
const ALPHA = 0.05
/** For bins with more predictions than this, the normal distribution is a good approximation of the binomial. */
const FEW = 100

/**
 * Resamples the number of correct predictions from the confidences (Bröcker, Smith 2007), using the mean confidence of
 * each bin.
 */
function bandOf(bins: readonly Bin[], labeled: number, seed: number): CalibrationNow['band'] {
  if (labeled === 0) return { median: 0, threshold: 0 }
  const random = rng(seed, { kind: 'resample', epoch: 0 })
  const rises = Float64Array.from({ length: WORLDS }, () => {
    let off = 0
    for (const { labeled: n, confidence: p } of bins) {
      if (n === 0) continue
      if (n > FEW) {
        off += Math.abs(random.normal()) * Math.sqrt(n * p * (1 - p))
        continue
      }
      let right = 0
      for (let i = 0; i < n; i++) if (random.uniform() < p) right++
      off += Math.abs(right - n * p)
    }
    return off / labeled
  }).sort()
  return {
    median: rises[Math.floor(WORLDS / 2)] as number,
    threshold: rises[WORLDS - Math.floor(ALPHA * (WORLDS + 1))] as number,
  }
}

/**
 * The expected accuracy of predictions that have no labels yet: each bin is assumed to have the same accuracy as in the
 * labeled period `reference` (histogram binning, Zadrozny and Elkan 2001; the mean is the CBPE estimate). For a bin
 * without labels in that period, the midpoint of the bin is used. Valid if inputs drift but the relationship between
 * inputs and labels stays the same. NaN if there are no predictions.
 */
export function estimatedAccuracy(counters: Counters, reference: Counters): number {
  const known = binsOf(reference)
  let [sum, all] = [0, 0]
  binsOf(counters).forEach(({ n, from, to }, i) => {
    const { labeled, right } = known[i] as Bin
    sum += n * (labeled > 0 ? right / labeled : (from + to) / 2)
    all += n
  })
  return sum / all
}
