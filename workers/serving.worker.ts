/** @file The serving worker: runs one service over its own port. */
import { deliverEarly } from '../src/base/early-messages'
import { message } from '../src/messages/message'
import { fileReader, setBlobReader } from '../src/data/paged-columns'
import type { FromServing, ToServing } from '../src/protocol/serving-messages'
import { serveService } from '../src/serving/serve-service'

setBlobReader(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope

serveService({
  post: (said: FromServing, transfer: Transferable[] = []) => worker.postMessage(said, transfer),
  listen: (listener) => {
    worker.onmessage = ({ data }: MessageEvent<ToServing>) => listener(data)
  },
})

// A rejection nobody waits for does not reach the page by itself.
worker.addEventListener('unhandledrejection', ({ reason }) => {
  const why = reason instanceof Error ? reason.message : String(reason)
  worker.postMessage({ type: 'broke', said: message('serving-broke', { why }) } satisfies FromServing)
})

deliverEarly()
