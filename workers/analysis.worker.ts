/** @file The analysis worker: analyzes datasets, controlled through its message port. */
import { deliverEarly } from '../src/base/early-worker-messages'
import { serveAnalysis } from '../src/analysis/serve-analysis'
import { fileReader, setBlobReader } from '../src/data/paged-columns'
import type { ToAnalysis } from '../src/protocol/analysis-messages'

setBlobReader(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope

serveAnalysis({
  post: (message) => worker.postMessage(message),
  listen: (listener) => {
    worker.onmessage = ({ data }: MessageEvent<ToAnalysis>) => listener(data)
  },
})

deliverEarly()
