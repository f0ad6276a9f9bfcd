/** @file openTrainer: owns a trainer worker: sends messages, asks questions, and reports if the worker dies. */
import { withoutOrigin } from '../data/dataset'
import { workerName } from '../messages/active-language'
import { type Message, message } from '../messages/message'
import type { Answer, FromTrainer, ToTrainer } from './trainer-messages'
import { closeWorker, openQuestions, type WorkerLike, watchWorker } from './worker-client'

type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never
export type Question = WithoutId<ToTrainer>

export interface TrainerClient {
  send(message: Exclude<ToTrainer, { id: number }>, transfer?: Transferable[]): void
  /** Resolves with the answer; rejects with the worker's refusal, or with `worker-gone` if the worker ends first. */
  ask(question: Question, transfer?: Transferable[]): Promise<Answer>
  close(): void
}

interface Options {
  /** Called with every message that is not an answer. */
  readonly onMessage: (message: FromTrainer) => void
  /** Called when the worker has died or stopped sending messages. The client is already closed. */
  readonly onLost: (reason: Message) => void
  /**
   * Called with the seconds since the worker's last message (the worker sends a pulse twice a second), and with 0 when
   * the worker responds again.
   */
  readonly onQuiet?: (seconds: number) => void
  /** Called with the worker's new measurements of GPU kernels, as JSON. */
  readonly onTuned?: (json: string) => void
}

const TICK_MS = 1000
/** Milliseconds of silence, counted while the page runs, after which the worker is closed. */
const SILENT_MS = 10_000
/** Milliseconds of silence after which `onQuiet` is called, unless a long operation is known to be running. */
const QUIET_MS = 3000
/**
 * Timeout in milliseconds while the worker builds, compiles, or runs its first step, when a single call can take a long
 * time.
 */
const BUSY_MS = 90_000
/**
 * After a worker has responded again, its timeout is at least this multiple of its longest silence, because its steps
 * are slow.
 */
const PATIENCE = 4

/**
 * Requests in which a single call can take a long time, because the worker builds and compiles a model, or compares
 * engines.
 */
const LONG = new Set<string>([
  'start',
  'load',
  'measure',
  'sanity',
  'parity',
  'profile',
  'calibrate',
  'ops',
  'gradients',
] satisfies ToTrainer['type'][])

/** Whether a request can take long. Layers of a trained network are only read, several times a second. */
function isLong(given: ToTrainer): boolean {
  return LONG.has(given.type) || (given.type === 'layers' && given.untrained !== undefined)
}

/** Starts a trainer worker. */
export function openTrainer(options: Options): TrainerClient {
  // Vite bundles a worker only if its URL is inside the call.
  const worker = new Worker(new URL('../../workers/trainer.worker.ts', import.meta.url), {
    type: 'module',
    name: workerName('trainer'),
  })
  return overWorker(worker, options)
}

/** Creates a client over an existing worker. */
export function overWorker(
  worker: WorkerLike<ToTrainer, FromTrainer>,
  { onMessage, onLost, onQuiet, onTuned }: Options,
): TrainerClient {
  const questions = openQuestions<Answer>()
  worker.onmessage = ({ data }) => receive(data)
  watchWorker(worker, () => fail(message('worker-gone', {}) as Message))
  let silent = 0
  let longest = 0
  let busy = true
  let quiet = false
  let tickAt = performance.now()

  const tick = setInterval(() => {
    const now = performance.now()
    // If the page was frozen or throttled, the silence is not the worker's fault, so one tick counts for at most its
    // interval.
    silent += Math.min(now - tickAt, TICK_MS)
    tickAt = now
    const limit = Math.max(busy ? BUSY_MS : SILENT_MS, PATIENCE * longest)
    if (!busy && silent >= QUIET_MS) {
      quiet = true
      onQuiet?.(Math.round(silent / 1000))
    }
    if (silent >= limit) fail(message('worker-silent', { seconds: silent / 1000 }) as Message)
  }, TICK_MS)

  function close(): boolean {
    clearInterval(tick)
    questions.end(message('worker-gone', {}) as Message)
    return closeWorker(worker)
  }
  function fail(reason: Message): void {
    if (close()) onLost(reason)
  }
  function receive(given: FromTrainer): void {
    longest = Math.max(longest, silent)
    silent = 0
    if (quiet) onQuiet?.(0)
    quiet = false
    if (given.type === 'progress' || given.type === 'answer' || given.type === 'failed') busy = false
    switch (given.type) {
      case 'answer':
        questions.answer(given.id, given.answer)
        return
      case 'refused':
        questions.refuse(given.id, given.reason)
        return
      case 'broke':
        fail(given.reason)
        return
      case 'tuned':
        onTuned?.(given.json)
        return
      case 'pulse':
        return
      default:
        onMessage(given)
    }
  }
  function post(given: ToTrainer, transfer: Transferable[]): void {
    if (isLong(given)) busy = true
    worker.postMessage(given, transfer)
  }

  return {
    send: (given, transfer = []) =>
      post(given.type === 'data' ? { ...given, dataset: withoutOrigin(given.dataset) } : given, transfer),
    // The cast is safe: every question is a message of `ToTrainer` without its id.
    ask: (question, transfer = []) => questions.ask((id) => post({ ...question, id } as ToTrainer, transfer)),
    close: () => void close(),
  }
}
