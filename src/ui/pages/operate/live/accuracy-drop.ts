/**
 * @file dropText: whether the accuracy of the newest labels fell, compared with the time before the last change point,
 * and how a range is split into its most recent steps and those before.
 */
import { healthText as text } from '../../../../messages/en/operate/objectives'
import { type Counters, FIELD } from '../../../../ops/log/counters'
import { type LogStep, type Quality, qualityOf } from '../../../../ops/log/log-metrics'
import { HOUR } from '../../../../ops/scenario/scenario'

/** "Recent" means the last hour (`RECENT_MS`) or, for a short range, its last quarter (`RECENT_FRACTION`). */
const RECENT_MS = HOUR
const RECENT_FRACTION = 4
/** The minimum number of labels needed to compare accuracies. */
export const MIN_LABELS = 30

interface Recent {
  readonly steps: readonly LogStep[]
  readonly before: readonly LogStep[]
  /** The duration that these steps cover, in ms; `isHour` if it is an hour, rounded to steps. */
  readonly lastMs: number
  readonly isHour: boolean
}

/**
 * Splits the steps into the most recent steps that contain enough of the given count, and the steps before them;
 * undefined if either part contains too few.
 */
export function recentOf(
  steps: readonly LogStep[],
  amount: (step: LogStep) => number,
  past: readonly LogStep[] = [],
): Recent | undefined {
  const some = steps.filter((step) => amount(step) > 0)
  const [first, last] = [some[0], some.at(-1)]
  const width = (steps[1]?.at ?? 0) - (steps[0]?.at ?? 0)
  const earlier = past.filter((step) => amount(step) > 0)
  if (!first || !last || earlier.length + some.length < 2) return undefined
  const end = last.at + width
  const isKnownBefore = earlier.reduce((all, step) => all + amount(step), 0) >= MIN_LABELS
  const least = isKnownBefore ? RECENT_MS : Math.min(RECENT_MS, (end - first.at) / RECENT_FRACTION)
  let [from, sum] = [some.length, 0]
  while (from > 0 && (sum < MIN_LABELS || end - (some[from] ?? last).at < least)) sum += amount(some[--from] as LogStep)
  const baseline = [...earlier, ...some.slice(0, from)]
  if (baseline.reduce((all, step) => all + amount(step), 0) < MIN_LABELS) return undefined
  const lastMs = end - (some[from] ?? last).at
  return { steps: some.slice(from), before: baseline, lastMs, isHour: Math.abs(lastMs - RECENT_MS) <= width }
}

/**
 * Reports an accuracy drop if the 95% interval of the newest labels lies entirely below that of earlier labels and the
 * drop is large enough to matter. Without earlier labels, reports an accuracy worse than random guessing.
 */
export function dropText(
  steps: readonly LogStep[],
  past: readonly LogStep[],
  classes: number,
  hour?: Counters,
): string | undefined {
  if (classes === 0) return undefined
  const recent = recentOf(steps, ({ all }) => all.get(FIELD.labeled) ?? 0, past)
  if (!recent) {
    const { labeled, accuracy, interval } = labeledQuality(steps, classes)
    return labeled >= MIN_LABELS && interval.high < 1 / classes
      ? text.belowChance({ accuracy, labels: labeled })
      : undefined
  }
  const { steps: until, since } = findBaseline(recent.before, recent.steps, classes)
  const earlier = labeledQuality(until, classes)
  const isExact = recent.isHour && hour && (hour.get(FIELD.labeled) ?? 0) >= MIN_LABELS
  const after = isExact ? qualityOf(hour, classes) : labeledQuality(recent.steps, classes)
  const labels = after.labeled
  if (isDrop(earlier, after)) {
    const fell = text.accuracyFell({ before: earlier.accuracy, after: after.accuracy, labels })
    // A drop that began with the newest steps is reported without a start time.
    if (since === undefined || since >= (recent.steps[0]?.at ?? 0)) return fell
    return `${fell} ${since < (steps[0]?.at ?? 0) ? text.dropBeganBefore({ at: since }) : text.dropBegan({ at: since })}`
  }
  return after.interval.high < 1 / classes ? text.belowChanceLately({ accuracy: after.accuracy, labels }) : undefined
}

// findBaseline: determines when the accuracy measured from labels dropped, and which steps before the drop to compare
// with. A long failure must not be compared with its own first half.

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
