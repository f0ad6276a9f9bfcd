/**
 * @file Reproduce: trains a version again from its record in a separate worker, and compares the hash of the weights
 * with the saved hash. The open project and its run are not affected.
 */
import '../../../messages/en/registry'
import { fingerprint } from '../../../data/fingerprint'
import { withRateChanges } from '../../../data/training-job'
import { formatMessage, type Message, message, Refusal, refuse } from '../../../messages/message'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'
import type { ReadyData } from '../../data/data-session'
import { openBackgroundTrainer, prepareTraining, reproductionPlan } from '../background-trainer'
import { modelRecord } from '../project-model'

export type Reproduced =
  | {
      readonly verdict: 'same'
      readonly hash: string
      readonly step: number
      /** The fingerprint of the training data. */
      readonly data: string
      readonly sentence: string
    }
  | {
      readonly verdict: 'differs'
      readonly hash: string
      readonly was: string
      readonly step: number
      readonly sentence: string
    }
  | { readonly verdict: 'cannot'; readonly code: Message['code']; readonly sentence: string }

export interface ReproduceOptions {
  readonly signal?: AbortSignal | undefined
  /** Called with the completed fraction, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}

const busy = new WeakSet<AppContext['store']>()

/**
 * Trains the version again and compares the weights. Refuses a version that is missing or damaged, and refuses while
 * another reproduction is running.
 */
export async function reproduce(
  studio: AppContext,
  name: string,
  version: number,
  { signal = new AbortController().signal, onProgress = () => undefined }: ReproduceOptions = {},
): Promise<Reproduced> {
  if (busy.has(studio.store)) return refuse('reproduce-busy', {})
  busy.add(studio.store)
  try {
    const record = await modelRecord(studio, { name, version })
    return await retrain(studio, record, signal, onProgress).catch(verdictOf)
  } finally {
    busy.delete(studio.store)
  }
}

function verdictOf(error: unknown): Reproduced {
  if (!(error instanceof Refusal) || error.code === 'reproduce-stopped') throw error
  return { verdict: 'cannot', code: error.code, sentence: error.message }
}

async function retrain(
  studio: AppContext,
  record: ModelRecord,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Reproduced> {
  const { lineage, run, hash: was } = record
  if (lineage?.from) return refuse('reproduce-from', {})
  if (lineage?.inexact !== undefined) return refuse('reproduce-inexact', { why: lineage.inexact })
  const content = { ...record.content, plan: reproductionPlan(record) }
  const rows = await rowsOf(studio, record)
  const backend = run?.chosen?.backend ?? 'auto'
  const { job, ready } = await prepareTraining(studio, content, { backend }, rows)
  if (signal.aborted) return refuse('reproduce-stopped', {})
  const trainer = openBackgroundTrainer(studio, signal)
  try {
    const offers = backend === 'auto' ? [] : await trainer.offers()
    if (backend !== 'auto' && !offers.some((offer) => offer.backend === backend && offer.available))
      return refuse('reproduce-backend', { backend })
    const { hash, step } = await trainer.train(withRateChanges(job, lineage?.rateChanges), ready, backend, {
      onBegan({ name: now }) {
        if (run?.engine !== undefined && run.engine !== now) refuse('reproduce-engine', { was: run.engine, now })
      },
      onProgress,
    })
    if (hash === was) {
      const data = await fingerprint(ready.dataset)
      return { verdict: 'same', hash, step, data, sentence: formatMessage(message('reproduce-same', { steps: step })) }
    }
    if (!lineage) return refuse('reproduce-unknown', {})
    const sentence = formatMessage(message('reproduce-differs', { steps: step, was, now: hash }))
    return { verdict: 'differs', hash, was, step, sentence }
  } finally {
    trainer.close()
  }
}

/** The training data; refuses if it is not available or has changed. */
async function rowsOf(studio: AppContext, { content, lineage }: ModelRecord): Promise<ReadyData> {
  const { dataset: id } = content.data
  let ready: ReadyData
  try {
    ready = await studio.data.of(content)
  } catch (error) {
    return refuse('reproduce-data', { dataset: id, why: error instanceof Error ? error.message : String(error) })
  }
  if (lineage?.data !== undefined && lineage.data !== (await fingerprint(ready.dataset)))
    return refuse('reproduce-other-data', { dataset: ready.dataset.schema.title })
  return ready
}
