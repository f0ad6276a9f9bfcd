/**
 * @file Slo: an objective, such as "99.9% of requests answered within 150 ms over 30 days". For each objective, a
 * request is good, bad, or does not count. Burn rates and alerts only require the counts per minute.
 */
import { type Message, message } from '../messages/message'
import '../messages/en/operate'
import { objectivesText as text } from '../messages/en/operate/objectives'
import { count, number } from '../messages/format'
import { HTTP_STATUS, type Status } from './log-entry'
import { MAX_OVER_DAYS, MAX_WITHIN_MS, SLO_KINDS, type SloKind, TARGET_PERCENT } from './slo-limits'

export interface Slo {
  /** An ID that is unique within the service; alerts use it as the value of the label `slo`. */
  readonly id: string
  readonly kind: SloKind
  readonly targetPercent: number
  /** The latency limit in milliseconds, for objectives that have such a limit. */
  readonly withinMs?: number
  readonly overDays: number
}

export const DEFAULT_WITHIN_MS = 150

/**
 * The number of requests per minute that count for an objective. For accuracy, a request counts in the minute in which
 * its label arrived.
 */
export interface Minutes {
  /** The index of the first minute. */
  readonly first: number
  readonly total: ArrayLike<number>
  readonly bad: ArrayLike<number>
}

/** The properties of a request that an objective depends on; `right` is known once the label has arrived. */
export interface RequestOutcome {
  readonly status: Status
  readonly totalMs: number
  readonly right?: boolean
}

/**
 * Whether a request is good or bad for an objective; undefined if it does not count, for example because its input is
 * invalid.
 */
export function judgeRequest(
  { kind, withinMs = DEFAULT_WITHIN_MS }: Slo,
  request: RequestOutcome,
): 'good' | 'bad' | undefined {
  const { status, totalMs, right } = request
  const answered = HTTP_STATUS[status] === 200
  switch (kind) {
    case 'availability':
      return status === 'invalid' ? undefined : answered ? 'good' : 'bad'
    case 'without-fallback':
      return status === 'invalid' ? undefined : answered && status !== 'fallback' ? 'good' : 'bad'
    case 'without-abstention':
      return status === 'ok' ? 'good' : status === 'abstained' ? 'bad' : undefined
    case 'latency':
      return answered ? (totalMs <= withinMs ? 'good' : 'bad') : undefined
    case 'valid-and-fast':
      return status === 'invalid' ? undefined : answered && totalMs <= withinMs ? 'good' : 'bad'
    case 'accuracy':
      return right === undefined ? undefined : right ? 'good' : 'bad'
    default:
      return kind satisfies never
  }
}

export type SloField = 'targetPercent' | 'withinMs' | 'overDays'

/** Describes an objective in one sentence. */
export function sloSentence({ kind, targetPercent, withinMs = DEFAULT_WITHIN_MS, overDays }: Slo): string {
  return text.sentence[kind]({
    target: text.target({ percent: targetPercent }),
    withinMs: number(withinMs),
    days: count(overDays),
    overDays,
  })
}

/** Checks an objective and returns its problems. */
export function checkSlo({ kind, targetPercent, withinMs, overDays }: Slo): readonly Message[] {
  const problems: Message[] = []
  if (!SLO_KINDS.includes(kind)) problems.push(message('slo-kind', { kind, kinds: SLO_KINDS }))
  if (!(targetPercent >= TARGET_PERCENT.min && targetPercent <= TARGET_PERCENT.max))
    problems.push(message('slo-target', { percent: targetPercent, ...TARGET_PERCENT }))
  if (withinMs !== undefined && !(withinMs >= 1 && withinMs <= MAX_WITHIN_MS))
    problems.push(message('slo-within', { ms: withinMs, most: MAX_WITHIN_MS }))
  if (!(Number.isInteger(overDays) && overDays >= 1 && overDays <= MAX_OVER_DAYS))
    problems.push(message('slo-days', { days: overDays, most: MAX_OVER_DAYS }))
  return problems
}

/**
 * Five objectives, or three for a regression service, whose predictions cannot simply be classified as right or wrong
 * and never abstain. An abstention or a fallback is an answer for availability, so each has an objective of its own.
 * `accuracy` is the least accuracy to expect of the model: a higher target would alert from the first minute on.
 */
export function defaultSlos(classes: boolean, accuracy = 1): readonly Slo[] {
  const rightPercent = Math.max(TARGET_PERCENT.min, Math.min(90, Math.floor(100 * accuracy)))
  const all: readonly Slo[] = [
    { id: 'valid-and-fast', kind: 'valid-and-fast', targetPercent: 99, withinMs: 150, overDays: 30 },
    { id: 'availability', kind: 'availability', targetPercent: 99.9, overDays: 30 },
    { id: 'without-fallback', kind: 'without-fallback', targetPercent: 99, overDays: 30 },
    { id: 'without-abstention', kind: 'without-abstention', targetPercent: 90, overDays: 30 },
    { id: 'accuracy', kind: 'accuracy', targetPercent: rightPercent, overDays: 7 },
  ]
  return all.filter(({ kind }) => classes || (kind !== 'accuracy' && kind !== 'without-abstention'))
}
