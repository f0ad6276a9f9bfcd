/**
 * @file Drill runs: replays the user's actions, no action, and the reference solution in the same simulation, and
 * grades the user's actions by the rules of the drill's version.
 */
import { drillTiming } from '../../../gallery/drills/drill-timing'
import type { Drill } from '../../../gallery/drills/define-drill'
import { drillStepsText } from '../../../messages/en/studio/drills'
import { type DrillResult, drillResult } from '../../../ops/drill-grade'
import { gradeByFirstRules } from '../../../ops/drill-grade-1'
import { costOf, type DrillAction } from '../../../ops/drill-tally'
import type { ServiceStart } from '../../../protocol/serving-messages'
import type { AppContext } from '../../context'
import { serviceStartOf } from '../service-start'
import { actionsOfMoves, type DrillStart } from './drill-actions'
import type { DrillModels } from './drill-models'
import { type ReplayActions, type ReplayResult, type ReplayWatch, replayDrill } from './drill-replay'

/** The measured or fixed times of a replay. */
export type DrillTimes = Required<Pick<ServiceStart, 'timing' | 'laterMs'>>

/** The service start message of a replay. */
export async function drillServiceStart(
  studio: AppContext,
  { spec, aliases }: DrillStart,
  records: DrillModels,
  times: DrillTimes,
): Promise<ServiceStart & DrillTimes> {
  return { ...(await serviceStartOf(studio, spec, records, aliases, records[0])), ...times }
}

/** The times that a drill simulates, which are the same on every device. */
export function fixedTimes({ spec }: DrillStart, records: DrillModels): DrillTimes {
  const refs = records.map(({ name, version }) => ({ model: name, version }))
  return { timing: drillTiming(spec, refs), laterMs: {} }
}

export interface DrillRuns {
  readonly replayed: ReplayResult
  readonly nothing: ReplayResult
  readonly best: ReplayResult
}

/** Replays the user's actions, no action, and the reference solution. `onStep` reports each of them as it begins. */
export async function runDrill(
  { drill, records, begin, start }: DrillRunStart,
  actions: ReplayActions,
  { onStep, ...watch }: ReplayWatch & { onStep?(what: string, share: number): void } = {},
): Promise<DrillRuns> {
  const steps = [
    ['replayed', drillStepsText.scoring.yours, actions],
    ['nothing', drillStepsText.scoring.nothing, { changes: [], labels: [] }],
    ['best', drillStepsText.scoring.best, bestActions(drill, records, begin)],
  ] as const
  const runs: Partial<Record<keyof DrillRuns, ReplayResult>> = {}
  for (const [i, [id, what, made]] of steps.entries()) {
    const report = (share: number) => onStep?.(what, (i + share) / steps.length)
    report(0)
    runs[id] = await replayDrill(start, drill, made, { ...watch, onProgress: report })
  }
  // The cast is safe because every step has been run.
  return runs as DrillRuns
}

/** What the runs of a drill have in common. */
export interface DrillRunStart {
  readonly drill: Drill
  readonly records: DrillModels
  readonly begin: DrillStart
  readonly start: ServiceStart
}

/** The reference solution, as actions for a replay. */
export function bestActions(drill: Drill, records: DrillModels, begin: DrillStart): ReplayActions {
  return { changes: actionsOfMoves(drill, records, begin, drill.best).changes, labels: [] }
}

/** Grades a replay in comparison with doing nothing and the reference solution. */
export function gradeDrill(
  { faultAt, best: moves, grading }: Drill,
  acts: readonly DrillAction[],
  { replayed, nothing, best }: DrillRuns,
): DrillResult {
  if (grading === 1) {
    const costs = { nothing: costOf(nothing.tally), best: costOf(best.tally) }
    return gradeByFirstRules({ tally: replayed.tally, faultAt, acts, ...costs })
  }
  const alertMinute = replayed.alertMinutes.find((minute) => minute * 60_000 >= faultAt)
  const solution = { detectAt: moves[0]?.at ?? faultAt, fixAt: moves.at(-1)?.at ?? faultAt }
  return drillResult({ yours: replayed, nothing, best, faultAt, acts, alertMinute, solution })
}
