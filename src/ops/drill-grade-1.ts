/**
 * @file The first grading rules of drills, for results from versions of a drill in which the fault always began at the
 * same time. Error budgets, detection, and resolution are graded on their own, without the two comparison runs.
 */
import type { DrillPart, DrillResult } from './drill-grade'
import { budgetsLeft, clamp, costOf, type DrillAction, type DrillTally, QUARTER_MS, type Quarter } from './drill-tally'

const MAX_POINTS = { harm: 50, budget: 20, detect: 15, mend: 15 } as const
const FALSE_ALARM = 5
/**
 * A quarter of an hour still counts as bad if its cost per request significantly exceeds the cost before the fault, by
 * at least this much.
 */
const WORSE_BY = 0.04
/** The required significance in standard errors; it is high because about forty quarter-hours are tested. */
const SURE = 3

/** What the first rules grade: the costs are those of the harm alone. */
export interface FirstGradingInput {
  readonly tally: DrillTally
  /** The start of the fault, in simulated milliseconds. */
  readonly faultAt: number
  readonly acts: readonly DrillAction[]
  /** The cost in the same simulation if no action is taken (`nothing`), and with the reference solution (`best`). */
  readonly nothing: number
  readonly best: number
}

/** Grades a drill by the first rules. */
export function gradeByFirstRules({ tally, faultAt, acts, nothing, best }: FirstGradingInput): DrillResult {
  const { rules, labels } = tally
  const harm = costOf(tally)
  const seen = acts.filter(({ at, kind }) => at >= faultAt && kind !== 'label')[0]
  const detectMinutes = seen && (seen.at - faultAt) / 60_000
  const overMinutes = resolvedAfter(tally, faultAt)
  // If the fault ended without any user action, the user did not resolve it.
  const resolveMinutes = seen && overMinutes
  const isBefore = ({ at }: DrillAction) => at >= faultAt && at <= faultAt + (overMinutes ?? 0) * 60_000
  const changed = acts.findLast((act) => act.kind === 'change' && isBefore(act))
  const falseAlarms = acts.filter(({ at, kind }) => at < faultAt && kind === 'see').length
  const left = budgetsLeft(tally)
  const avoided = clamp((nothing - harm) / Math.max(1e-9, nothing - best))
  const budget = left.length === 0 ? 1 : left.reduce((sum, one) => sum + clamp(one.left), 0) / left.length
  const quick = (minutes: number | undefined) => (minutes === undefined ? 0 : clamp(1 - minutes / rules.slowMinutes))
  const parts: DrillPart[] = [
    { id: 'harm', points: MAX_POINTS.harm * avoided, of: MAX_POINTS.harm },
    { id: 'budget', points: MAX_POINTS.budget * budget, of: MAX_POINTS.budget },
    { id: 'detect', points: MAX_POINTS.detect * quick(detectMinutes), of: MAX_POINTS.detect },
    { id: 'mend', points: MAX_POINTS.mend * quick(resolveMinutes), of: MAX_POINTS.mend },
    { id: 'labels', points: -labels * rules.price.label * 0.1 || 0, of: 0 },
    { id: 'alarms', points: -falseAlarms * FALSE_ALARM || 0, of: 0 },
  ]
  const score = Math.max(0, Math.min(100, Math.round(parts.reduce((sum, { points }) => sum + points, 0))))
  return {
    ...{ score, parts, harm, counts: { ...tally.counts }, requests: tally.requests, nothing, best },
    ...(detectMinutes === undefined ? {} : { detectMinutes }),
    ...(resolveMinutes === undefined ? {} : { mendMinutes: resolveMinutes }),
    ...(overMinutes === undefined ? {} : { overMinutes }),
    ...(changed ? { changedMinutes: (changed.at - faultAt) / 60_000 } : {}),
    ...{ budgets: left, labels, falseAlarms },
  }
}

/**
 * Minutes from the start of the fault to the end of the last bad quarter of an hour; undefined if the log ends with a
 * bad quarter.
 */
function resolvedAfter({ quarters }: DrillTally, faultAt: number): number | undefined {
  const first = Math.floor(faultAt / QUARTER_MS)
  const usual = spreadOf(quarters.slice(0, first))
  const last = quarters.findLastIndex((one, i) => {
    const { mean, variance } = spreadOf([one])
    const error = Math.sqrt(Math.max(variance, usual.variance) / Math.max(1, one.requests))
    return i >= first && mean > usual.mean + Math.max(WORSE_BY, SURE * error)
  })
  if (last < 0) return 0
  if (last === quarters.length - 1) return undefined
  return ((last + 1) * QUARTER_MS - faultAt) / 60_000
}

/** The mean and variance of the cost per request. */
function spreadOf(all: readonly Quarter[]): { readonly mean: number; readonly variance: number } {
  const sum = (of: keyof Quarter) => all.reduce((so, one) => so + one[of], 0)
  const requests = sum('requests')
  if (requests === 0) return { mean: 0, variance: 0 }
  const mean = sum('cost') / requests
  return { mean, variance: Math.max(0, sum('squares') / requests - mean * mean) }
}
