/** @file The export worker: writes one dataset to one file, or reads one model; it is terminated to cancel. */
import { deliverEarly } from '../src/base/early-worker-messages'
import { Refusal } from '../src/messages/message'
import { fileReader, setBlobReader } from '../src/data/paged-columns'
import type { ExportRequest, FromExport } from '../src/protocol/export-client'

setBlobReader(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope
const post = (reply: FromExport) => worker.postMessage(reply)

worker.onmessage = async ({ data }: MessageEvent<ExportRequest>) => {
  try {
    if ('model' in data) {
      const { readArtifact } = await import('../src/storage/model-artifact/read')
      const read = readArtifact(data.model)
      post(read.ok ? { read: read.value } : { reason: read.error })
    } else {
      const { exportBlob } = await import('../src/storage/export-dataset')
      post({ file: await exportBlob(data.dataset, data.format, async (done) => post({ done })) })
    }
  } catch (error) {
    if (error instanceof Refusal) post({ reason: error.reason })
    else post({ why: error instanceof Error ? error.message : String(error) })
  }
}

deliverEarly()
