/**
 * @file useAlerts: the objectives, incidents and alert grade of the open service, computed from its log and updated as
 * the log grows.
 */
import { useMemo } from 'react'
import type { Service } from '../../../../compile/project'
import type { Grade } from '../../../../ops/alerts/grade-alerts'
import type { Incident } from '../../../../ops/alerts/incidents'
import type { Objectives } from '../../../../ops/alerts/objectives'
import { currentGrade, currentIncidents, watchObjectives } from '../../../../studio/operate/alerts/alerts'
import type { ServiceLog } from '../../../../studio/operate/log/service-log'
import type { ServiceLogView } from '../../../../studio/operate/state'
import { useDrillContinues } from '../drills/use-drill'
import { useLogView, useOpenService } from '../use-operate'
import { type Alarm, alarmOf } from './most-urgent-incident'

export interface Alerts {
  readonly service: Service
  readonly log: ServiceLog
  /** Mutated in place, so it must be read during rendering. */
  readonly state: Objectives
  readonly incidents: readonly Incident[]
  /** The grade of the alerts; absent during a drill, because it would reveal the faults. */
  readonly grade: Grade | undefined
  /** A new object whenever the log has grown. */
  readonly view: ServiceLogView
}

/**
 * The incident to report first, optionally restricted to a window of simulated milliseconds. Does not compute the
 * grade, which takes longer.
 */
export function useAlarm(window?: { readonly from: number; readonly to: number }): Alarm | undefined {
  const service = useOpenService()
  const view = useLogView()
  const known = useMemo(
    () => view && service && { book: view.log.book, incidents: currentIncidents(view.log, service) },
    [service, view],
  )
  return known ? alarmOf(known.incidents, known.book, window) : undefined
}

/** The objectives, incidents and alert grade of the open service; undefined while no log is open. */
export function useAlerts(): Alerts | undefined {
  const view = useLogView()
  const service = useOpenService()
  const drillGoesOn = useDrillContinues()
  return useMemo(() => {
    if (!service || !view) return undefined
    const { log } = view
    const state = watchObjectives(log, service)
    const grade = drillGoesOn ? undefined : currentGrade(log, service)
    return { service, log, state, incidents: currentIncidents(log, service), grade, view }
  }, [service, view, drillGoesOn])
}
