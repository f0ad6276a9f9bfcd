/**
 * @file openCaller: sends requests over a port and matches each with its reply. Used by the service worker, and by a
 * page that calls its own service directly.
 */
import type { PortReply, PortRequest } from './service-url-messages'

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
        const message: PortRequest = { id, ...request }
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
