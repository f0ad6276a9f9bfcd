/** @file The export worker: one set as one file; ended to give it up. */
import { Refusal } from '../src/base/messages/message'
import { fileReader, readBlobsBy } from '../src/data/paged'
import type { ExportAsked, ExportTold } from '../src/protocol/export-client'
import { exportSet } from '../src/storage/export-set'

readBlobsBy(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope
const tell = (told: ExportTold, transfer: Transferable[] = []) => worker.postMessage(told, transfer)

worker.onmessage = async ({ data: { dataset, format } }: MessageEvent<ExportAsked>) => {
  try {
    const bytes = await exportSet(dataset, format, async (done) => tell({ done }))
    tell({ bytes }, [bytes.buffer])
  } catch (error) {
    if (error instanceof Refusal) tell({ said: error.said })
    else tell({ why: error instanceof Error ? error.message : String(error) })
  }
}
