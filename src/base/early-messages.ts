/**
 * @file Early messages: a worker that waits for its language has no handler yet, and what is posted to it meanwhile would be lost. This
 * module runs before the wait and keeps such messages until the handler is set.
 */

const worker = globalThis as unknown as EventTarget
const early: MessageEvent[] = []
const keep = (event: Event) => {
  early.push(event as MessageEvent)
}
if (!('document' in globalThis)) worker.addEventListener?.('message', keep)

/** Hands the messages that came early to the handler, in their order: called once it is set. */
export function deliverEarly(): void {
  worker.removeEventListener('message', keep)
  for (const { data, ports } of early.splice(0)) {
    worker.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }))
  }
}
