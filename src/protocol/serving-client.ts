/** @file openServing: owns the serving worker: sends requests, receives the log, and reports if the worker dies. */
import { workersText } from '../messages/en/studio/workers'
import { workerName } from '../messages/active-language'
import { type Message, message, Refusal } from '../messages/message'
import '../messages/en/serving'
import { withoutOrigin } from '../data/dataset'
import type { RequestSource } from '../ops/log-entry'
import type {
  Answered,
  RowsRequest,
  FromServing,
  InferRow,
  ServedModel,
  ServiceStart,
  ServingChange,
  ToServing,
} from './serving-messages'

type Of<T extends FromServing['type']> = Extract<FromServing, { type: T }>
type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never
type Question = WithoutId<ToServing>
type OneWayMessage = Exclude<ToServing, { readonly id: number } | { readonly type: 'listen' }>

export interface ServingClient {
  /** Opens a service. If another service is open, it is replaced. */
  open(start: ServiceStart): Promise<Of<'opened'>>
  /**
   * Sends each row as one request. Rejects with a Refusal if there are no rows; an invalid row gets an error as its
   * answer.
   */
  infer(
    source: RequestSource,
    rows: readonly InferRow[],
    labels?: readonly (string | number | null)[],
  ): Promise<readonly Answered[]>
  add(models: readonly ServedModel[]): Promise<void>
  /** Returns dataset rows, encoded like the service's requests. */
  rows(rows: Uint32Array, of: 'inputs' | 'answers'): Promise<RowsRequest>
  /** Resolves when the change is active; it takes effect between two requests. */
  change(change: ServingChange): Promise<void>
  send(message: OneWayMessage): void
  /** Answers requests to the service's URL that arrive over this port, which is transferred. */
  listen(port: MessagePort): void
  /** Ends the service; resolves when the last log entries have been delivered. */
  end(): Promise<void>
  close(): void
}

export interface ServingOptions {
  /**
   * Receives log entries, clock updates, and the end of playback. Entries count as read when the returned promise
   * resolves.
   */
  readonly onMessage: (message: Of<'entries' | 'played' | 'pulse'>) => Promise<void> | void
  /** Called when the worker has died. The client is already closed, and its pending requests are rejected. */
  readonly onLost: (reason: Message) => void
}

/** The subset of Worker that the client needs; tests replace it. */
export interface ServingWorker {
  postMessage(message: ToServing, transfer?: Transferable[]): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromServing>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  onmessageerror: ((event: MessageEvent) => void) | null
}

/** Starts a serving worker. */
export function openServing(options: ServingOptions): ServingClient {
  // Vite bundles a worker only if its URL is inside the call.
  const worker = new Worker(new URL('../../workers/serving.worker.ts', import.meta.url), {
    type: 'module',
    name: workerName('serving'),
  })
  return servingOver(worker, options)
}

/** Creates a client over an existing worker. */
export function servingOver(worker: ServingWorker, { onMessage, onLost: onGone }: ServingOptions): ServingClient {
  const waiting = new Map<number, { resolve(message: FromServing): void; reject(error: Refusal): void }>()
  let nextId = 1
  let closed = false

  function close(reason: Message = message('service-closed', {}) as Message): void {
    if (closed) return
    closed = true
    worker.onmessage = null
    worker.onerror = null
    worker.onmessageerror = null
    worker.terminate()
    for (const { reject } of waiting.values()) reject(new Refusal(reason))
    waiting.clear()
  }
  function gone(reason: Message): void {
    if (closed) return
    close(reason)
    onGone(reason)
  }
  function receive(given: FromServing): void {
    switch (given.type) {
      case 'opened':
      case 'answer':
      case 'done':
      case 'asked':
        waiting.get(given.id)?.resolve(given)
        waiting.delete(given.id)
        return
      case 'refused':
        waiting.get(given.id)?.reject(new Refusal(given.reason))
        waiting.delete(given.id)
        return
      case 'broke':
        gone(given.reason)
        return
      case 'entries':
        void Promise.resolve(onMessage(given)).finally(() => {
          if (!closed) worker.postMessage({ type: 'took' })
        })
        return
      default:
        void onMessage(given)
    }
  }

  worker.onmessage = ({ data }) => receive(data)
  worker.onerror = (event) => {
    event.preventDefault()
    gone(message('serving-broke', { why: event.message || workersText.servingStopped }) as Message)
  }
  worker.onmessageerror = () => gone(message('serving-broke', { why: workersText.servingUnreadable }) as Message)

  function ask<T extends FromServing['type']>(question: Question): Promise<Of<T>> {
    if (closed) return Promise.reject(new Refusal(message('service-closed', {}) as Message))
    const id = nextId++
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (given: FromServing) => void, reject })
      // The cast is safe: every question is a message of `ToServing` without its id.
      worker.postMessage({ ...question, id } as ToServing)
    })
  }

  return {
    open: ({ rows, ...start }) =>
      ask({ type: 'open', ...start, ...(rows && { rows: { ...rows, dataset: withoutOrigin(rows.dataset) } }) }),
    infer: async (source, rows, labels) =>
      (await ask<'answer'>({ type: 'infer', source, rows, ...(labels && { labels }) })).answers,
    add: async (models) => void (await ask({ type: 'models', models })),
    rows: async (rows, of) => (await ask<'asked'>({ type: 'ask', rows, of })).asked,
    change: async (change) => void (await ask(change)),
    send(given) {
      if (!closed) worker.postMessage(given)
    },
    listen(port) {
      if (!closed) worker.postMessage({ type: 'listen', port }, [port])
    },
    end: async () => void (await ask({ type: 'close' })),
    close: () => close(),
  }
}
