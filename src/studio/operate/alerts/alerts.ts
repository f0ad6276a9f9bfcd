/**
 * @file Alerts of the open service: its incidents, the grade of its alerts, and what users do about incidents, which
 * is saved with the log.
 */

import { findLoss } from '../../../catalog/losses'
import { isOneLoss, type Plan } from '../../../catalog/training-plan'
import type { Service } from '../../../compile/project'
import { driftAlertsOf } from '../../../ops/alerts/drift-alerts'
import { type Grade, gradeIncidents } from '../../../ops/alerts/grade-alerts'
import { type Incident, type IncidentAction, incidentsOf } from '../../../ops/alerts/incidents'
import { harmOf, refusedOf } from '../../../ops/alerts/minute-counts'
import { alertsOf, budgetOf, type Objectives } from '../../../ops/alerts/objectives'
import type { Evaluation } from '../../../metrics/evaluation'
import { wilson } from '../../../metrics/intervals'
import { type ScenarioSubject, withoutIdleEvents } from '../../../ops/scenario/check-scenario'
import { defaultSlos, type Minutes, type Slo } from '../../../ops/slo'
import { BURN_RULES, type BurnRule } from '../../../ops/slo-burn'
import type { OpenLog, ServiceLogReader } from '../log/service-log'
import type { OperateSummary } from '../state'

const NO_ACTS: readonly IncidentAction[] = []
const ACTS = 'acts'
const MAX_ACTIONS = 2000

const known = new WeakMap<
  ServiceLogReader,
  { readonly key: readonly unknown[]; readonly incidents: readonly Incident[] }
>()
const graded = new WeakMap<ServiceLogReader, { readonly key: readonly unknown[]; readonly grade: Grade }>()

/** The annotation of a log whose events the saved postmortem describes. */
export const POSTMORTEM_ANNOTATION = 'postmortem'

/** The burn rate rules of a service, or the default rules if it has none. */
export function burnRulesOf({ rules }: Pick<Service, 'rules'>): readonly BurnRule[] {
  return rules ?? BURN_RULES
}

/** The incidents of the open service, oldest first. */
export function currentIncidents(log: ServiceLogReader): readonly Incident[] {
  const { objectives: state, drift } = log.readings
  const done = incidentActions(log)
  const { moves, minute } = state
  const { alerts: drifts } = drift
  const key = [
    state.alerts,
    drifts,
    moves,
    done,
    [...state.alerts, ...drifts].some(({ toMinute }) => toMinute === undefined) ? minute : 0,
    state.slos,
  ]
  const before = known.get(log)
  if (before && same(before.key, key)) return before.incidents
  const alerts = [...alertsOf(state), ...driftAlertsOf(drift, minute)].sort((a, b) => a.fromMinute - b.fromMinute)
  const incidents = incidentsOf({ alerts, moves, acts: done, minute })
  known.set(log, { key, incidents })
  return incidents
}

/** Records what a user did about an incident, at the current minute of the log. */
export function addIncidentAction(log: OpenLog, act: IncidentAction): void {
  log.setAnnotation(ACTS, [...incidentActions(log), act].slice(-MAX_ACTIONS))
}

/** What users did about incidents, oldest first. The cast is safe because only this file writes this annotation. */
export function incidentActions(log: Pick<ServiceLogReader, 'annotation'>): readonly IncidentAction[] {
  return (log.annotation(ACTS) as readonly IncidentAction[] | undefined) ?? NO_ACTS
}

/** The request counts per minute from which an objective is computed, as far back as they are known. */
export function minuteCountsOf(state: Objectives, id: string): Minutes | undefined {
  return state.objectives.find(({ slo }) => slo.id === id)?.past?.counts.minutes
}

/**
 * How well the alerts matched the faults in the scenario that have an effect in this service; undefined if no scenario
 * was played.
 */
export function currentGrade(
  log: ServiceLogReader,
  service: Pick<Service, 'scenario'>,
  subject: ScenarioSubject | undefined,
): Grade | undefined {
  const { objectives: state } = log.readings
  if (!service.scenario || state.minute === 0) return undefined
  const scenario = withoutIdleEvents(service.scenario, subject)
  const incidents = currentIncidents(log)
  const key = [service.scenario, scenario.events.map(({ id }) => id).join(), incidents, state.minute, state.slos]
  const before = graded.get(log)
  if (before && same(before.key, key)) return before.grade
  const truth = Object.fromEntries(
    state.slos.flatMap(({ id, kind }) => {
      const minutes = kind === 'accuracy' ? harmOf(log.readings.aggregates.outcomes) : minuteCountsOf(state, id)
      return minutes ? [[id, minutes]] : []
    }),
  )
  const grade = gradeIncidents({
    scenario,
    slos: state.slos,
    rules: state.rules,
    truth,
    incidents,
    refused: refusedOf(log.readings.aggregates.outcomes),
    minute: state.minute,
  })
  graded.set(log, { key, grade })
  return grade
}

/** The incident counts and remaining error budgets, for the summary. */
export function alertsSummary(log: ServiceLogReader | undefined): Pick<OperateSummary, 'incidents' | 'budgets'> {
  if (!log) return { incidents: { open: 0, acknowledged: 0, resolved: 0 }, budgets: {} }
  const { objectives: state } = log.readings
  const incidents = currentIncidents(log)
  const count = (of: Incident['state']) => incidents.filter(({ state }) => state === of).length
  return {
    incidents: { open: count('open'), acknowledged: count('acknowledged'), resolved: count('resolved') },
    budgets: Object.fromEntries(state.objectives.map((one) => [one.slo.id, budgetOf(state, one).left])),
  }
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i])
}

// newServiceSlos: the objectives that a new service starts with.

/** The accuracy that was saved with a model; undefined if it was not measured, or if its output is no class. */
export function savedAccuracy(measured: Evaluation | null | undefined) {
  const head = measured?.heads[0]
  return measured && head?.kind === 'classes' && head.accuracy !== undefined
    ? { accuracy: head.accuracy, rows: measured.rows }
    : undefined
}

/**
 * The default objectives, including accuracy if the predictions are classes, at most the lower end of the accuracy that
 * the model has on held-out rows.
 */
export function newServiceSlos(
  { loss }: Pick<Plan, 'loss'>,
  measured?: { readonly accuracy: number; readonly rows: number },
): readonly Slo[] {
  const low = measured ? wilson(measured.accuracy, measured.rows).low : 1
  return defaultSlos(!isOneLoss(loss) || findLoss(loss.kind)?.targets !== 'number', low)
}
