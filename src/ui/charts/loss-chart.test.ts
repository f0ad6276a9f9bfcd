import { expect, test } from 'vitest'
import { epochsIn, epochText } from './loss-chart'
import type { ShownRun } from './use-shown-run'

test('epochs are counted by their numbers, because a long history is decimated', () => {
  const at = (...epochs: readonly number[]) => epochs.map((epoch) => ({ epoch, loss: 1, metrics: {} }))
  expect(epochsIn(at(1, 3, 5, 4999, 5000))).toBe(5000)
  expect(epochsIn(at(51, 52, 53))).toBe(3)
  expect(epochsIn([])).toBe(0)
})

test('the newest losses name their epoch, because an evaluation within an epoch has other values', () => {
  const history = [{ epoch: 7, loss: 0.609, validationLoss: 0.58, metrics: {} }]
  const run: ShownRun = {
    ...{ id: 'a', tag: 'done', history, epochs: 8, stepsPerEpoch: 25, before: 0, drawingVersion: 1 },
  }
  expect(epochText(run)).toBe('epoch 7 (best by the validation loss): training 0.609, validation 0.580')
})

test('after the best epoch was restored, or another was chosen, its losses are shown, not those of the last', () => {
  const history = [0.2, 0.1, 0.3].map((loss, i) => ({ epoch: i + 1, loss, validationLoss: loss, metrics: {} }))
  const run: ShownRun = { id: 'a', tag: 'done', history, epochs: 9, stepsPerEpoch: 1, before: 0, drawingVersion: 1 }
  expect(epochText(run)).toBe('epoch 3: training 0.300, validation 0.300, best by the validation loss at epoch 2')
  expect(epochText({ ...run, weightsEpoch: 2 })).toBe(
    'epoch 2 (best by the validation loss): training 0.100, validation 0.100',
  )
  expect(epochText({ ...run, weightsEpoch: 1 })).toBe(
    'epoch 1: training 0.200, validation 0.200, best by the validation loss at epoch 2',
  )
})

test('a loss that is as good as zero is not shown with an exponent', () => {
  const history = [{ epoch: 1, loss: 5.2e-5, validationLoss: 0.00479, metrics: {} }]
  const run: ShownRun = { id: 'a', tag: 'done', history, epochs: 1, stepsPerEpoch: 10, before: 0, drawingVersion: 1 }
  expect(epochText(run)).toBe('epoch 1 (best by the validation loss): training < 0.0001, validation 0.00479')
})

test('only a run that is under way is in its first epoch', () => {
  const run = (tag: ShownRun['tag']): ShownRun => ({
    ...{ id: 'a', tag, history: [], epochs: 6, stepsPerEpoch: 10, before: 0, drawingVersion: 1 },
  })
  expect(epochText(run('training'))).toBe('first epoch in progress')
  for (const tag of ['failed', 'done', 'interrupted'] as const)
    expect(epochText(run(tag))).toBe('ended before an epoch was complete')
})
