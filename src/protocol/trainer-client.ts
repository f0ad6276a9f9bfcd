/** @file openTrainer: owns a trainer worker: sends messages, asks questions, and reports if the worker dies. */
import { workerName } from '../messages/active-language'
import { type Message, message, Refusal } from '../messages/message'
import { withoutOrigin } from '../data/dataset'
import type { Answer, FromTrainer, ToTrainer } from './trainer-messages'

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
}

/** The subset of Worker that the client needs; tests replace it. */
export interface WorkerLike {
  postMessage(message: ToTrainer, transfer: Transferable[]): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromTrainer>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  onmessageerror: ((event: MessageEvent) => void) | null
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
export function overWorker(worker: WorkerLike, { onMessage, onLost: onGone, onQuiet }: Options): TrainerClient {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Refusal): void }>()
  let nextId = 1
  let closed = false
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
    if (silent >= limit) gone(message('worker-silent', { seconds: silent / 1000 }) as Message)
  }, TICK_MS)

  function close(): void {
    if (closed) return
    closed = true
    clearInterval(tick)
    worker.onmessage = null
    worker.onerror = null
    worker.onmessageerror = null
    worker.terminate()
    const refusal = new Refusal(message('worker-gone', {}))
    for (const { reject } of waiting.values()) reject(refusal)
    waiting.clear()
  }
  function gone(reason: Message): void {
    if (closed) return
    close()
    onGone(reason)
  }
  function receive(given: FromTrainer): void {
    longest = Math.max(longest, silent)
    silent = 0
    if (quiet) onQuiet?.(0)
    quiet = false
    if (given.type === 'progress' || given.type === 'answer' || given.type === 'failed') busy = false
    switch (given.type) {
      case 'answer':
        waiting.get(given.id)?.resolve(given.answer)
        waiting.delete(given.id)
        return
      case 'refused':
        waiting.get(given.id)?.reject(new Refusal(given.reason))
        waiting.delete(given.id)
        return
      case 'broke':
        gone(given.reason)
        return
      case 'pulse':
        return
      default:
        onMessage(given)
    }
  }

  worker.onmessage = ({ data }) => receive(data)
  worker.onerror = (event) => {
    event.preventDefault()
    gone(message('worker-gone', {}) as Message)
  }
  worker.onmessageerror = () => gone(message('worker-gone', {}) as Message)

  function post(given: ToTrainer, transfer: Transferable[]): void {
    if (LONG.has(given.type)) busy = true
    worker.postMessage(given, transfer)
  }

  return {
    send(given, transfer = []) {
      if (!closed) post(given.type === 'data' ? { ...given, dataset: withoutOrigin(given.dataset) } : given, transfer)
    },
    ask(question, transfer = []) {
      if (closed) return Promise.reject(new Refusal(message('worker-gone', {})))
      const id = nextId++
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        post({ ...question, id } as ToTrainer, transfer)
      })
    },
    close,
  }
}
