/** @file Serving in Node for tests: a Worker stub that runs the worker code on the test's thread. */
import type { FromServing, ToServing } from '../../protocol/serving-messages'
import { serveService } from '../../serving/serve-service'

/** A serving Worker, for `vi.stubGlobal('Worker', NodeServing)`. */
export class NodeServing {
  onmessage: ((event: { readonly data: FromServing }) => void) | null = null
  onerror = null
  onmessageerror = null
  #deliver: (message: ToServing) => void = () => undefined
  readonly #close = serveService({
    post: (message) => queueMicrotask(() => this.onmessage?.({ data: message })),
    listen: (listener) => {
      this.#deliver = listener
    },
  })
  postMessage(message: ToServing): void {
    this.#deliver(message)
  }
  terminate(): void {
    this.#close()
  }
}
