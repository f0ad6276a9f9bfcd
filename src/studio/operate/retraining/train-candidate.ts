/**
 * @file trainCandidate: trains the champion's network on its dataset plus the requests that have been labeled since, in
 * a separate worker, and saves the result as the next version of the model. The open project and its run are not
 * affected.
 */
import '../../../messages/en/registry'
import '../../../messages/en/retraining'
import { refuse } from '../../../messages/message'
import { checkNetwork } from '../../../compile/check-network'
import { schemaOf } from '../../../compile/dataset-of-project'
import { fingerprint } from '../../../data/fingerprint'
import { loadPreparation } from '../../../data/transforms/load-transforms'
import { analysisOf } from '../../data/analysis-worker'
import type { AppContext } from '../../context'
import { fitPaged, prepareRun, type Source } from '../../training/prepare-run'
import { customDatasetPick } from '../../data/custom-dataset-session'
import { operateController } from '../controller'
import { makeLabeledDataset } from '../labels/labeled-dataset'
import { openBackgroundTrainer } from './background-trainer'
import { currentVersionData } from '../service-data'

export interface Candidate {
  readonly model: string
  readonly version: number
  /** The version that the candidate is meant to replace. */
  readonly parent: number
  /** The number of labeled requests that were added to the dataset. */
  readonly labels: number
  readonly dataset: string
}

/** The maximum number of labeled requests to add. */
const MAX_ROWS = 2000

/** Trains the next version. Rejects when the signal aborts. */
export async function trainCandidate(
  studio: AppContext,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<Candidate> {
  const { record } = await currentVersionData(studio, operateController(studio))
  // Only labels from one half of the held-out rows are used for training, so that the gate is evaluated on rows that
  // neither version has seen.
  const { dataset: set, rows } = await makeLabeledDataset(studio, {
    by: ['person', 'caller', 'world'],
    of: 'half',
    most: MAX_ROWS,
  })
  const content = { ...record.content, data: await customDatasetPick(studio, set) }
  const ready = await studio.data.of(content)
  await loadPreparation()
  const drawing = content.networks[0]?.drawing ?? refuse('project-empty', {})
  const report = checkNetwork(drawing, schemaOf(content.data), content.plan)
  const source: Source = { report, content, drawingVersion: record.lineage?.drawingVersion ?? 0, backend: 'auto' }
  const fitted = await fitPaged(async () => analysisOf(studio), source, ready)
  const { job } = prepareRun(source, {}, fitted)
  if (signal.aborted) return refuse('reproduce-stopped', {})
  const trainer = openBackgroundTrainer(studio, signal)
  try {
    const { step, engine } = await trainer.train(job, fitted, 'auto', { onBegan: () => undefined, onProgress })
    const { weights, hash } = await trainer.weights()
    const added = await studio.storage.models.add({
      ...{ name: record.name, model: job.model, pipeline: job.pipeline, weights, hash, metrics: null, content },
      run: { id: `ring-${set}`, ...(engine ? { engine: engine.name } : {}) },
      lineage: {
        project: studio.store.getState().project.id,
        data: await fingerprint(ready.dataset),
        ...{ drawingVersion: source.drawingVersion, step, steps: step, why: 'finished', newest: true }, // not text: a status
        parent: record.version,
      },
    })
    studio.store.setState({ models: await studio.storage.models.list() })
    return { model: added.name, version: added.version, parent: record.version, labels: rows, dataset: set }
  } finally {
    trainer.close()
  }
}
