/**
 * @file trainCandidate: the champion's network trained on its set and what was labelled since, in a worker of its own, and kept as the next
 * version of the model. The open project and its run know nothing of it.
 */
import '../../messages/en/registry'
import '../../messages/en/retraining'
import { refuse } from '../../messages/message'
import { checkNetwork } from '../../compile/check-network'
import { schemaOf } from '../../compile/picked'
import { fingerprint } from '../../data/fingerprint'
import { loadPreparation } from '../../data/transforms/load'
import { analysisOf } from '../analysis-handle'
import type { AppContext } from '../context'
import { fitPaged } from '../fit-paged'
import { prepareRun, type Source } from '../prepare-run'
import { ownPick } from '../dataset-session'
import { operateDesk } from './controller'
import { labelsToSet } from './labeled-dataset'
import { ownTrainer } from './own-trainer'
import { answeringData } from './served-data'

export interface Candidate {
  readonly model: string
  readonly version: number
  /** The version it is to follow. */
  readonly parent: number
  /** Labelled rows that joined the set. */
  readonly learnt: number
  readonly set: string
}

/** Labelled requests that join at most. */
const MOST = 2000

/** Trains the next version. Rejects when the signal ends it. */
export async function trainCandidate(
  studio: AppContext,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<Candidate> {
  const { record } = await answeringData(studio, operateDesk(studio))
  // Half of the held-out rows is never learnt from: the gate is held on rows that neither version has seen.
  const { set, rows } = await labelsToSet(studio, { by: ['person', 'caller', 'world'], of: 'half', most: MOST })
  const content = { ...record.content, data: await ownPick(studio, set) }
  const ready = await studio.data.of(content)
  await loadPreparation()
  const drawing = content.networks[0]?.drawing ?? refuse('project-empty', {})
  const report = checkNetwork(drawing, schemaOf(content.data), content.plan)
  const source: Source = { report, content, drawingVersion: record.lineage?.drawingVersion ?? 0, backend: 'auto' }
  const fitted = await fitPaged(async () => analysisOf(studio), source, ready)
  const { job } = prepareRun(source, {}, fitted)
  if (signal.aborted) return refuse('reproduce-stopped', {})
  const trainer = ownTrainer(studio, signal)
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
    return { model: added.name, version: added.version, parent: record.version, learnt: rows, set }
  } finally {
    trainer.close()
  }
}
