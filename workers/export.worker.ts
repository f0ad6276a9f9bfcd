/** @file The export worker: writes one dataset to one file; it is terminated to cancel the export. */
import { deliverEarly } from '../src/base/early-worker-messages'
import { Refusal } from '../src/messages/message'
import { fileReader, setBlobReader } from '../src/data/paged-columns'
import type { ExportRequest, FromExport } from '../src/protocol/export-client'
import { exportBlob } from '../src/storage/export-dataset'

setBlobReader(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope
const post = (reply: FromExport) => worker.postMessage(reply)

worker.onmessage = async ({ data: { dataset, format } }: MessageEvent<ExportRequest>) => {
  try {
    post({ file: await exportBlob(dataset, format, async (done) => post({ done })) })
  } catch (error) {
    if (error instanceof Refusal) post({ reason: error.reason })
    else post({ why: error instanceof Error ? error.message : String(error) })
  }
}

deliverEarly()
