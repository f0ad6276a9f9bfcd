/**
 * @file Slo: an objective, a sentence with blanks: "99.9 % of answers valid and within 150 ms over 30 days". Each request is good for
 * it, bad, or none of its business; counts a minute are all that burn rates and alerts then need.
 */
import { type Message, message } from '../messages/message'
import '../messages/en/operate'
import { HTTP_STATUS, type Status } from './record'
import { MOST_OVER_DAYS, MOST_WITHIN_MS, SLO_KINDS, type SloKind, TARGET } from './slo-bounds'

export interface Slo {
  /** Unique in its service; goes into names of alerts. */
  readonly id: string
  readonly kind: SloKind
  readonly targetPercent: number
  /** Of those that ask for speed. */
  readonly withinMs?: number
  readonly overDays: number
}

export const USUAL_WITHIN_MS = 150

/** Requests of a minute that count for an objective. Of accuracy: labels that came in that minute. */
export interface Minutes {
  /** The number of the first one. */
  readonly first: number
  readonly total: ArrayLike<number>
  readonly bad: ArrayLike<number>
}

/** What an objective sees of a request; `right` is known once its label has come. */
export interface Judged {
  readonly status: Status
  readonly totalMs: number
  readonly right?: boolean
}

/** Whether a request is good or bad for an objective; undefined where it does not count: a caller's mistake counts for none. */
export function judge({ kind, withinMs = USUAL_WITHIN_MS }: Slo, request: Judged): 'good' | 'bad' | undefined {
  const { status, totalMs, right } = request
  const answered = HTTP_STATUS[status] === 200
  switch (kind) {
    case 'availability':
      return status === 'invalid' ? undefined : answered ? 'good' : 'bad'
    case 'without-fallback':
      return status === 'invalid' ? undefined : answered && status !== 'fallback' ? 'good' : 'bad'
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

export type SloBlank = 'targetPercent' | 'withinMs' | 'overDays'
export type SloPart = string | { readonly blank: SloBlank; readonly value: number }

const WHAT: Readonly<Record<SloKind, readonly (string | 'within')[]>> = {
  availability: ['% of requests answered over'],
  latency: ['% of answers within', 'within', 'ms over'],
  'valid-and-fast': ['% of answers valid and within', 'within', 'ms over'],
  accuracy: ['% of labelled answers right over'],
  'without-fallback': ['% of requests answered without a fallback over'],
}

/** The sentence of an objective, its blanks apart. */
export function sloParts({ kind, targetPercent, withinMs = USUAL_WITHIN_MS, overDays }: Slo): readonly SloPart[] {
  return [
    { blank: 'targetPercent', value: targetPercent },
    ...WHAT[kind].map((part): SloPart => (part === 'within' ? { blank: 'withinMs', value: withinMs } : part)),
    { blank: 'overDays', value: overDays },
    overDays === 1 ? 'day' : 'days',
  ]
}

/** The sentence of an objective. */
export function sloSentence(slo: Slo): string {
  return sloParts(slo)
    .map((part) => (typeof part === 'string' ? part : String(part.value)))
    .join(' ')
}

/** What is wrong with an objective. */
export function checkSlo({ kind, targetPercent, withinMs, overDays }: Slo): readonly Message[] {
  const problems: Message[] = []
  if (!SLO_KINDS.includes(kind)) problems.push(message('slo-kind', { kind, kinds: SLO_KINDS }))
  if (!(targetPercent >= TARGET.min && targetPercent <= TARGET.max))
    problems.push(message('slo-target', { percent: targetPercent, ...TARGET }))
  if (withinMs !== undefined && !(withinMs >= 1 && withinMs <= MOST_WITHIN_MS))
    problems.push(message('slo-within', { ms: withinMs, most: MOST_WITHIN_MS }))
  if (!(Number.isInteger(overDays) && overDays >= 1 && overDays <= MOST_OVER_DAYS))
    problems.push(message('slo-days', { days: overDays, most: MOST_OVER_DAYS }))
  return problems
}
