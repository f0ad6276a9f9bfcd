/**
 * @file What the console prints: the summary of the open service, and the results of commands, with new names for fields
 * that logs, projects, and drill files store under older names. The stored names must not change, because hashes
 * include them.
 */

import type { Alias } from '../../catalog/lowered-stage'
import type { Service } from '../../compile/project'
import { serviceProblemText } from '../../compile/service/service-to-spec'
import { formatMessage } from '../../messages/message'
import type { Alert, ServiceChange } from '../../ops/alerts/alert'
import type { Trait } from '../../ops/alerts/common-traits'
import type { Grade } from '../../ops/alerts/grade-alerts'
import type { Cause, Incident } from '../../ops/alerts/incidents'
import type { Shift } from '../../ops/alerts/metric-shifts'
import type { CanaryCheck, CanaryDecision } from '../../ops/canary-plan'
import { actorOf } from '../../ops/change'
import { reasonText } from '../../ops/change-text'
import type { DrillResult } from '../../ops/drill-grade'
import type { DrillAction } from '../../ops/drill-tally'
import { STATUSES } from '../../ops/log-entry'
import type { RetrainingRound } from '../../ops/retraining-loop'
import { alertsSummary } from './alerts/alerts'
import { type CanaryState, canarySummary } from './canary'
import type { ServiceLogReader } from './log/service-log'
import type { OperateState, OperateSummary, RetrainingView } from './state'

/** The summary of the open service; `open` is the service as saved in the project. */
export function summaryOf(
  { service, board, serving, clock, aliases }: OperateState,
  log: ServiceLogReader | undefined,
  open: Service | undefined,
): OperateSummary {
  const report = board?.store.getState().report
  const counts = log?.statusCounts()
  return {
    service,
    serving: serving.tag,
    ...(serving.tag === 'failed' ? { why: formatMessage(serving.why) } : {}),
    check: {
      ok: report?.checked !== undefined,
      diagnostics: (report?.diagnostics ?? []).map(({ problem, node }) => ({
        code: problem.code,
        ...(node === undefined ? {} : { node }),
        message: serviceProblemText(problem),
      })),
    },
    clock,
    requests: log?.requests() ?? 0,
    labels: log?.labels() ?? 0,
    statuses: Object.fromEntries(STATUSES.flatMap((status, i) => (counts?.[i] ? [[status, counts[i]]] : []))),
    aliases: aliases as Readonly<Record<string, Partial<Readonly<Record<Alias, number>>>>>,
    canary: canarySummary(open),
    ...alertsSummary(log),
  }
}

/**
 * Returns a function whose first call schedules `act` to run after this many ms; further calls until then have no
 * effect.
 */
export function throttle(ms: number, act: () => void): () => void {
  let waits = false
  return () => {
    if (waits) return
    waits = true
    setTimeout(() => {
      waits = false
      act()
    }, ms)
  }
}

/** Who made a change: an actor such as `user`, or the name that a caller gave. */
const actorName = (stored: string): string => actorOf(stored) ?? stored

/** The result of `retraining.state`. */
export function retrainingResult({ loop, done, labels }: RetrainingView) {
  const { rule, turn, history, since } = loop
  return {
    loop: { rule, ...(turn && { round: roundResult(turn) }), history: history.map(roundResult), since },
    usableLabels: labels,
    ...(done === undefined ? {} : { progress: done }),
  }
}

const WAITS = { person: 'approval', world: 'labels', work: 'running' } as const

function roundResult({ began, waits, learnt, ended, ...round }: RetrainingRound) {
  return {
    ...round,
    startedAt: began,
    waitsFor: WAITS[waits],
    ...(learnt === undefined ? {} : { trainedOnLabels: learnt }),
    ...(ended && { ended: { ...ended, ...(ended.why === undefined ? {} : { why: reasonText(ended.why) }) } }),
  }
}

/** The result of `canary.state`. */
export function canaryResult({ kept, canary, shadow, slices }: CanaryState) {
  return {
    running: kept,
    canary: canary && trackResult(canary),
    shadow: shadow && shadowResult(shadow),
    slices,
  }
}

export type CanaryResult = ReturnType<typeof canaryResult>

function trackResult(track: NonNullable<CanaryState['canary']>) {
  const { plan, history, over, breachAt, reading, decision, latency, harm, both, disagreements, apart } = track
  const { short, more, checks, ...comparison } = reading
  const { given, either, beyond, ids, after, ...harmed } = harm
  return {
    ...{ plan, startedAt: track.beganAt },
    history: history.map(({ did, by, why, ...step }) => ({
      ...step,
      action: did === 'began' ? ('started' as const) : did,
      by: actorName(by),
      why: reasonText(why),
    })),
    ...(over === undefined ? {} : { outcome: over }),
    ...(breachAt === undefined ? {} : { breachAt }),
    comparison: {
      ...comparison,
      checks: checks.map(checkResult),
      ...(short && { missing: short }),
      ...(more === undefined ? {} : { moreLabels: more }),
    },
    decision: decision && decisionResult(decision),
    latency,
    harm: { ...harmed, requests: given, bothWrong: either, notListed: beyond, requestIds: ids, afterBreach: after },
    ...{ comparedInputs: both, disagreements, disagreementExamples: apart },
  }
}

function checkResult({ what, short, ...check }: CanaryCheck) {
  return { ...check, what: what === 'right' ? ('correct' as const) : what, ...(short && { missing: short }) }
}

function decisionResult(decision: CanaryDecision) {
  return decision.do === 'roll back' ? { ...decision, breach: checkResult(decision.breach) } : decision
}

function shadowResult({ asked, apart, failed, more, inputs, ...shadow }: NonNullable<CanaryState['shadow']>) {
  return {
    ...{ ...shadow, compared: asked, disagreements: apart, unanswered: failed, disagreementExamples: inputs },
    ...(more === undefined ? {} : { moreLabels: more }),
  }
}

/** One entry of the result of `incident.list`, without its title and requests. */
export function incidentResult(incident: Incident) {
  const { alerts, cause, traits, shifts, moves, silenced, resolvedBy, calmMinute, takenMinute, ...rest } = incident
  return {
    ...rest,
    ...(resolvedBy === undefined ? {} : { resolvedBy: resolvedBy === 'itself' ? ('automatic' as const) : resolvedBy }),
    ...(calmMinute === undefined ? {} : { recoveredMinute: calmMinute }),
    ...(takenMinute === undefined ? {} : { acknowledgedMinute: takenMinute }),
    ...(silenced && {
      silenced: { ...silenced, by: silenced.by === 'user' ? silenced.by : changeResult(silenced.by) },
    }),
    alerts: alerts.map(alertResult),
    cause: causeResult(cause),
    commonTraits: traits.map(traitResult),
    metricChanges: shifts.map(metricChange),
    changes: moves.map(changeResult),
  }
}

function alertResult(alert: Alert) {
  const { hotFrom, hotMinute, moves } = alert
  const period = { burningFromMinute: hotFrom, burningToMinute: hotMinute, changes: moves.map(changeResult) }
  if (alert.kind === 'drift') {
    const { hotFrom: _from, hotMinute: _to, moves: _moves, n, ...drift } = alert
    return { ...drift, requests: n, ...period }
  }
  const { hotFrom: _from, hotMinute: _to, moves: _moves, traits, shifts, ...burn } = alert
  return { ...burn, ...period, commonTraits: traits.map(traitResult), metricChanges: shifts.map(metricChange) }
}

const causeResult = (cause: Cause) =>
  cause.of === 'move'
    ? { of: 'change' as const, change: changeResult(cause.move) }
    : cause.of === 'answers'
      ? { of: 'predictions' as const }
      : cause

const traitResult = (trait: Trait) => (trait.of === 'part' ? { ...trait, of: 'stage' as const } : trait)

const metricChange = (shift: Shift) => (shift.kind === 'less sure' ? { ...shift, kind: 'confidence' as const } : shift)

function changeResult({ at, what }: ServiceChange) {
  if (what.type === 'note') {
    const { note, lane, title, on } = what
    return { at, what: { type: 'event' as const, event: note, track: lane, title, on } }
  }
  return { at, what: { ...what, ...('by' in what && { by: actorName(what.by) }), why: reasonText(what.why) } }
}

/** The result of `slo.grade`. */
export function gradeResult({ faults, ...grade }: Grade) {
  return {
    ...grade,
    faults: faults.map(({ note, lane, felt, ...fault }) => ({ ...fault, event: note, track: lane, violated: felt })),
  }
}

/** The result of a drill. */
export function drillResultOf({ parts, mendMinutes, ...result }: DrillResult) {
  return {
    ...result,
    parts: parts.map(({ id, ...part }) => ({ ...part, id: id === 'mend' ? ('resolve' as const) : id })),
    ...(mendMinutes === undefined ? {} : { resolveMinutes: mendMinutes }),
  }
}

export type DrillResultFields = ReturnType<typeof drillResultOf>

const ACTIONS: Readonly<Record<DrillAction['kind'], string>> = {
  ...{ see: 'report', take: 'acknowledge', change: 'change' },
  label: 'label', // not text: an id
}

/** Actions that the user took in a drill. */
export function drillActionsOf(acts: readonly DrillAction[]) {
  return acts.map(({ kind, ...act }) => ({ ...act, kind: ACTIONS[kind] }))
}
