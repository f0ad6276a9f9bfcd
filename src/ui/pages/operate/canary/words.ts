/** @file Words of a canary: its verdict, what its gate asks and what was breached, as people read them. */
import { count, counted, tenths } from '../../../../messages/format'
import {
  ALL,
  type CanaryCheck,
  type CanaryMissing,
  type CanaryPlan,
  type CanaryReading,
  type CanaryShort,
  type CanarySkipped,
  LATE_TIMES,
  type Tally,
  WARM,
} from '../../../../ops/canary-plan'
import { gap } from '../../../../ops/canary/arms'
import type { Harm } from '../../../../ops/canary/harm'

/** A share of 1 as percent. */
export function percentWords(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/**
 * Whether the challenger is better, by labels. With the margin that a last gate grants: whether it is known to be no worse than that, which
 * takes fewer labels than which of the two is better.
 */
export function verdictWords(
  {
    verdict,
    short,
    more,
    difference: { estimate, low, high },
  }: Pick<CanaryReading, 'verdict' | 'short' | 'more' | 'difference'>,
  margin?: number,
): string {
  const points = (share: number) => tenths(100 * share)
  const by =
    verdict === 'worse'
      ? `${points(-estimate)} points (between ${points(-high)} and ${points(-low)})`
      : `${points(estimate)} points (between ${points(low)} and ${points(high)})`
  if (verdict === 'better') return `Better: right more often than the champion, by ${by}.`
  if (verdict === 'worse') return `Worse: right less often than the champion, by ${by}.`
  if (short)
    return `Cannot tell yet: ${count(short.has)} of the ${count(short.needed)} labelled answers of the ${short.of} are there that it takes at least.`
  if (margin !== undefined && low >= -margin) {
    const after = more === undefined ? '' : ` before about ${counted(roughly(more), 'more labelled request')}`
    return `Not more than ${pointsOf(margin)} points worse, which is what the last gate asks: the difference is ${by}. Whether it is better one cannot tell${after}.`
  }
  if (more === undefined)
    return 'Cannot tell yet: there are too few labels, or the two are too much alike, to say how many more it takes.'
  return `Cannot tell yet, about ${counted(roughly(more), 'more labelled request')}.`
}

/** At 0 %; labels of what it answered before may still come. */
export const IDLE_WORDS =
  'No request goes to it: its share is 0 %, so it does not go up by itself. Raise the fader, or take it back.'

/** What it was, or is to be, taken back for; undefined where nothing is breached. */
export function breachWords({ checks }: CanaryReading, slices: readonly string[], lateMs: number): string | undefined {
  const [worst] = checks
  if (!worst?.breach) return undefined
  const share = ({ good, all }: Tally) => (all === 0 ? 'nothing' : percentWords(good / all))
  const what = worst.what === 'slice' ? `of "${slices[worst.slice ?? 0] ?? 'a slice'}" right` : BREACHES[worst.what]
  const late = worst.what === 'in time' ? ` (within ${limitOf(lateMs)})` : ''
  const all = worst.what === 'slice' ? checks.find((check) => check.what === 'right') : undefined
  const over =
    all && gap(all) < 0
      ? ` Over all it is right more often: ${share(all.challenger)}, the champion ${share(all.champion)}.`
      : ''
  return `Worse: ${share(worst.challenger)} ${what}${late}, the champion ${share(worst.champion)}.${over}`
}

const BREACHES = { answered: 'answered', 'in time': 'in time', right: 'right' } as const

/** To two digits: nobody knows better. */
function roughly(n: number): number {
  return Number(n.toPrecision(2))
}

const WHATS: { readonly [W in CanaryCheck['what']]: string } = {
  answered: 'Gives an answer',
  'in time': 'In time',
  right: 'Right, by labels, abstained answers too',
  slice: 'Right',
}

/** What is compared. */
export function checkWords({ what, slice }: CanaryCheck, slices: readonly string[], lateMs: number): string {
  if (what === 'in time') return `Within ${limitOf(lateMs)}`
  return slice === undefined ? WHATS[what] : `${WHATS[what]}: ${slices[slice] ?? 'a slice'}`
}

/** How many of how many. */
export function tallyWords({ good, all }: Tally): string {
  return all === 0 ? 'none yet' : `${percentWords(good / all)} of ${count(all)}`
}

/** What stands in place of a p-value while there are too few answers for one, and what that means. */
export function shortWords({ of, has, needed }: CanaryShort): { readonly words: string; readonly title: string } {
  return {
    words: `${count(has)} of ${count(needed)}`,
    title: `It can tell from ${counted(needed, 'answer')} of the ${of} on; there ${has === 1 ? 'is' : 'are'} ${count(has)}`,
  }
}

/** What the gate at a step asks, all of it; `percent` is where the fader stands. */
export function asksWords({ steps, limits }: CanaryPlan, step: number): string {
  const [one, last] = [steps[step] ?? steps[0], steps.length - 1]
  if (!one) return ''
  const margin = `that it is not more than ${pointsOf(limits.margin)} points worse, by the lower end of the interval`
  const asks = `${counted(one.labels, 'labelled request')} of the challenger and ${counted(one.minutes, 'virtual minute')} at its share, with nothing held worse`
  const more = last === 0 || step === last ? `, and ${margin}` : `; the last also ${margin}`
  return `${last === 0 ? 'The' : 'A'} gate asks for ${asks}${more}. That it is better is not asked.`
}

/** What a gate that is jumped over still asks. */
export function skippedWords({ percent, missing }: CanarySkipped): string {
  return `The gate at ${percent} %: ${missing.map(missingWords).join('; ')}.`
}

/** Where the limit of time comes from; `waitMs` is what the champion's batches wait as it is drawn now. */
export function limitWords(lateMs: number, waitMs: number): string {
  const limit = `In time is within ${limitOf(lateMs)}: ${LATE_TIMES} times what 95 of 100 of the champion’s answers took as the canary began, and what its batches waited. It counts from the challenger’s ${WARM + 1}st request on: before, its replicas are cold.`
  return waitMs < lateMs
    ? limit
    : `${limit} The champion’s batches wait up to ${limitOf(waitMs)} now, which is longer: the limit stays while the canary lasts. Begin it anew for another.`
}

/** What is to be known of a share that is set past gates. */
export function jumpWords(percent: number): string {
  return percent === ALL
    ? 'At 100 % nothing is left to compare it with: it is not taken back by itself there.'
    : `It is still taken back by itself where it is worse, but up to ${percent} of 100 requests find out.`
}

/** What a gate asks and what there is. */
export function missingWords({ what, has, needed }: CanaryMissing): string {
  switch (what) {
    case 'labels':
      return `${count(has)} of ${count(needed)} labelled requests of the challenger at this step`
    case 'minutes':
      return `${count(has)} of ${count(needed)} virtual minutes at this step`
    case 'margin':
      return `may still be ${tenths(-100 * has)} points worse; ${pointsOf(-needed)} at most may take over`
    case 'share':
      return `no request goes to it at ${has} %: its first step is ${needed} %`
    case 'hand':
      return `the fader stands at ${has} % by hand, which is no step`
    default:
      return what satisfies never
  }
}

/** Who was harmed, in a sentence. */
export function harmWords({
  given,
  harmed,
  either,
  unknown,
  after,
  byKind,
}: Harm & { readonly after: number }): string {
  if (given === 0) return 'The challenger was given no request.'
  const kinds = (['wrong', 'failed', 'late'] as const).filter((kind) => byKind[kind] > 0)
  const split = kinds.length > 0 ? ` (${kinds.map((kind) => `${count(byKind[kind])} ${kind}`).join(', ')})` : ''
  const who =
    harmed === 0
      ? 'none was harmed: on none of them does the champion do better'
      : `${count(harmed)} ${harmed === 1 ? 'was' : 'were'} harmed: the champion does better on the same input`
  const others = [
    ...(either > 0 ? [`${count(either)} more ${either === 1 ? 'is' : 'are'} answered wrongly by both`] : []),
    ...(unknown > 0 ? [`of ${count(unknown)} that it got wrong the champion was not asked the same`] : []),
    ...(after > 0 ? [`${count(after)} came after the breach had been seen`] : []),
  ]
  const more = others.length > 0 ? ` ${capital(others.join('; '))}.` : ''
  return `Of ${counted(given, 'request')} that the challenger was given, ${who}${split}.${more}`
}

/** A share of 1 as points, as a person would write a limit. */
function pointsOf(share: number): string {
  return String(Number((100 * share).toPrecision(3)))
}

function limitOf(ms: number): string {
  return `${ms < 10 ? Number(ms.toPrecision(2)) : ms.toFixed(0)} ms`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
