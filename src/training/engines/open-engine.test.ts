import { expect, test } from 'vitest'
import { formatStored } from '../../messages/message'
import { chain, dense, points, pointsJob } from '../testing/small-networks'
import '../testing/node-wasm'
import { tf } from '../tensorflow'
import { openEngine, openPlain } from './open-engine'

const MODEL = chain([2], [dense(6, 'tanh'), ['BatchNormalization', {}], dense(2, 'softmax')])
const dataset = points('spirals', 200)
const job = pointsJob(MODEL, 200)

test('the fast engine starts with the same weights as plain tf.js, at the first opening and later ones', async () => {
  const plain = await openPlain({ job, dataset, backend: 'cpu' })
  const { weights } = await plain.snapshot()
  plain.close()
  for (const _ of ['proved', 'known']) {
    const { engine, choice } = await openEngine({ job, dataset, backend: 'wasm' })
    expect(choice).toMatchObject({
      name: 'exact CPU',
      reason: { code: 'engine-proved', args: { steps: 3 } },
    })
    expect(formatStored(choice.reason)).toContain('Checked against TensorFlow.js: losses within')
    expect((await engine.snapshot()).weights).toEqual(weights)
    expect(await engine.confusion()).toEqual([new Uint32Array(4)])
    engine.close()
  }
})

test('a job continues from its own weights; weights of another network are refused, and nothing stays open', async () => {
  const own = { ...job, learningRate: 0.02 }
  const first = await openEngine({ job: own, dataset, backend: 'wasm' })
  const { weights } = await first.engine.snapshot()
  first.engine.close()
  const moved = { ...weights, data: weights.data.map((value) => value + 0.25) }
  const second = await openEngine({ job: { ...own, weights: moved }, dataset, backend: 'wasm' })
  expect((await second.engine.snapshot()).weights).toEqual(moved)
  second.engine.close()
  const { numTensors } = tf.memory()
  const other = { ...own, learningRate: 0.03, weights: { ...weights, specs: weights.specs.slice(1) } }
  await expect(openEngine({ job: other, dataset, backend: 'wasm' })).rejects.toMatchObject({
    code: 'weights-do-not-fit',
  })
  expect(tf.memory().numTensors).toBe(numTensors)
})

test('a layer that programs do not support is trained by plain tf.js, with the reason', async () => {
  const odd = chain([2], [dense(4, 'relu'), ['GaussianNoise', { stddev: 0.1 }], dense(2, 'softmax')])
  const { engine, choice } = await openEngine({ job: pointsJob(odd, 200), dataset, backend: 'wasm' })
  expect(choice).toMatchObject({ name: 'plain tf.js', reason: { code: 'engine-lacks' } })
  expect(formatStored(choice.reason)).toContain('GaussianNoise')
  engine.close()
})
