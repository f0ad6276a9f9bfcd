/**
 * @file Handles the service's URL in the service worker: which requests belong to it, and how a reply becomes a
 * Response.
 */
import type { Relay } from './service-url-relay'

/** The path relative to the scope, with a leading slash, if it belongs to the service's URL; else undefined. */
export function urlPath(address: string, scope: string): string | undefined {
  if (!address.startsWith(scope)) return undefined
  const path = `/${address.slice(scope.length)}`
  return /^\/(v2|metrics)([/?]|$)/.test(path) ? path : undefined
}

/** Forwards a request and waits for its reply. */
export async function passOn(relay: Relay, request: Request, path: string): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer())
  const { status, headers, body: text } = await relay.answer({ method: request.method, path, headers: {}, body })
  return new Response(streamOf(text), { status, headers })
}

const UTF8 = new TextEncoder()

/**
 * The text as a byte stream. Chromium turns a plain string into a Blob, whose bytes take an extra round trip through
 * the browser process, which costs a third of the throughput.
 */
function streamOf(text: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    type: 'bytes',
    start(controller) {
      // Byte streams do not accept an empty chunk.
      if (text !== '') controller.enqueue(UTF8.encode(text))
      controller.close()
    },
  })
}
