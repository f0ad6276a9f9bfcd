/**
 * @file Alerts of the open service: its objectives are evaluated as the log grows, and what users do about incidents is
 * saved with the log. When the objectives change, the requests still in the log are evaluated again.
 */

import { findLoss } from '../../../catalog/losses'
import { isOneLoss, type Plan } from '../../../catalog/training-plan'
import type { Service } from '../../../compile/project'
import { type Grade, gradeIncidents } from '../../../ops/alerts/grade-alerts'
import { type Incident, type IncidentAction, incidentsOf } from '../../../ops/alerts/incidents'
import {
  alertsOf,
  budgetOf,
  makeObjectives,
  type Objectives,
  recomputeObjectives,
} from '../../../ops/alerts/objectives'
import { BURN_RULES, type BurnRule } from '../../../ops/burn-rules'
import {
  type DriftState,
  driftAlertsOf,
  restoreDrift,
  type SavedDrift,
  savedDrift,
} from '../../../ops/drift/drift-alerts'
import { defaultSlos, type Minutes, type Slo } from '../../../ops/slo'
import type { ServiceLog } from '../log/service-log'
import type { OperateSummary } from '../state'

const NONE: readonly Slo[] = []
const NO_ACTS: readonly IncidentAction[] = []
const ACTS = 'acts'
const DRIFT = 'drift'
const MAX_ACTIONS = 2000

const known = new WeakMap<ServiceLog, { readonly key: readonly unknown[]; readonly incidents: readonly Incident[] }>()
const graded = new WeakMap<ServiceLog, { readonly key: readonly unknown[]; readonly grade: Grade }>()

/** The burn rate rules of a service, or the default rules if it has none. */
export function burnRulesOf({ rules }: Pick<Service, 'rules'>): readonly BurnRule[] {
  return rules ?? BURN_RULES
}

/**
 * The state of the service's objectives, evaluated up to now. Call this before anything is added to the log or read
 * from it.
 */
export function watchObjectives(log: ServiceLog, service: Pick<Service, 'slos' | 'rules'>): Objectives {
  const state = log.readings.objectives
  const [slos, rules] = [service.slos ?? NONE, burnRulesOf(service)]
  if (state.slos === slos && state.rules === rules) return state
  // After a project is reloaded, its objectives are new objects with equal values.
  if (JSON.stringify([state.slos, state.rules]) === JSON.stringify([slos, rules]))
    return Object.assign(state, { slos, rules })
  const { book, fold } = log
  const again = book
    ? recomputeObjectives({ buffer: fold.buffer, book, minute: fold.minute, slos, rules, before: state })
    : makeObjectives(slos, rules)
  return Object.assign(state, again)
}

/**
 * The current drift state of the log, which continues from the saved state after a reload. New alerts are saved. The
 * cast is safe because only this file writes this annotation.
 */
export function currentDrift(log: ServiceLog): DriftState {
  const state = log.readings.drift
  const kept = log.annotation(DRIFT) as SavedDrift | undefined
  if (kept && state.next === 0 && state.alerts.length === 0) restoreDrift(state, kept)
  else if (state.alerts !== kept?.alerts && state.alerts.length > 0) log.setAnnotation(DRIFT, savedDrift(state))
  return state
}

/** The incidents of the open service, oldest first. */
export function currentIncidents(log: ServiceLog, service: Pick<Service, 'slos' | 'rules'>): readonly Incident[] {
  const state = watchObjectives(log, service)
  const done = incidentActions(log)
  const { moves, minute } = state
  const { alerts: drifts } = currentDrift(log)
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
  const alerts = [...alertsOf(state), ...driftAlertsOf(log.readings.drift, minute)].sort(
    (a, b) => a.fromMinute - b.fromMinute,
  )
  const incidents = incidentsOf({ alerts, moves, acts: done, minute })
  known.set(log, { key, incidents })
  return incidents
}

/** Records what a user did about an incident, at the current minute of the log. */
export function addIncidentAction(log: ServiceLog, act: IncidentAction): void {
  log.setAnnotation(ACTS, [...incidentActions(log), act].slice(-MAX_ACTIONS))
}

/** What users did about incidents, oldest first. The cast is safe because only this file writes this annotation. */
export function incidentActions(log: Pick<ServiceLog, 'annotation'>): readonly IncidentAction[] {
  return (log.annotation(ACTS) as readonly IncidentAction[] | undefined) ?? NO_ACTS
}

/** The request counts per minute from which an objective is computed, as far back as they are known. */
export function minuteCountsOf(state: Objectives, id: string): Minutes | undefined {
  return state.objectives.find(({ slo }) => slo.id === id)?.past?.counts.minutes
}

/** How well the alerts matched the faults in the scenario; undefined if no scenario was played. */
export function currentGrade(log: ServiceLog, service: Service): Grade | undefined {
  const { scenario } = service
  const state = watchObjectives(log, service)
  if (!scenario || state.minute === 0) return undefined
  const incidents = currentIncidents(log, service)
  const key = [scenario, incidents, state.minute, state.slos]
  const before = graded.get(log)
  if (before && same(before.key, key)) return before.grade
  const truth = Object.fromEntries(
    state.slos.flatMap(({ id, kind }) => {
      const minutes = kind === 'accuracy' ? log.readings.harm.counts?.minutes : minuteCountsOf(state, id)
      return minutes ? [[id, minutes]] : []
    }),
  )
  const grade = gradeIncidents({
    scenario,
    slos: state.slos,
    rules: state.rules,
    truth,
    incidents,
    minute: state.minute,
  })
  graded.set(log, { key, grade })
  return grade
}

/** The incident counts and remaining error budgets, for the summary. */
export function alertsSummary(
  log: ServiceLog | undefined,
  service: Pick<Service, 'slos' | 'rules'> | undefined,
): Pick<OperateSummary, 'incidents' | 'budgets'> {
  if (!log || !service) return { incidents: { open: 0, acknowledged: 0, resolved: 0 }, budgets: {} }
  const state = watchObjectives(log, service)
  const incidents = currentIncidents(log, service)
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

/** The default objectives, including accuracy if the predictions are classes. */
export function newServiceSlos({ loss }: Pick<Plan, 'loss'>): readonly Slo[] {
  return defaultSlos(!isOneLoss(loss) || findLoss(loss.kind)?.targets !== 'number')
}
