/**
 * @file Drift alarms where other models or stages decide what is logged as the answer of a version: none without drift.
 * `npm run figures -- --only drift-joint` runs 1,000 simulations of each diagram.
 */
import { expect, test } from 'vitest'
import '../training/testing/node-wasm'
import { versionName } from '../ops/log-entry'
import { openService } from './open-service'
import { predictRows } from './predict-rows'
import { serveRequest } from './serve-request'
import { alarmShare, DIAGRAMS, type Diagram } from './testing/drift-worlds'
import { start, TIMING } from './testing/fixture'

test.each(Object.keys(DIAGRAMS) as Diagram[])('%s: only drifting traffic raises an alarm', async (diagram) => {
  expect(await alarmShare(diagram, { from: 1, to: 3 })).toBe(0)
  expect(await alarmShare(diagram, { from: 1, to: 2 }, 'noise')).toBe(1)
})

test('in a canary behind a cache, at most 6% of 200 worlds without drift raise an alarm', async () => {
  // The cache repeats the answer of the version that an input was sent to first: 22% did, counted by request.
  expect(await alarmShare('canary and cache', { from: 1, to: 201 })).toBeLessThanOrEqual(0.06)
  expect(await alarmShare('canary and cache', { from: 1, to: 11 }, 'noise')).toBe(1)
}, 120_000)

test('the predictions of an ensemble are named after all of its members, in the log and for the reference', async () => {
  const spec = DIAGRAMS['ensemble, mean']
  const service = await openService(start({ spec, timing: { ...TIMING, stages: spec.stages.map(() => 0.01) } }))
  try {
    const { answers } = await predictRows(service, Uint32Array.of(1, 2, 3), 'answers')
    const answering = answers.filter(({ outputs }) => outputs.every(Number.isFinite))
    expect(answering.map(({ version }) => versionName(version))).toEqual(['net@1 + net@2'])
    const { response } = await serveRequest(service, {
      ...{ id: 0, at: 0, source: 'url', row: { x: 0.1, y: 0.2 }, groundTruth: Number.NaN, sentAt: 0 },
    })
    expect(response.version && versionName(response.version)).toBe('net@1 + net@2')
    expect(response).not.toHaveProperty('alias')
    expect(service.book().versions.map(versionName)).toEqual(['net@1', 'net@2', 'net@1 + net@2'])
  } finally {
    service.close()
  }
})
