/** @file openCaller: requests over a port, each with its reply; used by the service worker, and by a page that spares itself the way round. */
import type { PortReply, PortRequest } from './url-messages'

export type Reply = Omit<PortReply, 'id'>

export interface Caller {
  /** Resolves with the reply; undefined once the other side is gone. */
  call(request: Omit<PortRequest, 'id'>): Promise<Reply | undefined>
  /** Requests without a reply so far. */
  waiting(): number
  /** Closes once what was asked has been answered: asked elsewhere again, it would be done twice. */
  retire(): void
  close(): void
}

/** Calls over a port. `gone` is called once when its other side closes, where the browser tells. */
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
  // Not every browser tells; whoever calls must not wait for ever anyway.
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
        // Copied, not handed over: who calls may have to send it again.
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
