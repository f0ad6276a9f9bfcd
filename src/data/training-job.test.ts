import { expect, test } from 'vitest'
import { appendEpochs, type EpochLog } from './training-job'

const log = (epoch: number): EpochLog => ({ epoch, loss: 1 / epoch, metrics: {} })

test('a long history is thinned out: bounded, ascending, with its first epoch and its newest thousand', () => {
  let history: readonly EpochLog[] = []
  for (let epoch = 1; epoch <= 30_000; epoch++) {
    history = appendEpochs(history, log(epoch))
    if (epoch === 4096) expect(history).toHaveLength(4096)
  }
  expect(history.length).toBeLessThanOrEqual(4096)
  expect(history.length).toBeGreaterThan(2000)
  const epochs = history.map(({ epoch }) => epoch)
  expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b))
  expect(epochs[0]).toBe(1)
  expect(epochs.slice(-1024)).toEqual(Array.from({ length: 1024 }, (_, i) => 30_000 - 1023 + i))
})
