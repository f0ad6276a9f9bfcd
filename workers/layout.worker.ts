/** @file The layout worker: computes the node positions of a drawing. */
import { deliverEarly } from '../src/base/early-worker-messages'
import { layout } from '../src/graph/layout'
import type { LayoutAnswer, LayoutRequest } from '../src/protocol/layout-client'

const worker = globalThis as unknown as DedicatedWorkerGlobalScope

worker.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  try {
    worker.postMessage({ places: layout(data, data.options) } satisfies LayoutAnswer)
  } catch (error) {
    worker.postMessage({ why: error instanceof Error ? error.message : String(error) } satisfies LayoutAnswer)
  }
}

deliverEarly()
