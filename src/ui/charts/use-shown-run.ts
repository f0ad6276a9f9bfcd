/**
 * @file The displayed run, which all pages use for charts and numbers: the current run, or else the stored run
 * whose weights are in use.
 */
import { useMemo } from 'react'
import type { Plan } from '../../catalog/training-plan'
import { targetOf as plannedTarget, schemaOf } from '../../compile/dataset-of-project'
import type { ProjectContent } from '../../compile/project'
import { featuresOf } from '../../data/bind-columns'
import { isSameNetwork } from '../../graph/computed-network'
import type { DrawnNode } from '../../graph/drawing'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { RunRecord } from '../../storage/records'
import { dataRelation } from '../../studio/data/data-relation'
import type { AppState } from '../../studio/state'
import {
  bestRestored,
  epochsAndSteps,
  epochsBefore,
  isUntrained,
  isWithinEpoch,
  newestOwn,
  runInUse,
} from '../../studio/training/weights-in-use'
import { useSelect } from '../studio-context'

export interface ShownRun {
  readonly id: string
  readonly tag: Exclude<AppState['run']['tag'], 'idle'> | 'interrupted'
  readonly history: readonly EpochLog[]
  readonly epochs: number
  readonly stepsPerEpoch: number
  /** Number of complete epochs in the run that this run continues. */
  readonly before: number
  readonly drawingVersion: number
  /** The losses of the epoch that the run started from, if they are of the same rows, target, and loss. */
  readonly start?: EpochLog | undefined
  /** The metric of early stopping, by which an epoch is the best. */
  readonly bestBy?: string | undefined
  /**
   * The epoch of the weights in use, if they were chosen by the user or restored at the end; 'best' if it is the best
   * epoch in the history.
   */
  readonly weightsEpoch?: number | 'best' | undefined
  /** Whether the training loss is weighted, by class or by row; the validation loss never is. */
  readonly isWeighted?: boolean
  /** Whether the run ended before its first step. */
  readonly isUntrained?: boolean
}

/**
 * The fields that change at most once per epoch. Steps change twenty times a second and are read from `live` instead.
 */
type RunSummary = Pick<ShownRun, 'id' | 'tag' | 'history' | 'drawingVersion'> & { readonly steps: number }

/**
 * Returns the displayed run, or undefined before the first run. Returns the same object until an epoch ends, the run's
 * state changes, or the list of runs changes.
 */
export function useShownRun(): ShownRun | undefined {
  const id = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.id))
  const tag = useSelect(({ run }) => run.tag)
  const history = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.history))
  const steps = useSelect(({ run }) => (run.tag === 'idle' ? 0 : run.steps))
  const drawingVersion = useSelect(({ run }) => (run.tag === 'idle' ? 0 : run.drawingVersion))
  const runs = useSelect((state) => state.runs)
  const inUse = useSelect((state) => state.inUse)
  const planned = useSelect((state) => state.project.plan.epochs)
  // Checkpoints change every two seconds during training, and matter only afterwards.
  const checkpoints = useSelect((state) => (state.run.tag === 'training' ? undefined : state.checkpoints))
  return useMemo(() => {
    const now = id === undefined || !history || tag === 'idle' ? undefined : { id, tag, history, steps, drawingVersion }
    return shownRun(now, runs, planned, inUse, checkpoints)
  }, [id, tag, history, steps, drawingVersion, runs, planned, inUse, checkpoints])
}

/**
 * Whether the network of a run is the one on the canvas, and reads the same columns for the same classes: moving,
 * renaming, and what was undone do not matter.
 */
export function isOfThisNetwork(
  { id, drawingVersion }: Pick<ShownRun, 'id' | 'drawingVersion'>,
  { project, runs }: Pick<AppState, 'project' | 'runs'>,
): boolean {
  const content = runs.find((run) => run.id === id)?.content
  if (content && columnsOf(content) !== columnsOf(project)) return false
  if (drawingVersion === project.drawingVersion) return true
  const trained = content?.networks[0]?.drawing
  return trained !== undefined && isSameNetwork(trained, project.drawing)
}

/** Whether predictions are of a network before changes on the canvas or to its columns: views dim them, and say so. */
export function isBeforeChange(state: Used): boolean {
  const { run, project } = state
  const record = runInUse(state)
  if (record) return !isOfThisNetwork(record, state)
  return run.tag !== 'idle' && run.drawingVersion !== project.drawingVersion
}

/**
 * The columns that the inputs read, how they are prepared, and the classes of the target; a column of weights or groups
 * is not an input.
 */
function columnsOf({ data, plan }: Pick<ProjectContent, 'data' | 'plan'>): string {
  const schema = schemaOf(data)
  const target = plan.target || schema?.target
  const columns = schema && featuresOf(schema, plan, new Set([target ?? '']))
  const classes = schema?.columns.find(({ name, type }) => name === target && type === 'category')
  return JSON.stringify([columns, plan.prepare ?? {}, classes])
}

/** Whether the run trains, is about to, or is paused, so that more epochs follow. */
export function isUnderWay({ tag }: Pick<ShownRun, 'tag'>): boolean {
  return tag === 'preparing' || tag === 'training' || tag === 'paused'
}

/** Whether the project has a current or stored run. */
export function useHasRun(): boolean {
  return useSelect(({ run, runs }) => run.tag !== 'idle' || runs.length > 0)
}

/** Selects the displayed run from the app state. `planned` is the number of epochs in the training settings. */
export function shownRun(
  now: RunSummary | undefined,
  runs: readonly RunRecord[],
  planned: number,
  inUse: AppState['inUse'] = null,
  checkpoints: AppState['checkpoints'] = {},
): ShownRun | undefined {
  const weightsEpoch = (record: RunRecord | undefined) =>
    record && (inUse?.run === record.id ? inUse.epoch : bestRestored(record, checkpoints[record.id]))
  if (now) {
    const record = runs.find(({ id }) => id === now.id)
    const before = epochsBefore(now.history, record?.from)
    return {
      ...now,
      ...lossFacts(record?.content.plan),
      weightsEpoch: weightsEpoch(record),
      isUntrained: record !== undefined && isUntrained(record),
      start: record && startOf(record, runs),
      ...epochsAndSteps(now.steps, record?.content.plan.epochs ?? planned, before),
    }
  }
  const stored = runInUse({ run: { tag: 'idle' }, runs, inUse })
  if (!stored) return undefined
  const { id, tag, history, steps, drawingVersion } = stored
  const { plan } = stored.content
  const before = epochsBefore(history, stored.from)
  return {
    ...{ id, tag, history, drawingVersion, weightsEpoch: weightsEpoch(stored), isUntrained: isUntrained(stored) },
    start: startOf(stored, runs),
    ...lossFacts(plan),
    ...epochsAndSteps(steps, plan.epochs, before),
  }
}

/** The losses at the end of the epoch that a run started from, if another run has them for the same task. */
function startOf(run: RunRecord, runs: readonly RunRecord[]): EpochLog | undefined {
  const { from } = run
  const origin = from && runs.find(({ id }) => id === from.run)
  if (!origin || isWithinEpoch(origin, from) || taskOf(origin) !== taskOf(run)) return undefined
  return origin.history.find(({ epoch }) => epoch === from.epoch)
}

/** What the losses of two runs must have in common to be compared. */
function taskOf({ data, content }: Pick<RunRecord, 'data' | 'content'>): string {
  const { loss, split, target, prepare = {} } = content.plan
  return JSON.stringify([data, loss, split, target, prepare])
}

function lossFacts(plan: Plan | undefined): Pick<ShownRun, 'bestBy' | 'isWeighted'> {
  const { weights, groups } = plan?.balance ?? {}
  const isWeighted = (plan?.classWeights ?? weights ?? groups) !== undefined
  return { bestBy: plan?.earlyStopping?.metric, isWeighted }
}

/** The newest run, if it was interrupted. */
export function interruptedRun({ run, runs }: Pick<AppState, 'run' | 'runs'>): RunRecord | undefined {
  const newest = run.tag === 'idle' ? newestOwn(runs) : undefined
  return newest?.tag === 'interrupted' ? newest : undefined
}

/**
 * The title of the dataset that the displayed run was trained on; undefined if it is the dataset in use or if no run is
 * displayed.
 */
export function useOtherDataset(): string | undefined {
  return useSelect(otherDataset)
}

type Used = Pick<AppState, 'run' | 'runs' | 'inUse' | 'project' | 'sets'>

/** Whether the rows of the dataset have changed since the displayed run, such as after a class was disabled. */
export function hasNewData(state: Used): boolean {
  const trained = runInUse(state)?.content
  const { data, plan } = state.project
  if (trained?.data.dataset !== data.dataset) return false
  if (dataRelation(trained.data, data, state.sets.sets) !== 'same' || trained.data.samples !== data.samples) return true
  // The seed also draws a smaller training set.
  return data.samples !== undefined && (trained.data.seed ?? trained.plan.seed) !== (data.seed ?? plan.seed)
}

/** Whether the displayed run was trained to predict another column than this output predicts now. */
export function isOfOtherTarget(state: Used, output: Pick<DrawnNode, 'id' | 'params'>): boolean {
  const content = runInUse(state)?.content
  const trained = content?.networks[0]?.drawing.nodes.find(({ id }) => id === output.id)
  const [before, now] = [trained && targetOf(trained, content), targetOf(output, state.project)]
  // Undefined if the dataset is not known.
  return before !== undefined && now !== undefined && before !== now
}

function targetOf({ params }: Pick<DrawnNode, 'params'>, of: Pick<ProjectContent, 'data' | 'plan'> | undefined) {
  return params.target || (of && plannedTarget(of))
}

/** Pure version of `useOtherDataset`. */
export function otherDataset(state: Used): string | undefined {
  const data = runInUse(state)?.content.data
  const { project, sets } = state
  if (!data || data.dataset === project.data.dataset) return undefined
  // The first edit of a built-in dataset is made in a copy, which has the same rows once the edit is undone.
  if (dataRelation(data, project.data, sets.sets) === 'same') return undefined
  return schemaOf(data)?.title ?? data.dataset
}
