/**
 * @file prepareRun: turns a drawing, a plan, and data into a training job for a run. Refuses what cannot be trained.
 * Has no side effects.
 */
import '../../messages/en/runs'
import type { NetworkReport } from '../../compile/check-network'
import type { ProjectContent } from '../../compile/project'
import { layersWithoutWeights, weightsOf } from '../../compile/to-keras'
import { toFit, toJob } from '../../compile/to-training-job'
import { tooLargeAt } from '../../compile/training-memory'
import { hasPaged } from '../../data/column-values'
import { rowNumber } from '../../data/dataset'
import { epochRows } from '../../data/resample'
import { groupWeightsFault } from '../../data/group-weights'
import { firstInvalidWeight } from '../../data/sample-weights'
import { type RunMark, reorderWeights, type TrainingJob } from '../../data/training-job'
import { formatMessage, Refusal, refuse } from '../../messages/message'
import type { AnalysisClient } from '../../protocol/analysis-client'
import type { BackendChoice } from '../../protocol/backend'
import { rebuild } from '../../storage/model-artifact/rebuild'
import type { CheckpointRecord, RunOrigin } from '../../storage/records'
import type { ReadyData } from '../data/data-session'
import type { AppState } from '../state'
import { answering } from './find-run'

export interface StartOptions {
  readonly backend?: BackendChoice
  /** A checkpoint whose weights the run starts with. */
  readonly from?: Pick<CheckpointRecord, 'run' | 'step' | 'epoch' | 'weights' | 'model'>
  /** Pause before the first step. */
  readonly paused?: true
  /** Start with new weights if those of `from` do not fit; if absent, the run is refused. */
  readonly orFresh?: true
}

/** A run as it was started. An interrupted run resumes from this, regardless of later edits. */
export interface Started {
  readonly job: TrainingJob
  readonly ready: ReadyData
  readonly content: ProjectContent
  readonly drawingVersion: number
  readonly backend: BackendChoice
  /** Absent if the run starts with new weights, which also happens if the given weights belong to another network. */
  readonly from?: RunOrigin
  /** Pause before the first step. A restart after a crash does not. */
  readonly paused?: true
}

/** A drawing with the result of its check, and the plan and data to train it with. */
export interface Source {
  readonly report: NetworkReport
  readonly content: ProjectContent
  readonly drawingVersion: number
  readonly backend: BackendChoice
}

/** The current state of the open project as a source. */
export function sourceOf({ report, project, machine }: AppState): Source {
  return {
    report,
    content: {
      name: project.name,
      networks: [{ name: project.network, drawing: project.drawing }],
      data: project.data,
      plan: project.plan,
    },
    drawingVersion: project.drawingVersion,
    backend: machine.choice,
  }
}

/**
 * The run that would start. Refuses a drawing with errors, a network that is too large, and a split without training
 * rows.
 */
export function prepareRun(source: Source, options: StartOptions, ready: ReadyData): Started {
  const { report, content, drawingVersion } = source
  const problem = report.diagnostics.find(({ severity }) => severity === 'error')
  if (problem)
    return refuse('drawing-wrong', { problem: problem.problem.code, sentence: formatMessage(problem.problem) })
  if (!report.checked) return refuse('no-data', {})
  const tooLarge = tooLargeAt(report.checked, content.plan, ready.dataset.schema)
  if (tooLarge) throw new Refusal(tooLarge.problem)
  const { job, lowering } = toJob(report, content.plan, ready.dataset, ready.split, ready.fitted)
  if (job.split.train.length === 0) return refuse('no-rows', { split: 'training' })
  const column = job.rowWeights
  const without = column === undefined ? undefined : firstInvalidWeight(ready.dataset, column, job.split.train)
  if (without)
    return refuse('rows-unweighted', {
      column: column as string,
      ...without,
      row: rowNumber(ready.dataset, without.row),
    })
  if (job.groupWeights) {
    const { column, target } = job.groupWeights
    refuseUnbalanced(ready, column, target)
  }
  const begun = { job, ready, content, drawingVersion, backend: options.backend ?? source.backend }
  const { from } = options
  if (!from) return begun
  const misfits = layersWithoutWeights(weightsOf(report.checked, lowering), from.weights.specs)
  if (misfits && options.orFresh) return begun
  if (misfits) return refuse('weights-other-network', { layers: misfits })
  const { run, step, epoch } = from
  // Freezing a layer moves its weights to the end of the weight list.
  const built = rebuild(content, job.pipeline)
  const weights = built.ok ? reorderWeights(built.value.specs, from.weights) : from.weights
  return { ...begun, job: { ...job, weights, fromEpoch: epoch }, from: { run, step, epoch } }
}

/** Refuses groups that no weights can balance. */
export function refuseUnbalanced({ dataset, split }: ReadyData, column: string, target: string): void {
  const fault = groupWeightsFault(dataset, column, target, split.train)
  if (!fault) return
  if ('groups' in fault) refuse('groups-few', { column, groups: fault.groups })
  else refuse('group-without-label', { column, target, ...fault })
}

/**
 * Prepares a new run that starts at a checkpoint, with the current plan. The optimizer state is reused if the optimizer
 * is unchanged; an unfinished epoch is trained again. Refuses a checkpoint of another network.
 */
export function prepareBranch(
  source: Source,
  checkpoint: CheckpointRecord,
  before: ProjectContent,
  ready: ReadyData,
): Started {
  const started = prepareRun(source, { from: answering(checkpoint) }, ready)
  const { job } = started
  const { mark, state, epoch, weights } = checkpoint
  const sameOptimizer =
    equal(before.plan.optimizer, source.content.plan.optimizer) && equal(checkpoint.model, job.model)
  if (!mark || !state || !sameOptimizer || (job.average === undefined) !== (state.average === undefined)) return started
  const { sum: _sum, ...slots } = state
  return { ...started, job: { ...job, resume: { mark: markAt(job, epoch, mark), state: { weights, ...slots } } } }
}

/** A mark at the start of an epoch, with the update count taken from another mark. */
function markAt(job: TrainingJob, epoch: number, { updates }: RunMark): RunMark {
  const zeros = job.heads.map(() => 0)
  return {
    step: epoch * Math.ceil(epochRows(job) / job.batchSize),
    updates,
    epoch,
    learningRate: job.learningRate,
    totals: { weighted: 0, rows: 0, sums: zeros, known: zeros },
    watch: { worse: 0 },
    history: [],
    seconds: 0,
  }
}

/** Whether two values are equal as JSON. */
export function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The data for a run. For in-memory data, the preparation steps are fitted later, when the run is created. */
export async function fitPaged(
  analysis: () => Promise<AnalysisClient>,
  { report, content }: Pick<Source, 'report' | 'content'>,
  ready: ReadyData,
): Promise<ReadyData> {
  if (!hasPaged(ready.dataset) || !report.checked) return ready
  const { split, seed, target } = content.plan
  const key = `${ready.key} ${JSON.stringify([split, seed, target, content.data.samples])} fit`
  return { ...ready, fitted: await (await analysis()).ask('fit', { ...ready, key }, toFit(report, content.plan)) }
}
