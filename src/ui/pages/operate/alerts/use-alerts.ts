/** @file useAlerts: objectives, incidents and their grade as the open service's log has them, read anew as it grows. */
import { useMemo } from 'react'
import type { Service } from '../../../../compile/project'
import type { Grade } from '../../../../ops/alerts/grading'
import type { Incident } from '../../../../ops/alerts/incidents'
import type { Objectives } from '../../../../ops/reducers/objectives'
import { gradeNow, incidentsNow, watchObjectives } from '../../../../studio/operate/alerts'
import type { ServiceLog } from '../../../../studio/operate/service-log'
import { useSelect } from '../../../studio-context'
import { useDrillGoesOn } from '../drills/use-drill'
import { useDesk, useOperate } from '../use-operate'
import { type Alarm, alarmOf } from './alarm'

export interface Alerts {
  readonly service: Service
  readonly log: ServiceLog
  /** Changed in place: what is shown of it is read when it is rendered. */
  readonly state: Objectives
  readonly incidents: readonly Incident[]
  /** Not of a drill that goes on. */
  readonly grade: Grade | undefined
  /** Another one whenever there is more in the log. */
  readonly grown: number
}

/** What an owner is to know first of all incidents, in a stretch of virtual milliseconds; the grade, which takes longer, is not asked. */
export function useAlarm(window?: { readonly from: number; readonly to: number }): Alarm | undefined {
  const desk = useDesk()
  const service = useOpenService()
  const grown = useOperate((state) => state.grown)
  // The log is one and the same while it grows: `grown` says when to look again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const known = useMemo(() => {
    const log = service && openLog(desk)
    return log && { book: log.book, incidents: incidentsNow(log, service) }
  }, [desk, service, grown])
  return known && alarmOf(known.incidents, known.book, window)
}

/** Undefined while no log is open. */
export function useAlerts(): Alerts | undefined {
  const desk = useDesk()
  const grown = useOperate((state) => state.grown)
  const service = useOpenService()
  const drillGoesOn = useDrillGoesOn()
  return useMemo(() => {
    const log = service && openLog(desk)
    if (!service || !log) return undefined
    const state = watchObjectives(log, service)
    const grade = drillGoesOn ? undefined : gradeNow(log, service)
    return { service, log, state, incidents: incidentsNow(log, service), grade, grown }
  }, [desk, service, grown, drillGoesOn])
}

function useOpenService(): Service | undefined {
  const name = useOperate((state) => state.service)
  return useSelect(({ project }) => project.services?.find((one) => one.name === name))
}

/** A new run has none for a moment. */
function openLog(desk: ReturnType<typeof useDesk>): ServiceLog | undefined {
  try {
    return desk.log()
  } catch {
    return undefined
  }
}
