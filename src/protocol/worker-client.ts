/** @file What workers and their clients share: ports, a worker that is closed once, and numbered questions. */
import { type Message, Refusal } from '../messages/message'

/** The subset of Worker that clients need; tests replace it. */
export interface WorkerLike<To, From> {
  postMessage(message: To, transfer?: Transferable[]): void
  terminate(): void
  onmessage: ((event: MessageEvent<From>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  onmessageerror: ((event: MessageEvent) => void) | null
}

/** The subset of a worker's global scope that its server needs; tests replace it. */
export interface WorkerScope<To, From> {
  postMessage(message: From, transfer?: Transferable[]): void
  onmessage: ((event: MessageEvent<To>) => void) | null
}

/** Why a worker failed: it could not start or threw an error (with its text, if any), or sent an unreadable message. */
export type WorkerFailure = { readonly kind: 'error'; readonly text: string } | { readonly kind: 'unreadable' }

/** Calls `onFailure` when the worker fails, until the worker is closed. */
export function watchWorker(
  worker: Pick<WorkerLike<never, never>, 'onerror' | 'onmessageerror'>,
  onFailure: (failure: WorkerFailure) => void,
): void {
  worker.onerror = (event) => {
    // The failure is reported by the client, not by the console.
    event.preventDefault()
    onFailure({ kind: 'error', text: event.message })
  }
  worker.onmessageerror = () => onFailure({ kind: 'unreadable' })
}

/** How often to check that a worker has not ended, in ms; and that it has started, because it may end soon after. */
const CHECK_MS = 3000
const STARTING_MS = 250

/**
 * Starts a worker whose end is reported as an error. A worker that closes itself, or that the browser ends, fires no
 * event, but it loses the lock of its name. Without Web Locks, as on plain http, its end is not noticed.
 */
export function startNamed<W extends Pick<WorkerLike<never, never>, 'onerror'>>(
  name: string,
  start: (name: string) => W,
): W {
  const worker = start(name)
  const locks = globalThis.navigator?.locks
  if (!locks) return worker
  let [isWatched, isStarted] = [false, false]
  async function check(): Promise<void> {
    const held = (await locks.query().catch(() => undefined))?.held
    // A closed worker is not watched any more.
    if (isWatched && worker.onerror === null) return
    isWatched ||= worker.onerror !== null
    if (held?.some((lock) => lock.name === name)) isStarted = true
    else if (held && isStarted) return worker.onerror?.(new ErrorEvent('error'))
    setTimeout(() => void check(), isStarted ? CHECK_MS : STARTING_MS)
  }
  setTimeout(() => void check(), STARTING_MS)
  return worker
}

/**
 * Terminates a watched worker: it ignores later messages, and nothing that it has sent arrives afterward. Returns
 * whether it was open until now.
 */
export function closeWorker(worker: Omit<WorkerLike<never, never>, 'postMessage'>): boolean {
  if (worker.onerror === null) return false
  worker.onmessage = null
  worker.onerror = null
  worker.onmessageerror = null
  worker.terminate()
  return true
}

export interface Questions<A> {
  /** Sends a question with the next number; resolves with its answer. */
  ask(send: (id: number) => void): Promise<A>
  answer(id: number, answer: A): void
  refuse(id: number, reason: Message): void
  /** Rejects all open questions for a reason, and every later one for `later`, by default the same reason. */
  end(reason: Message, later?: Message): void
}

/** Questions that wait for the answer with their number. */
export function openQuestions<A>(): Questions<A> {
  const waiting = new Map<number, { resolve(answer: A): void; reject(error: Refusal): void }>()
  let nextId = 1
  let ended: Message | undefined
  return {
    ask(send) {
      if (ended) return Promise.reject(new Refusal(ended))
      const id = nextId++
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        send(id)
      })
    },
    answer(id, answer) {
      waiting.get(id)?.resolve(answer)
      waiting.delete(id)
    },
    refuse(id, reason) {
      waiting.get(id)?.reject(new Refusal(reason))
      waiting.delete(id)
    },
    end(reason, later = reason) {
      ended = later
      for (const { reject } of waiting.values()) reject(new Refusal(reason))
      waiting.clear()
    },
  }
}
