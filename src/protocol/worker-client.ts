/** @file What all clients of workers share: a worker that is closed once, and questions with numbered answers. */
import { type Message, Refusal } from '../messages/message'

/** The subset of Worker that clients need; tests replace it. */
export interface WorkerLike<To, From> {
  postMessage(message: To, transfer?: Transferable[]): void
  terminate(): void
  onmessage: ((event: MessageEvent<From>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  onmessageerror: ((event: MessageEvent) => void) | null
}

export interface OwnedWorker<To> {
  /** Does nothing once the worker is closed. */
  post(message: To, transfer?: Transferable[]): void
  /** Terminates the worker. Nothing that it has sent arrives afterward. Returns whether it was open until now. */
  close(): boolean
  readonly isClosed: boolean
}

/** Why a worker failed: it could not start or threw an error (with its text, if any), or sent an unreadable message. */
export type WorkerFailure = { readonly kind: 'error'; readonly text: string } | { readonly kind: 'unreadable' }

/** Receives the messages of a worker until it is closed. `onFailure` is called when the worker fails. */
export function ownWorker<To, From>(
  worker: WorkerLike<To, From>,
  onMessage: (message: From) => void,
  onFailure: (failure: WorkerFailure) => void,
): OwnedWorker<To> {
  let isClosed = false
  worker.onmessage = ({ data }) => onMessage(data)
  worker.onerror = (event) => {
    // The failure is reported by the client, not by the console.
    event.preventDefault()
    onFailure({ kind: 'error', text: event.message })
  }
  worker.onmessageerror = () => onFailure({ kind: 'unreadable' })
  return {
    post(message, transfer = []) {
      if (!isClosed) worker.postMessage(message, transfer)
    },
    close() {
      if (isClosed) return false
      isClosed = true
      worker.onmessage = null
      worker.onerror = null
      worker.onmessageerror = null
      worker.terminate()
      return true
    },
    get isClosed() {
      return isClosed
    },
  }
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
