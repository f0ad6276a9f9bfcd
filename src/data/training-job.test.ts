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

test('a long history keeps its best epochs, however often it is thinned out', () => {
  let history: readonly EpochLog[] = []
  for (let epoch = 1; epoch <= 20_000; epoch++) {
    const [validationLoss, accuracy] = [Math.abs(epoch - 40) + 1, epoch === 1234 ? 0.9 : 0.5]
    history = appendEpochs(history, { ...log(epoch), validationLoss, metrics: { accuracy } })
  }
  const lowest = history.reduce((a, b) => ((b.validationLoss as number) < (a.validationLoss as number) ? b : a))
  expect(lowest.epoch).toBe(40)
  expect(history.find(({ metrics }) => metrics.accuracy === 0.9)?.epoch).toBe(1234)
  expect(history.length).toBeLessThanOrEqual(4096)
})
