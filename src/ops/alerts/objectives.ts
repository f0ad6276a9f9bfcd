/**
 * @file objectives: the reducer that counts good and bad requests per minute for each objective of a service, monitors
 * the error budgets and stores every alert with its context. For accuracy, a label is counted in the minute in which it
 * arrives, and only the first label of a request counts.
 */

import { defineReducer, type LogView, minuteOf } from '../log/fold-log'
import { countStored } from '../log/outcome-counts'
import type { Levels } from '../log/aggregates'
import {
  countedVersion,
  isFirstSampled,
  monitoredSlotOf,
  oldestId,
  type RequestBuffer,
  slotOf,
  UNLABELED,
} from '../log/request-buffer'
import { sampledLabels } from '../log/stored-entries'
import { type Labels, type LogDictionary, type Requests, STATUSES } from '../log-entry'
import { judgeRequest, type Slo } from '../slo'
import {
  BURN_RULES,
  type BurnRule,
  type BurnWatch,
  burnRate,
  makeBurnWatch,
  makeRolling,
  type Rolling,
} from '../slo-burn'
import {
  type AlertsBeforeChange,
  alertsBeforeChange,
  type BurnAlert,
  changesBefore,
  evidenceOf,
  GAP_MINUTES,
  type ServiceChange,
  suspectChange,
  withAlertsBeforeChange,
  withDroppedAlerts,
} from './alert'
import { HISTORY_MINUTES, longestStage, makeTraitCounts, type TraitCounts } from './common-traits'
import { makeRecentMetrics, type RecentMetrics } from './metric-shifts'
import { limitOf, type MinuteCounts, makeMinuteCounts, outcomesFor, suspectsAmong } from './minute-counts'

/** The state of one objective. */
export interface ObjectiveState {
  readonly slo: Slo
  /** The first minute that is counted; later than that of the log if its latency limit was set later. */
  readonly from: number
  /** The completed minutes; undefined until the first minute ends. */
  past?: { readonly counts: MinuteCounts; readonly watch: BurnWatch }
  /** Counts for the current minute: requests that the objective covers (`total`), and bad requests among them. */
  total: number
  bad: number
  readonly period: Rolling
  readonly hour: Rolling
  readonly short: Rolling
  /**
   * Periods in which the error budget burned faster than allowed over the short window, given by the first and last
   * minute with a bad request.
   */
  readonly hot: { readonly from: number; to: number }[]
  readonly traits: TraitCounts
}

export interface Objectives {
  readonly slos: readonly Slo[]
  readonly rules: readonly BurnRule[]
  readonly objectives: readonly ObjectiveState[]
  /** Alerts sorted by start. */
  alerts: readonly BurnAlert[]
  moves: readonly ServiceChange[]
  /** Alerts found earlier, by these or previous objectives: the evidence of alerts whose requests were dropped. */
  evidence: readonly BurnAlert[]
  beforeChange: AlertsBeforeChange
  readonly recentMetrics: RecentMetrics
  /** The first monitored minute (undefined before monitoring starts), and the current minute (`minute`). */
  first: number | undefined
  minute: number
}

/** The maximum number of alerts and of changes to store; beyond this, the oldest are dropped. */
const MAX_STORED = 2000
/**
 * Common traits are updated until an alert is this many minutes old, because when it starts, there are only a few bad
 * requests.
 */
const SETTLE_MINUTES = 15
const MIN_TRAIT_MINUTES = 30
/**
 * The error budget is considered burning if it burned too fast over this many recent minutes, with at least `HOT_BAD`
 * bad requests.
 */
const HOT_MINUTES = 15
const HOT_BAD = 3
const OK = STATUSES.indexOf('ok')
/** How requests end that found no replica. Others may have waited for a cold start. */
const NO_PREDICTION = new Set([STATUSES.indexOf('unready'), STATUSES.indexOf('fallback')])

/** Creates objectives that have not counted any requests yet. */
export function makeObjectives(
  slos: readonly Slo[] = [],
  rules: readonly BurnRule[] = BURN_RULES,
  fromMinute: (slo: Slo) => number = () => 0,
): Objectives {
  return {
    ...{ slos, rules },
    objectives: slos.map((slo) => ({
      ...{ slo, from: fromMinute(slo) },
      ...{ total: 0, bad: 0 },
      hot: [],
      period: makeRolling(slo.overDays * 1440),
      hour: makeRolling(60),
      short: makeRolling(HOT_MINUTES),
      traits: makeTraitCounts(),
    })),
    ...{ alerts: [], moves: [], evidence: [], beforeChange: {}, recentMetrics: makeRecentMetrics() },
    first: undefined,
    minute: 0,
  }
}

export const objectives = defineReducer<Objectives>({
  initial: () => makeObjectives(),
  requests(state, requests, from, to, log) {
    if (state.objectives.length === 0) return
    state.recentMetrics.count(requests, from, to, log.book.classes.length > 0)
    const stages = requests.times.length / requests.at.length
    const judged = state.objectives.filter(({ slo }) => slo.kind !== 'accuracy')
    for (let i = from; i < to; i++) {
      const version = countedVersion(log, requests, i)
      for (const objective of judged) countRequest(objective, requests, i, { version, stages })
    }
  },
  label(state, labels, row, log) {
    for (const objective of state.objectives)
      if (objective.slo.kind === 'accuracy') countLabel(objective, labels, row, log)
  },
  change(state, change) {
    const move = suspectChange(change)
    if (move) state.moves = [...state.moves.slice(1 - MAX_STORED), move]
  },
  minute(state, minute, { book }) {
    state.minute = minute + 1
    if (state.objectives.length === 0) return
    state.first ??= minute
    state.recentMetrics.endMinute()
    for (const objective of state.objectives) if (minute >= objective.from) endMinute(state, objective, minute, book)
  },
})

function countRequest(
  objective: ObjectiveState,
  requests: Requests,
  i: number,
  { version, stages }: { readonly version: number; readonly stages: number },
): void {
  const status = requests.status[i] as number
  const verdict = judgeRequest(objective.slo, {
    status: STATUSES[status] ?? 'failed',
    totalMs: requests.total[i] as number,
  })
  if (!verdict) return
  const slice = requests.slice[i] as number
  objective.total++
  objective.traits.count(version, slice)
  if (verdict === 'good') return
  objective.bad++
  const refused = requests.verdict[i] as number
  objective.traits.countBad(version, slice, {
    status,
    ...(status === OK ? { part: longestStage(requests, i, stages) } : {}),
    ...(refused > 0 ? { verdict: refused } : {}),
    ...(requests.warm[i] === 0 && NO_PREDICTION.has(status) ? { replica: requests.alias[i] as number } : {}),
  })
}

function countLabel(objective: ObjectiveState, labels: Labels, row: number, { buffer, book }: LogView): void {
  const slot = slotOf(buffer, labels.id[row] as number)
  if (slot < 0 || !isFirstSampled(buffer, slot, labels, row) || book.classes.length === 0) return
  const { columns } = buffer
  const predicted = columns.predicted[slot] as number
  if (predicted < 0) return
  const status = columns.status[slot] as number
  const verdict = judgeRequest(objective.slo, {
    status: STATUSES[status] ?? 'ok',
    totalMs: columns.total[slot] as number,
    right: predicted === labels.label[row],
  })
  if (!verdict) return
  const [version, slice] = [buffer.counted[slot] as number, columns.slice[slot] as number]
  objective.total++
  objective.traits.count(version, slice)
  if (verdict === 'good') return
  objective.bad++
  objective.traits.countBad(version, slice, {})
}

function endMinute(state: Objectives, objective: ObjectiveState, minute: number, book: LogDictionary): void {
  const { slo, total, bad } = objective
  objective.past ??= { counts: makeMinuteCounts(minute), watch: makeBurnWatch(slo, state.rules, minute) }
  objective.past.counts.add(total, bad)
  for (const window of [objective.period, objective.hour, objective.short]) window.add(total, bad)
  recordBurning(objective, minute, bad)
  objective.traits.endMinute()
  objective.total = 0
  objective.bad = 0
  const { began, ended } = objective.past.watch.minute(total, bad)
  const isYoung = objective.past.watch.firing.some(
    ({ fromMinute }) => fromMinute < minute && minute - fromMinute <= SETTLE_MINUTES,
  )
  if (began.length + ended.length === 0 && !isYoung) return
  const alerts = state.alerts.map((alert) => {
    if (alert.toMinute !== undefined || alert.slo !== slo.id) return alert
    const over = ended.find(({ rule }) => rule === alert.rule)
    if (over) return { ...alert, toMinute: minute, hotMinute: hotMinuteOf(objective, alert) }
    return minute - alert.fromMinute <= SETTLE_MINUTES
      ? { ...alert, traits: traitsOf(objective, state.rules, alert, minute), traitsMinute: minute }
      : alert
  })
  const hotFrom = objective.hot.at(-1)?.from ?? minute
  const moves = began.length > 0 ? changesBefore(state.moves, hotFrom, minute) : []
  const known = { counts: objective.traits, metrics: state.recentMetrics, hotFrom, minute, book }
  const fresh = began.map(
    (firing): BurnAlert => ({
      ...firing,
      id: `${slo.id} ${firing.rule} ${firing.fromMinute}`,
      ...{ kind: slo.kind, objective: slo },
      ...{ hotFrom, hotMinute: minute },
      traits: traitsOf(objective, state.rules, { rule: firing.rule, hotFrom }, minute),
      shifts: state.recentMetrics.shifts(),
      ...{ moves, suspects: suspectsAmong({ moves, ...known }) },
    }),
  )
  state.alerts = [...alerts, ...fresh].slice(-MAX_STORED)
}

function recordBurning({ slo, short, hot }: ObjectiveState, minute: number, bad: number): void {
  if (bad === 0 || short.bad < HOT_BAD || (burnRate(slo, short.bad, short.total) ?? 0) <= 1) return
  const last = hot.at(-1)
  if (last && minute - last.to <= GAP_MINUTES) last.to = minute
  else hot.push({ from: minute, to: minute })
  if (hot.length > MAX_STORED) hot.shift()
}

function hotMinuteOf({ hot }: ObjectiveState, { hotFrom, fromMinute, hotMinute }: BurnAlert): number {
  return Math.max(fromMinute, hotMinute, hot.findLast(({ from }) => from === hotFrom)?.to ?? 0)
}

/**
 * Common traits of bad requests during the period in which the budget burns, limited to the short window, because
 * ordinary bad requests from earlier hours would obscure the current problem.
 */
function traitsOf(
  objective: ObjectiveState,
  rules: readonly BurnRule[],
  { rule: id, hotFrom }: Pick<BurnAlert, 'rule' | 'hotFrom'>,
  minute: number,
) {
  const { shortMinutes = 0 } = rules.find((rule) => rule.id === id) ?? {}
  return objective.traits.traits(Math.max(MIN_TRAIT_MINUTES, Math.min(shortMinutes, minute - hotFrom + HOT_MINUTES)))
}

/** All alerts; those that are still active are extended to the current minute. */
export function alertsOf({ alerts, objectives: states }: Objectives): readonly BurnAlert[] {
  return alerts.map((alert) => {
    const objective = states.find(({ slo }) => slo.id === alert.slo)
    return objective ? { ...alert, hotMinute: hotMinuteOf(objective, alert) } : alert
  })
}

/** The requests of the current minute, which no rule has evaluated yet because the minute is not over. */
export function unevaluatedOf({ objectives: states }: Objectives): number {
  return Math.max(0, ...states.map(({ slo, total }) => (slo.kind === 'accuracy' ? 0 : total)))
}

/** The burn rate over the last hour, which the remaining time is computed from; 0 without requests. */
function lastHour({ slo, hour }: ObjectiveState): number {
  return burnRate(slo, hour.bad, hour.total) ?? 0
}

/**
 * The remaining error budget of an objective, and how long it will last, computed as in `burnDown`. It includes the
 * current minute, so that it covers the same requests as the dashboards.
 */
export function budgetOf(state: Objectives, one: ObjectiveState) {
  const { slo, period } = one
  const whole = slo.overDays * 1440
  const ended = state.first === undefined ? 0 : Math.max(0, state.minute - Math.max(state.first, one.from))
  const seen = Math.min(ended + (one.total > 0 ? 1 : 0), whole)
  const [total, bad] = [period.total + one.total, period.bad + one.bad]
  const burn = burnRate(slo, bad, total)
  const left = 1 - ((burn ?? 0) * seen) / whole
  const pace = lastHour(one)
  return {
    left,
    seenMinutes: seen,
    ...{ total, bad },
    ...(burn === undefined ? {} : { burn }),
    ...(pace > 0 ? { minutesLeft: Math.max(0, (left * whole) / pace) } : {}),
  }
}

/**
 * Follows these objectives from now on, and evaluates them on the requests that are still stored. Returns false if they
 * are not new.
 */
export function setObjectives(
  state: Objectives,
  {
    slos,
    rules,
    book,
    ...stored
  }: Omit<RecomputeInput, 'book' | 'before'> & { readonly book: LogDictionary | undefined },
): boolean {
  if (state.slos === slos && state.rules === rules) return false
  // After a project is reloaded, its objectives are new objects with equal values.
  if (JSON.stringify([state.slos, state.rules]) === JSON.stringify([slos, rules])) {
    Object.assign(state, { slos, rules })
    return false
  }
  const { levels, buffer } = stored
  const limits = slos.flatMap((slo) => limitOf(slo) ?? [])
  for (const day of countStored(levels.outcomes, limits, buffer, book?.classes ?? [])) levels.changed.add(day)
  Object.assign(
    state,
    book ? recomputeObjectives({ ...stored, book, slos, rules, before: state }) : makeObjectives(slos, rules),
  )
  return true
}

// Objectives can be computed from the log as if they had existed from the start: the state of an objective depends only
// on the log and the objective itself, not on when the user added it. How requests ended is counted for each minute; what
// bad requests have in common is known for requests that are still stored, and for alerts that were found earlier.

interface RecomputeInput {
  readonly buffer: RequestBuffer
  readonly levels: Levels
  readonly book: LogDictionary
  readonly minute: number
  readonly slos: readonly Slo[]
  readonly rules: readonly BurnRule[]
  /** The previous state, which also contains the changes to the service. */
  readonly before: Objectives
}

/** Recomputes objectives whose latency limits are counted. */
function recomputeObjectives(input: RecomputeInput): Objectives {
  const { buffer, levels, book, minute: end, slos, rules, before } = input
  const outcomes = new Map(slos.map((slo) => [slo, outcomesFor(levels.outcomes, slo)]))
  const state = makeObjectives(slos, rules, (slo) => outcomes.get(slo)?.from ?? 0)
  const first = firstKept(buffer)
  const labels = sampledLabels(buffer)
  const bare = { buffer: { ...buffer, labelBy: new Uint8Array(buffer.id.length).fill(UNLABELED) }, book }
  const { columns, widths } = buffer
  const requests: Requests = { ...columns, kind: 'requests', first: 0, count: buffer.id.length, width: widths.width }
  const { moves } = before
  const begins = Math.min(end, ...state.objectives.map(({ from }) => from))
  let [id, label, move] = [first, 0, 0]
  // The current minute is counted but not ended.
  for (let minute = begins; minute <= end; minute++) {
    for (; move < moves.length && minuteOf(moves[move]?.at ?? 0) <= minute; move++) {
      const { at, what } = moves[move] as (typeof moves)[number]
      objectives.change?.(state, { kind: 'change', at, what }, bare)
    }
    for (; id < buffer.next && minuteAt(buffer, id) <= minute; id++) {
      const slot = monitoredSlotOf(buffer, id)
      if (slot >= 0) objectives.requests?.(state, requests, slot, slot + 1, bare)
    }
    for (; label < labels.count && minuteOf(labels.at[label] as number) <= minute; label++)
      objectives.label?.(state, labels, label, bare)
    for (const one of state.objectives) Object.assign(one, outcomes.get(one.slo)?.at(minute))
    if (minute < end) objectives.minute?.(state, minute, bare)
  }
  state.minute = end
  state.evidence = evidenceOf(before.evidence, before.alerts)
  const changes = { from: before.slos, to: slos, alerts: alertsOf(before) }
  state.beforeChange = alertsBeforeChange(before.beforeChange, changes, end)
  if (buffer.next > buffer.capacity) {
    const known = minuteAt(buffer, first) + HISTORY_MINUTES
    state.alerts = withDroppedAlerts(state, { known, begins, end, moves })
  }
  state.alerts = withAlertsBeforeChange(state.alerts, state.beforeChange, slos)
  return state
}

function minuteAt(buffer: RequestBuffer, id: number): number {
  const slot = slotOf(buffer, id)
  return slot < 0 ? 0 : minuteOf(buffer.columns.at[slot] as number)
}

function firstKept(buffer: RequestBuffer): number {
  let id = oldestId(buffer)
  while (id < buffer.next && slotOf(buffer, id) < 0) id++
  return id
}
