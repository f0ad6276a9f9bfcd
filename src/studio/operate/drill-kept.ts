/**
 * @file DrillKept: what a drill keeps beside the log of its service, so that a reload finds it again: what the person said to have seen, and
 * what a replay needs that no log tells: the drawings there were, and the times of their stages as they were measured.
 */
import { drillStepsText as steps } from '../../messages/en/studio/drills'
import type { DrillAct } from '../../ops/drill-grade'
import type { ServiceSpec } from '../../ops/service-spec'
import { actsOf } from './alerts'
import { MOST_DRILL } from './drill-file-parts'
import type { ServiceLog } from './service-log'

export interface DrillKept {
  readonly seen: readonly DrillAct[]
  /** Every sound drawing there was after the first, in their order. */
  readonly specs: readonly ServiceSpec[]
  /** Milliseconds by the id of a stage. */
  readonly stageMs: Readonly<Record<string, number>>
  /** It was served anew in between: what was on its way then was lost. */
  readonly interrupted: boolean
}

const DRILL = 'drill'
const NOTHING: DrillKept = { seen: [], specs: [], stageMs: {}, interrupted: false }
type Log = Pick<ServiceLog, 'beside' | 'setBeside' | 'book' | 'at'>

/** What is kept beside this log. Cast: what is kept under this name is written here alone. */
export function drillKept(log: Pick<ServiceLog, 'beside'>): DrillKept {
  return (log.beside(DRILL) as DrillKept | undefined) ?? NOTHING
}

/** Somebody says that it is seen. */
export function keepSeen(log: Log, act: DrillAct): void {
  const kept = drillKept(log)
  log.setBeside(DRILL, { ...kept, seen: [...kept.seen, act].slice(-MOST_DRILL.seen) })
}

/** The drawing is another, and sound. */
export function keepSpec(log: Log, spec: ServiceSpec): void {
  const kept = drillKept(log)
  log.setBeside(DRILL, { ...kept, specs: [...kept.specs, spec].slice(-MOST_DRILL.changes) })
}

/** It is served from here on. */
export function keepStart(log: Log): void {
  if (log.at > 0) log.setBeside(DRILL, { ...drillKept(log), interrupted: true })
}

/** Stages that the book has times of now; nothing is written where all are known. */
export function keepTimes(log: Log): void {
  const { stages = [], timing } = log.book ?? {}
  const kept = drillKept(log)
  const fresh = stages.flatMap((id, place) =>
    // A stage that is new in the book is still being measured.
    Object.hasOwn(kept.stageMs, id) || timing?.stages[place] === undefined ? [] : [[id, timing.stages[place]] as const],
  )
  if (fresh.length > 0) log.setBeside(DRILL, { ...kept, stageMs: { ...kept.stageMs, ...Object.fromEntries(fresh) } })
}

/** How much a person has done: what grew is written at once, since whoever reloads then would find it undone. */
export function doneSoFar(log: Pick<ServiceLog, 'beside' | 'changes'>): number {
  return log.changes.length + drillKept(log).seen.length + actsOf(log).length
}

/** What the person said to have seen, and the incidents that were taken on; none of it is in the log. */
export function detections(log: Pick<ServiceLog, 'beside'>): readonly DrillAct[] {
  const taken = actsOf(log).flatMap((act): readonly DrillAct[] =>
    act.act === 'acknowledge' ? [{ at: act.minute * 60_000, kind: 'take', what: steps.acknowledged }] : [],
  )
  return [...drillKept(log).seen, ...taken].sort((a, b) => a.at - b.at)
}
