/** @file listenOn: handles HTTP requests that arrive through a message port. */
import type { PortReply, PortRequest } from '../../protocol/service-url-messages'
import type { Handle } from './open-http'

/** Responds until the port is closed. */
export function listenOn(port: MessagePort, handle: Handle): void {
  port.onmessage = ({ data: { id, ...request } }: MessageEvent<PortRequest>) => {
    void handle(request).then((reply) => {
      const message: PortReply = { id, ...reply }
      port.postMessage(message)
    })
  }
}
