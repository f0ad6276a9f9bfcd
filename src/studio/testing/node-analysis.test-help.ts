/** @file NodeAnalysis: the analysis worker, run in the test's own thread. */
import { serveAnalysis } from '../../analysis/serve-analysis'
import type { FromAnalysis, ToAnalysis } from '../../protocol/analysis-messages'
import { testScope } from '../../protocol/worker-scope.test-help'

export class NodeAnalysis {
  onmessage: ((event: { readonly data: FromAnalysis }) => void) | null = null
  onerror = null
  onmessageerror = null
  readonly #server = testScope<ToAnalysis, FromAnalysis>((message) =>
    queueMicrotask(() => this.onmessage?.({ data: message })),
  )
  constructor() {
    serveAnalysis(this.#server.scope)
  }
  postMessage(message: ToAnalysis): void {
    this.#server.deliver(message)
  }
  terminate(): void {
    this.onmessage = null
  }
}
