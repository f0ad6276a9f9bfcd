/** @file Serving in Node for tests: a Worker stub that runs the worker code on the test's thread. */
import { type Timing, versionName } from '../../ops/log-entry'
import type { FromServing, ToServing } from '../../protocol/serving-messages'
import { testScope } from '../../protocol/worker-scope.test-help'
import type { Service } from '../../serving/open-service'
import { serveService } from '../../serving/serve-service'

const MODEL_MS = 0.05

/** A serving Worker, for `vi.stubGlobal('Worker', NodeServing)`. */
export class NodeServing {
  onmessage: ((event: { readonly data: FromServing }) => void) | null = null
  onerror = null
  onmessageerror = null
  /**
   * Simulated time per request and model in milliseconds. Measuring it takes up to a second per model, and the results
   * would differ on each machine.
   */
  protected readonly modelMs: number = MODEL_MS
  readonly #server = testScope<ToServing, FromServing>((message) =>
    queueMicrotask(() => this.onmessage?.({ data: message })),
  )
  readonly #close = serveService(this.#server.scope, async (service, known) => {
    const { stages, models } = fixedTiming(service, this.modelMs)
    const stageMs = new Map(known?.stages.map((id, i) => [id, known.timing.stages[i]]))
    return {
      stages: service.book().stages.map((id, i) => stageMs.get(id) ?? stages[i] ?? 0),
      models: { ...models, ...known?.timing.models },
    }
  })
  postMessage(message: ToServing): void {
    this.#server.deliver(message)
  }
  terminate(): void {
    this.#close()
  }
}

/** The same simulated time for each request and model; passed to `serveService` instead of measuring. */
export function fixedTiming({ versions, spec }: Service, ms = MODEL_MS): Timing {
  const measured = versions.flatMap((version) => (version && !version.derivedFrom ? [versionName(version.ref)] : []))
  return {
    stages: spec.stages.map(() => 0),
    models: Object.fromEntries(measured.map((name) => [name, { one: [ms], more: ms, cold: 100 }])),
  }
}
