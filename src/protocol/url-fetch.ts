/** @file What a service worker sees of the URL: which requests are for it, and how a reply becomes a Response. */
import type { Relay } from './url-relay'

/** The path below the scope, with its slash, where it is one of the URL's; else undefined. */
export function urlPath(address: string, scope: string): string | undefined {
  if (!address.startsWith(scope)) return undefined
  const path = `/${address.slice(scope.length)}`
  return /^\/(v2|metrics)([/?]|$)/.test(path) ? path : undefined
}

/** Passes a request on and waits for its reply. */
export async function passOn(relay: Relay, request: Request, path: string): Promise<Response> {
  const body = new Uint8Array(await request.arrayBuffer())
  const { status, headers, body: text } = await relay.answer({ method: request.method, path, headers: {}, body })
  return new Response(streamOf(text), { status, headers })
}

const UTF8 = new TextEncoder()

/**
 * A text as a stream of bytes. Of a text as it is Chromium makes a Blob, for which the service worker waits on the browser's process and the
 * page asks that for its bytes: a third fewer answers a second.
 */
function streamOf(text: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    type: 'bytes',
    start(controller) {
      // An empty chunk is refused.
      if (text !== '') controller.enqueue(UTF8.encode(text))
      controller.close()
    },
  })
}
