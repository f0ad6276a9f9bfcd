/** @file Training with text targets: engines agree on losses, correct characters, weights and evaluations. */
import { expect, test } from 'vitest'
import { additionSequences } from '../../catalog/datasets/sequences'
import { checkNetwork } from '../../compile/check-network'
import { defaultPlan } from '../../compile/default-plan'
import { toJob } from '../../compile/to-training-job'
import { generate } from '../../data/dataset'
import { makeSplit } from '../../data/split'
import { sequenceToSequence } from '../../gallery/sequences'
import { constantsOf, orderOf } from '../loop/chunk'
import { freshMark } from '../loop/run-mark'
import { openExact, openReference } from '../testing/loop-run'
import type { TrainStep } from '../train-step'

const ROWS = 120
const dataset = generate(additionSequences, 3, ROWS)
const drawing = sequenceToSequence({ entries: 13, units: 8, places: 3, signs: 12 })

function jobOf(loss: string, labelSmoothing?: number) {
  const pick = { kind: loss, ...(labelSmoothing ? { labelSmoothing } : {}) }
  const plan = { ...defaultPlan(additionSequences), batchSize: 16, loss: pick }
  const report = checkNetwork(drawing, additionSequences.schema, plan)
  const split = makeSplit(dataset, plan.split, plan.seed, 'answer')
  return toJob(report, plan, dataset, split).job
}

async function trained(engine: TrainStep, job: ReturnType<typeof jobOf>) {
  const rows = job.batchSize
  engine.order(orderOf(job, 0))
  for (let step = 0; step < 5; step++) {
    const constants = constantsOf(job, { ...freshMark(job), step, updates: step }, step * rows, 0.01)
    engine.steps([constants], rows)
  }
  const figures = await engine.read()
  const { weights } = await engine.snapshot()
  const evaluated = await engine.evaluate(job.split.validation)
  engine.close()
  return { ...figures, weights: weights.data, evaluated }
}

test.each([
  ['categoricalCrossentropy', 0],
  ['categoricalCrossentropy', 0.1],
  ['sparseCategoricalCrossentropy', 0],
  ['klDivergence', 0],
] as const)('%s, smoothed by %f: the exact CPU does what plain tf.js does', async (loss, smoothing) => {
  const job = jobOf(loss, smoothing)
  const plain = await trained(await openReference(job, dataset), job)
  const exact = await trained(await openExact(job, dataset), job)
  for (const [i, value] of plain.losses.entries()) expect(exact.losses[i]).toBeCloseTo(value, 5)
  for (const [i, value] of plain.weights.entries()) expect(exact.weights[i]).toBeCloseTo(value, 4)
  // Characters and end marks are counted, but nothing after the end mark is, so a two-digit answer leaves one position
  // uncounted.
  expect(exact.known).toEqual(plain.known)
  expect(plain.known[0]).toBeLessThan(5 * 16 * 3)
  expect(exact.sums).toEqual(plain.sums)
  expect(exact.evaluated.known).toEqual(plain.evaluated.known)
  expect(exact.evaluated.losses[0]).toBeCloseTo(plain.evaluated.losses[0] as number, 5)
  for (const [i, value] of plain.evaluated.outputs[0]?.entries() ?? [])
    expect(exact.evaluated.outputs[0]?.[i]).toBeCloseTo(value, 5)
})

test('positions after the end of a text affect neither weights nor loss', async () => {
  const job = jobOf('categoricalCrossentropy')
  const [output] = job.pipeline.outputs
  if (output?.kind !== 'sequence') throw new Error('a text')
  const engine = await openExact(job, dataset)
  const { losses, known, outputs } = await engine.evaluate(job.split.validation)
  engine.close()
  const { encodeTargets } = await import('../../data/encode-rows')
  const targets = encodeTargets(output, dataset, job.split.validation)
  let sum = 0
  targets.forEach((sign, at) => {
    if (!Number.isNaN(sign)) sum -= Math.log(outputs[0]?.[at * 12 + sign] as number)
  })
  const counted = targets.filter((sign) => !Number.isNaN(sign)).length
  expect(known).toEqual([counted])
  expect(losses[0]).toBeCloseTo(sum / counted, 5)
})
