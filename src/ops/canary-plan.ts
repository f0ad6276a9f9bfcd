/**
 * @file CanaryPlan: a challenger receives a growing share of traffic, step by step, with a gate at each step. The log
 * determines whether the challenger stays at its share, advances, is rolled back or becomes the champion. All functions
 * are pure: the same reading always results in the same decision.
 */
import type { Interval } from '../metrics/intervals'
import type { Verdict } from '../metrics/sequential-test'

/** A traffic share, along with what its gate requires before the next step. */
export interface CanaryStep {
  /** The challenger's share of requests, above 0 and below 100; at 100 there would be nothing left to compare with. */
  readonly percent: number
  /** The number of labeled challenger requests required at this step. */
  readonly labels: number
  readonly minutes: number
}

export interface CanaryPlan {
  /** The node IDs of the split stage and of the model stages that follow it. */
  readonly stage: string
  readonly champion: string
  readonly challenger: string
  readonly model: string
  /** The versions of the champion (`from`) and of the challenger (`to`). */
  readonly from: number
  readonly to: number
  readonly steps: readonly CanaryStep[]
  /** Whether the canary advances automatically; rollbacks are always automatic. */
  readonly automatic: boolean
  readonly limits: CanaryLimits
}

export interface CanaryLimits {
  /** The probability that an equally good challenger is ever rolled back, across all checks combined. */
  readonly alpha: number
  /**
   * The maximum loss in accuracy, compared with the champion, at which the challenger may still become the champion.
   */
  readonly margin: number
  /** Responses that take longer than this many milliseconds count as late. */
  readonly lateMs: number
  /** For numeric predictions: the maximum error at which a prediction counts as correct. */
  readonly within: number
}

export const CANARY_STEPS: readonly CanaryStep[] = [5, 25, 50].map((percent) => ({
  ...{ percent, labels: 100, minutes: 60 },
}))
/**
 * At 100%, the champion receives no requests, so more labels or time would not help, and the only remaining step is
 * promotion.
 */
export const ALL_TRAFFIC = 100
export const CANARY_ALPHA = 0.05
export const CANARY_MARGIN = 0.05
/** The latency limit, as a multiple of the champion's P95 latency. */
export const LATENCY_FACTOR = 3
/**
 * The challenger's first requests wait for cold replicas, so this many requests are ignored when latency is checked.
 */
export const WARMUP_REQUESTS = 20

/** The checks that compare both versions: answered, in time, correct, and correct in each slice. */
const CANARY_CHECKS = ['answered', 'in time', 'right', 'slice'] as const
export type CanaryCheckKind = (typeof CANARY_CHECKS)[number]

export interface Tally {
  readonly good: number
  readonly all: number
  /** How many of them the test counts, if it counts a repeated input or measured time once. */
  readonly distinct?: number
}

/**
 * The minimum number of predictions from each model before the challenger can be judged worse. At a 5% share, one
 * challenger prediction weighs as much as about twenty of the champion's, so without this minimum a single label, which
 * may be wrong, would be enough. `moreNeeded` also requires ten predictions before it gives an estimate. Whether a
 * response arrived in time is certain, so those checks need only five. Checking later only lowers the false alarm rate.
 */
export const MIN_PREDICTIONS: { readonly [W in CanaryCheckKind]: number } = {
  answered: 5,
  'in time': 5,
  right: 10,
  slice: 10,
}

/** How many more predictions a check needs. */
export interface MissingPredictions {
  readonly of: 'champion' | 'challenger'
  readonly has: number
  readonly needed: number
}

/** A check: one comparison between champion and challenger. */
export interface CanaryCheck {
  readonly what: CanaryCheckKind
  /** For a slice check, the index into the dictionary's slices. */
  readonly slice?: number
  readonly champion: Tally
  readonly challenger: Tally
  /**
   * The p-value for the challenger being worse, valid no matter how often it is checked, with Holm's correction for all
   * checks. It is 1 while there is too little data.
   */
  readonly p: number
  /** Which model lacks predictions, and how many, if there are too few. */
  readonly short?: MissingPredictions
  /** Whether the challenger is judged significantly worse. */
  readonly breach: boolean
  /**
   * Whether the challenger looks worse in the predictions so far, with Bonferroni's correction, although there is not
   * enough evidence for a breach yet.
   */
  readonly suspect: boolean
}

/** What the log shows about a canary at a given time. */
export interface CanaryReading {
  /** The time of the reading (`at`) and the start of the current step (`since`), in simulated milliseconds. */
  readonly at: number
  readonly since: number
  /** The index of the current step; -1 if the traffic share does not belong to any step. */
  readonly step: number
  /** The current traffic share. */
  readonly percent: number
  /** The number of labeled challenger requests since the step began. */
  readonly labels: number
  /** The verdict based on all labels; `short` describes what is missing before a verdict is possible. */
  readonly verdict: Verdict
  readonly short?: MissingPredictions
  /** Approximately how many more labeled requests are needed for a verdict; absent if unknown. */
  readonly more?: number
  /**
   * The challenger's accuracy minus the champion's, with an interval that is valid no matter how often it is checked.
   * If inputs repeat, `inputs` is the number of distinct inputs that both versions predicted, and `enough` is about how
   * many would meet the margin if the models keep differing as often; infinity if no number would. The interval then
   * covers two: `ofInputs` over these inputs, and `ofRequests` over all labeled requests.
   */
  readonly difference: {
    readonly estimate: number
    readonly low: number
    readonly high: number
    readonly inputs?: number
    readonly enough?: number
    readonly ofInputs?: Interval
    readonly ofRequests?: Interval
  }
  /** All checks, worst first. */
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
  readonly what: 'labels' | 'minutes' | 'margin' | 'hand' | 'share' | 'suspect'
  /** For a suspect check, the number of correct predictions (`has`) among all of the challenger's (`needed`). */
  readonly has: number
  readonly needed: number
  /** For a suspect check of a slice, the index into the dictionary's slices. */
  readonly slice?: number
  /** For the margin, if inputs repeat: the number of distinct inputs, and about how many would be enough. */
  readonly inputs?: number
  readonly enough?: number
}

/**
 * Decides what to do next. Unless the plan is automatic, the user has to confirm an advance; a rollback is always
 * immediate.
 */
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

/** The fields of a reading that gates require. */
export type GateReading = Pick<CanaryReading, 'at' | 'since' | 'step' | 'percent' | 'labels' | 'difference'> &
  Partial<Pick<CanaryReading, 'checks'>>

/** A gate that a larger share would skip, with its unmet requirements. */
export interface SkippedGate {
  readonly percent: number
  readonly missing: readonly GateRequirement[]
}

/** The gates that have not passed yet and would be skipped by setting this share. */
export function skippedGates(plan: CanaryPlan, current: GateReading, percent: number): readonly SkippedGate[] {
  return plan.steps.flatMap((step, i) => {
    if (step.percent < current.percent || step.percent >= percent) return []
    const started = i === current.step
    const { at, difference } = current
    const missing = missingRequirements(
      plan,
      started ? current : { at, since: at, step: i, percent: step.percent, labels: 0, difference },
    )
    return missing.length === 0 ? [] : [{ percent: step.percent, missing }]
  })
}

/** The requirements for the next step that are not met yet. */
export function missingRequirements({ steps, limits }: CanaryPlan, reading: GateReading): readonly GateRequirement[] {
  if (reading.percent === ALL_TRAFFIC) return marginMissing(limits, reading)
  const step = steps[reading.step]
  // At 0%, the challenger receives no requests, so it needs a share of traffic before more labels or time can help.
  const what = reading.percent === 0 ? 'share' : 'hand'
  if (!step) return [{ what, has: reading.percent, needed: steps[0]?.percent ?? 0 }]
  const minutes = Math.floor((reading.at - reading.since) / 60_000)
  const requirements: readonly GateRequirement[] = [
    { what: 'labels', has: reading.labels, needed: step.labels },
    { what: 'minutes', has: minutes, needed: step.minutes },
  ]
  const missing = [...requirements.filter(({ has, needed }) => has < needed), ...suspectChecks(reading)]
  if (missing.length > 0 || reading.step < steps.length - 1) return missing
  return marginMissing(limits, reading)
}

/**
 * A larger share would harm more requests, so a check that looks worse must be settled first: with more labels it
 * either recovers, or the challenger is rolled back.
 */
function suspectChecks({ checks = [] }: GateReading): readonly GateRequirement[] {
  return checks.flatMap(({ suspect, slice, challenger: { good, all } }) =>
    suspect ? [{ what: 'suspect', has: good, needed: all, ...(slice === undefined ? {} : { slice }) }] : [],
  )
}

/**
 * To become the champion, the challenger must be shown to be at least as good; it is not enough that it was not shown
 * to be worse.
 */
function marginMissing({ margin }: CanaryLimits, { difference }: GateReading): readonly GateRequirement[] {
  const { low, inputs, enough } = difference
  const repeated = inputs === undefined || enough === undefined ? {} : { inputs, enough }
  return low < -margin ? [{ what: 'margin', has: low, needed: -margin, ...repeated }] : []
}
