/** @file The run on show: the one of this session, or else the newest one kept. Charts and numbers of all rooms read it. */
import { useMemo } from 'react'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { RunRecord } from '../../storage/records'
import type { AppState } from '../../studio/state'
import { useSelect } from '../studio-context'

export interface ShownRun {
  readonly id: string
  readonly tag: Exclude<AppState['run']['tag'], 'idle'> | 'interrupted'
  readonly history: readonly EpochLog[]
  readonly epochs: number
  readonly stepsPerEpoch: number
  readonly drawingVersion: number
}

/** What changes once an epoch or less; the steps, twenty times a second, are read from `live`. */
type Facts = Pick<ShownRun, 'id' | 'tag' | 'history' | 'drawingVersion'> & { readonly steps: number }

/** The run on show, or undefined before the first. The same object until an epoch, a state or the list changes. */
export function useShownRun(): ShownRun | undefined {
  const id = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.id))
  const tag = useSelect(({ run }) => run.tag)
  const history = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.history))
  const steps = useSelect(({ run }) => (run.tag === 'idle' ? 0 : run.steps))
  const drawingVersion = useSelect(({ run }) => (run.tag === 'idle' ? 0 : run.drawingVersion))
  const runs = useSelect((state) => state.runs)
  const planned = useSelect((state) => state.project.plan.epochs)
  return useMemo(() => {
    const now = id === undefined || !history || tag === 'idle' ? undefined : { id, tag, history, steps, drawingVersion }
    return shownRun(now, runs, planned)
  }, [id, tag, history, steps, drawingVersion, runs, planned])
}

/** Whether the project has a run to show, of now or kept. */
export function useBegun(): boolean {
  return useSelect(({ run, runs }) => run.tag !== 'idle' || runs.length > 0)
}

/** The run on show, of a state's parts; `planned` is how many epochs a run of now would take. */
export function shownRun(now: Facts | undefined, runs: readonly RunRecord[], planned: number): ShownRun | undefined {
  if (now) {
    const epochs = runs.find((record) => record.id === now.id)?.content.plan.epochs ?? planned
    return { ...now, ...pace(now.steps, epochs, now.history) }
  }
  const [newest] = newestFirst(runs)
  if (!newest) return undefined
  const { id, tag, history, steps, drawingVersion } = newest
  return { id, tag, history, drawingVersion, ...pace(steps, newest.content.plan.epochs, history) }
}

/** The newest run where it was cut off. */
export function cutOff({ run, runs }: Pick<AppState, 'run' | 'runs'>): RunRecord | undefined {
  const [newest] = run.tag === 'idle' ? newestFirst(runs) : []
  return newest?.tag === 'interrupted' ? newest : undefined
}

/** Runs, the newest first. */
export function newestFirst(runs: readonly RunRecord[]): readonly RunRecord[] {
  return [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
}

/**
 * A run that goes on from another counts on from its epochs and steps; one that begins where all planned epochs were done
 * does as many again.
 */
function pace(steps: number, planned: number, history: readonly EpochLog[]): { epochs: number; stepsPerEpoch: number } {
  const before = Math.max(0, (history[0]?.epoch ?? 1) - 1)
  const epochs = before < planned ? planned : before + planned
  return { epochs, stepsPerEpoch: Math.max(1, Math.round(steps / Math.max(1, epochs))) }
}
