/**
 * @file Drill log data, which a drill saves with the log of its service so that it survives a reload: the problems that
 * the user reported, and what a replay needs beyond the log (the diagrams and the measured stage times).
 */
import { drillStepsText as steps } from '../../../messages/en/studio/drills'
import type { DrillAction } from '../../../ops/drill-grade'
import type { ServiceSpec } from '../../../ops/service-spec'
import { incidentActions } from '../alerts/alerts'
import type { ServiceLog } from '../log/service-log'
import { DRILL_FILE_LIMITS } from './drill-file-readers'

export interface DrillLogData {
  readonly seen: readonly DrillAction[]
  /** All valid diagrams after the first one, in order. */
  readonly specs: readonly ServiceSpec[]
  /** The measured time of each stage in ms, keyed by stage id. */
  readonly stageMs: Readonly<Record<string, number>>
  /** Whether the service was restarted during the drill, so that requests in progress were lost. */
  readonly interrupted: boolean
}

const DRILL = 'drill'
const NOTHING: DrillLogData = { seen: [], specs: [], stageMs: {}, interrupted: false }
type Log = Pick<ServiceLog, 'annotation' | 'setAnnotation' | 'book' | 'at'>

/** Reads the drill data of a log. The cast is safe because only this file writes this annotation. */
export function drillLogData(log: Pick<ServiceLog, 'annotation'>): DrillLogData {
  return (log.annotation(DRILL) as DrillLogData | undefined) ?? NOTHING
}

/** Records that the user reported the problem. */
export function addSeen(log: Log, act: DrillAction): void {
  const kept = drillLogData(log)
  log.setAnnotation(DRILL, { ...kept, seen: [...kept.seen, act].slice(-DRILL_FILE_LIMITS.seen) })
}

/** Records a new valid diagram. */
export function addSpec(log: Log, spec: ServiceSpec): void {
  const kept = drillLogData(log)
  log.setAnnotation(DRILL, { ...kept, specs: [...kept.specs, spec].slice(-DRILL_FILE_LIMITS.changes) })
}

/** Records that the service was restarted during the drill. */
export function markInterrupted(log: Log): void {
  if (log.at > 0) log.setAnnotation(DRILL, { ...drillLogData(log), interrupted: true })
}

/** Records newly measured stage times; writes nothing if all are known already. */
export function addStageTimes(log: Log): void {
  const { stages = [], timing } = log.book ?? {}
  const kept = drillLogData(log)
  const fresh = stages.flatMap((id, place) =>
    // Skip stages that were just added and are still being measured.
    Object.hasOwn(kept.stageMs, id) || timing?.stages[place] === undefined ? [] : [[id, timing.stages[place]] as const],
  )
  if (fresh.length > 0)
    log.setAnnotation(DRILL, { ...kept, stageMs: { ...kept.stageMs, ...Object.fromEntries(fresh) } })
}

/** The number of actions by the user. When it grows, the log is written at once, so that a reload loses no action. */
export function countUserActions(log: Pick<ServiceLog, 'annotation' | 'changes'>): number {
  return log.changes.length + drillLogData(log).seen.length + incidentActions(log).length
}

/** The times at which the user reported a problem or acknowledged an incident, which the log entries do not contain. */
export function detections(log: Pick<ServiceLog, 'annotation'>): readonly DrillAction[] {
  const taken = incidentActions(log).flatMap((act): readonly DrillAction[] =>
    act.act === 'acknowledge' ? [{ at: act.minute * 60_000, kind: 'take', what: steps.acknowledged }] : [],
  )
  return [...drillLogData(log).seen, ...taken].sort((a, b) => a.at - b.at)
}
