import { afterEach, expect, test } from 'vitest'
import { openBackend } from '../training/backends/open'
import { initialWeights } from '../training/initial-weights'
import { openNetwork } from '../training/network'
import { chain, dense } from '../training/testing/small-networks'
import '../training/testing/node-wasm'
import { type OpenModel, openModel } from './open-model'
import { toPredictProgram } from './predict-program'

const open: OpenModel[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

const NET = chain([2], [dense(8, 'relu'), dense(3, 'softmax')])
const WEIGHTS = initialWeights(NET, toPredictProgram(NET, 1).specs, 5)
const REF = { model: 'net', version: 1 }

async function opened(model = NET, weights = WEIGHTS): Promise<OpenModel> {
  const one = await openModel({ ref: REF, model, weights })
  open.push(one)
  return one
}

test('predicts as tf.js does, and each row equally in any batch', async () => {
  const model = await opened()
  expect(model.engine).toBe('exact CPU')
  const inputs = Float32Array.from({ length: 2 * 150 }, (_, i) => ((i * 37) % 19) / 5 - 2)
  const [all] = await model.predict([inputs], 150)
  await openBackend('wasm')
  const network = await openNetwork(NET, 0, WEIGHTS)
  const [expected] = await network.predict([inputs], 150)
  network.close()
  for (const [i, value] of (all ?? []).entries()) expect(value).toBeCloseTo(expected?.[i] as number, 5)
  for (const row of [0, 77, 149]) {
    const [one] = await model.predict([inputs.subarray(2 * row, 2 * row + 2)], 1)
    expect([...(one ?? [])]).toEqual([...(all?.subarray(3 * row, 3 * row + 3) ?? [])])
  }
})

test('overlapping calls do not share memory', async () => {
  const model = await opened()
  const rows = Array.from({ length: 20 }, (_, i) => Float32Array.of(i / 10, -i / 7))
  const together = await Promise.all(rows.map((row) => model.predict([row], 1)))
  for (const [i, row] of rows.entries()) expect(together[i]).toEqual(await model.predict([row], 1))
})

test('tf.js runs a model with a layer that the program lacks', async () => {
  const plain = chain([4, 4, 1], [['Flatten', {}], dense(2, 'softmax'), ['GaussianNoise', { stddev: 0.1 }]])
  const network = await openNetwork(plain, 3)
  const weights = await network.snapshot()
  network.close()
  const model = await opened(plain, weights)
  expect(model.engine).toBe('tf.js')
  const [out] = await model.predict([new Float32Array(16)], 1)
  expect(out?.length).toBe(2)
})

test('weights of another network are refused', async () => {
  const other = { ...WEIGHTS, data: WEIGHTS.data.slice(1) }
  await expect(openModel({ ref: REF, model: NET, weights: other })).rejects.toMatchObject({
    code: 'weights-do-not-fit',
  })
})
