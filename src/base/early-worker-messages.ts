/**
 * @file Early messages: a worker has no message handler until its language is loaded, so messages posted in the
 * meantime would be lost. This module runs before the wait and queues them until the handler is set. It also lets the
 * page notice when the worker has ended.
 */

/** The part of Web Locks that a worker needs; Node and pages on plain http have none. */
interface Locks {
  request(name: string, hold: () => Promise<never>): Promise<unknown>
}

const worker = globalThis as unknown as EventTarget
const early: MessageEvent[] = []
const keep = (event: Event) => {
  early.push(event as MessageEvent)
}
if (!('document' in globalThis)) {
  worker.addEventListener?.('message', keep)
  // The worker holds the lock of its name until it ends, which is how its page notices that it has ended.
  const { name, navigator } = globalThis as { name?: string; navigator?: { readonly locks?: Locks } }
  if (name) navigator?.locks?.request(name, () => new Promise(() => undefined)).catch(() => undefined)
}

/** Delivers the queued messages to the handler, in order. Call it once the handler is set. */
export function deliverEarly(): void {
  worker.removeEventListener('message', keep)
  for (const { data, ports } of early.splice(0)) {
    worker.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }))
  }
}
