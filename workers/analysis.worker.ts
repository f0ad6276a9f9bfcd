/** @file The analysis worker: finds out things about a set, over its own port. */
import { serveAnalysis } from '../src/analysis/serve-analysis'
import { fileReader, readBlobsBy } from '../src/data/paged'
import type { ToAnalysis } from '../src/protocol/analysis-messages'

readBlobsBy(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope

serveAnalysis({
  post: (message) => worker.postMessage(message),
  listen: (listener) => {
    worker.onmessage = ({ data }: MessageEvent<ToAnalysis>) => listener(data)
  },
})
