import { beforeAll, expect, test } from 'vitest'
import { rng } from '../../base/rng'
import type { Dataset } from '../../data/dataset'
import { blobReads, setBlobReader } from '../../data/paged-columns'
import { paged, readFromMemory } from '../../data/paged-columns.test-help'
import type { TrainingJob } from '../../data/training-job'
import { chunkAt, orderOf, shapeOf } from '../loop/chunk'
import { freshMark } from '../loop/run-mark'
import type { Machine } from '../program/machine'
import { chain, dense, points, pointsJob } from '../testing/small-networks'
import '../testing/node-wasm'
import { hashWeights } from '../model-weights'
import { openPlain } from './open-engine'
import { openMachine } from './open-machine'
import { openProgramStep } from './program-step'
import { loadedRows } from './rows'

const MANY = 3000
/** A memory limit so small that the window has its minimum size of four evaluation batches. */
const TINY = 100
const WINDOW = 1024

let cpu: Machine
beforeAll(async () => {
  cpu = await openMachine('wasm')
})

/** Runs an epoch with an evaluation, an inspection and a profile in between; returns all results and the bytes used. */
async function epochOn(machine: Machine, job: TrainingJob, dataset: Dataset) {
  const engine = await openProgramStep(machine, job, dataset)
  const shape = shapeOf(job)
  const seen: unknown[] = []
  let place = freshMark(job)
  engine.order(orderOf(job, 0))
  for (let i = 0; ; i++) {
    const chunk = chunkAt(job, shape, place, Math.min(engine.mostSteps, 13))
    if (!chunk) break
    engine.steps(chunk.constants, chunk.rows)
    place = { ...place, ...chunk.next }
    if (i === 1) seen.push(await engine.evaluate(job.split.validation.subarray(0, 200)))
    if (i === 2) seen.push(await engine.inspect(job.split.train.subarray(7, 40), 5))
    if (i === 3) await engine.profile(job.batchSize)
  }
  const { weights: trained } = await engine.snapshot()
  seen.push(await engine.read(), await engine.confusion(), hashWeights(trained), place.step)
  const result = { seen, mostSteps: engine.mostSteps, bytes: engine.counters().bytes }
  engine.close()
  return result
}

/** Images of nine bytes each, so that windows do not end on a word boundary. */
function pictures(): { readonly job: TrainingJob; readonly dataset: Dataset } {
  const random = rng(3, { kind: 'generate' })
  const { columns, schema } = points('xor', MANY)
  const model = chain([3, 3, 1], [['Flatten', {}], dense(6, 'relu'), dense(2, 'softmax')])
  const input = { label: 'Image', kind: 'image', column: 'picture', shape: [3, 3, 1], scale: 1 / 255 } as const
  const { pipeline, ...job } = pointsJob(model, MANY, { batchSize: 37 })
  const picture = { name: 'picture', type: 'image', height: 3, width: 3, channels: 1 } as const
  const pixels = Uint8Array.from({ length: MANY * 9 }, () => random.below(256))
  return {
    job: { ...job, pipeline: { ...pipeline, inputs: [input] } },
    dataset: {
      schema: { ...schema, columns: [picture, ...schema.columns] },
      columns: [{ type: 'image', pixels }, ...columns],
    },
  }
}

/** The same images with image targets, which have more target values per row than input values. */
function painted(): { readonly job: TrainingJob; readonly dataset: Dataset } {
  const { job, dataset } = pictures()
  const model = chain(
    [3, 3, 1],
    [['Flatten', {}], dense(4, 'relu'), dense(9, 'sigmoid'), ['Reshape', { target_shape: [3, 3, 1] }]],
  )
  const output = { label: 'Class', kind: 'image', column: 'picture', shape: [3, 3, 1], scale: 1 / 255 } as const
  const heads = [{ label: 'Class', loss: { class_name: 'meanSquaredError', config: {} }, weight: 1 }]
  return { job: { ...job, model, heads, pipeline: { ...job.pipeline, outputs: [output] } }, dataset }
}

const table = {
  job: pointsJob(chain([2], [dense(6, 'tanh'), dense(2, 'softmax')]), MANY, { batchSize: 37 }),
  dataset: points('spirals', MANY),
}

test.each([
  ['columns', table],
  ['images', pictures()],
  ['images as targets', painted()],
])('an epoch through a window equals one over all rows, bit for bit: %s', async (_, { job, dataset }) => {
  const all = await epochOn(cpu, job, dataset)
  const part = await epochOn({ ...cpu, mostBytes: TINY }, job, dataset)
  expect(part.seen).toEqual(all.seen)
  expect(all.mostSteps).toBe(512)
  expect(part.mostSteps).toBe(Math.floor(WINDOW / 37))
  expect(part.bytes).toBeLessThan(all.bytes)
})

test.each([
  ['images', pictures()],
  ['images as targets', painted()],
])('an epoch over rows outside memory equals one over rows in memory, bit for bit: %s', async (_, { job, dataset }) => {
  const all = await epochOn(cpu, job, dataset)
  readFromMemory()
  const away = paged(dataset, 700)
  const before = blobReads()
  const part = await epochOn(cpu, job, away)
  const { reads, bytes } = blobReads()
  expect(part.seen).toEqual(all.seen)
  // Every training row is read once, chunk by chunk, in addition to the inspected rows.
  expect(bytes - before.bytes).toBeGreaterThanOrEqual(9 * job.split.train.length)
  expect(reads - before.reads).toBeLessThan(job.split.train.length / 20)
  const plain = await openPlain({ job, dataset: away, backend: 'cpu' })
  const here = await openPlain({ job, dataset, backend: 'cpu' })
  expect(await plain.evaluate(job.split.validation)).toEqual(await here.evaluate(job.split.validation))
  plain.close()
  here.close()
  setBlobReader(undefined)
})

test('the size of a window does not grow with the dataset', () => {
  const held = (rows: number, bytes: number) =>
    loadedRows(table.job, points('xor', rows), { bytes, batch: 10, steps: 8 })
  // A row with two columns and one target takes twelve bytes.
  expect(held(100, 1200)).toBe(100)
  expect(held(101, 1200)).toBe(80)
  expect(held(5000, 1200)).toBe(80)
  expect(held(5000, 600)).toBe(50)
  expect(held(5000, 1)).toBe(40)
  expect(held(30, 1)).toBe(30)
  // A row of nine pixels and nine targets takes 45 bytes.
  const { job, dataset } = painted()
  expect(loadedRows(job, dataset, { bytes: 45 * MANY, batch: 10, steps: 8 })).toBe(MANY)
  expect(loadedRows(job, dataset, { bytes: 45 * MANY - 1, batch: 10, steps: 8 })).toBe(80)
})
