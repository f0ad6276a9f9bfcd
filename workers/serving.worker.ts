/** @file The serving worker: runs one service, controlled through its message port. */
import { deliverEarly } from '../src/base/early-worker-messages'
import { fileReader, setBlobReader } from '../src/data/paged-columns'
import { message } from '../src/messages/message'
import type { FromServing } from '../src/protocol/serving-messages'
import { serveService } from '../src/serving/serve-service'

setBlobReader(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope

serveService(worker)

// Report unhandled rejections, because they do not reach the page by themselves.
worker.addEventListener('unhandledrejection', ({ reason }) => {
  const why = reason instanceof Error ? reason.message : String(reason)
  worker.postMessage({ type: 'broke', reason: message('serving-broke', { why }) } satisfies FromServing)
})

deliverEarly()
