/** @file openServing: owns the serving worker: sends requests, receives the log, and reports if the worker dies. */
import { workerName } from '../messages/active-language'
import { workersText } from '../messages/en/studio/datasets'
import { type Message, message } from '../messages/message'
import '../messages/en/serving'
import { withoutOrigin } from '../data/dataset'
import type { LabelSource, LogDictionary, RequestSource } from '../ops/log-entry'
import type { Scenario } from '../ops/scenario/scenario'
import type { AliasVersions, ServiceSpec } from '../ops/service-spec'
import type {
  Answered,
  FromServing,
  InferRow,
  PlannedAction,
  RowsRequest,
  ServedModel,
  ServiceRows,
  ServiceStart,
  ServingChange,
  ToServing,
} from './serving-messages'
import { closeWorker, openQuestions, startNamed, type WorkerLike, watchWorker } from './worker-client'

type Of<T extends FromServing['type']> = Extract<FromServing, { type: T }>
type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never
type Question = WithoutId<ToServing>

export interface ServingEvents {
  /**
   * Called with new log entries. The worker waits until the returned promise resolves, so that it does not run ahead of
   * the page.
   */
  onEntries(batch: Of<'entries'>): Promise<void> | void
  /** Called with the simulated time in ms while no entries are added. */
  onTime(at: number): void
  /** Called when playback has stopped; `why` is set if the scenario cannot be played. */
  onPlayed(at: number, why: Message | undefined): void
  /** Called when the worker has ended unexpectedly. Requests in progress are lost, but the log is not. */
  onClosed(why: Message): void
}

/** The client of a worker that serves one service. */
export interface ServingClient {
  readonly book: LogDictionary
  /** The engine that runs each version. */
  readonly engines: Readonly<Record<string, string>>
  /**
   * Sends each row as one request. Rejects with a Refusal if there are no rows; an invalid row gets an error as its
   * answer.
   */
  infer(
    source: RequestSource,
    rows: readonly InferRow[],
    labels?: readonly (string | number | null)[],
  ): Promise<readonly Answered[]>
  models(models: readonly ServedModel[], heldOut?: ServiceRows['heldOut']): Promise<void>
  /** Runs rows of the dataset through the service without logging them. */
  rows(rows: Uint32Array, of: 'inputs' | 'answers'): Promise<RowsRequest>
  aliases(aliases: AliasVersions, by: string, why: string): Promise<void>
  /** Changes the diagram; resolves when the change is active. It takes effect between two requests. */
  spec(spec: ServiceSpec, by: string, why: string, edited?: ServiceSpec): Promise<void>
  /** Applies a step of a canary; resolves when its share is in effect. */
  canary(step: Omit<Extract<ServingChange, { type: 'canary' }>, 'type'>): Promise<void>
  /** Plays up to `to`, by default to the end. A replay also applies the recorded changes and labels at their times. */
  play(scenario: Scenario, to: number | undefined, speed: number, changes?: readonly PlannedAction[]): void
  pause(): void
  speed(speed: number): void
  label(labels: readonly { readonly request: number; readonly label: number }[], by: LabelSource): void
  /** Answers URL requests that arrive over this port, which is transferred to the worker. */
  listen(port: MessagePort): void
  /** Ends the service; resolves when the rest of its log has arrived, or after a timeout. */
  end(): Promise<void>
  close(): void
}

/** How long to wait for a busy worker to end, in ms. */
const ENDING_MS = 3000

function startWorker(): WorkerLike<ToServing, FromServing> {
  // Vite bundles a worker only if its URL is inside the call.
  return startNamed(
    workerName('serving'),
    (name) => new Worker(new URL('../../workers/serving.worker.ts', import.meta.url), { type: 'module', name }),
  )
}

/** Starts a worker that serves a service. Rejects with a Refusal if the service cannot be started. */
export async function openServing(
  { rows: served, ...start }: ServiceStart,
  events: ServingEvents,
  worker: WorkerLike<ToServing, FromServing> = startWorker(),
): Promise<ServingClient> {
  const questions = openQuestions<FromServing>()
  worker.onmessage = ({ data }) => receive(data)
  watchWorker(worker, (failure) =>
    fail(
      message('serving-broke', {
        why: failure.kind === 'unreadable' ? workersText.servingUnreadable : failure.text || workersText.servingStopped,
      }) as Message,
    ),
  )

  function close(reason: Message): boolean {
    questions.end(reason, message('service-closed', {}) as Message)
    return closeWorker(worker)
  }
  function fail(reason: Message): void {
    if (close(reason)) events.onClosed(reason)
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
        void Promise.resolve(events.onEntries(given)).finally(() => worker.postMessage({ type: 'took' }))
        return
      case 'played':
        events.onPlayed(given.at, given.reason)
        return
      case 'pulse':
        events.onTime(given.at)
        return
      default:
        given satisfies never
    }
  }
  // The casts are safe: every question is a message of `ToServing` without its id, and has one type of answer.
  const ask = <T extends FromServing['type']>(question: Question): Promise<Of<T>> =>
    questions.ask((id) => worker.postMessage({ ...question, id } as ToServing)) as Promise<Of<T>>

  const change = async (asked: ServingChange) => void (await ask(asked))
  const closed = message('service-closed', {}) as Message

  const { book, engines } = await ask<'opened'>({
    ...{ type: 'open', ...start },
    ...(served && { rows: { ...served, dataset: withoutOrigin(served.dataset) } }),
  }).catch((error: unknown) => {
    close(closed)
    throw error
  })
  return {
    book,
    engines,
    infer: async (source, rows, labels) =>
      (await ask<'answer'>({ type: 'infer', source, rows, ...(labels && { labels }) })).answers,
    models: async (models, heldOut) => void (await ask({ type: 'models', models, ...(heldOut && { heldOut }) })),
    rows: async (rows, of) => (await ask<'asked'>({ type: 'ask', rows, of })).asked,
    aliases: (aliases, by, why) => change({ type: 'aliases', aliases, by, why }),
    spec: (spec, by, why, edited) => change({ type: 'spec', spec, by, why, ...(edited && { edited }) }),
    canary: (step) => change({ type: 'canary', ...step }),
    play: (scenario, to, speed, changes) =>
      worker.postMessage({
        type: 'play',
        scenario,
        ...(to === undefined ? {} : { to }),
        speed,
        ...(changes ? { changes } : {}),
      }),
    pause: () => worker.postMessage({ type: 'pause' }),
    speed: (speed) => worker.postMessage({ type: 'speed', speed }),
    label: (labels, by) => worker.postMessage({ type: 'labels', labels, by }),
    listen: (port) => worker.postMessage({ type: 'listen', port }, [port]),
    async end() {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ENDING_MS)
      })
      await Promise.race([ask({ type: 'close' }).catch(() => undefined), late])
      clearTimeout(timer)
      close(closed)
    },
    close: () => void close(closed),
  }
}
