/**
 * @file What a drill leaves behind: its outcome, the data of its log for the postmortem, and why its score cannot be
 * verified.
 */
import type { Drill } from '../../../gallery/drills/define-drill'
import { drillStepsText as steps } from '../../../messages/en/studio/drills'
import type { DrillAction } from '../../../ops/drill-tally'
import type { ServiceSpec } from '../../../ops/service-spec'
import { DRILL_FILE_LIMITS } from '../../../storage/drill-file-schema'
import type { AppContext } from '../../context'
import { incidentActions } from '../alerts/alerts'
import type { OpenLog, ServiceLogReader } from '../log/service-log'
import type { DrillOutcome } from '../state'
import '../../../messages/en/drills'
import { stableJson } from '../../../base/stable-json'
import type { Service } from '../../../compile/project'
import { type Message, message } from '../../../messages/message'
import { SCENARIO_SOURCES } from '../../../ops/log-entry'
import type { DrillModels } from './drill-models'

/** The outcome with the drill version and the project that it belongs to, because it is only valid for these. */
interface SavedOutcome {
  readonly version: number
  readonly project: string
  readonly over: DrillOutcome
}

const keyOf = ({ id }: Pick<Drill, 'id'>) => `drill over ${id}`

/** Saves the outcome of the drill in the open project. */
export async function saveOutcome({ storage, store }: AppContext, drill: Drill, over: DrillOutcome): Promise<void> {
  const kept: SavedOutcome = { version: drill.version, project: store.getState().project.id, over }
  await storage.settings.put(keyOf(drill), kept).catch(() => undefined)
}

/**
 * The saved outcome for the open project; undefined if there is none. The cast is safe because only this file writes
 * this setting.
 */
export async function readOutcome({ storage, store }: AppContext, drill: Drill): Promise<DrillOutcome | undefined> {
  const kept = (await storage.settings.get(keyOf(drill)).catch(() => undefined)) as SavedOutcome | null | undefined
  const isThis = kept?.version === drill.version && kept.project === store.getState().project.id
  return isThis ? kept.over : undefined
}

/** Removes the saved outcome, when the drill starts again. */
export async function removeOutcome({ storage }: AppContext, drill: Pick<Drill, 'id'>): Promise<void> {
  await storage.settings.put(keyOf(drill), null).catch(() => undefined)
}

// Drill log data, which a drill saves with the log of its service so that it survives a reload: the problems that the
// user reported, and what a replay needs beyond the log (the diagrams and the measured stage times).

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
type Log = Pick<OpenLog, 'annotation' | 'setAnnotation' | 'book' | 'at'>

/** Reads the drill data of a log. The cast is safe because only this file writes this annotation. */
export function drillLogData(log: Pick<ServiceLogReader, 'annotation'>): DrillLogData {
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
export function countUserActions(log: Pick<ServiceLogReader, 'annotation' | 'changes'>): number {
  return log.changes.length + drillLogData(log).seen.length + incidentActions(log).length
}

/** The times at which the user reported a problem or acknowledged an incident, which the log entries do not contain. */
export function detections(log: Pick<ServiceLogReader, 'annotation'>): readonly DrillAction[] {
  const taken = incidentActions(log).flatMap((act): readonly DrillAction[] =>
    act.act === 'acknowledge' ? [{ at: act.minute * 60_000, kind: 'take', what: steps.acknowledged }] : [],
  )
  return [...drillLogData(log).seen, ...taken].sort((a, b) => a.at - b.at)
}

// unverifiableReason: why a result cannot be saved as a verifiable file: manual requests, a version from outside the
// drill, or a changed scenario.

/** Why the result of this log cannot be saved as a file; undefined if it can. */
export function unverifiableReason(
  { fold: { buffer }, changes }: Pick<ServiceLogReader, 'fold' | 'changes'>,
  { scenario }: Pick<Service, 'scenario'>,
  drill: Drill,
  records: DrillModels,
): Message | undefined {
  const kept = buffer.columns.source.subarray(0, Math.min(buffer.next, buffer.columns.source.length))
  const sent = kept.reduce((sum, source) => sum + (SCENARIO_SOURCES.has(source) ? 0 : 1), 0)
  if (sent > 0) return message('drill-sent', { requests: sent })
  for (const { what } of changes) {
    if (what.type !== 'alias' || what.to === undefined) continue
    const { model, to } = what
    if (!records.some(({ name, version }) => name === model && version === to))
      return message('drill-version', { model, version: to })
  }
  return stableJson(scenario) === stableJson(drill.service.scenario) ? undefined : message('drill-scenario', {})
}
