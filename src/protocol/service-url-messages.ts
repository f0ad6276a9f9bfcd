/**
 * @file Messages between a page that serves models, its serving worker, and the service worker that answers the URL.
 * Requests go directly from the service worker to the serving worker over a port; the page only connects the two.
 */

/** A request in the form in which the service worker forwards it. */
export interface PortRequest {
  readonly id: number
  readonly method: string
  /** Path relative to the app's base URL, with a leading slash. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
  /** When the request was sent, in ms since 1970: each thread has its own zero of `performance.now()`. */
  readonly sentAt?: number
}

export interface PortReply {
  readonly id: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Sent from a page to the service worker, with a port to the page's serving worker. */
export interface ServingPage {
  readonly netloom: 'serves'
  /** Names of the models that can be reached over the port. */
  readonly names: readonly string[]
}

/** Sent from a page that has stopped serving. */
export interface StoppedPage {
  readonly netloom: 'stopped'
}

/** Sent from the service worker to every page after a restart, because it has lost its ports. */
export interface WhoServes {
  readonly netloom: 'who serves'
}

/** Whether a message is one of these URL messages. */
export function isUrlMessage(data: unknown): data is ServingPage | StoppedPage | WhoServes {
  return typeof data === 'object' && data !== null && 'netloom' in data
}

export type Reply = Omit<PortReply, 'id'>

export interface Caller {
  /** Resolves with the reply; undefined if the other side is gone. */
  call(request: Omit<PortRequest, 'id'>): Promise<Reply | undefined>
  /** Number of requests that have no reply yet. */
  waiting(): number
  /** Closes the port when all pending requests are answered, because sending them elsewhere would run them twice. */
  retire(): void
  close(): void
}

/** Opens a caller over a port. In browsers that report it, `gone` is called once when the other side closes. */
export function openCaller(port: MessagePort, gone: () => void = () => undefined): Caller {
  const waiting = new Map<number, (reply: Reply | undefined) => void>()
  let last = 0
  let closed = false
  let retired = false

  function close(): void {
    if (closed) return
    closed = true
    port.close()
    for (const resolve of waiting.values()) resolve(undefined)
    waiting.clear()
  }
  port.onmessage = ({ data: { id, ...reply } }: MessageEvent<PortReply>) => {
    waiting.get(id)?.(reply)
    waiting.delete(id)
    if (retired && waiting.size === 0) close()
  }
  // Not every browser fires this event, so callers need their own timeout.
  port.addEventListener('close', () => {
    close()
    gone()
  })
  return {
    call(request) {
      if (closed) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        const id = ++last
        waiting.set(id, resolve)
        // Copy the request instead of transferring it, because the caller may have to send it again.
        const message: PortRequest = { id, sentAt: performance.timeOrigin + performance.now(), ...request }
        port.postMessage(message)
      })
    },
    waiting: () => waiting.size,
    retire() {
      retired = true
      if (waiting.size === 0) close()
    },
    close,
  }
}
