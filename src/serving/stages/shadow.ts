/**
 * @file Shadow: passes every request on, and sends a copy of some requests to a shadow model, whose predictions are
 * only logged.
 */
import { defineRunner } from '../request-context'

// not text: a class name
export const runner = defineRunner('Shadow', () => ({
  // The executor decides, at the shadow model, which requests get a copy.
  run() {},
}))

/** Whether the shadow model gets a copy of this request; `share` is in percent. */
export function isShadowed(share: number, shadowDraw: number): boolean {
  return shadowDraw < (share / 100) * 2 ** 32
}
