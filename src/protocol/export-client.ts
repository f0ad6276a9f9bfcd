/** @file exported: writes a dataset to a file in a separate worker, which is terminated to cancel the export. */

import type { Dataset } from '../data/dataset'
import { workerName } from '../messages/active-language'
import { workersText } from '../messages/en/studio/datasets'
import { type Message, Refusal } from '../messages/message'
import { closeWorker, type WorkerLike, watchWorker } from './worker-client'

/** The messages to the export worker (ExportRequest) and from it (FromExport). */
export interface ExportRequest {
  readonly dataset: Dataset
  readonly format: string
}
export type FromExport =
  /** Progress as a fraction from 0 to 1 (`done`), the finished file, or why the export failed. */
  { readonly done: number } | { readonly file: Blob } | { readonly reason: Message } | { readonly why: string }

export interface ExportOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number) => void) | undefined
}

/** Resolves with the file; rejects with the signal's reason as soon as the signal is aborted. */
export async function exported(
  asked: ExportRequest,
  { signal, onProgress = () => undefined }: ExportOptions,
): Promise<Blob> {
  signal?.throwIfAborted()
  const worker: WorkerLike<ExportRequest, FromExport> = new Worker(
    new URL('../../workers/export.worker.ts', import.meta.url),
    {
      type: 'module',
      name: workerName('export'),
    },
  )
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.onmessage = ({ data }) => {
        if ('done' in data) onProgress(data.done)
        else if ('file' in data) resolve(data.file)
        else reject('reason' in data ? new Refusal(data.reason) : new Error(data.why))
      }
      watchWorker(worker, (failure) =>
        reject(new Error((failure.kind === 'error' && failure.text) || workersText.exportStopped)),
      )
      worker.postMessage(asked)
    })
  } finally {
    closeWorker(worker)
  }
}
