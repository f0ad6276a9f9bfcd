/**
 * @file CanaryPlan: a challenger gets a growing share, step by step, each with a gate; what the log shows by then says whether it stays,
 * goes on, is taken back or takes over. Pure: same reading, same decision.
 */
import type { Verdict } from '../metrics/safe-test'

/** A stand of the fader with what its gate asks for before the next. */
export interface CanaryStep {
  /** Of the requests, above 0 and below 100: at 100 nothing is left to compare with, which is the promotion. */
  readonly percent: number
  /** Labelled requests of the challenger that came at this step. */
  readonly labels: number
  readonly minutes: number
}

export interface CanaryPlan {
  /** The split stage, and the model stages behind it. */
  readonly stage: string
  readonly champion: string
  readonly challenger: string
  readonly model: string
  /** Versions: what answers now, and what is tried. */
  readonly from: number
  readonly to: number
  readonly steps: readonly CanaryStep[]
  /** Whether it goes on by itself; it is taken back by itself in any case. */
  readonly automatic: boolean
  readonly limits: CanaryLimits
}

export interface CanaryLimits {
  /** The chance that a challenger that is as good is ever taken back, over all that is looked at together. */
  readonly alpha: number
  /** How much worse in share of right answers it may still be, at most, before it takes over. */
  readonly margin: number
  /** Milliseconds beyond which an answer is too late. */
  readonly lateMs: number
  /** Of numbers: how far off an answer may be to be right. */
  readonly within: number
}

export const CANARY_STEPS: readonly CanaryStep[] = [5, 25, 50].map((percent) => ({
  ...{ percent, labels: 100, minutes: 60 },
}))
/** Where a person may put the fader: the champion is asked nothing any more, so that labels and hours add nothing; all that is left is to take over. */
export const ALL = 100
export const CANARY_ALPHA = 0.05
export const CANARY_MARGIN = 0.05
/** Times what the champion takes in 95 of 100 requests. */
export const LATE_TIMES = 3
/** Requests that the challenger is given before time counts: those that find its replicas cold, as the champion's once were. */
export const WARM = 20

/** What is looked at in every request of both: that an answer came, that it came in time, that it is right, and that in each slice. */
export const CANARY_CHECKS = ['answered', 'in time', 'right', 'slice'] as const
export type CanaryWhat = (typeof CANARY_CHECKS)[number]

export interface Tally {
  readonly good: number
  readonly all: number
}

/**
 * Answers of either model before a comparison may hold the challenger to be worse. The test is valid from the first on; but at a share of 5 %
 * one answer of the challenger stands for twenty, so that one label, which may be mistaken, or twenty requests of which none came to the
 * challenger, would do. Ten are also what `moreNeeded` asks before it tells how many more it takes. An answer that did not come, or came
 * late, is no matter of opinion: there five do, so that a challenger that fails all it is given fails at most five.
 * To look later only lowers the rate of false alarms.
 */
export const LEAST: { readonly [W in CanaryWhat]: number } = { answered: 5, 'in time': 5, right: 10, slice: 10 }

/** What a comparison still lacks before it may tell. */
export interface CanaryShort {
  readonly of: 'champion' | 'challenger'
  readonly has: number
  readonly needed: number
}

/** One of the comparisons. */
export interface CanaryCheck {
  readonly what: CanaryWhat
  /** In the book's slices, of a slice. */
  readonly slice?: number
  readonly champion: Tally
  readonly challenger: Tally
  /** That the challenger is worse, valid however often one looks; corrected by Holm over all of them. 1 while it cannot tell. */
  readonly p: number
  /** While there are too few answers to tell. */
  readonly short?: CanaryShort
  /** Whether it is held to be worse. */
  readonly breach: boolean
}

/** What the log shows of a canary by a moment. */
export interface CanaryReading {
  /** Virtual milliseconds, and when its step began. */
  readonly at: number
  readonly since: number
  /** Of the steps; -1 where the fader stands by hand. */
  readonly step: number
  /** The share that there is. */
  readonly percent: number
  /** Labelled requests of the challenger that came since the step began. */
  readonly labels: number
  /** By labels over all; what it lacks before it may be more than "cannot tell yet". */
  readonly verdict: Verdict
  readonly short?: CanaryShort
  /** About how many more labelled requests a verdict needs; absent where nobody can say. */
  readonly more?: number
  /** In share of right answers, challenger less champion, with the ends of an interval that holds whenever one looks. */
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number }
  /** The one held worst first. */
  readonly checks: readonly CanaryCheck[]
}

export type CanaryDecision =
  | { readonly do: 'hold'; readonly missing: readonly CanaryMissing[] }
  /** To the next step. */
  | { readonly do: 'advance'; readonly step: number; readonly percent: number }
  | { readonly do: 'promote' }
  | { readonly do: 'roll back'; readonly breach: CanaryCheck }

/** What the gate of a step still asks for. */
export interface CanaryMissing {
  readonly what: 'labels' | 'minutes' | 'margin' | 'hand' | 'share'
  readonly has: number
  readonly needed: number
}

/** What is to be done. Going on waits for a person where the plan says so; going back waits for nobody. */
export function next(plan: CanaryPlan, reading: CanaryReading): CanaryDecision {
  const breach = reading.checks.find((check) => check.breach)
  if (breach) return { do: 'roll back', breach }
  const missing = missingOf(plan, reading)
  if (missing.length > 0) return { do: 'hold', missing }
  if (reading.percent === ALL) return { do: 'promote' }
  const step = reading.step + 1
  const later = plan.steps[step]
  return later ? { do: 'advance', step, percent: later.percent } : { do: 'promote' }
}

/** As much of a reading as gates ask. */
export type CanaryStand = Pick<CanaryReading, 'at' | 'since' | 'step' | 'percent' | 'labels' | 'difference'>

/** A gate that a larger share leaves behind, with what it still asks. */
export interface CanarySkipped {
  readonly percent: number
  readonly missing: readonly CanaryMissing[]
}

/** The gates that are not passed and are left behind where the fader goes straight to a share. */
export function skippedBy(plan: CanaryPlan, stand: CanaryStand, percent: number): readonly CanarySkipped[] {
  return plan.steps.flatMap((step, i) => {
    if (step.percent < stand.percent || step.percent >= percent) return []
    const begun = i === stand.step
    const { at, difference } = stand
    const missing = missingOf(
      plan,
      begun ? stand : { at, since: at, step: i, percent: step.percent, labels: 0, difference },
    )
    return missing.length === 0 ? [] : [{ percent: step.percent, missing }]
  })
}

/** What stands between a canary and its next step. */
export function missingOf({ steps, limits }: CanaryPlan, reading: CanaryStand): readonly CanaryMissing[] {
  if (reading.percent === ALL) return marginMissing(limits, reading)
  const step = steps[reading.step]
  // At 0 % no request goes to it, which is what it waits for: neither labels nor time would tell anything.
  const what = reading.percent === 0 ? 'share' : 'hand'
  if (!step) return [{ what, has: reading.percent, needed: steps[0]?.percent ?? 0 }]
  const minutes = Math.floor((reading.at - reading.since) / 60_000)
  const asked: readonly CanaryMissing[] = [
    { what: 'labels', has: reading.labels, needed: step.labels },
    { what: 'minutes', has: minutes, needed: step.minutes },
  ]
  const missing = asked.filter(({ has, needed }) => has < needed)
  if (missing.length > 0 || reading.step < steps.length - 1) return missing
  return marginMissing(limits, reading)
}

/** Not shown to be worse is not yet shown to be as good: that is asked where it would take over. */
function marginMissing({ margin }: CanaryLimits, { difference: { low } }: CanaryStand): readonly CanaryMissing[] {
  return low < -margin ? [{ what: 'margin', has: low, needed: -margin }] : []
}
