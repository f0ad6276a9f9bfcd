/** @file The serving worker: runs one service, controlled through its message port. */
import { deliverEarly } from '../src/base/early-worker-messages'
import { message } from '../src/messages/message'
import { fileReader, setBlobReader } from '../src/data/paged-columns'
import type { FromServing, ToServing } from '../src/protocol/serving-messages'
import { serveService } from '../src/serving/serve-service'

setBlobReader(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope

serveService({
  post: (outgoing: FromServing, transfer: Transferable[] = []) => worker.postMessage(outgoing, transfer),
  listen: (listener) => {
    worker.onmessage = ({ data }: MessageEvent<ToServing>) => listener(data)
  },
})

// Report unhandled rejections, because they do not reach the page by themselves.
worker.addEventListener('unhandledrejection', ({ reason }) => {
  const why = reason instanceof Error ? reason.message : String(reason)
  worker.postMessage({ type: 'broke', reason: message('serving-broke', { why }) } satisfies FromServing)
})

deliverEarly()
