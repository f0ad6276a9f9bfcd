/**
 * @file Drift alarms where other models or stages decide what is logged as the answer of a version: none without drift.
 * `npm run figures -- --only drift-joint` runs 1,000 simulations of each diagram.
 */
import { expect, test } from 'vitest'
import '../training/testing/node-wasm'
import { alarmShare, DIAGRAMS, type Diagram } from './testing/drift-worlds'

test.each(Object.keys(DIAGRAMS) as Diagram[])('%s: only drifting traffic raises an alarm', async (diagram) => {
  expect(await alarmShare(diagram, { from: 1, to: 3 })).toBe(0)
  expect(await alarmShare(diagram, { from: 1, to: 2 }, 'noise')).toBe(1)
})
