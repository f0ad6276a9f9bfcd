/**
 * @file Calibration over the log: its error with the band of a model without any, and the accuracy estimated before labels come. Bins are
 * those of `metrics/calibration.ts`; what lies in them was counted as it came.
 */
import { rng } from '../../base/rng'
import type { Counters } from '../log/counters'
import { BINS, FIELD, MILLION } from '../log/fields'
import type { Levels } from '../log/levels'
import { type Of, steps, total, type Window } from './window'

export interface Bin {
  readonly from: number
  readonly to: number
  /** Answers, labelled ones and right ones. */
  readonly n: number
  readonly labelled: number
  readonly right: number
  /** Mean confidence of labelled ones; NaN of none. */
  readonly confidence: number
}

/** The bins of what was counted. */
export function binsOf(counters: Counters): Bin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const get = (place: number) => counters.get(FIELD.bins + 4 * bin + place) ?? 0
    const labelled = get(1)
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      n: get(0),
      labelled,
      right: get(2),
      confidence: get(3) / MILLION / labelled,
    }
  })
}

export interface CalibrationNow {
  readonly labelled: number
  /** Expected calibration error (Guo et al. 2017); NaN of no labels. */
  readonly ece: number
  /** What a calibrated model has with these confidences: half the time below `median`, all but 5 % below `threshold`. */
  readonly band: { readonly median: number; readonly threshold: number }
  /** Mean confidence of all answers, labelled or not: the accuracy of a model that is calibrated. */
  readonly confidence: number
}

/** The calibration of what was counted; the band is drawn with `seed`. */
export function calibrationNow(counters: Counters, seed: number): CalibrationNow {
  const bins = binsOf(counters)
  const labelled = bins.reduce((sum, bin) => sum + bin.labelled, 0)
  const off = bins.reduce(
    (sum, bin) => sum + (bin.labelled > 0 ? Math.abs(bin.right - bin.labelled * bin.confidence) : 0),
    0,
  )
  return {
    labelled,
    ece: off / labelled,
    band: bandOf(bins, labelled, seed),
    confidence: (counters.get(FIELD.confidence) ?? 0) / MILLION / (counters.get(FIELD.sure) ?? 0),
  }
}

const WORLDS = 499
const ALPHA = 0.05
/** Of more rows than that in a bin the normal distribution is taken for the binomial. */
const FEW = 100

/** By resampling what is right from the confidences (Bröcker, Smith 2007), each bin at its mean. */
function bandOf(bins: readonly Bin[], labelled: number, seed: number): CalibrationNow['band'] {
  if (labelled === 0) return { median: 0, threshold: 0 }
  const random = rng(seed, { kind: 'resample', epoch: 0 })
  const rises = Float64Array.from({ length: WORLDS }, () => {
    let off = 0
    for (const { labelled: n, confidence: p } of bins) {
      if (n === 0) continue
      if (n > FEW) {
        off += Math.abs(random.normal()) * Math.sqrt(n * p * (1 - p))
        continue
      }
      let right = 0
      for (let i = 0; i < n; i++) if (random.uniform() < p) right++
      off += Math.abs(right - n * p)
    }
    return off / labelled
  }).sort()
  return {
    median: rises[Math.floor(WORLDS / 2)] as number,
    threshold: rises[WORLDS - Math.floor(ALPHA * (WORLDS + 1))] as number,
  }
}

/**
 * The accuracy to be expected of answers nobody has labelled yet: each bin as right as it was in a time that is labelled, `reference`
 * (histogram binning, Zadrozny and Elkan 2001; the mean of it is what CBPE estimates). A bin nobody labelled there counts at its middle.
 * It holds while inputs drift and answers do not change their meaning. NaN of no answers.
 */
export function estimatedAccuracy(counters: Counters, reference: Counters): number {
  const known = binsOf(reference)
  let [sum, all] = [0, 0]
  binsOf(counters).forEach(({ n, from, to }, i) => {
    const { labelled, right } = known[i] as Bin
    sum += n * (labelled > 0 ? right / labelled : (from + to) / 2)
    all += n
  })
  return sum / all
}

/** Over a window: the error, and the accuracy as estimated from a stretch before it. */
export function calibrationSeries(
  levels: Levels,
  window: Window,
  {
    reference,
    seed,
    of = {},
  }: { readonly reference: Pick<Window, 'from' | 'to'>; readonly seed: number; readonly of?: Of },
): {
  readonly step: number
  readonly at: readonly number[]
  readonly calibration: readonly CalibrationNow[]
  readonly estimated: readonly number[]
} {
  const known = total(levels, reference, of)
  const { step, at, counters } = steps(levels, window, of)
  return {
    step,
    at,
    calibration: counters.map((one) => calibrationNow(one, seed)),
    estimated: counters.map((one) => estimatedAccuracy(one, known)),
  }
}
