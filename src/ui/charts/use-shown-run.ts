/** @file The run on show: the one of this session, or else the newest one kept. Charts and numbers of all rooms read it. */
import type { EpochLog } from '../../protocol/trainer-messages'
import type { AppState } from '../../studio/state'
import { useSelect } from '../studio-context'

export interface ShownRun {
  readonly id: string
  readonly tag: Exclude<AppState['run']['tag'], 'idle'> | 'interrupted'
  readonly history: readonly EpochLog[]
  readonly step: number
  readonly steps: number
  readonly epochs: number
  readonly stepsPerEpoch: number
  readonly drawingVersion: number
}

/** The run on show, or undefined before the first. */
export function useShownRun(): ShownRun | undefined {
  const run = useSelect((state) => state.run)
  const runs = useSelect((state) => state.runs)
  const planned = useSelect((state) => state.project.plan.epochs)
  return shownRun(run, runs, planned)
}

/** The run on show, of a state's parts; `planned` is how many epochs a run of now would take. */
export function shownRun(run: AppState['run'], runs: AppState['runs'], planned: number): ShownRun | undefined {
  if (run.tag !== 'idle') {
    const epochs = runs.find((record) => record.id === run.id)?.content.plan.epochs ?? planned
    const { id, tag, history, step, steps, drawingVersion } = run
    return { id, tag, history, step, steps, drawingVersion, ...pace(steps, epochs, history) }
  }
  const [newest] = [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  if (!newest) return undefined
  const { id, tag, history, steps, drawingVersion } = newest
  const shape = pace(steps, newest.content.plan.epochs, history)
  return { id, tag, history, step: shape.stepsPerEpoch * history.length, steps, drawingVersion, ...shape }
}

/** A run that goes on from another begins after the other's epochs; its steps are those of the epochs it trains itself. */
function pace(steps: number, planned: number, history: readonly EpochLog[]): { epochs: number; stepsPerEpoch: number } {
  const before = Math.max(0, (history[0]?.epoch ?? 1) - 1)
  const own = before < planned ? planned - before : planned
  return { epochs: before + own, stepsPerEpoch: Math.max(1, Math.round(steps / Math.max(1, own))) }
}
