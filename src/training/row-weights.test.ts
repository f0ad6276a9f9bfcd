/**
 * @file Row weights and repeated rows: compares plain tf.js with tf.js's weighted losses and `fit`, and the CPU machine
 * with plain tf.js.
 */
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { rng } from '../base/rng'
import type { Dataset } from '../data/dataset'
import { epochOrder, epochRows, resampleBy } from '../data/resample'
import type { TrainingJob } from '../data/training-job'
import { openBackend } from './backends/open'
import { openMachine } from './engines/open-machine'
import { openProgramStep } from './engines/program-step'
import { chunkAt, orderOf, shapeOf } from './loop/chunk'
import { freshMark } from './loop/run-mark'
import { openNetwork } from './network'
import type { Machine } from './program/machine'
import { chain, dense, points, pointsJob } from './testing/small-networks'
import { plainStep } from './tfjs-step'
import './testing/node-wasm'
import { tf } from './tensorflow'
import type { TrainStep } from './train-step'

const ROWS = 60
const MLP = chain([2], [dense(6, 'tanh'), dense(2, 'softmax')])
const SGD = { class_name: 'SGD', config: {} }
const PART = Uint32Array.of(3, 8, 3, 21, 40, 59, 0)

/**
 * The points dataset with an additional column of row weights, which are either random (some are 0) or determined by
 * the class.
 */
function datasetWithWeights(by: 'chance' | 'class'): Dataset {
  const { schema, columns } = points('xor', ROWS)
  const random = rng(5, { kind: 'generate' })
  const values = Float32Array.from({ length: ROWS }, (_, row) => {
    if (by === 'class') return row % 2 === 0 ? 1 : 3
    return row % 7 === 1 ? 0 : 0.1 + 3 * random.uniform()
  })
  return {
    schema: { ...schema, columns: [...schema.columns, { name: 'counts', type: 'number' }] },
    columns: [...columns, { type: 'number', values }],
  }
}

const weightsIn = ({ columns }: Dataset) => (columns[3] as { values: Float32Array }).values
const job = (more: Partial<TrainingJob> = {}) =>
  pointsJob(MLP, ROWS, { optimizer: SGD, batchSize: 9, learningRate: 0.1, ...more })

async function plain(of: TrainingJob, dataset: Dataset): Promise<TrainStep> {
  const network = await openNetwork(MLP, of.seed)
  return plainStep(network, of, dataset)
}

/** Trains for `epochs` epochs and returns the resulting weights. */
async function trained(engine: TrainStep, of: TrainingJob, epochs: number): Promise<Float32Array> {
  const shape = shapeOf(of)
  let place = freshMark(of)
  while (place.epoch < epochs) {
    engine.order(orderOf(of, place.epoch))
    for (;;) {
      const chunk = chunkAt(of, shape, place, 4)
      if (!chunk) break
      engine.steps(chunk.constants, chunk.rows)
      place = { ...place, ...chunk.next }
    }
    place = { ...place, epoch: place.epoch + 1 }
  }
  return (await engine.snapshot()).weights.data
}

function expectClose(given: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(given.length).toBe(expected.length)
  for (let i = 0; i < given.length; i++) expect(given[i]).toBeCloseTo(expected[i] as number, 5)
}

let cpu: Machine
beforeAll(async () => {
  cpu = await openMachine('wasm')
})
beforeEach(() => openBackend('cpu'))

test('the loss is the weighted sum of row losses divided by the number of rows, as in tf.js', async () => {
  const dataset = datasetWithWeights('chance')
  const alone = await plain(job(), dataset)
  const each = await Promise.all([...PART].map(async (row) => (await alone.inspect(Uint32Array.of(row), 0)).loss))
  const counts = [...PART].map((row) => weightsIn(dataset)[row] as number)
  const outputs = tf.tidy(
    () => tf.losses.computeWeightedLoss(tf.tensor1d(each), tf.tensor1d(counts), tf.Reduction.SUM).dataSync()[0],
  )
  const engine = await plain(job({ rowWeights: 'counts' }), dataset)
  expect((await engine.inspect(PART, 0)).loss).toBeCloseTo((outputs as number) / PART.length, 5)
  // Row weights apply to training only.
  expect((await engine.evaluate(PART)).losses[0]).toBeCloseTo(each.reduce((a, b) => a + b, 0) / PART.length, 5)
})

test("row weights equal to class weights train like tf.js's fit with class weights", async () => {
  const dataset = datasetWithWeights('class')
  const of = job({ rowWeights: 'counts', batchSize: 48, epochs: 1 })
  const engine = await plain(of, dataset)
  // The model gets its initial weights from the same seed.
  const { model } = await openNetwork(MLP, of.seed)
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' })
  const train = [...of.split.train]
  const [x, y] = dataset.columns as unknown as { values: Float32Array }[]
  await model.fit(
    tf.tensor2d(train.map((row) => [x?.values[row] as number, y?.values[row] as number])),
    tf.tensor2d(train.map((row) => (row % 2 === 0 ? [1, 0] : [0, 1]))),
    { epochs: 1, batchSize: 48, shuffle: false, classWeight: { 0: 1, 1: 3 }, verbose: 0 },
  )
  const theirs = model.getWeights().flatMap((weight) => [...weight.dataSync()])
  expectClose(await trained(engine, of, 1), theirs)
})

test('the exact CPU weighs rows like plain tf.js, over all rows and through a window', async () => {
  const dataset = datasetWithWeights('chance')
  const of = job({ rowWeights: 'counts', classWeights: [[1, 2]] })
  const reference = await plain(of, dataset)
  const engine = await openProgramStep(cpu, of, dataset)
  const window = await openProgramStep({ ...cpu, mostBytes: 1 }, of, dataset)
  const [ours, theirs] = [await engine.inspect(PART, 0), await reference.inspect(PART, 0)]
  expect(ours.loss).toBeCloseTo(theirs.loss, 5)
  ours.gradients.forEach(({ values }, i) => {
    expectClose(values, theirs.gradients[i]?.values ?? [])
  })
  const plainWeights = await trained(reference, of, 3)
  const exact = await trained(engine, of, 3)
  expectClose(exact, plainWeights)
  expect(await trained(window, of, 3)).toEqual(exact)
  // The same job without row weights gives a different result.
  expect(await trained(await openProgramStep(cpu, job(), dataset), job(), 3)).not.toEqual(exact)
  for (const one of [reference, engine, window]) one.close()
})

test('rows that are left out have a weight of 0, and all others keep their places and weights', async () => {
  const leftOut = Uint32Array.of(3, 8, 21)
  const { schema, columns } = points('xor', ROWS)
  const values = Float32Array.from({ length: ROWS }, (_, row) => Number(!leftOut.includes(row)))
  const counts = { name: 'counts', type: 'number' } as const
  const dataset: Dataset = {
    schema: { ...schema, columns: [...schema.columns, counts] },
    columns: [...columns, { type: 'number', values }],
  }
  const [of, weighted] = [job({ leftOut }), job({ rowWeights: 'counts' })]
  const reference = await plain(of, dataset)
  const engine = await openProgramStep(cpu, of, dataset)
  const window = await openProgramStep({ ...cpu, mostBytes: 1 }, of, dataset)
  const exact = await trained(engine, of, 3)
  expect(await trained(await openProgramStep(cpu, weighted, dataset), weighted, 3)).toEqual(exact)
  expect(await trained(window, of, 3)).toEqual(exact)
  expectClose(await trained(reference, of, 3), exact)
  expect(await trained(await openProgramStep(cpu, job(), dataset), job(), 3)).not.toEqual(exact)
  for (const one of [reference, engine, window]) one.close()
})

test('rows that repeat in an epoch are trained on again by every engine', async () => {
  const dataset = datasetWithWeights('chance')
  const { split } = job()
  // Four rows of one class, and all rows of the other class.
  const train = split.train.filter((row) => row % 2 === 0 || row < 8)
  const codes = (dataset.columns[2] as { codes: Int16Array }).codes
  const of = job({ split: { ...split, train }, resample: resampleBy('over', train, codes, 2) })
  expect(epochRows(of)).toBe(48)
  expect(epochOrder(of, 0).length).toBeGreaterThan(train.length)
  const reference = await plain(of, dataset)
  const engine = await openProgramStep(cpu, of, dataset)
  const window = await openProgramStep({ ...cpu, mostBytes: 1 }, of, dataset)
  const exact = await trained(engine, of, 3)
  expectClose(exact, await trained(reference, of, 3))
  expect(await trained(window, of, 3)).toEqual(exact)
  for (const one of [reference, engine, window]) one.close()
})
