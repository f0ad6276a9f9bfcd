/** @file Tests that playback stops within a time slice when it is paused. */
import { expect, test, vi } from 'vitest'
import { HOUR, type Scenario } from '../../ops/scenario/scenario'
import '../../training/testing/node-wasm'
import { openLogWriter } from '../log-writer'
import { openService } from '../open-service'
import { sizesOf, start, TIMING } from '../testing/fixture'
import { openPlayback } from './playback'
import { makeLabelQueue } from './player'

const MINUTE = 60_000
const SCENARIO: Scenario = {
  seed: 5,
  durationMs: 10 * HOUR,
  events: [{ id: 'n0', kind: 'rate', startMs: 0, lengthMs: 10 * HOUR, perMinute: 1 } as Scenario['events'][number]],
}

test('a pause within a time slice stops playback at the minute that it falls into', async () => {
  const service = await openService(start({ timing: TIMING }))
  const logWriter = openLogWriter(sizesOf(service))
  let work: Promise<void> = Promise.resolve()
  const pauseAt = { minute: 3 }
  const playback = openPlayback({
    ...{ service, logWriter, scenario: SCENARIO, speed: 1e6, state: { labels: makeLabelQueue() } },
    ...{ changes: [], change: async () => undefined, isReaderBehind: () => false },
    ...{ onEntries: () => undefined, onEnd: () => undefined },
    atMinute: () => async () => {
      if (logWriter.at === pauseAt.minute * MINUTE) playback.pause()
    },
    enqueue: (slice) => {
      work = work.then(slice)
    },
  })
  await vi.waitFor(() => expect(logWriter.at).toBeGreaterThanOrEqual(3 * MINUTE))
  await work
  expect(logWriter.at).toBe(3 * MINUTE)
  // It goes on from there, to the end of the minute that it is asked for.
  pauseAt.minute = 5
  expect(playback.resume(SCENARIO, 1e6)).toBe(true)
  await vi.waitFor(() => expect(logWriter.at).toBeGreaterThanOrEqual(5 * MINUTE))
  await work
  expect(logWriter.at).toBe(5 * MINUTE)
  playback.close()
  service.close()
})
