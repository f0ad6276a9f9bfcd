/**
 * @file useAlerts: the objectives, incidents and alert grade of the open service, computed from its log and updated as
 * the log grows.
 */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Service } from '../../../../compile/project'
import { incidentsText } from '../../../../messages/en/operate/alerts'
import { objectivesText } from '../../../../messages/en/operate/objectives'
import type { Grade } from '../../../../ops/alerts/grade-alerts'
import { incidentTitle } from '../../../../ops/alerts/incident-title'
import type { Incident } from '../../../../ops/alerts/incidents'
import { type Objectives, unevaluatedOf } from '../../../../ops/alerts/objectives'
import type { LogDictionary } from '../../../../ops/log-entry'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { currentGrade, currentIncidents } from '../../../../studio/operate/alerts/alerts'
import type { ServiceLogReader } from '../../../../studio/operate/log/service-log'
import type { ServiceLogView } from '../../../../studio/operate/state'
import type { Studio } from '../../../../studio/studio'
import { useStudio } from '../../../studio-context'
import { useDrillContinues } from '../drills/drills'
import { useScenarioSubject } from '../scenario-timeline'
import { useLogView, useOpenService, useOperate } from '../use-operate'
import { resolutionOf } from './evidence-text'

export interface Alerts {
  readonly service: Service
  readonly log: ServiceLogReader
  /** Mutated in place, so it must be read during rendering. */
  readonly state: Readonly<Objectives>
  readonly incidents: readonly Incident[]
  /** The grade of the alerts; absent during a drill, because it would reveal the faults. */
  readonly grade: Grade | undefined
  /** A new object whenever the log has grown. */
  readonly view: ServiceLogView
}

/** The objectives and incidents of the open service, without the grade, which takes longer. */
export function useIncidents(): Alerts | undefined {
  const service = useOpenService()
  const view = useLogView()
  return useMemo(() => {
    if (!view || !service) return undefined
    const { log } = view
    return { service, log, state: log.readings.objectives, incidents: currentIncidents(log), grade: undefined, view }
  }, [service, view])
}

/** The incident to report first, optionally restricted to a window of simulated milliseconds. */
export function useAlarm(window?: { readonly from: number; readonly to: number }): Alarm | undefined {
  const known = useIncidents()
  return known ? alarmOf(known.incidents, known.log.book, window) : undefined
}

const chosenIncidents = new WeakMap<Studio['store'], StoreApi<string | undefined>>()

/** The incident selected in the Incidents tab (undefined for the most urgent one), and a function that selects one. */
export function useChosenIncident(): readonly [string | undefined, (incident: string) => void] {
  const { store } = useStudio()
  const chosen = chosenIncidents.get(store) ?? createStore<string | undefined>(() => undefined)
  chosenIncidents.set(store, chosen)
  return [useStore(chosen), (incident) => chosen.setState(incident, true)]
}

/** The objectives, incidents and alert grade of the open service; undefined while no log is open. */
export function useAlerts(): Alerts | undefined {
  const known = useIncidents()
  const drillGoesOn = useDrillContinues()
  const subject = useScenarioSubject()
  return useMemo(
    () => known && { ...known, grade: drillGoesOn ? undefined : currentGrade(known.log, known.service, subject) },
    [known, drillGoesOn, subject],
  )
}

/** Says that the rules have not evaluated the latest requests; undefined while a scenario plays or if there are none. */
export function useUnevaluatedText(): string | undefined {
  const view = useLogView()
  const isPlaying = useOperate(({ clock }) => clock.playing)
  const state = view?.log.readings.objectives
  const requests = state && !isPlaying ? unevaluatedOf(state) : 0
  return state && requests > 0 ? objectivesText.unevaluated({ requests, minute: state.minute }) : undefined
}

// Alarm: selects the incident to report first: open pages, then open tickets, then a page that has already been
// resolved.

const text = incidentsText.alarm

export interface Alarm {
  readonly severity: 'page' | 'ticket'
  /** Whether the error budget is no longer burning although the alert rules still fire. */
  readonly isCalm: boolean
  /** True if no incident is open, and this page was active during the given period. */
  readonly isOver: boolean
  /** Number of incidents that are open or acknowledged. */
  readonly open: number
  readonly incident: string
  readonly title: string
  readonly words: string
}

/** An incident that is not listed as open, although its rules still fire and its error budget still burns. */
export interface FiringIncident {
  readonly hidden: 'silenced' | 'resolved'
  readonly title: string
}

/** The incidents that were silenced or that the user resolved, but that are still going on. */
export function firingIncidents(
  incidents: readonly Incident[],
  book: LogDictionary | undefined,
): readonly FiringIncident[] {
  return incidents.flatMap((one) => {
    const isResolved = one.state === 'resolved'
    const isHidden = isResolved || one.notifiedMinute === undefined
    if (!isHidden || one.toMinute !== undefined || one.calmMinute !== undefined) return []
    return [{ hidden: isResolved ? 'resolved' : 'silenced', title: incidentTitle(one, book) }]
  })
}

/**
 * Finds the incident to report first, among open incidents that sent a notification and, if a time window (in simulated
 * milliseconds) is given, pages resolved in that window. Returns undefined if there is none.
 */
export function alarmOf(
  incidents: readonly Incident[],
  book: LogDictionary | undefined,
  window?: { readonly from: number; readonly to: number },
): Alarm | undefined {
  const notified = incidents.filter(({ notifiedMinute }) => notifiedMinute !== undefined)
  const open = openIncidents(incidents)
  const [first] = open
  const over = notified.filter(
    ({ state, severity, fromMinute, resolvedMinute = fromMinute }) =>
      state === 'resolved' && severity === 'page' && isWithin(window, fromMinute * MINUTE, resolvedMinute * MINUTE),
  )
  const one = first ?? over.at(-1)
  if (!one) return undefined
  const title = incidentTitle(one, book)
  return {
    ...{ severity: one.severity, isCalm: one.calmMinute !== undefined, isOver: !first, open: open.length },
    ...{ incident: one.id, title },
    words: alarmText(one, title, (first ? open : over).length - 1),
  }
}

/** Unresolved pages before unresolved tickets, otherwise in the given order. */
export function pagesFirst(incidents: readonly Incident[]): readonly Incident[] {
  const isPage = ({ severity, state }: Incident) => Number(severity === 'page' && state !== 'resolved')
  return incidents.toSorted((a, b) => isPage(b) - isPage(a))
}

/** The incidents that sent a notification and are not resolved, the most urgent first. */
export function openIncidents(incidents: readonly Incident[]): readonly Incident[] {
  return incidents
    .filter(({ notifiedMinute, state }) => notifiedMinute !== undefined && state !== 'resolved')
    .toSorted((a, b) => urgency(b) - urgency(a))
}

function isWithin(window: { readonly from: number; readonly to: number } | undefined, from: number, to: number) {
  return window !== undefined && to > window.from && from < window.to
}

/**
 * Sort key: pages first, then incidents that are still burning error budget, then unacknowledged incidents; ties go to
 * the oldest incident.
 */
function urgency({ severity, calmMinute, state }: Incident): number {
  return (severity === 'page' ? 4 : 0) + (calmMinute === undefined ? 2 : 0) + (state === 'open' ? 1 : 0)
}

function alarmText(incident: Incident, title: string, others: number): string {
  const { severity, state, fromMinute, pageMinute = fromMinute, calmMinute } = incident
  const args = { severity, minute: pageMinute, calmMinute, title, others }
  return state === 'resolved' ? text.resolved({ ...args, ...resolutionOf(incident) }) : text[state](args)
}
