/** @file The log over a time range: its main metrics, and the health of the service as a status with a short text. */
import { wilson } from '../../../../metrics/interval'
import { healthText as text } from '../../../../messages/en/operate/health'
import { LEAST_BAD } from '../../../../ops/burn-rules'
import type { Counters } from '../../../../ops/log/counters'
import { FIELD } from '../../../../ops/log/fields'
import { type Latency, latencyOf } from '../../../../ops/reducers/latency'
import { type Quality, qualityOf } from '../../../../ops/reducers/quality'
import { requestsOf, type StatusCounts, statusesOf, successOf } from '../../../../ops/reducers/success'
import { HOUR } from '../../../../ops/scenario/scenario'
import type { Alarm } from '../alerts/alarm'
import { beforeOf, isFall, labelledQuality, LEAST_LABELS } from './before'
import { type Counted, type Step, sumOf } from './reader'

export interface Facts {
  readonly requests: number
  readonly statuses: StatusCounts
  /** The share of valid requests that were answered; NaN where there were none. */
  readonly success: number
  /** The share of requests that the cache answered. */
  readonly cached: number
  readonly latency: Latency
  readonly quality: Quality
  /** Predictions whose simulated ground truth is known, and those that it says are wrong. */
  readonly known: number
  readonly wrong: number
}

/** The metrics of these counts; `classes` is 0 where predictions are numbers. */
export function factsOf({ all }: Pick<Counted, 'all'>, classes: number): Facts {
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

/** A lower availability is a problem, whatever the objectives are. */
const LEAST_ANSWERED = 0.99
/** Shares of all requests: fewer abstentions and fallbacks are not mentioned, more than `MOST_WITHOUT` are a problem. */
const NOTABLE = 0.01
const MOST_WITHOUT = 0.25
/** "Recent" is the last hour, or the last quarter of a short range. */
const RECENT_MS = HOUR
const RECENT_PART = 4

/** The requests that a sentence is about: the whole range, or the newest part of it, `lastMs` long. */
interface Portion {
  readonly facts: Facts
  readonly lastMs: number | undefined
}

/**
 * The health of a service over a range: what is wrong comes first, otherwise by how much evidence all is well. A problem counts while it is
 * recent even if it is a small part of the range, and even if it fills the range: `past` is what came before. Nothing is healthy while an
 * incident is open; `alarm` is shown before this text.
 */
export function healthOf(
  steps: readonly Step[],
  sum: Pick<Counted, 'all'>,
  classes: number,
  past: readonly Step[] = [],
  alarm?: Pick<Alarm, 'severity' | 'isCalm' | 'isOver'>,
): Health {
  const facts = factsOf(sum, classes)
  const { requests, success, statuses } = facts
  if (requests === 0) return { tone: 'none', text: text.noRequests }
  const isOpen = alarm !== undefined && !alarm.isOver
  const isPage = isOpen && alarm.severity === 'page' && !alarm.isCalm
  if (requests === statuses.invalid && !isOpen) return { tone: 'none', text: text.onlyInvalid({ requests }) }
  const whole: Portion = { facts, lastMs: undefined }
  const recent = recentPortion(steps, classes)
  const lost = success < LEAST_ANSWERED ? whole : undefined
  const freshlyLost = recent && isLost(recent) ? recent : undefined
  const idle = withoutPredictionShare(facts) > MOST_WITHOUT ? whole : undefined
  const freshlyIdle = recent && isIdle(recent) ? recent : undefined
  const fallback = fallbackShare(facts) >= NOTABLE ? whole : recent && hasFallback(recent) ? recent : undefined
  const fell = fallText(steps, past, classes)
  const unanswered = lost ?? freshlyLost
  const withoutPrediction = idle ?? freshlyIdle
  if (unanswered || fell !== undefined || withoutPrediction) {
    // Of a range that may hold a single request, so few are no problem yet; what is recent is beyond chance.
    const isFew =
      !(freshlyLost || freshlyIdle || fell !== undefined) &&
      (!lost || unansweredOf(facts) < LEAST_BAD) &&
      (!idle || statuses.abstained + statuses.fallback < LEAST_BAD)
    // The sentences about missing predictions report the fallback too, where it is notable there.
    const isReported = withoutPrediction && fallbackShare(withoutPrediction.facts) >= NOTABLE
    const sentences = [
      ...(unanswered ? [unansweredText(unanswered)] : []),
      ...(fell === undefined ? [] : [fell]),
      ...(withoutPrediction ? withoutPredictionTexts(withoutPrediction) : []),
      ...(fallback && !(isReported && fallback === withoutPrediction) ? [fallbackText(fallback)] : []),
    ]
    return { tone: !isFew || isPage ? 'bad' : 'warn', text: sentences.join(' ') }
  }
  if (!fallback && !isOpen) {
    const evidence = evidenceOf(facts, classes)
    return { tone: 'good', text: alarm ? text.healthyAgain(evidence) : text.healthy(evidence) }
  }
  // Fallbacks have a sentence of their own.
  const overall = text.overall(evidenceOf({ ...facts, statuses: { ...statuses, fallback: 0 } }, classes))
  return { tone: isPage ? 'bad' : 'warn', text: fallback ? `${fallbackText(fallback)} ${overall}` : overall }
}

/** The newest requests, where there are enough of them and of earlier ones. */
function recentPortion(steps: readonly Step[], classes: number): Portion | undefined {
  const recent = recentOf(steps, ({ all }) => requestsOf(all))
  return recent && { facts: factsOf({ all: summed(recent.steps) }, classes), lastMs: recent.lastMs }
}

/** Fewer answered than acceptable, beyond chance: by the upper end of a 95% interval. */
function isLost({ facts: { success, requests, statuses } }: Portion): boolean {
  return wilson(success, requests - statuses.invalid).high < LEAST_ANSWERED
}

/** More abstentions and fallbacks than acceptable, beyond chance. */
function isIdle({ facts }: Portion): boolean {
  return wilson(withoutPredictionShare(facts), facts.requests).low > MOST_WITHOUT
}

/** More fallbacks than can go unmentioned, beyond chance. */
function hasFallback({ facts }: Portion): boolean {
  return wilson(fallbackShare(facts), facts.requests).low > NOTABLE
}

function unansweredOf({ statuses: { failed, unready, limited } }: Facts): number {
  return failed + unready + limited
}

function unansweredText({ facts: { success, statuses }, lastMs }: Portion): string {
  return text.unanswered({ share: 1 - success, ...statuses, lastMs })
}

function fallbackShare({ requests, statuses: { fallback } }: Facts): number {
  return fallback / requests
}

/** A fallback does not look at the request: its answers count as answered, and are reported separately. */
function fallbackText({ facts, lastMs }: Portion): string {
  return text.fallback({ requests: facts.statuses.fallback, share: fallbackShare(facts), lastMs })
}

function withoutPredictionShare({ requests, statuses: { abstained, fallback } }: Facts): number {
  return (abstained + fallback) / requests
}

/** The shares that abstained and that got the fallback, 0 where they are together too few to mention. */
export function withoutPrediction(facts: Facts): { readonly abstained: number; readonly fallback: number } {
  const { requests, statuses } = facts
  if (withoutPredictionShare(facts) < NOTABLE) return { abstained: 0, fallback: 0 }
  return { abstained: statuses.abstained / requests, fallback: fallbackShare(facts) }
}

/** Fallbacks and abstentions, each where it is notable. */
function withoutPredictionTexts(portion: Portion): readonly string[] {
  const { facts, lastMs } = portion
  const { requests, statuses } = facts
  const abstained = statuses.abstained / requests
  if (fallbackShare(facts) >= NOTABLE) {
    const rest = abstained < NOTABLE ? [] : [text.withoutPrediction.abstained({ share: abstained, lastMs: undefined })]
    return [fallbackText(portion), ...rest]
  }
  const kind = statuses.fallback === 0 ? 'abstained' : statuses.abstained === 0 ? 'fallback' : 'both'
  return [text.withoutPrediction[kind]({ share: withoutPredictionShare(facts), lastMs })]
}

function evidenceOf(facts: Facts, classes: number) {
  const { success, quality } = facts
  return {
    availability: success,
    ...withoutPrediction(facts),
    labels: quality.labelled,
    quality: classes > 0 ? { accuracy: quality.accuracy } : { error: quality.error },
  }
}

interface Recent {
  readonly steps: readonly Step[]
  readonly before: readonly Step[]
  /** How long the newest steps are. */
  readonly lastMs: number
}

/** The newest steps with enough of something in them, and those before; undefined where there is not enough on both sides. */
function recentOf(
  steps: readonly Step[],
  amount: (step: Step) => number,
  past: readonly Step[] = [],
): Recent | undefined {
  const some = steps.filter((step) => amount(step) > 0)
  const [first, last] = [some[0], some.at(-1)]
  const width = (steps[1]?.at ?? 0) - (steps[0]?.at ?? 0)
  const earlier = past.filter((step) => amount(step) > 0)
  if (!first || !last || earlier.length + some.length < 2) return undefined
  const end = last.at + width
  const least = Math.min(RECENT_MS, (end - first.at) / RECENT_PART)
  let [from, sum] = [some.length, 0]
  while (from > 0 && (sum < LEAST_LABELS || end - (some[from] ?? last).at < least)) sum += amount(some[--from] as Step)
  const before = [...earlier, ...some.slice(0, from)]
  if (before.reduce((all, step) => all + amount(step), 0) < LEAST_LABELS) return undefined
  return { steps: some.slice(from), before, lastMs: end - (some[from] ?? last).at }
}

/**
 * Reports a fall of accuracy: by the newest labels its 95% interval lies wholly below that of the time before, and by enough to matter. Where
 * nothing came before, it reports an accuracy below random guessing.
 */
function fallText(steps: readonly Step[], past: readonly Step[], classes: number): string | undefined {
  if (classes === 0) return undefined
  const recent = recentOf(steps, ({ all }) => all.get(FIELD.labelled) ?? 0, past)
  if (!recent) {
    const { labelled, accuracy, interval } = labelledQuality(steps, classes)
    return labelled >= LEAST_LABELS && interval.high < 1 / classes
      ? text.belowChance({ accuracy, labels: labelled })
      : undefined
  }
  const { steps: until, since } = beforeOf(recent.before, recent.steps, classes)
  const [before, after] = [labelledQuality(until, classes), labelledQuality(recent.steps, classes)]
  const labels = after.labelled
  // A fall that began with the newest steps needs no date.
  const isEarlier = since !== undefined && since < (recent.steps[0]?.at ?? 0)
  if (isFall(before, after))
    return text.accuracyFell({
      before: before.accuracy,
      after: after.accuracy,
      labels,
      since: isEarlier ? since : undefined,
    })
  return after.interval.high < 1 / classes ? text.belowChanceLately({ accuracy: after.accuracy, labels }) : undefined
}

function summed(steps: readonly Step[]): Counters {
  return sumOf(steps).all
}
