import { expect, test } from 'vitest'
import { chain, dense, pointsJob } from '../testing/small-networks'
import type { TrainStep } from '../train-step'
import { sanity } from './overfit-one-batch'

const job = pointsJob(chain([2], [dense(2, 'softmax')]), 200)

/** An engine that only records the rows that it trains on. */
function recordingEngine() {
  const orders: Uint32Array[] = []
  const engine = {
    order: (rows: Uint32Array) => orders.push(rows),
    steps: () => undefined,
    read: async () => ({ losses: [Number.NaN] }),
    inspect: async (rows: Uint32Array) => {
      orders.push(rows)
      return { loss: 0, gradients: [] }
    },
  }
  return { engine: engine as unknown as TrainStep, orders }
}

test('the batch is drawn at random: a file that lists one class after the other still gives all classes', async () => {
  const { engine, orders } = recordingEngine()
  const sorted = Uint32Array.from({ length: 150 }, (_, row) => row)
  await sanity(engine, { ...job, split: { ...job.split, train: sorted }, batchSize: 32 })
  const [inspected, ordered] = orders
  expect(inspected).toEqual(ordered)
  expect(ordered).toHaveLength(32)
  // Rows 0 to 49, 50 to 99, and 100 to 149 stand for three classes.
  expect([...new Set([...(ordered ?? [])].map((row) => Math.floor(row / 50)))].sort()).toEqual([0, 1, 2])
})

test('the loss of random guessing is unknown if the weights of the rows scale the loss', async () => {
  const { engine } = recordingEngine()
  expect((await sanity(engine, job)).expected).toBeCloseTo(Math.LN2)
  expect(await sanity(engine, { ...job, rowWeights: 'weight' })).not.toHaveProperty('expected')
})
