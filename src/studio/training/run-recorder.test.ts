/** @file Tests what a run keeps on a disk that misses deadlines. */
import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { memoryStorage } from '../../storage/open-storage'
import { checkpoint } from '../../storage/samples.test-help'
import type { AppState } from '../state'
import { makeLive } from './loss-series'
import { makeRunRecorder } from './run-recorder'

test('the best weights are posted once, and are stored also if writing them fails at first', async () => {
  const storage = memoryStorage()
  let failures = 2
  const runs: typeof storage.runs = {
    ...storage.runs,
    putCheckpoint: (one) =>
      failures-- > 0 ? Promise.reject(new Error('the disk is busy')) : storage.runs.putCheckpoint(one),
  }
  // The recorder reads only these members of the state here.
  const store = createStore(() => ({ runs: [], checkpoints: {} }) as unknown as AppState)
  const recorder = makeRunRecorder(store, { ...storage, runs }, makeLive())
  recorder.keepCheckpoint({ ...checkpoint('r', 40), keep: 'best' })
  recorder.keepCheckpoint(checkpoint('r', 50))
  await recorder.written()
  const rows = await storage.runs.checkpoints('r')
  expect(rows.map(({ step, keep }) => [step, keep])).toEqual([
    [40, 'best'],
    [50, undefined],
  ])
})
