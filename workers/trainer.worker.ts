/** @file The trainer worker: answers the studio's messages on its message port. */
import { deliverEarly } from '../src/base/early-worker-messages'
import { fileReader, setBlobReader } from '../src/data/paged-columns'
import { message } from '../src/messages/message'
import type { FromTrainer } from '../src/protocol/trainer-messages'
import { serveTrainer } from '../src/training/serve-trainer'

setBlobReader(fileReader())

const worker = globalThis as unknown as DedicatedWorkerGlobalScope

serveTrainer(worker)

// Report unhandled rejections, because they do not reach the page by themselves.
worker.addEventListener('unhandledrejection', ({ reason }) => {
  const why = reason instanceof Error ? reason.message : String(reason)
  worker.postMessage({ type: 'broke', reason: message('training-broke', { why }) } satisfies FromTrainer)
})

deliverEarly()
