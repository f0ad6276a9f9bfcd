/** @file openServing: owns the serving worker: sends requests, receives the log, and reports if the worker dies. */
import { workersText } from '../messages/en/studio/datasets'
import { workerName } from '../messages/active-language'
import { type Message, message } from '../messages/message'
import '../messages/en/serving'
import { withoutOrigin } from '../data/dataset'
import type { RequestSource } from '../ops/log-entry'
import type {
  Answered,
  FromServing,
  InferRow,
  RowsRequest,
  ServedModel,
  ServiceStart,
  ServingChange,
  ToServing,
} from './serving-messages'
import { openQuestions, ownWorker, type WorkerLike } from './worker-client'

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
export function servingOver(
  worker: WorkerLike<ToServing, FromServing>,
  { onMessage, onLost }: ServingOptions,
): ServingClient {
  const questions = openQuestions<FromServing>()
  const owned = ownWorker(worker, receive, (failure) =>
    fail(
      message('serving-broke', {
        why: failure.kind === 'unreadable' ? workersText.servingUnreadable : failure.text || workersText.servingStopped,
      }) as Message,
    ),
  )

  function close(reason: Message): boolean {
    questions.end(reason, message('service-closed', {}) as Message)
    return owned.close()
  }
  function fail(reason: Message): void {
    if (close(reason)) onLost(reason)
  }
  function receive(given: FromServing): void {
    switch (given.type) {
      case 'opened':
      case 'answer':
      case 'done':
      case 'asked':
        questions.answer(given.id, given)
        return
      case 'refused':
        questions.refuse(given.id, given.reason)
        return
      case 'broke':
        fail(given.reason)
        return
      case 'entries':
        void Promise.resolve(onMessage(given)).finally(() => owned.post({ type: 'took' }))
        return
      default:
        void onMessage(given)
    }
  }
  // The casts are safe: every question is a message of `ToServing` without its id, and has one type of answer.
  const ask = <T extends FromServing['type']>(question: Question): Promise<Of<T>> =>
    questions.ask((id) => owned.post({ ...question, id } as ToServing)) as Promise<Of<T>>

  return {
    open: ({ rows, ...start }) =>
      ask({ type: 'open', ...start, ...(rows && { rows: { ...rows, dataset: withoutOrigin(rows.dataset) } }) }),
    infer: async (source, rows, labels) =>
      (await ask<'answer'>({ type: 'infer', source, rows, ...(labels && { labels }) })).answers,
    add: async (models) => void (await ask({ type: 'models', models })),
    rows: async (rows, of) => (await ask<'asked'>({ type: 'ask', rows, of })).asked,
    change: async (change) => void (await ask(change)),
    send: owned.post,
    listen: (port) => owned.post({ type: 'listen', port }, [port]),
    end: async () => void (await ask({ type: 'close' })),
    close: () => void close(message('service-closed', {}) as Message),
  }
}
