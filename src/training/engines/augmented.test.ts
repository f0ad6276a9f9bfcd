/** @file Training on augmented samples: engines agree for any chunk size, and evaluation data is not augmented. */
import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import type { Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import { chunkAt, orderOf, shapeOf } from '../loop/chunk'
import { freshMark } from '../loop/run-mark'
import { openExact, openReference } from '../testing/loop-run'
import { chain, dense, points, pointsJob } from '../testing/small-networks'
import type { TrainStep } from '../train-step'

const ROWS = 90

/** Images of bars with a mask for each: a dataset with an image input, a class target and a target image. */
function bars(augment?: TrainingJob['augment']): { readonly job: TrainingJob; readonly dataset: Dataset } {
  const random = rng(5, { kind: 'generate' })
  const size = { height: 6, width: 5, channels: 1 } as const
  const pixels = new Uint8Array(ROWS * 30)
  const masks = new Uint8Array(ROWS * 30)
  for (let row = 0; row < ROWS; row++) {
    const at = random.below(5)
    for (let y = 0; y < 6; y++) {
      pixels[row * 30 + y * 5 + at] = 180 + random.below(70)
      masks[row * 30 + y * 5 + at] = 255
    }
  }
  const model = chain(
    [6, 5, 1],
    [
      ['Conv2D', { filters: 3, kernel_size: [3, 3], padding: 'same', activation: 'tanh' }],
      ['Conv2D', { filters: 1, kernel_size: [1, 1], activation: 'sigmoid' }],
    ],
  )
  const base = pointsJob(chain([2], [dense(2, 'softmax')]), ROWS, {
    batchSize: 17,
    epochs: 2,
    ...(augment && { augment }),
  })
  const shape = [6, 5, 1]
  return {
    job: {
      ...base,
      model,
      heads: [{ label: 'Mask', loss: { class_name: 'binaryCrossentropy', config: {} }, weight: 1 }],
      pipeline: {
        inputs: [{ label: 'Image', kind: 'image', column: 'image', shape, scale: 1 / 255 }],
        outputs: [{ label: 'Mask', kind: 'image', column: 'mask', shape, scale: 1 / 255, mask: true }],
      },
    },
    dataset: {
      schema: {
        ...points('xor', ROWS).schema,
        kind: 'images',
        columns: [
          { name: 'image', type: 'image', ...size },
          { name: 'mask', type: 'image', ...size, mask: true },
        ],
        target: 'mask',
      },
      columns: [
        { type: 'image', pixels },
        { type: 'image', pixels: masks },
      ],
    },
  }
}

/** Runs an epoch in chunks of at most `most` steps; returns the final weights, the losses, and an evaluation. */
async function epochOf(engine: TrainStep, job: TrainingJob, most: number) {
  const shape = shapeOf(job)
  let place = freshMark(job)
  engine.order(orderOf(job, 0))
  for (;;) {
    const chunk = chunkAt(job, shape, place, Math.min(engine.mostSteps, most))
    if (!chunk) break
    engine.steps(chunk.constants, chunk.rows)
    place = { ...place, ...chunk.next }
  }
  const { losses } = await engine.read()
  const { weights } = await engine.snapshot()
  const { losses: evaluated } = await engine.evaluate(job.split.validation)
  engine.close()
  return { losses: [...losses], weights: [...weights.data], evaluated: [...evaluated] }
}

const SHAKEN = [{ kind: 'noise', deviation: 0.3 }]
const MOVED = [{ kind: 'shift' }, { kind: 'flip' }, { kind: 'rotate' }, { kind: 'blur' }, { kind: 'erase' }]
const numbers = pointsJob(chain([2], [dense(6, 'tanh'), dense(2, 'softmax')]), ROWS, {
  batchSize: 17,
  epochs: 2,
  augment: SHAKEN,
})

const mixed = [{ kind: 'mixup', alpha: 0.8 }]

test.each([
  ['numeric columns', { job: numbers, dataset: points('spirals', ROWS) }],
  ['images and their masks', bars(MOVED)],
  ['mixed-up numbers', { job: { ...numbers, augment: mixed }, dataset: points('spirals', ROWS) }],
  ['mixed-up images', bars(mixed)],
] as const)(
  '%s: the exact CPU trains on the same samples as plain tf.js, for any chunk sizes',
  async (_, { job, dataset }) => {
    const plain = await epochOf(await openReference(job, dataset), job, 3)
    const exact = await epochOf(await openExact(job, dataset), job, 2)
    expect(await epochOf(await openExact(job, dataset), job, 100)).toEqual(exact)
    for (const [i, loss] of exact.losses.entries()) expect(loss).toBeCloseTo(plain.losses[i] as number, 5)
    for (const [i, weight] of exact.weights.entries()) expect(weight).toBeCloseTo(plain.weights[i] as number, 4)
    const still = await epochOf(await openExact({ ...job, augment: [] }, dataset), { ...job, augment: [] }, 2)
    expect(still.losses).not.toEqual(exact.losses)
  },
)

test('evaluation is not augmented', async () => {
  const { job, dataset } = bars(MOVED)
  const { augment: _, ...plain } = job
  const [varied, still] = [await openExact(job, dataset), await openExact(plain, dataset)]
  expect(await varied.evaluate(job.split.validation)).toEqual(await still.evaluate(job.split.validation))
  varied.close()
  still.close()
})
