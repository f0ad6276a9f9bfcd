/** @file A worker's global scope for tests, which run a server without a worker. */
import type { WorkerScope } from './worker-client'

/** A scope whose server posts to `post`, and the function that delivers a message to the server. */
export function testScope<To, From>(
  post: (message: From) => void,
): { readonly scope: WorkerScope<To, From>; deliver(message: To): void } {
  const scope: WorkerScope<To, From> = { postMessage: post, onmessage: null }
  return { scope, deliver: (data) => scope.onmessage?.({ data } as MessageEvent<To>) }
}
