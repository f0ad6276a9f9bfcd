/**
 * @file findBaseline: determines when the accuracy measured from labels dropped, and which steps before the drop to
 * compare with. A long failure must not be compared with its own first half.
 */

import { FIELD } from '../../../../ops/log/count-fields'
import type { Counters } from '../../../../ops/log/counters'
import { type Quality, qualityOf } from '../../../../ops/log/log-metrics'
import type { LogStep } from '../../../../ops/log/step-reader'

/** The minimum number of labels needed to compare accuracies. */
export const MIN_LABELS = 30
/** Smaller drops in accuracy are ignored, because with many labels any difference is significant. */
const MIN_DROP = 0.02
/**
 * The critical value for χ² with one degree of freedom. It is as high as four standard deviations because any of
 * several hundred steps may be the change point.
 */
const MIN_CHI_SQUARED = 16

export interface BaselineSteps {
  readonly steps: readonly LogStep[]
  /** Simulated ms at which the drop began; absent if no change point was found. */
  readonly since?: number
}

/**
 * Finds the earlier steps with which the newest steps are compared: those between the two most recent changes in
 * accuracy, because an earlier failure is not a valid baseline. If accuracy improved or did not change, returns all
 * steps before the newest ones.
 */
export function findBaseline(baseline: readonly LogStep[], newest: readonly LogStep[], classes: number): BaselineSteps {
  const all = [...baseline, ...newest]
  let start = lastChange(all)
  let from = lastChange(all.slice(0, start))
  // The step during which accuracy dropped contains a mix of good and bad predictions, so it marks the start of the
  // drop and is not part of the baseline.
  if (start - from === 1 && from > 0) [start, from] = [from, lastChange(all.slice(0, from))]
  const since = all[start]?.at
  const until = all.slice(from, start)
  const [level, failure] = [until, all.slice(start)].map((part) => labeledQuality(part, classes))
  if (start === 0 || since === undefined || !level || !failure || !isDrop(level, failure)) return { steps: baseline }
  return { steps: until, since }
}

/** Whether accuracy dropped significantly (the 95% intervals do not overlap) and by enough to matter. */
export function isDrop(from: Quality, to: Quality): boolean {
  return to.interval.high < from.interval.low && from.accuracy - to.accuracy >= MIN_DROP
}

/** The prediction quality over these steps, measured from labels. */
export function labeledQuality(steps: readonly LogStep[], classes: number): Quality {
  return qualityOf(labelCounts(steps), classes)
}

/**
 * The index of the first step after which accuracy stayed constant; 0 if it never changed. Uses binary segmentation
 * (Scott and Knott 1974): split where Pearson's χ² is largest, then repeat for the later segment as long as the split
 * is significant.
 */
function lastChange(steps: readonly LogStep[]): number {
  const labeled = steps.map(({ all }) => all.get(FIELD.labeled) ?? 0)
  const right = steps.map(({ all }) => all.get(FIELD.right) ?? 0)
  const [labeledTo, rightTo] = [sums(labeled), sums(right)]
  const between = (prefixSums: readonly number[], from: number, to: number) =>
    (prefixSums[to] as number) - (prefixSums[from] as number)
  let from = 0
  for (;;) {
    const [n, k] = [labeledTo, rightTo].map((one) => between(one, from, steps.length)) as [number, number]
    let [best, most] = [from, MIN_CHI_SQUARED]
    for (let at = from + 1; at < steps.length; at++) {
      const [early, late] = [between(labeledTo, from, at), between(labeledTo, at, steps.length)]
      if (early < MIN_LABELS || late < MIN_LABELS) continue
      // χ² of a 2×2 table: n (ad − bc)² divided by the product of its marginal totals.
      const distance = between(rightTo, from, at) * late - between(rightTo, at, steps.length) * early
      const square = (n * distance ** 2) / (early * late * k * (n - k))
      if (square > most) [best, most] = [at, square]
    }
    if (best === from) return from
    from = best
  }
}

/** Prefix sums: entry i is the sum of all values before index i; the last entry is the total. */
function sums(values: readonly number[]): readonly number[] {
  const to = [0]
  for (const value of values) to.push((to.at(-1) as number) + value)
  return to
}

/** Extracts only the counts that involve labels. */
function labelCounts(steps: readonly LogStep[]): Counters {
  const fields = [FIELD.labels, FIELD.labeled, FIELD.right, FIELD.delay]
  return new Map(fields.map((field) => [field, steps.reduce((sum, { all }) => sum + (all.get(field) ?? 0), 0)]))
}
