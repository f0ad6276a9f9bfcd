/** @file The export worker: one set as one file; ended to give it up. */
import { deliverEarly } from '../src/base/early-messages'
import { Refusal } from '../src/messages/message'
import { fileReader, setBlobReader } from '../src/data/paged-columns'
import type { ExportAsked, ExportTold } from '../src/protocol/export-client'
import { exportBlob } from '../src/storage/export-dataset'

setBlobReader(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope
const tell = (told: ExportTold) => worker.postMessage(told)

worker.onmessage = async ({ data: { dataset, format } }: MessageEvent<ExportAsked>) => {
  try {
    tell({ file: await exportBlob(dataset, format, async (done) => tell({ done })) })
  } catch (error) {
    if (error instanceof Refusal) tell({ said: error.reason })
    else tell({ why: error instanceof Error ? error.message : String(error) })
  }
}

deliverEarly()
