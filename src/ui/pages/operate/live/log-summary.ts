/**
 * @file Summary of the log over a time range: its main metrics, and the health of the service as a status with a short
 * description.
 */
import { liveText } from '../../../../messages/en/operate/live'
import { healthText as text } from '../../../../messages/en/operate/objectives'
import { wilson } from '../../../../metrics/intervals'
import { type Counters, FIELD } from '../../../../ops/log/counters'
import {
  errorsOf,
  type Latency,
  type LogStep,
  latencyOf,
  type Quality,
  qualityOf,
  requestsOf,
  type StatusCounts,
  type StepCounts,
  statusesOf,
  successOf,
  sumOf,
} from '../../../../ops/log/log-metrics'
import type { LogDictionary } from '../../../../ops/log-entry'
import { versionTitle } from '../../../../messages/en/operate/terms'
import { HOUR } from '../../../../ops/scenario/scenario'
import { MIN_BAD } from '../../../../ops/slo-burn'
import type { Alarm } from '../alerts/incident-column'

export interface LogSummary {
  readonly requests: number
  readonly statuses: StatusCounts
  /** The share of valid requests that were answered; NaN if there were none. */
  readonly success: number
  /** The share of requests that were answered from the cache. */
  readonly cached: number
  readonly latency: Latency
  readonly quality: Quality
  /** The number of predictions with known simulated ground truth, and how many of these are wrong. */
  readonly known: number
  readonly wrong: number
}

/** Computes the metrics from these counts; `classes` is 0 if predictions are numeric. */
export function summarizeLog({ all }: Pick<StepCounts, 'all'>, classes: number): LogSummary {
  const requests = requestsOf(all)
  return {
    requests,
    statuses: statusesOf(all),
    success: successOf(all),
    cached: (all.get(FIELD.cached) ?? 0) / requests,
    latency: latencyOf(all),
    quality: qualityOf(all, classes),
    known: all.get(FIELD.known) ?? 0,
    wrong: all.get(FIELD.harmed) ?? 0,
  }
}

export interface Health {
  readonly tone: 'good' | 'warn' | 'bad' | 'none'
  readonly text: string
}

/** An availability below this threshold is a problem, regardless of the objectives. */
const MIN_AVAILABILITY = 0.99
/**
 * Thresholds as fractions of all requests: a share of abstentions and fallbacks below the first is not mentioned; a
 * share above `MAX_WITHOUT_PREDICTION` is a problem.
 */
const NOTABLE = 0.01
const MAX_WITHOUT_PREDICTION = 0.25
/** Clients cause invalid requests, so they count for no objective, but a service that rejects more is not healthy. */
const MAX_INVALID = 0.05
/** "Recent" means the last hour (`RECENT_MS`) or, for a short range, its last quarter (`RECENT_FRACTION`). */
const RECENT_MS = HOUR
const RECENT_FRACTION = 4

/** The requests that a sentence refers to: the entire range, or its most recent `lastMs` milliseconds. */
interface Portion {
  readonly summary: LogSummary
  readonly lastMs: number | undefined
}

/**
 * Describes the health of a service over a range: its problems, or the evidence that it is healthy. Recent problems
 * count even if they affect only a small share of the range; problems that affect the entire range are detected by
 * comparison with `past`, the steps before the range. A service with an open incident (`alarm`) is never healthy; the
 * incident is shown next to this text. `hour` has the exact counts of the last hour, which the steps of a longer range
 * may divide.
 */
export function healthOf(
  steps: readonly LogStep[],
  sum: Pick<StepCounts, 'all'>,
  classes: number,
  past: readonly LogStep[] = [],
  alarm?: Pick<Alarm, 'severity' | 'isCalm' | 'isOver'>,
  hour?: Counters,
): Health {
  const summary = summarizeLog(sum, classes)
  const { requests, success, statuses } = summary
  if (requests === 0) return { tone: 'none', text: text.noRequests }
  const isOpen = alarm !== undefined && !alarm.isOver
  const isPage = isOpen && alarm.severity === 'page' && !alarm.isCalm
  if (requests === statuses.invalid && !isOpen) return { tone: 'none', text: text.onlyInvalid({ requests }) }
  const whole: Portion = { summary, lastMs: undefined }
  const recent = recentPortion(steps, classes, hour)
  const lost = success < MIN_AVAILABILITY ? whole : undefined
  const freshlyLost = recent && isUnavailable(recent) ? recent : undefined
  const idle = withoutPredictionShare(summary) > MAX_WITHOUT_PREDICTION ? whole : undefined
  const freshlyIdle = recent && lacksPredictions(recent) ? recent : undefined
  const fallback = fallbackShare(summary) >= NOTABLE ? whole : recent && hasFallback(recent) ? recent : undefined
  const invalid = [whole, ...(recent ? [recent] : [])].find(hasInvalid)
  const fell = dropText(steps, past, classes, hour)
  const unanswered = lost ?? freshlyLost
  const withoutPrediction = idle ?? freshlyIdle
  if (unanswered || fell !== undefined || withoutPrediction) {
    // Over the entire range, a few bad requests do not count as a problem; recent problems have already passed a
    // significance test.
    const isFew =
      !(freshlyLost || freshlyIdle || fell !== undefined) &&
      (!lost || errorsOf(statuses) < MIN_BAD) &&
      (!idle || statuses.abstained + statuses.fallback < MIN_BAD)
    // The sentences about missing predictions already mention fallbacks if their share is notable, and no sentence
    // repeats them for a longer time.
    const isReported = withoutPrediction && fallbackShare(withoutPrediction.summary) >= NOTABLE
    const sentences = [
      ...(unanswered ? [unansweredText(unanswered)] : []),
      ...(fell === undefined ? [] : [fell]),
      ...(withoutPrediction ? withoutPredictionTexts(withoutPrediction) : []),
      ...(fallback && !isReported ? [fallbackText(fallback)] : []),
      ...(invalid ? [invalidText(invalid)] : []),
    ]
    return { tone: !isFew || isPage ? 'bad' : 'warn', text: sentences.join(' ') }
  }
  if (!fallback && !invalid && !isOpen) {
    const evidence = evidenceOf(summary, classes)
    return { tone: 'good', text: alarm ? text.healthyAgain(evidence) : text.healthy(evidence) }
  }
  // Fallbacks are reported in a separate sentence.
  const overall = text.overall(evidenceOf({ ...summary, statuses: { ...statuses, fallback: 0 } }, classes))
  // Only the incident is bad, which is shown next to this text.
  if (!fallback && !invalid) return { tone: 'none', text: overall }
  const notes = [...(invalid ? [invalidText(invalid)] : []), ...(fallback ? [fallbackText(fallback)] : []), overall]
  return { tone: isPage ? 'bad' : 'warn', text: notes.join(' ') }
}

/** The most recent requests, if there are enough of them and enough earlier requests. */
function recentPortion(steps: readonly LogStep[], classes: number, hour?: Counters): Portion | undefined {
  const recent = recentOf(steps, ({ all }) => requestsOf(all))
  if (!recent) return undefined
  const exact = recent.isHour && hour && requestsOf(hour) >= MIN_LABELS ? hour : undefined
  const summary = summarizeLog({ all: exact ?? totalCounts(recent.steps) }, classes)
  return { summary, lastMs: exact ? HOUR : recent.lastMs }
}

/** Whether the availability is significantly too low: even the upper end of its 95% interval is below the minimum. */
function isUnavailable({ summary: { success, requests, statuses } }: Portion): boolean {
  return wilson(success, requests - statuses.invalid).high < MIN_AVAILABILITY
}

/** Whether the share of requests that ended in an abstention or a fallback is significantly too high. */
function lacksPredictions({ summary }: Portion): boolean {
  return wilson(withoutPredictionShare(summary), summary.requests).low > MAX_WITHOUT_PREDICTION
}

/** Whether the share of fallbacks is significantly above the threshold for reporting. */
function hasFallback({ summary }: Portion): boolean {
  return wilson(fallbackShare(summary), summary.requests).low > NOTABLE
}

function invalidShare({ requests, statuses: { invalid } }: LogSummary): number {
  return invalid / requests
}

/** Whether the share of invalid requests is significantly too high. */
function hasInvalid({ summary }: Portion): boolean {
  return summary.statuses.invalid >= MIN_BAD && wilson(invalidShare(summary), summary.requests).low > MAX_INVALID
}

function invalidText({ summary, lastMs }: Portion): string {
  return text.invalid({ requests: summary.statuses.invalid, share: invalidShare(summary), lastMs })
}

function unansweredText({ summary: { success, statuses }, lastMs }: Portion): string {
  return text.unanswered({ share: 1 - success, ...statuses, lastMs })
}

function fallbackShare({ requests, statuses: { fallback } }: LogSummary): number {
  return fallback / requests
}

/** A fallback response ignores the input but still counts as answered, so fallbacks are reported separately. */
function fallbackText({ summary, lastMs }: Portion): string {
  return text.fallback({ requests: summary.statuses.fallback, share: fallbackShare(summary), lastMs })
}

function withoutPredictionShare({ requests, statuses: { abstained, fallback } }: LogSummary): number {
  return (abstained + fallback) / requests
}

/**
 * The shares of requests that ended in an abstention and in a fallback; both are 0 if together they are too few to
 * mention.
 */
export function withoutPrediction(summary: LogSummary): { readonly abstained: number; readonly fallback: number } {
  const { requests, statuses } = summary
  if (withoutPredictionShare(summary) < NOTABLE) return { abstained: 0, fallback: 0 }
  return { abstained: statuses.abstained / requests, fallback: fallbackShare(summary) }
}

/** Sentences about fallbacks and abstentions, each included only if its share is notable. */
function withoutPredictionTexts(portion: Portion): readonly string[] {
  const { summary, lastMs } = portion
  const { requests, statuses } = summary
  const abstained = statuses.abstained / requests
  if (fallbackShare(summary) >= NOTABLE) {
    const rest = abstained < NOTABLE ? [] : [text.withoutPrediction.abstained({ share: abstained, lastMs: undefined })]
    return [fallbackText(portion), ...rest]
  }
  const kind = statuses.fallback === 0 ? 'abstained' : statuses.abstained === 0 ? 'fallback' : 'both'
  return [text.withoutPrediction[kind]({ share: withoutPredictionShare(summary), lastMs })]
}

function evidenceOf(summary: LogSummary, classes: number) {
  const { success, quality, latency } = summary
  return {
    p95: latency.p95,
    availability: success,
    ...withoutPrediction(summary),
    labels: quality.labeled,
    quality: classes > 0 ? { accuracy: quality.accuracy } : { error: quality.error },
  }
}

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
function recentOf(
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
function dropText(
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

function totalCounts(steps: readonly LogStep[]): Counters {
  return sumOf(steps).all
}

// findBaseline: determines when the accuracy measured from labels dropped, and which steps before the drop to compare
// with. A long failure must not be compared with its own first half.

/** The minimum number of labels needed to compare accuracies. */
const MIN_LABELS = 30
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

/** The name of a version, or a description for requests that were not answered by any version. */
export function versionLabel(book: LogDictionary, version: number): string {
  const ref = book.versions[version]
  return ref ? versionTitle(ref) : liveText.series.noVersion
}
