/** @file Facts: a stretch of the log in the few numbers that an owner asks for, and the one sentence of how it stands. */
import { wilson } from '../../../../metrics/interval'
import { count, counted as countedWords, significant, virtualTime } from '../../../../messages/format'
import { LEAST_BAD } from '../../../../ops/burn-rules'
import type { Counters } from '../../../../ops/log/counters'
import { FIELD } from '../../../../ops/log/fields'
import { type Latency, latencyOf } from '../../../../ops/reducers/latency'
import { type Quality, qualityOf } from '../../../../ops/reducers/quality'
import { requestsOf, type StatusCounts, statusesOf, successOf } from '../../../../ops/reducers/success'
import { HOUR } from '../../../../ops/scenario/scenario'
import { lengthWords } from '../dock/span'
import type { Alarm } from '../alerts/alarm'
import { beforeOf, isFall, labelledQuality, LEAST_LABELS } from './before'
import { type Counted, type Step, sumOf } from './reader'

export interface Facts {
  readonly requests: number
  readonly statuses: StatusCounts
  /** The share of what was the service's to answer that was; NaN of nothing. */
  readonly success: number
  /** The share that the cache answered. */
  readonly cached: number
  readonly latency: Latency
  readonly quality: Quality
  /** By the world's truth: answers whose truth is known, and wrong ones. */
  readonly known: number
  readonly wrong: number
}

/** The facts of what was counted; `classes` is 0 where answers are numbers. */
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

export interface Standing {
  readonly tone: 'good' | 'warn' | 'bad' | 'none'
  readonly words: string
}

/** Fewer answered than this is trouble, whatever an objective says. */
const LEAST_ANSWERED = 0.99
/** Of all requests: fewer abstentions and fallbacks are not told in the one sentence, more are trouble. */
const NOTABLE = 0.01
const MOST_WITHOUT = 0.25
/** Now is the last hour; of a short stretch its last quarter. */
const NOW_MS = HOUR
const NOW_PART = 4

/**
 * How a stretch stands, in one sentence: what is wrong first, else that all is well and by how much evidence. What is wrong now is told
 * though it is little of the whole stretch, and though it is all of it: `past` is what came before. Nothing is well while an incident is
 * open: `alarm` is said before the sentence.
 */
export function standingOf(
  steps: readonly Step[],
  sum: Pick<Counted, 'all'>,
  classes: number,
  past: readonly Step[] = [],
  alarm?: Pick<Alarm, 'severity' | 'isCalm' | 'isOver'>,
): Standing {
  const facts = factsOf(sum, classes)
  const { requests, success, quality, statuses } = facts
  if (requests === 0) return { tone: 'none', words: 'Nothing came in this stretch of time.' }
  const isOpen = alarm !== undefined && !alarm.isOver
  if (requests === statuses.invalid && !isOpen) return { tone: 'none', words: refusedWords(requests) }
  const lost = success < LEAST_ANSWERED ? `${share(1 - success)} got no answer: ${lostWords(facts)}` : ''
  const fell = fallOf(steps, past, classes)
  const now = nowOf(steps, ({ all }) => requestsOf(all))
  const idle = withoutModelShare(facts) > MOST_WITHOUT ? idleWords('', facts) : ''
  const [freshlyLost, freshlyIdle] = [lostNow(now, classes), idleNow(now, classes)]
  const wrong = [lost || freshlyLost, fell, idle || freshlyIdle].filter(Boolean)
  // Of the whole stretch, which may be a single request, so few are no trouble yet; what is fresh is beyond chance.
  const isFew =
    !(freshlyLost || freshlyIdle || fell) &&
    (!lost || lostOf(facts) < LEAST_BAD) &&
    (!idle || statuses.abstained + statuses.fallback < LEAST_BAD)
  const substitute = substituteWords('', facts) || substituteNow(now, classes)
  if (wrong.length > 0) {
    const isSaid = substitute === '' || wrong.some((one) => one.includes(substitute))
    const isBad = !isFew || (isOpen && alarm.severity === 'page' && !alarm.isCalm)
    return { tone: isBad ? 'bad' : 'warn', words: `${[...wrong, ...(isSaid ? [] : [substitute])].join('. ')}.` }
  }
  const answered = Number.isNaN(success) ? 'nothing was the service’s to answer' : `${share(success)} answered`
  const by = `by ${countedWords(quality.labelled, 'label')}`
  const right =
    quality.labelled === 0
      ? 'no label came yet'
      : classes > 0
        ? `${share(quality.accuracy)} of answers right ${by}`
        : `off by ${significant(quality.error)} on average ${by}`
  if (substitute === '' && !isOpen) {
    const well = alarm ? 'All well again' : 'All well'
    return { tone: 'good', words: `${well}: ${answered}${withoutModel(facts)}, ${right}.` }
  }
  const abstained = withoutModel({ ...facts, statuses: { ...facts.statuses, fallback: 0 } })
  const rest = `${answered.slice(0, 1).toUpperCase()}${answered.slice(1)}${abstained}, ${right}.`
  return {
    tone: isOpen && alarm.severity === 'page' && !alarm.isCalm ? 'bad' : 'warn',
    words: substitute ? `${substitute}. ${rest}` : rest,
  }
}

/** A fallback has not looked at the request: what it answered counts as answered, and is told in how many. */
function substituteWords(when: string, { requests, statuses: { fallback } }: Facts): string {
  if (!(fallback / requests >= NOTABLE)) return ''
  const one = fallback === 1 ? 'was' : 'were'
  return `${when}${count(fallback)} (${share(fallback / requests)}) ${one} answered by a fallback, and by no model`
}

function substituteNow(now: Now | undefined, classes: number): string {
  if (!now) return ''
  const facts = factsOf({ all: summed(now.steps) }, classes)
  const part = facts.statuses.fallback / facts.requests
  return wilson(part, facts.requests).low > NOTABLE ? substituteWords(`${now.words} `, facts) : ''
}

/** An abstention is an answer to who asked, but not what they asked for. */
export function withoutModel(facts: Facts): string {
  const part = withoutModelShare(facts)
  return part < NOTABLE ? '' : `, ${share(part)} with ${howWithout(facts)}`
}

function withoutModelShare({ requests, statuses: { abstained, fallback } }: Facts): number {
  return (abstained + fallback) / requests
}

function howWithout({ statuses: { abstained, fallback } }: Facts): string {
  return fallback === 0 ? 'an abstention' : abstained === 0 ? 'a fallback' : 'an abstention or a fallback'
}

/** A caller's mistake is no trouble of the service, and no sign that it is well. */
function refusedWords(requests: number): string {
  const one = requests === 1 ? 'was refused for its' : 'were refused for their'
  return `${countedWords(requests, 'request')} came and ${one} input: none was the service’s to answer.`
}

function lostOf({ statuses: { failed, unready, limited } }: Facts): number {
  return failed + unready + limited
}

function lostWords({ statuses: { failed, unready, limited } }: Facts): string {
  const parts = [
    failed > 0 ? `${count(failed)} failed` : '',
    unready > 0 ? `${count(unready)} found nothing ready` : '',
    limited > 0 ? `${count(limited)} were over the rate limit` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

interface Now {
  readonly steps: readonly Step[]
  readonly before: readonly Step[]
  /** Of the newest steps, in words. */
  readonly words: string
}

/** The newest steps that have enough of something in them, and those before; undefined where there is not enough on both sides. */
function nowOf(steps: readonly Step[], amount: (step: Step) => number, past: readonly Step[] = []): Now | undefined {
  const some = steps.filter((step) => amount(step) > 0)
  const [first, last] = [some[0], some.at(-1)]
  const width = (steps[1]?.at ?? 0) - (steps[0]?.at ?? 0)
  const earlier = past.filter((step) => amount(step) > 0)
  if (!first || !last || earlier.length + some.length < 2) return undefined
  const end = last.at + width
  const least = Math.min(NOW_MS, (end - first.at) / NOW_PART)
  let [from, sum] = [some.length, 0]
  while (from > 0 && (sum < LEAST_LABELS || end - (some[from] ?? last).at < least)) sum += amount(some[--from] as Step)
  const before = [...earlier, ...some.slice(0, from)]
  if (before.reduce((all, step) => all + amount(step), 0) < LEAST_LABELS) return undefined
  return {
    steps: some.slice(from),
    before,
    words: `In the last ${lengthWords(end - (some[from] ?? last).at).replace(/^1 (?=\w+$)/, '')}`,
  }
}

/** What the newest requests show that is lost in the whole stretch: beyond chance, by the upper end of a 95 % interval. */
function lostNow(now: Now | undefined, classes: number): string {
  if (!now) return ''
  const facts = factsOf({ all: summed(now.steps) }, classes)
  const due = facts.requests - facts.statuses.invalid
  if (!(wilson(facts.success, due).high < LEAST_ANSWERED)) return ''
  return `${now.words} ${share(1 - facts.success)} got no answer: ${lostWords(facts)}`
}

function idleNow(now: Now | undefined, classes: number): string {
  if (!now) return ''
  const facts = factsOf({ all: summed(now.steps) }, classes)
  return wilson(withoutModelShare(facts), facts.requests).low > MOST_WITHOUT ? idleWords(`${now.words} `, facts) : ''
}

/** What a fallback answered, in how many, and abstentions; each where it is notable. */
function idleWords(when: string, facts: Facts): string {
  const { requests, statuses } = facts
  const substitute = substituteWords(when, facts)
  const abstained = statuses.abstained / requests
  if (substitute === '') return `${when}${share(withoutModelShare(facts))} ended with ${howWithout(facts)}`
  return abstained < NOTABLE ? substitute : `${substitute}. ${share(abstained)} ended with an abstention`
}

/**
 * What is said where the accuracy by the newest labels lies, with its 95 % interval, wholly below that of the time before it fell, and by
 * enough to matter; where nothing was before, where it lies below what a guess comes to.
 */
function fallOf(steps: readonly Step[], past: readonly Step[], classes: number): string {
  if (classes === 0) return ''
  const now = nowOf(steps, ({ all }) => all.get(FIELD.labelled) ?? 0, past)
  if (!now) {
    const { labelled, accuracy, interval } = labelledQuality(steps, classes)
    return labelled >= LEAST_LABELS && interval.high < 1 / classes
      ? `Answers are right less often than a guess: ${share(accuracy)} by ${countedWords(labelled, 'label')}`
      : ''
  }
  const { steps: until, since } = beforeOf(now.before, now.steps, classes)
  const [before, after] = [labelledQuality(until, classes), labelledQuality(now.steps, classes)]
  const by = countedWords(after.labelled, 'label')
  // What began with the newest steps needs no date.
  const when = since !== undefined && since < (now.steps[0]?.at ?? 0) ? `, since ${virtualTime(since)}` : ''
  if (isFall(before, after))
    return `Accuracy fell from ${share(before.accuracy)} to ${share(after.accuracy)} by the newest ${by}${when}`
  return after.interval.high < 1 / classes
    ? `Answers are right less often than a guess: ${share(after.accuracy)} by the newest ${by}`
    : ''
}

function summed(steps: readonly Step[]): Counters {
  return sumOf(steps).all
}

/** As many digits as tell it from all: 96.1 %, 99.97 %, 100 %. */
export function share(value: number): string {
  if (Number.isNaN(value)) return '–'
  if (value === 0 || value === 1) return `${100 * value} %`
  const digits = value > 0.99 && value < 1 ? 2 : 1
  return `${(100 * value).toFixed(digits)} %`
}

/** The ends of an interval in as many digits as tell them apart: .76–.99, .996–1; one where four do not. */
export function rangeWords({ low, high }: { readonly low: number; readonly high: number }): string {
  for (const digits of [2, 3, 4]) {
    const [from, to] = [low, high].map((end) => {
      const words = end.toFixed(digits).replace(/^0(?=\.)/, '')
      return Number(words) === 1 ? '1' : words
    })
    if (from !== to) return `${from}–${to}`
  }
  return String(Number(high.toFixed(4)))
}

/** Three digits without zeros that say nothing: 1, 0.25, 48.2, 1,430. */
export function figure(value: number): string {
  return Number.isFinite(value)
    ? Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 })
    : '–'
}

/** Milliseconds, two digits. A browser's clock tells tenths, so what it saw nothing of was shorter. */
export function msWords(value: number): string {
  return value < 0.05 ? 'under 0.1 ms' : timeWords(value)
}

/** Two digits in the unit that fits, of what was timed many times over: 0.57 µs, 2.3 ms, 18 s, 5 min. */
export function timeWords(ms: number): string {
  if (Number.isNaN(ms)) return '–'
  const [times, unit] =
    ms >= 60_000
      ? [1 / 60_000, 'min']
      : ms >= 1000
        ? [1 / 1000, 's']
        : ms >= 0.05 || ms === 0
          ? [1, 'ms']
          : [1000, 'µs']
  return `${figure(Number((ms * (times as number)).toPrecision(2)))} ${unit}`
}
