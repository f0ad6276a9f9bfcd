/** @file planResume: resumes an interrupted or stopped run bit for bit, or reports why the result may differ. */
import '../../messages/en/runs'
import { type Message, message, refuse } from '../../messages/message'
import { schemaOf } from '../../compile/dataset-of-project'
import { checkNetwork } from '../../compile/check-network'
import { fingerprint } from '../../data/fingerprint'
import { isSameNetwork } from '../../graph/computed-network'
import type { TrainingJob } from '../../data/training-job'
import type { BackendOffer } from '../../protocol/backend'
import type { ReadyData } from '../data/data-session'
import type { NewNotice } from '../notice'
import type { AppState } from '../state'
import { fitPaged, equal, prepareRun, type Source, type Started } from './prepare-run'
import { resumeOf } from './run-recovery'
import type { RunSnapshot } from './find-run'
import { runInUse } from './weights-in-use'

export interface ResumePlan {
  readonly started: Started
  readonly resume?: NonNullable<TrainingJob['resume']>
  /** Why the final weights may differ from those of an uninterrupted run; empty if they will not. */
  readonly differences: readonly Message[]
}

/**
 * Rebuilds the run from its record, regardless of later edits. Refuses a run that this version of the app cannot train.
 */
export async function planResume(
  { record, checkpoint, best }: RunSnapshot,
  ready: ReadyData,
  offers: readonly BackendOffer[],
  analysis: Parameters<typeof fitPaged>[0],
): Promise<ResumePlan> {
  const { content, drawingVersion, chosen } = record
  const drawing = content.networks[0]?.drawing ?? refuse('project-empty', {})
  const report = checkNetwork(drawing, schemaOf(content.data), content.plan)
  const offer = offers.find(({ backend }) => backend === chosen?.backend)
  const backend = chosen && offer?.available ? chosen.backend : 'auto'
  const source: Source = { report, content, drawingVersion, backend }
  const fresh = prepareRun(source, {}, await fitPaged(analysis, source, ready))
  const differences: Message[] = []
  if (record.data !== undefined && record.data !== (await fingerprint(ready.dataset)))
    differences.push(message('differs-data', { dataset: ready.dataset.schema.title }))
  if (chosen && !offer?.available) differences.push(message('differs-backend', { backend: chosen.backend }))
  else if (chosen?.adapter !== undefined && offer?.detail !== chosen.adapter)
    differences.push(message('differs-adapter', { before: chosen.adapter, now: offer?.detail ?? '' }))
  if (!checkpoint) {
    if (record.from) differences.push(message('differs-lost', {}))
    return { started: fresh, differences }
  }
  const { model, pipeline, mark, state, weights } = checkpoint
  if (!equal(model, fresh.job.model) || !equal(pipeline, fresh.job.pipeline))
    differences.push(message('differs-version', {}))
  // Use the checkpoint's model, which its weights belong to. If the run itself started from a checkpoint, its epochs
  // count from `fromEpoch`.
  const job = { ...fresh.job, model, pipeline, ...(record.from ? { fromEpoch: record.from.epoch } : {}) }
  if (!mark || !state) {
    const { run, step, epoch } = checkpoint
    const started = { ...fresh, job: { ...job, weights, fromEpoch: epoch }, from: { run, step, epoch } }
    return { started, differences: [...differences, message('differs-weights-alone', {})] }
  }
  const started = { ...fresh, job, ...(record.from ? { from: record.from } : {}) }
  return { started, resume: resumeOf(checkpoint, best?.weights) ?? refuse('nothing-kept', {}), differences }
}

/** The notice for a run whose network is not the one on the canvas; undefined for one whose network it is. */
export function noticeOfOtherNetwork(
  state: Pick<AppState, 'run' | 'runs' | 'inUse' | 'project'>,
): NewNotice | undefined {
  const record = runInUse(state)
  const trained = record?.content.networks[0]?.drawing
  const { drawing, drawingVersion: shown } = state.project
  if (!record || !trained || isSameNetwork(trained, drawing)) return undefined
  return {
    tone: 'info',
    message: message('run-of-other-network', { run: record.name, trains: record.drawingVersion, shown }),
  }
}
