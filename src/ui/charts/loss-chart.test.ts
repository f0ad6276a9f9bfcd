import { expect, test } from 'vitest'
import { epochsIn, epochText } from './loss-chart'
import type { ShownRun } from './use-shown-run'

test('epochs are counted by their numbers, because a long history is decimated', () => {
  const at = (...epochs: readonly number[]) => epochs.map((epoch) => ({ epoch, loss: 1, metrics: {} }))
  expect(epochsIn(at(1, 3, 5, 4999, 5000))).toBe(5000)
  expect(epochsIn(at(51, 52, 53))).toBe(3)
  expect(epochsIn([])).toBe(0)
})

test('only a run that is under way is in its first epoch', () => {
  const run = (tag: ShownRun['tag']): ShownRun => ({
    ...{ id: 'a', tag, history: [], epochs: 6, stepsPerEpoch: 10, before: 0, drawingVersion: 1 },
  })
  expect(epochText(run('training'))).toBe('first epoch in progress')
  for (const tag of ['failed', 'done', 'interrupted'] as const)
    expect(epochText(run(tag))).toBe('ended before an epoch was complete')
})
