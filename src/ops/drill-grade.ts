/**
 * @file The grade of a drill, computed from the log and the user's actions. The costs, the error budgets, and the time
 * of the fix are compared minute by minute with two more runs of the same simulation: one without any action, and one
 * with the reference solution. A run that does as well as the reference solution gets all points.
 */

import { drillGradeText as text } from '../messages/en/operate/drills'
import { objectivesText } from '../messages/en/operate/objectives'
import {
  budgetsLeft,
  clamp,
  type DrillAction,
  type DrillCosts,
  type DrillHarm,
  type DrillTally,
  MIN_BUDGET,
} from './drill-tally'
import { MINUTE } from './scenario/scenario'
import { SLO_KINDS } from './slo-limits'

/** One part of the grade. */
export interface DrillPart {
  readonly id: 'harm' | 'budget' | 'detect' | 'mend' | 'labels' | 'alarms'
  readonly points: number
  /** The maximum number of points; 0 for parts that only deduct points. */
  readonly of: number
}

export interface DrillResult {
  /** Which rules graded the drill; absent for the first rules. */
  readonly grading?: 2
  /** The total score, from 0 to 100. */
  readonly score: number
  readonly parts: readonly DrillPart[]
  /** The total cost; by the first rules, the cost of the harm alone. */
  readonly harm: number
  /** The part of the cost that replicas and expensive calls cause; absent by the first rules. */
  readonly running?: number
  readonly counts: Readonly<Record<DrillHarm, number>>
  readonly requests: number
  /** The cost in the same simulation if no action is taken (`nothing`), and with the reference solution (`best`). */
  readonly nothing: number
  readonly best: number
  /**
   * Minutes from the start of the fault until the user detected it (`detectMinutes`), and until a change by the user
   * worked (`mendMinutes`); absent if this did not happen. A fault that did no harm from the start, because of an
   * earlier change, counts as fixed after 0 minutes.
   */
  readonly detectMinutes?: number
  readonly mendMinutes?: number
  /** All points up to these minutes, those of the reference solution, and none from `none` on; absent in older results. */
  readonly limits?: { readonly detect: number; readonly fix: number; readonly none: number }
  /**
   * By the first rules only: minutes from the start of the fault until the harm ended, and until the user's last change
   * before the harm ended.
   */
  readonly overMinutes?: number
  readonly changedMinutes?: number
  readonly budgets: readonly { readonly slo: string; readonly left: number }[]
  readonly labels: number
  readonly falseAlarms: number
}

/** One run of a drill. */
export interface DrillRun {
  readonly tally: DrillTally
  readonly costs: DrillCosts
}

export interface DrillGradingInput {
  readonly yours: DrillRun
  readonly nothing: DrillRun
  readonly best: DrillRun
  /** The start of the fault, in simulated milliseconds. */
  readonly faultAt: number
  readonly acts: readonly DrillAction[]
  /** The first minute after the start of the fault in which an objective raised an alert, if any did. */
  readonly alertMinute: number | undefined
  /** When the reference solution reports the fault and when it makes its last change, in simulated milliseconds. */
  readonly solution: { readonly detectAt: number; readonly fixAt: number }
}

const MAX_POINTS = { harm: 45, budget: 15, detect: 20, mend: 20 } as const
const FALSE_ALARM = 5
/** Objectives that the reference solution improves by less than this share of their budget are not graded. */
const BUDGET_GAIN = 0.01

/** Grades a drill. */
export function drillResult(input: DrillGradingInput): DrillResult {
  const { yours, nothing, best, faultAt, acts, alertMinute, solution } = input
  const { rules, counts, requests, labels } = yours.tally
  const cost = {
    yours: sumOf(yours.costs.minutes),
    nothing: sumOf(nothing.costs.minutes),
    best: sumOf(best.costs.minutes),
  }
  const seen = acts.find((act) => act.at >= faultAt && isDetection(act, alertMinute))
  const detectMinutes = seen && (seen.at - faultAt) / MINUTE
  const mendMinutes = fixedAfter(input)
  const falseAlarms = acts.filter(({ at, kind }) => at < faultAt && kind === 'see').length
  const [detectLimit, fixLimit] = [(solution.detectAt - faultAt) / MINUTE, (solution.fixAt - faultAt) / MINUTE]
  const points = {
    harm: clamp((cost.nothing - cost.yours) / Math.max(1e-9, cost.nothing - cost.best)),
    budget: budgetShare(input),
    detect: speed(detectMinutes, detectLimit, rules.slowMinutes),
    mend: speed(mendMinutes, fixLimit, rules.slowMinutes),
  }
  const parts: DrillPart[] = [
    ...(['harm', 'budget', 'detect', 'mend'] as const).map((id) => ({
      ...{ id, points: MAX_POINTS[id] * points[id], of: MAX_POINTS[id] },
    })),
    { id: 'labels', points: -labels * rules.price.label * 0.1 || 0, of: 0 },
    { id: 'alarms', points: -falseAlarms * FALSE_ALARM || 0, of: 0 },
  ]
  return {
    grading: 2,
    score: Math.max(0, Math.min(100, Math.round(sumOf(parts.map((part) => part.points))))),
    ...{ parts, harm: cost.yours, running: yours.costs.running, counts: { ...counts }, requests },
    ...{ nothing: cost.nothing, best: cost.best },
    ...(detectMinutes === undefined ? {} : { detectMinutes }),
    ...(mendMinutes === undefined ? {} : { mendMinutes }),
    ...{ budgets: budgetsLeft(yours.tally), labels, falseAlarms },
    limits: { detect: Math.round(detectLimit), fix: Math.round(fixLimit), none: rules.slowMinutes },
  }
}

/**
 * Whether an action shows that the user has detected the fault. An acknowledgment does only once there was an alert to
 * acknowledge, which the log proves.
 */
function isDetection({ kind, at }: DrillAction, alertMinute: number | undefined): boolean {
  if (kind === 'take') return alertMinute !== undefined && at >= alertMinute * MINUTE
  return kind !== 'label'
}

/** All points up to the time of the reference solution, fewer after it, and none from `slowMinutes` on. */
function speed(minutes: number | undefined, reference: number, slowMinutes: number): number {
  return minutes === undefined ? 0 : clamp((slowMinutes - minutes) / (slowMinutes - reference))
}

/** How much of the budgets that the reference solution saves was saved. */
function budgetShare({ yours, nothing, best }: DrillGradingInput): number {
  const [own, worst, good] = [yours, nothing, best].map(({ tally }) => budgetsLeft(tally).map(({ left }) => left))
  const shares = (own ?? []).flatMap((left, i) => {
    const [low, high] = [worst?.[i] ?? 0, good?.[i] ?? 0]
    return high - low < BUDGET_GAIN ? [] : [clamp((left - low) / (high - low))]
  })
  return shares.length === 0 ? 1 : sumOf(shares) / shares.length
}

/** At most this share of the avoidable cost may remain after a fix. */
const REMAINING = 0.1
/** The same must be true of this many minutes after the fix, so that it does not count before it works. */
const NEXT_MINUTES = 10
/** Less than this share of the avoidable cost is too little to say whether a fix works. */
const LATE = 0.05
/** Differences of less than one wrong prediction do not count. */
const NOISE = 1

/**
 * Minutes from the start of the fault until a change by the user worked: from then on, at most a tenth of the cost
 * remains that the reference solution avoids. Undefined if there is no such change.
 */
function fixedAfter({ yours, nothing, best, faultAt, acts }: DrillGradingInput): number | undefined {
  const end = nothing.costs.minutes.length
  const excess = summed(yours.costs.minutes, best.costs.minutes)
  const avoidable = summed(nothing.costs.minutes, best.costs.minutes)
  const all = avoidable(Math.ceil(faultAt / MINUTE), end)
  /** Whether little of the avoidable cost remains in these minutes. */
  const isLittle = (from: number, to: number, remaining: number) =>
    excess(from, to) <= remaining * Math.max(0, avoidable(from, to)) + NOISE
  const isFixed = (from: number) =>
    avoidable(from, end) >= LATE * all &&
    isLittle(from, end, REMAINING) &&
    isLittle(from, Math.min(end, from + NEXT_MINUTES), REMAINING) &&
    isLittle(from, from + 1, 0.5)
  const changes = acts.filter(({ kind }) => kind === 'change')
  const times = [
    ...(changes.some(({ at }) => at < faultAt) ? [faultAt] : []),
    ...changes.flatMap(({ at }) => (at >= faultAt ? [at] : [])),
  ]
  for (const [i, at] of times.entries()) {
    const first = Math.ceil(at / MINUTE)
    const last = Math.min(end, Math.ceil((times[i + 1] ?? Number.POSITIVE_INFINITY) / MINUTE))
    for (let minute = first; minute < last; minute++)
      if (isFixed(minute)) return ((minute === first ? at : minute * MINUTE) - faultAt) / MINUTE
  }
  return undefined
}

/** A function that sums the differences of two lists over a range. */
function summed(a: readonly number[], b: readonly number[]): (from: number, to: number) => number {
  const sums = [0]
  for (const [i, value] of a.entries()) sums.push((sums[i] as number) + value - (b[i] ?? 0))
  return (from, to) => (sums[to] ?? 0) - (sums[from] ?? 0)
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** Explains a part of the grade in one line. */
export function drillPartText(result: DrillResult, id: DrillPart['id']): string {
  const { harm, running, nothing, best, budgets, detectMinutes, labels, falseAlarms, limits } = result
  switch (id) {
    case 'harm': {
      const costs = { harm: tenth(harm), nothing: tenth(nothing), best: tenth(best) }
      return running === undefined ? text.harm(costs) : text.cost({ ...costs, running: tenth(running) })
    }
    case 'budget':
      return text.budgets({
        budgets: budgets.map(({ slo, left }) => text.budget({ objective: objectiveTitle(slo), left: leftText(left) })),
      })
    case 'detect':
      if (detectMinutes !== undefined)
        return text.detected({ minutes: Math.round(detectMinutes), full: limits?.detect, none: limits?.none })
      return result.grading === 2 ? text.notDetected : text.noAction
    case 'mend':
      return resolvedText(result)
    case 'labels':
      return text.labels({ labels })
    case 'alarms':
      return text.alarms({ alarms: falseAlarms })
    default:
      return id satisfies never
  }
}

/** The title of a drill's objective, whose ID is its kind. */
function objectiveTitle(id: string): string {
  const kind = SLO_KINDS.find((one) => one === id)
  return kind ? objectivesText.kinds[kind] : id
}

/**
 * The text for an error budget: the remaining share or, if the budget is overspent, how many times over it was spent.
 */
export function leftText(left: number): string {
  if (left <= MIN_BUDGET) return text.farOverspent
  return left >= 0 ? text.left({ left }) : text.overspent({ times: 1 - left })
}

/**
 * The first rules know the end of the harm only to the nearest quarter of an hour, so they report the last change too.
 */
function resolvedText({
  grading,
  mendMinutes: resolveMinutes,
  overMinutes,
  changedMinutes,
  limits,
  running = 0,
  best,
}: DrillResult): string {
  if (grading === 2) {
    if (resolveMinutes === undefined) return running > best ? text.notFixedCostly : text.notFixed
    return resolveMinutes === 0
      ? text.prevented
      : text.fixed({ minute: Math.round(resolveMinutes), full: limits?.fix, none: limits?.none })
  }
  if (overMinutes === undefined) return text.notOver
  if (resolveMinutes === undefined) return text.overWithoutAction
  if (resolveMinutes === 0) return text.noHarm
  const minute = Math.round(resolveMinutes)
  return changedMinutes === undefined
    ? text.over({ minute })
    : text.overAfterChange({ minute, changed: Math.floor(changedMinutes) })
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
