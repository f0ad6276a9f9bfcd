/**
 * @file CanaryPlan: a challenger gets a growing traffic share, step by step, each with a gate. The log determines whether it stays,
 * advances, rolls back or becomes the champion. Pure: the same reading gives the same decision.
 */
import type { Verdict } from '../metrics/sequential-test'

/** A traffic share, with what its gate requires before the next one. */
export interface CanaryStep {
  /** Of the requests, above 0 and below 100: at 100 nothing is left to compare with. */
  readonly percent: number
  /** Labeled requests of the challenger at this step. */
  readonly labels: number
  readonly minutes: number
}

export interface CanaryPlan {
  /** The split stage, and the model stages after it. */
  readonly stage: string
  readonly champion: string
  readonly challenger: string
  readonly model: string
  /** The versions of the champion and of the challenger. */
  readonly from: number
  readonly to: number
  readonly steps: readonly CanaryStep[]
  /** Whether it advances automatically; it rolls back automatically in any case. */
  readonly automatic: boolean
  readonly limits: CanaryLimits
}

export interface CanaryLimits {
  /** The probability that an equally good challenger is ever rolled back, over all checks together. */
  readonly alpha: number
  /** By how much its accuracy may still be worse before it becomes the champion. */
  readonly margin: number
  /** Milliseconds beyond which a response is late. */
  readonly lateMs: number
  /** For numbers: how far off a prediction may be to count as correct. */
  readonly within: number
}

export const CANARY_STEPS: readonly CanaryStep[] = [5, 25, 50].map((percent) => ({
  ...{ percent, labels: 100, minutes: 60 },
}))
/** All traffic: the champion gets no requests, so labels and time add nothing, and only the promotion is left. */
export const ALL_TRAFFIC = 100
export const CANARY_ALPHA = 0.05
export const CANARY_MARGIN = 0.05
/** The latency limit, as a multiple of the champion's P95. */
export const LATENCY_FACTOR = 3
/** The challenger's first requests, which wait for cold replicas and do not count for latency. */
export const WARMUP_REQUESTS = 20

/** The checks of both versions: answered, in time, correct, and correct in each slice. */
export const CANARY_CHECKS = ['answered', 'in time', 'right', 'slice'] as const
export type CanaryCheckKind = (typeof CANARY_CHECKS)[number]

export interface Tally {
  readonly good: number
  readonly all: number
}

/**
 * Predictions of either model that a check needs before the challenger can count as worse. The test is valid from the
 * first one on. But at a share of 5%, one challenger prediction weighs as much as twenty, so a single label, which may
 * be wrong, would be enough. `moreNeeded` also needs ten before it estimates how many more are needed. Whether a
 * response came, and in time, is certain, so five are enough there: a challenger that fails every request fails at most
 * five. Checking later only lowers the false alarm rate.
 */
export const MIN_PREDICTIONS: { readonly [W in CanaryCheckKind]: number } = {
  answered: 5,
  'in time': 5,
  right: 10,
  slice: 10,
}

/** How many predictions a check still lacks. */
export interface MissingPredictions {
  readonly of: 'champion' | 'challenger'
  readonly has: number
  readonly needed: number
}

/** A check: one comparison of champion and challenger. */
export interface CanaryCheck {
  readonly what: CanaryCheckKind
  /** The index in the slices of the dictionary, for a slice. */
  readonly slice?: number
  readonly champion: Tally
  readonly challenger: Tally
  /**
   * The p-value that the challenger is worse, valid however often it is checked, with Holm's correction over all checks. 1 while there is
   * too little data.
   */
  readonly p: number
  /** What is missing while there are too few predictions. */
  readonly short?: MissingPredictions
  /** Whether the challenger counts as worse. */
  readonly breach: boolean
}

/** What the log shows of a canary at a moment. */
export interface CanaryReading {
  /** Simulated milliseconds, and when its step began. */
  readonly at: number
  readonly since: number
  /** The index of the step; -1 if the share was set to another value. */
  readonly step: number
  /** The current traffic share. */
  readonly percent: number
  /** Labeled requests of the challenger since the step began. */
  readonly labels: number
  /** The verdict by all labels; `short` is what is missing before there can be one. */
  readonly verdict: Verdict
  readonly short?: MissingPredictions
  /** About how many more labeled requests a verdict needs; absent if unknown. */
  readonly more?: number
  /** The accuracy of the challenger minus that of the champion, with an interval that is valid however often it is checked. */
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number }
  /** The worst first. */
  readonly checks: readonly CanaryCheck[]
}

export type CanaryDecision =
  | { readonly do: 'hold'; readonly missing: readonly GateRequirement[] }
  /** Advances to the next step. */
  | { readonly do: 'advance'; readonly step: number; readonly percent: number }
  | { readonly do: 'promote' }
  | { readonly do: 'roll back'; readonly breach: CanaryCheck }

/** What the gate of a step still requires. */
export interface GateRequirement {
  readonly what: 'labels' | 'minutes' | 'margin' | 'hand' | 'share'
  readonly has: number
  readonly needed: number
}

/** What to do next. Advancing waits for the user unless the plan is automatic; rolling back never waits. */
export function nextDecision(plan: CanaryPlan, reading: CanaryReading): CanaryDecision {
  const breach = reading.checks.find((check) => check.breach)
  if (breach) return { do: 'roll back', breach }
  const missing = missingRequirements(plan, reading)
  if (missing.length > 0) return { do: 'hold', missing }
  if (reading.percent === ALL_TRAFFIC) return { do: 'promote' }
  const step = reading.step + 1
  const later = plan.steps[step]
  return later ? { do: 'advance', step, percent: later.percent } : { do: 'promote' }
}

/** The part of a reading that gates need. */
export type GateReading = Pick<CanaryReading, 'at' | 'since' | 'step' | 'percent' | 'labels' | 'difference'>

/** A gate that a larger share skips, with what it still requires. */
export interface SkippedGate {
  readonly percent: number
  readonly missing: readonly GateRequirement[]
}

/** The gates that have not passed and would be skipped by setting a share. */
export function skippedGates(plan: CanaryPlan, current: GateReading, percent: number): readonly SkippedGate[] {
  return plan.steps.flatMap((step, i) => {
    if (step.percent < current.percent || step.percent >= percent) return []
    const begun = i === current.step
    const { at, difference } = current
    const missing = missingRequirements(
      plan,
      begun ? current : { at, since: at, step: i, percent: step.percent, labels: 0, difference },
    )
    return missing.length === 0 ? [] : [{ percent: step.percent, missing }]
  })
}

/** What is missing before the next step. */
export function missingRequirements({ steps, limits }: CanaryPlan, reading: GateReading): readonly GateRequirement[] {
  if (reading.percent === ALL_TRAFFIC) return marginMissing(limits, reading)
  const step = steps[reading.step]
  // At 0% it gets no requests, so it needs a share before labels or time can help.
  const what = reading.percent === 0 ? 'share' : 'hand'
  if (!step) return [{ what, has: reading.percent, needed: steps[0]?.percent ?? 0 }]
  const minutes = Math.floor((reading.at - reading.since) / 60_000)
  const requirements: readonly GateRequirement[] = [
    { what: 'labels', has: reading.labels, needed: step.labels },
    { what: 'minutes', has: minutes, needed: step.minutes },
  ]
  const missing = requirements.filter(({ has, needed }) => has < needed)
  if (missing.length > 0 || reading.step < steps.length - 1) return missing
  return marginMissing(limits, reading)
}

/** Before it becomes the champion, it must be shown to be as good, not only not shown to be worse. */
function marginMissing({ margin }: CanaryLimits, { difference: { low } }: GateReading): readonly GateRequirement[] {
  return low < -margin ? [{ what: 'margin', has: low, needed: -margin }] : []
}
