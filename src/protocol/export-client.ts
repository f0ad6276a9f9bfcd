/**
 * @file exported: writes a dataset to a file in a separate worker, which is terminated to cancel the export.
 * readModelFile: reads the file of a model there, because unpacking and hashing a large one takes seconds.
 */

import type { Dataset } from '../data/dataset'
import { workerName } from '../messages/active-language'
import { workersText } from '../messages/en/studio/datasets'
import { type Message, Refusal } from '../messages/message'
import { closeWorker, startNamed, type WorkerLike, watchWorker } from './worker-client'

/** The messages to the export worker (ExportRequest) and from it (FromExport). */
export type ExportRequest = DatasetRequest | { readonly model: Uint8Array }
interface DatasetRequest {
  readonly dataset: Dataset
  readonly format: string
}
export type FromExport =
  /** Progress as a fraction from 0 to 1 (`done`), the result, or why there is none. */
  | { readonly done: number }
  | { readonly file: Blob }
  | { readonly read: unknown }
  | { readonly reason: Message }
  | { readonly why: string }

export interface ExportOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number) => void) | undefined
}

/** Resolves with the file; rejects with the signal's reason as soon as the signal is aborted. */
export async function exported(asked: DatasetRequest, options: ExportOptions): Promise<Blob> {
  const reply = await answerTo(asked, options, workersText.exportStopped)
  return 'file' in reply ? reply.file : Promise.reject(new Error(workersText.exportStopped))
}

/** Resolves with the content of a model file; rejects with a Refusal if it is not valid. */
export async function readModelFile(model: Uint8Array): Promise<unknown> {
  const reply = await answerTo({ model }, {}, workersText.readStopped)
  return 'read' in reply ? reply.read : Promise.reject(new Error(workersText.readStopped))
}

async function answerTo(
  asked: ExportRequest,
  { signal, onProgress = () => undefined }: ExportOptions,
  stopped: string,
): Promise<Extract<FromExport, { readonly file: Blob } | { readonly read: unknown }>> {
  signal?.throwIfAborted()
  const worker: WorkerLike<ExportRequest, FromExport> = startNamed(
    workerName('export'),
    (name) => new Worker(new URL('../../workers/export.worker.ts', import.meta.url), { type: 'module', name }),
  )
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.onmessage = ({ data }) => {
        if ('done' in data) onProgress(data.done)
        else if ('file' in data || 'read' in data) resolve(data)
        else reject('reason' in data ? new Refusal(data.reason) : new Error(data.why))
      }
      watchWorker(worker, (failure) => reject(new Error((failure.kind === 'error' && failure.text) || stopped)))
      worker.postMessage(asked)
    })
  } finally {
    closeWorker(worker)
  }
}
