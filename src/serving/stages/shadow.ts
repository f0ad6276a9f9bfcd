/** @file Shadow: passes every request on, and a copy of some to a shadow model, whose answer nobody gets. */
import { defineRunner } from '../request-context'

export const shadow = defineRunner('Shadow', () => ({
  // Which copies go to the shadow is known where they arrive: its intake is the walk's.
  run() {},
}))

/** Whether a copy of this request goes to the shadow. */
export function isShadowed(share: number, shadowDraw: number): boolean {
  return shadowDraw < (share / 100) * 2 ** 32
}
