import { afterEach, describe, expect, test } from 'vitest'
import { chain, dense, points, pointsJob } from './testing/nets'
import { type TestTrainer, testTrainer } from './testing/trainer'

const ROWS = 400
const MLP = chain([2], [dense(24, 'tanh'), dense(24, 'tanh'), dense(2, 'softmax')])

let trainer: TestTrainer | undefined
afterEach(async () => {
  await trainer?.close()
  trainer = undefined
})

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  test.each(['xor', 'spirals'] as const)('learns %s', async (kind) => {
    trainer = testTrainer()
    const job = pointsJob(MLP, ROWS, { epochs: kind === 'xor' ? 15 : 150, learningRate: 0.01, batchSize: 32 })
    trainer.start('r', job, points(kind, ROWS), backend)
    const done = await trainer.next('done')
    const head = done.evaluation?.heads[0]
    expect(head?.kind === 'classes' && head.accuracy).toBeGreaterThan(0.95)
    expect(done.why).toBe('finished')
  })
})
