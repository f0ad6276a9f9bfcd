/** @file The serving worker: runs one service over its own port. */
import { message } from '../src/messages/message'
import { fileReader, readBlobsBy } from '../src/data/paged'
import type { FromServing, ToServing } from '../src/protocol/serving-messages'
import { serveService } from '../src/serving/serve-service'

readBlobsBy(fileReader())

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
