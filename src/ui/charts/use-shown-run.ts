/** @file The run on show: the one of this session, or else the newest one kept. Charts and numbers of all rooms read it. */
import { useMemo } from 'react'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { RunOrigin, RunRecord } from '../../storage/records'
import type { AppState } from '../../studio/state'
import { useSelect } from '../studio-context'

export interface ShownRun {
  readonly id: string
  readonly tag: Exclude<AppState['run']['tag'], 'idle'> | 'interrupted'
  readonly history: readonly EpochLog[]
  readonly epochs: number
  readonly stepsPerEpoch: number
  /** Whole epochs done before it began, by the run it goes on from. */
  readonly before: number
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
    const record = runs.find(({ id }) => id === now.id)
    const before = epochsBefore(now.history, record?.from)
    return { ...now, ...pace(now.steps, record?.content.plan.epochs ?? planned, before) }
  }
  const [newest] = newestFirst(runs)
  if (!newest) return undefined
  const { id, tag, history, steps, drawingVersion } = newest
  const before = epochsBefore(history, newest.from)
  return { id, tag, history, drawingVersion, ...pace(steps, newest.content.plan.epochs, before) }
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

/** The last epoch of a run: one that begins where all planned epochs were done does as many again. */
export function lastEpoch(before: number, planned: number): number {
  return before < planned ? planned : before + planned
}

/** A run that goes on from another counts on from its epochs and steps. */
function epochsBefore([first]: readonly EpochLog[], from: RunOrigin | undefined): number {
  return first ? Math.max(0, first.epoch - 1) : (from?.epoch ?? 0)
}

function pace(steps: number, planned: number, before: number): Pick<ShownRun, 'epochs' | 'stepsPerEpoch' | 'before'> {
  const epochs = lastEpoch(before, planned)
  return { epochs, stepsPerEpoch: Math.max(1, Math.round(steps / Math.max(1, epochs))), before }
}
