/**
 * @file The grade of a drill, computed from the log and the user's actions. Harm is compared with taking no action and
 * with the best known solution, both run in the same simulation; the other parts of the grade do not depend on those
 * runs.
 */

import { drillGradeText as text } from '../messages/en/operate/drills'
import { objectivesText } from '../messages/en/operate/objectives'
import { defineReducer } from './log/fold-log'
import { slotOf, UNLABELED } from './log/request-buffer'
import { HTTP_STATUS, LABEL_SOURCES, STATUSES } from './log-entry'
import { judgeRequest, type Slo } from './slo'
import { SLO_KINDS } from './slo-limits'

/** The cost per request of each kind of harm. */
export interface DrillPrice {
  readonly wrong: number
  readonly failed: number
  readonly late: number
  /** The cost of an abstention, which requires a person to decide. */
  readonly unsure: number
  /** The cost of each label given by the user. */
  readonly label: number
}

export interface DrillRules {
  /** The scenario event that the user has to detect. */
  readonly fault: string
  /** Responses that take longer than this many milliseconds count as late. */
  readonly lateMs: number
  readonly price: DrillPrice
  /** Detecting or resolving the fault after this many minutes earns no points. */
  readonly slowMinutes: number
}

/** Kinds of user actions: report the fault, acknowledge an incident, change the service, label a request. */
export const DRILL_ACTIONS = ['see', 'take', 'change', 'label'] as const

/** An action taken by the user, with its simulated time. */
export interface DrillAction {
  readonly at: number
  readonly kind: (typeof DRILL_ACTIONS)[number]
  readonly what: string
}

export const DRILL_HARMS = ['wrong', 'failed', 'late', 'unsure'] as const
export type DrillHarm = (typeof DRILL_HARMS)[number]
type Counts = Record<DrillHarm, number>

/** The number of requests in a quarter of an hour, their total cost, and the sum of squared costs. */
interface Quarter {
  requests: number
  cost: number
  squares: number
}

export interface DrillTally {
  readonly slos: readonly Slo[]
  readonly rules: DrillRules
  requests: number
  readonly counts: Counts
  readonly bySlice: Map<number, { requests: number; readonly counts: Counts }>
  readonly byVersion: Map<number, { requests: number; readonly counts: Counts }>
  /** One entry per quarter of an hour. */
  readonly quarters: Quarter[]
  readonly budgets: { total: number; bad: number }[]
  labels: number
}

const QUARTER_MS = 15 * 60_000
const none = (): Counts => ({ wrong: 0, failed: 0, late: 0, unsure: 0 })
const PERSON = LABEL_SOURCES.indexOf('person')

/** The reducer that tallies a drill with these rules and objectives. */
export function drillTallyReducer(rules: DrillRules, slos: readonly Slo[]) {
  return defineReducer<DrillTally>({
    initial: () => ({
      ...{ slos, rules, requests: 0, counts: none(), quarters: [], labels: 0 },
      ...{ bySlice: new Map(), byVersion: new Map(), budgets: slos.map(() => ({ total: 0, bad: 0 })) },
    }),
    requests(tally, requests, from, to) {
      for (let i = from; i < to; i++) {
        const status = STATUSES[requests.status[i] as number] ?? 'failed'
        const [totalMs, truth, predicted] = [
          requests.total[i] as number,
          requests.truth[i] as number,
          requests.predicted[i],
        ]
        const harm = harmOf(rules, status, totalMs, !Number.isNaN(truth) && truth !== predicted)
        tally.requests++
        const quarter = Math.floor((requests.at[i] as number) / QUARTER_MS)
        while (tally.quarters.length <= quarter) tally.quarters.push({ requests: 0, cost: 0, squares: 0 })
        const cells = [
          tally,
          cell(tally.bySlice, requests.slice[i] as number),
          cell(tally.byVersion, requests.version[i] as number),
        ]
        for (const { counts } of cells) if (harm) counts[harm]++
        const during = tally.quarters[quarter] as Quarter
        const cost = harm ? rules.price[harm] : 0
        during.requests++
        during.cost += cost
        during.squares += cost * cost
        slos.forEach((slo, slot) => {
          if (slo.kind !== 'accuracy') count(tally, slot, judgeRequest(slo, { status, totalMs }))
        })
      }
    },
    label(tally, labels, row, { buffer }) {
      const slot = slotOf(buffer, labels.id[row] as number)
      // Correcting an existing label costs nothing.
      if (labels.by[row] === PERSON && buffer.labelBy[slot] !== PERSON) tally.labels++
      if (slot < 0 || buffer.labelBy[slot] !== UNLABELED) return
      const { predicted, status, total } = buffer.columns
      if ((predicted[slot] as number) < 0) return
      const right = predicted[slot] === labels.label[row]
      const outcome = { status: STATUSES[status[slot] as number] ?? 'ok', totalMs: total[slot] as number, right }
      slos.forEach((slo, at) => {
        if (slo.kind === 'accuracy') count(tally, at, judgeRequest(slo, outcome))
      })
    },
  })
}

function cell(map: DrillTally['bySlice'], key: number) {
  const entry = map.get(key) ?? { requests: 0, counts: none() }
  map.set(key, entry)
  entry.requests++
  return entry
}

function count({ budgets }: DrillTally, slot: number, verdict: 'good' | 'bad' | undefined): void {
  const budget = budgets[slot]
  if (!verdict || !budget) return
  budget.total++
  if (verdict === 'bad') budget.bad++
}

function harmOf(
  { lateMs }: DrillRules,
  status: (typeof STATUSES)[number],
  totalMs: number,
  isWrong: boolean,
): DrillHarm | undefined {
  if (HTTP_STATUS[status] !== 200) return 'failed'
  if (status === 'abstained') return 'unsure'
  if (isWrong) return 'wrong'
  return totalMs > lateMs ? 'late' : undefined
}

/** The total cost of all harm counted in a drill. */
export function costOf({ counts, rules: { price } }: Pick<DrillTally, 'counts' | 'rules'>): number {
  return DRILL_HARMS.reduce((sum, harm) => sum + counts[harm] * price[harm], 0)
}

/** One part of the grade. */
export interface DrillPart {
  readonly id: 'harm' | 'budget' | 'detect' | 'mend' | 'labels' | 'alarms'
  readonly points: number
  /** The maximum number of points; 0 for parts that only deduct points. */
  readonly of: number
}

export interface DrillResult {
  /** The total score, from 0 to 100. */
  readonly score: number
  readonly parts: readonly DrillPart[]
  readonly harm: number
  readonly counts: Readonly<Record<DrillHarm, number>>
  readonly requests: number
  /** The cost in the same simulation if no action is taken (`nothing`), and with the best known solution (`best`). */
  readonly nothing: number
  readonly best: number
  /**
   * Minutes from the start of the fault until the user's first action (`detectMinutes`), and until a user action ended
   * the harm (`mendMinutes`); absent if this did not happen.
   */
  readonly detectMinutes?: number
  readonly mendMinutes?: number
  /**
   * Minutes from the start of the fault until the harm ended, and until the user's last change before the harm ended.
   */
  readonly overMinutes?: number
  readonly changedMinutes?: number
  readonly budgets: readonly { readonly slo: string; readonly left: number }[]
  readonly labels: number
  readonly falseAlarms: number
}

export interface DrillGradingInput {
  readonly tally: DrillTally
  /** The start of the fault, in simulated milliseconds. */
  readonly faultAt: number
  readonly acts: readonly DrillAction[]
  /** The cost in the same simulation if no action is taken (`nothing`), and with the best known solution (`best`). */
  readonly nothing: number
  readonly best: number
}

const MAX_POINTS = { harm: 50, budget: 20, detect: 15, mend: 15 } as const
const FALSE_ALARM = 5
/**
 * A quarter of an hour still counts as bad if its cost per request significantly exceeds the cost before the fault, by
 * at least this much.
 */
const WORSE_BY = 0.04
/** The required significance in standard errors; it is high because about forty quarter-hours are tested. */
const SURE = 3

/** Grades a drill. */
export function drillResult({ tally, faultAt, acts, nothing, best }: DrillGradingInput): DrillResult {
  const { rules, budgets, slos, labels } = tally
  const harm = costOf(tally)
  const seen = acts.filter(({ at, kind }) => at >= faultAt && kind !== 'label')[0]
  const detectMinutes = seen && (seen.at - faultAt) / 60_000
  const overMinutes = resolvedAfter(tally, faultAt)
  // If the fault ended without any user action, the user did not resolve it.
  const resolveMinutes = seen && overMinutes
  const isBefore = ({ at }: DrillAction) => at >= faultAt && at <= faultAt + (overMinutes ?? 0) * 60_000
  const changed = acts.findLast((act) => act.kind === 'change' && isBefore(act))
  const falseAlarms = acts.filter(({ at, kind }) => at < faultAt && kind === 'see').length
  const left = budgets.map(({ total, bad }, slot) => {
    const allowed = total * (1 - (slos[slot] as Slo).targetPercent / 100)
    return {
      slo: (slos[slot] as Slo).id,
      left: bad === 0 ? 1 : allowed > 0 ? Math.max(MIN_BUDGET, 1 - bad / allowed) : MIN_BUDGET,
    }
  })
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

/** The lower limit for an overspent budget: if the budget is tiny, it does not matter how far it is overspent. */
const MIN_BUDGET = -9.99

function clamp(share: number): number {
  return Math.max(0, Math.min(1, share))
}

/** Explains a part of the grade in one line. */
export function drillPartText(result: DrillResult, id: DrillPart['id']): string {
  const { harm, nothing, best, budgets, detectMinutes, labels, falseAlarms } = result
  switch (id) {
    case 'harm':
      return text.harm({ harm: tenth(harm), nothing: tenth(nothing), best: tenth(best) })
    case 'budget':
      return text.budgets({
        budgets: budgets.map(({ slo, left }) => text.budget({ objective: objectiveTitle(slo), left: leftText(left) })),
      })
    case 'detect':
      return detectMinutes === undefined ? text.noAction : text.detected({ minutes: Math.round(detectMinutes) })
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
 * The end of the harm is known only to the nearest quarter of an hour, so the change that ended it is reported as well.
 */
function resolvedText({ mendMinutes: resolveMinutes, overMinutes, changedMinutes }: DrillResult): string {
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
