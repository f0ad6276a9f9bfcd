/**
 * @file useAlerts: the objectives, incidents and alert grade of the open service, computed from its log and updated as
 * the log grows.
 */
import { useMemo } from 'react'
import type { Service } from '../../../../compile/project'
import type { Grade } from '../../../../ops/alerts/grade-alerts'
import type { Incident } from '../../../../ops/alerts/incidents'
import type { Objectives } from '../../../../ops/log-reducers/objectives'
import { currentGrade, currentIncidents, watchObjectives } from '../../../../studio/operate/alerts'
import type { ServiceLog } from '../../../../studio/operate/service-log'
import { useSelect } from '../../../studio-context'
import { useDrillContinues } from '../drills/use-drill'
import { useOperateController, useOperate } from '../use-operate'
import { type Alarm, alarmOf } from './most-urgent-incident'

export interface Alerts {
  readonly service: Service
  readonly log: ServiceLog
  /** Mutated in place, so it must be read during rendering. */
  readonly state: Objectives
  readonly incidents: readonly Incident[]
  /** The grade of the alerts; absent during a drill, because it would reveal the faults. */
  readonly grade: Grade | undefined
  /** A counter that changes whenever the log grows; used as a dependency. */
  readonly grown: number
}

/**
 * The incident to report first, optionally restricted to a window of simulated milliseconds. Does not compute the
 * grade, which takes longer.
 */
export function useAlarm(window?: { readonly from: number; readonly to: number }): Alarm | undefined {
  const controller = useOperateController()
  const service = useOpenService()
  const logVersion = useOperate((state) => state.logVersion)
  // The log object stays the same while it grows, so `grown` triggers reading it again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const known = useMemo(() => {
    const log = service && openLog(controller)
    return log && { book: log.book, incidents: currentIncidents(log, service) }
  }, [controller, service, logVersion])
  return known && alarmOf(known.incidents, known.book, window)
}

/** The objectives, incidents and alert grade of the open service; undefined while no log is open. */
export function useAlerts(): Alerts | undefined {
  const controller = useOperateController()
  const logVersion = useOperate((state) => state.logVersion)
  const service = useOpenService()
  const drillGoesOn = useDrillContinues()
  return useMemo(() => {
    const log = service && openLog(controller)
    if (!service || !log) return undefined
    const state = watchObjectives(log, service)
    const grade = drillGoesOn ? undefined : currentGrade(log, service)
    return { service, log, state, incidents: currentIncidents(log, service), grade, grown: logVersion }
  }, [controller, service, logVersion, drillGoesOn])
}

function useOpenService(): Service | undefined {
  const name = useOperate((state) => state.service)
  return useSelect(({ project }) => project.services?.find((one) => one.name === name))
}

/** The log of the open service; a new run briefly has none. */
function openLog(controller: ReturnType<typeof useOperateController>): ServiceLog | undefined {
  try {
    return controller.log()
  } catch {
    return undefined
  }
}
