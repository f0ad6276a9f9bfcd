import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunMark, TrainingJob } from '../../data/training-job'
import type { StepConstants } from '../program/ops'
import { chain, dense, pointsJob } from '../testing/small-networks'
import { chunkAt, orderOf, shapeOf } from './chunk'
import { freshMark } from './run-mark'

/** 80 training rows in batches of 25: three full batches and one of 5 rows per epoch. */
const JOB = pointsJob(chain([2], [dense(2, 'softmax')]), 100, {
  batchSize: 25,
  epochs: 3,
  accumulate: 3,
  schedule: { class_name: 'CosineDecay', config: { warmup: 2 } },
})

/** Iterates over all steps of a job in chunks of these sizes. */
function walk(job: TrainingJob, sizes: () => number) {
  const shape = shapeOf(job)
  let mark: RunMark = freshMark(job)
  const steps: (StepConstants & { readonly epoch: number; readonly rows: number })[] = []
  while (mark.epoch < shape.epochs) {
    const chunk = chunkAt(job, shape, mark, sizes())
    if (!chunk) mark = { ...mark, epoch: mark.epoch + 1 }
    else {
      steps.push(...chunk.constants.map((one) => ({ ...one, epoch: mark.epoch, rows: chunk.rows })))
      mark = { ...mark, ...chunk.next }
    }
  }
  return steps
}

test('chunk sizes do not change the steps', () => {
  const expected = walk(JOB, () => 1)
  fc.assert(
    fc.property(fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (sizes) => {
      expect(walk(JOB, () => sizes.next().value)).toEqual(expected)
    }),
    { seed: 1 },
  )
})

test('every row is used once per epoch, the remainder in a smaller batch; the order differs between epochs', () => {
  const all = walk(JOB, () => 4)
  for (const epoch of [0, 1, 2]) {
    const order = orderOf(JOB, epoch)
    const steps = all.filter((step) => step.epoch === epoch)
    const rows = steps.flatMap((step) => [...order.subarray(step.first, step.first + step.rows)])
    expect(rows.sort((a, b) => a - b)).toEqual([...JOB.split.train])
    expect(steps.map((step) => step.rows)).toEqual([25, 25, 25, 5])
  }
  expect(orderOf(JOB, 0)).not.toEqual(orderOf(JOB, 1))
})

test('gradients accumulate within an epoch, and the last update takes the remaining batches', () => {
  const first = walk(JOB, () => 9).slice(0, 4)
  expect(first.map(({ fresh, update }) => [fresh, update])).toEqual([
    [1, 0],
    [0, 0],
    [0, 1],
    [1, 1],
  ])
  expect(first.map(({ share }) => share)).toEqual([...[3, 3, 3].map((n) => Math.fround(1 / n)), 1])
})

test('bias corrections count updates, not steps, and are float32', () => {
  const adam = walk(JOB, () => 9)
  // Two updates per epoch, so the last step is the sixth update.
  expect(adam.at(-1)?.correction1).toBe(Math.fround(1 / (1 - 0.9 ** 6)))
  expect(adam.at(-1)?.correction2).toBeCloseTo(1 / Math.sqrt(1 - 0.999 ** 6), 5)
  const sgd = walk({ ...JOB, optimizer: { class_name: 'SGD', config: {} } }, () => 9)
  expect(new Set(sgd.flatMap(({ correction1, correction2 }) => [correction1, correction2]))).toEqual(new Set([1]))
})

test('a resumed run continues its schedule, and one that continues after the last epoch starts it again', () => {
  const whole = walk(JOB, () => 9)
  const half = walk({ ...JOB, fromEpoch: 1 }, () => 9)
  expect(half.map(({ rate }) => rate)).toEqual(whole.slice(4).map(({ rate }) => rate))
  const again = walk({ ...JOB, fromEpoch: 3 }, () => 9)
  expect(again.map(({ rate }) => rate)).toEqual(whole.map(({ rate }) => rate))
  expect(again.map(({ step }) => step)).toEqual(whole.map(({ step }) => step + 12))
})

test("no chunk goes beyond the plan's last step", () => {
  const chunk = chunkAt({ ...JOB, stopWhen: { steps: 2 } }, shapeOf(JOB), freshMark(JOB), 9)
  expect(chunk?.constants).toHaveLength(2)
})
