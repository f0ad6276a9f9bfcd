/**
 * @file Alerts of the open service: its objectives are watched as its log grows, and what people did about incidents is kept beside the log.
 * Objectives that were changed are watched again from the requests that are kept.
 */
import type { Service } from '../../compile/project'
import { type Act, type Incident, incidentsOf } from '../../ops/alerts/incidents'
import { type Grade, gradeOf } from '../../ops/alerts/grading'
import { BURN_RULES, type BurnRule } from '../../ops/burn-rules'
import { type DriftState, driftAlertsOf, goOnWithDrift, type KeptDrift, keptDrift } from '../../ops/reducers/drift'
import { alertsOf, budgetOf, type Objectives, openObjectives } from '../../ops/reducers/objectives'
import { rewatch } from '../../ops/reducers/rewatch'
import type { Minutes, Slo } from '../../ops/slo'
import type { ServiceLog } from './service-log'
import type { OperateSummary } from './summary'

const NONE: readonly Slo[] = []
const NO_ACTS: readonly Act[] = []
const ACTS = 'acts'
const DRIFT = 'drift'
const MOST_ACTS = 2000

const known = new WeakMap<ServiceLog, { readonly key: readonly unknown[]; readonly incidents: readonly Incident[] }>()
const graded = new WeakMap<ServiceLog, { readonly key: readonly unknown[]; readonly grade: Grade }>()

/** The rules of a service: its own, or the usual ones. */
export function rulesOf({ rules }: Pick<Service, 'rules'>): readonly BurnRule[] {
  return rules ?? BURN_RULES
}

/** Watches the objectives that the service has now; called before anything is added to its log or read of it. */
export function watchObjectives(log: ServiceLog, service: Pick<Service, 'slos' | 'rules'>): Objectives {
  const state = log.readings.objectives
  const [slos, rules] = [service.slos ?? NONE, rulesOf(service)]
  if (state.slos === slos && state.rules === rules) return state
  // A project that was read anew has other objects with the same in them.
  if (JSON.stringify([state.slos, state.rules]) === JSON.stringify([slos, rules]))
    return Object.assign(state, { slos, rules })
  const { book, fold } = log
  const again = book
    ? rewatch({ ring: fold.ring, book, minute: fold.minute, slos, rules, before: state })
    : openObjectives(slos, rules)
  return Object.assign(state, again)
}

/**
 * What drifts by what was read of the log, as it was kept before a reload where nothing was since; what is new is kept. Cast: what is kept
 * under this name is written here alone.
 */
export function watchedDrift(log: ServiceLog): DriftState {
  const state = log.readings.drift
  const kept = log.beside(DRIFT) as KeptDrift | undefined
  if (kept && state.next === 0 && state.alerts.length === 0) goOnWithDrift(state, kept)
  else if (state.alerts !== kept?.alerts && state.alerts.length > 0) log.setBeside(DRIFT, keptDrift(state))
  return state
}

/** The incidents of the open service, the oldest first. */
export function incidentsNow(log: ServiceLog, service: Pick<Service, 'slos' | 'rules'>): readonly Incident[] {
  const state = watchObjectives(log, service)
  const done = actsOf(log)
  const { moves, minute } = state
  const { alerts: drifts } = watchedDrift(log)
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

/** Takes down what a person did; the minute is that of the log. */
export function addAct(log: ServiceLog, act: Act): void {
  log.setBeside(ACTS, [...actsOf(log), act].slice(-MOST_ACTS))
}

/** What people did about incidents, oldest first. Cast: what is kept under this name is written here alone. */
export function actsOf(log: Pick<ServiceLog, 'beside'>): readonly Act[] {
  return (log.beside(ACTS) as readonly Act[] | undefined) ?? NO_ACTS
}

/** What an objective's requests were, minute by minute, as far back as it was watched. */
export function minutesOf(state: Objectives, id: string): Minutes | undefined {
  return state.watched.find(({ slo }) => slo.id === id)?.past?.counts.minutes
}

/** What was told, held against what the score did; undefined where no score was played. */
export function gradeNow(log: ServiceLog, service: Service): Grade | undefined {
  const { score } = service
  const state = watchObjectives(log, service)
  if (!score || state.minute === 0) return undefined
  const incidents = incidentsNow(log, service)
  const key = [score, incidents, state.minute, state.slos]
  const before = graded.get(log)
  if (before && same(before.key, key)) return before.grade
  const truth = Object.fromEntries(
    state.slos.flatMap(({ id, kind }) => {
      const minutes = kind === 'accuracy' ? log.readings.harm.counts?.minutes : minutesOf(state, id)
      return minutes ? [[id, minutes]] : []
    }),
  )
  const grade = gradeOf({ score, slos: state.slos, rules: state.rules, truth, incidents, minute: state.minute })
  graded.set(log, { key, grade })
  return grade
}

/** Open incidents and budgets, for the summary. */
export function alertsSummary(
  log: ServiceLog | undefined,
  service: Pick<Service, 'slos' | 'rules'> | undefined,
): Pick<OperateSummary, 'incidents' | 'budgets'> {
  if (!log || !service) return { incidents: { open: 0, acknowledged: 0, resolved: 0 }, budgets: {} }
  const state = watchObjectives(log, service)
  const incidents = incidentsNow(log, service)
  const count = (of: Incident['state']) => incidents.filter(({ state }) => state === of).length
  return {
    incidents: { open: count('open'), acknowledged: count('acknowledged'), resolved: count('resolved') },
    budgets: Object.fromEntries(state.watched.map((one) => [one.slo.id, budgetOf(state, one).left])),
  }
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i])
}
