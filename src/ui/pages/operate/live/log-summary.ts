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
  type Window,
} from '../../../../ops/log/log-metrics'
import type { LogDictionary } from '../../../../ops/log-entry'
import { versionTitle } from '../../../../messages/en/operate/terms'
import type { Objectives } from '../../../../ops/alerts/objectives'
import { HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import type { Slo } from '../../../../ops/slo'
import { attainmentOf, countsBetween, MIN_BAD } from '../../../../ops/slo-burn'
import type { Alarm, FiringIncident } from '../alerts/incident-column'
import { dropText, MIN_LABELS, recentOf } from './accuracy-drop'

export interface LogSummary {
  readonly requests: number
  readonly statuses: StatusCounts
  /** The share of valid requests that were answered; NaN if there were none. */
  readonly success: number
  /** The share of requests that were answered from the cache. */
  readonly cached: number
  readonly latency: Latency
  readonly quality: Quality
  /** The number of requests whose only labels are by hand, which do not count for the quality. */
  readonly byHand: number
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
    byHand: all.get(FIELD.byHand) ?? 0,
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

/** The requests that a sentence refers to: the entire range, or its most recent `lastMs` milliseconds. */
interface Portion {
  readonly summary: LogSummary
  readonly lastMs: number | undefined
}

/** The counts of an objective: over the entire range, and over its last hour. */
export interface ObjectiveCounts {
  readonly slo: Slo
  readonly range: { readonly total: number; readonly bad: number }
  readonly hour: { readonly total: number; readonly bad: number }
}

/** Counts each objective over a window in simulated ms, and over the last hour before its end. */
export function countObjectives(
  { objectives, minute }: Pick<Objectives, 'objectives' | 'minute'>,
  { from, to }: Pick<Window, 'from' | 'to'>,
): readonly ObjectiveCounts[] {
  const end = Math.min(minute, Math.ceil(to / MINUTE))
  return objectives.flatMap(({ slo, past }) => {
    if (!past) return []
    const { minutes } = past.counts
    const since = (first: number) => countsBetween(minutes, first, end)
    return [{ slo, range: since(Math.floor(from / MINUTE)), hour: since(end - HOUR / MINUTE) }]
  })
}

/** What the alerts know: the incident to report first, incidents that nobody is shown, and the objectives. */
export interface AlertState {
  readonly alarm?: Pick<Alarm, 'severity' | 'isCalm' | 'isOver' | 'title'> | undefined
  readonly firing?: readonly FiringIncident[]
  readonly objectives?: readonly ObjectiveCounts[]
}

/**
 * Describes the health of a service over a range: its problems, or the evidence that it is healthy. Recent problems
 * count even if they affect only a small share of the range; problems that affect the entire range are detected by
 * comparison with `past`, the steps before the range. A service with an open incident, with rules that still fire, or
 * with a missed objective is never healthy. `hour` has the exact counts of the last hour, which the steps of a longer
 * range may divide.
 */
export function healthOf(
  steps: readonly LogStep[],
  sum: Pick<StepCounts, 'all'>,
  classes: number,
  past: readonly LogStep[] = [],
  { alarm, firing = [], objectives = [] }: AlertState = {},
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
  const reported: readonly (Slo['kind'] | false)[] = [
    unanswered !== undefined && 'availability',
    fell !== undefined && 'accuracy',
    fallback !== undefined && 'without-fallback',
    withoutPrediction !== undefined && 'without-abstention',
  ]
  const missed = objectives.flatMap((one) => (reported.includes(one.slo.kind) ? [] : (missedOf(one, summary) ?? [])))
  const incidents = [
    ...(isOpen ? [text.open[alarm.isCalm ? 'calm' : alarm.severity](alarm)] : []),
    ...firing.map((one) => text.firing[one.hidden](one)),
  ]
  const notes = [...(invalid ? [invalidText(invalid)] : []), ...missed.map((one) => one.text)]
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
      ...incidents,
      ...(unanswered ? [unansweredText(unanswered)] : []),
      ...(fell === undefined ? [] : [fell]),
      ...(withoutPrediction ? withoutPredictionTexts(withoutPrediction) : []),
      ...(fallback && !isReported ? [fallbackText(fallback)] : []),
      ...notes,
    ]
    return { tone: !isFew || isPage ? 'bad' : 'warn', text: sentences.join(' ') }
  }
  if (!fallback && notes.length + incidents.length === 0) {
    const evidence = evidenceOf(summary, classes)
    return { tone: 'good', text: alarm ? text.healthyAgain(evidence) : text.healthy(evidence) }
  }
  // Fallbacks are reported in a separate sentence.
  const overall = text.overall(evidenceOf({ ...summary, statuses: { ...statuses, fallback: 0 } }, classes))
  const isWarning =
    fallback || invalid || firing.length > 0 || (isOpen && !alarm.isCalm) || missed.some(({ isWarning }) => isWarning)
  const sentences = [...incidents, ...notes, ...(fallback ? [fallbackText(fallback)] : []), overall]
  return { tone: isPage ? 'bad' : isWarning ? 'warn' : 'none', text: sentences.join(' ') }
}

/**
 * How an objective is missed, in the last hour or over the range, and whether this is a warning: a miss that chance may
 * explain is none, and neither is one that the last hour no longer shows. Undefined if the objective is met.
 */
function missedOf({ slo, range, hour }: ObjectiveCounts, { quality }: LogSummary) {
  // Dashboards count a label with its request, and objectives when it arrives; the sentence must fit both.
  const { labeled, accuracy } = quality
  // Without labels, the accuracy is NaN and says nothing.
  const wrong = labeled > 0 ? Math.round(labeled * (1 - accuracy)) : 0
  const shown = slo.kind === 'accuracy' ? { total: labeled, bad: wrong } : range
  const now = attainmentOf(slo, hour)
  const whole = [shown, range].map((counts) => attainmentOf(slo, counts))
  const one = whole.find(({ verdict }) => verdict === 'missed') ?? whole.find(({ verdict }) => verdict === 'chance')
  const args = { kind: slo.kind, target: slo.targetPercent }
  if (now.verdict === 'missed') return { isWarning: true, text: text.missed.lately({ ...args, ...now }) }
  if (!one) return undefined
  if (now.total >= MIN_LABELS && now.verdict === 'met')
    return { isWarning: false, text: text.missed.before({ ...args, ...one, now: now.share }) }
  return one.verdict === 'missed'
    ? { isWarning: true, text: text.missed.inRange({ ...args, ...one }) }
    : { isWarning: false, text: text.missed.byChance({ ...args, ...one }) }
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
  const { success, quality, latency, byHand } = summary
  return {
    p95: latency.p95,
    availability: success,
    ...withoutPrediction(summary),
    labels: quality.labeled,
    byHand,
    quality: classes > 0 ? { accuracy: quality.accuracy } : { error: quality.error },
  }
}

function totalCounts(steps: readonly LogStep[]): Counters {
  return sumOf(steps).all
}

/** The name of a version, or a description for requests that were not answered by any version. */
export function versionLabel(book: LogDictionary, version: number): string {
  const ref = book.versions[version]
  return ref ? versionTitle(ref) : liveText.series.noVersion
}
