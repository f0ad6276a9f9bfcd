/** @file The ingest worker: reads files into chunks of rows; it is terminated to cancel the import. */
import { deliverEarly } from '../src/base/early-worker-messages'
import { formats } from '../src/ingest/formats'
import { serveIngest } from '../src/ingest/serve-ingest'
import { message } from '../src/messages/message'
import type { FromIngest, ToIngest } from '../src/protocol/ingest-messages'

const worker = globalThis as unknown as DedicatedWorkerGlobalScope
let asked = 0

worker.addEventListener('message', ({ data }: MessageEvent<ToIngest>) => {
  asked = data.id
})
serveIngest(worker, formats)

worker.addEventListener('unhandledrejection', ({ reason }) => {
  const why = reason instanceof Error ? reason.message : String(reason)
  worker.postMessage({ type: 'refused', id: asked, reason: message('ingest-broke', { why }) } satisfies FromIngest)
})

deliverEarly()
