/**
 * @file The exact CPU engine compared with plain TensorFlow.js on all examples, and the coverage of the examples that
 * browsers train: `e2e/one-hash.spec.ts` and `e2e/engines.webgpu.spec.ts`.
 */
import { readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { rng, shuffle } from '../../base/rng'
import type { TrainingJob, WeightSet } from '../../data/training-job'
import { standaloneJob } from '../../training/engines/comparison-plan'
import { openPlain } from '../../training/engines/open-engine'
import { openMachine } from '../../training/engines/open-machine'
import { openProgramStep } from '../../training/engines/program-step'
import { constantsOf } from '../../training/loop/chunk'
import { freshMark } from '../../training/loop/run-mark'
import type { Op } from '../../training/program/ops'
import { toProgram } from '../../training/program/to-program'
import type { TrainStep } from '../../training/train-step'
import { EXAMPLES, type GalleryJob, galleryJob } from '../testing/gallery-jobs'
import { stepsOf } from '../testing/steps-of'
import '../../training/testing/node-wasm'

/** The number of training steps for a lightweight example; heavier examples train for fewer steps. */
const STEPS = 20
/** The largest batch: with more rows, plain tf.js takes a second per step of a large example. */
const BATCH = 16
const opened: TrainStep[] = []

afterEach(() => {
  for (const engine of opened.splice(0)) engine.close()
})

// `one-hash.test.ts` trains the same examples with the verification that precedes each run, so it is omitted here.
test.each(EXAMPLES)('%s: the exact CPU engine reaches the same losses as plain tf.js', async (id) => {
  const { job: shipped, dataset } = await exampleOf(id)
  const job = standaloneJob({ ...shipped, batchSize: Math.min(BATCH, shipped.batchSize) })
  const steps = Math.min(STEPS, stepsOf(id, 4 * STEPS))
  const fast = await openProgramStep(await openMachine('wasm'), job, dataset)
  opened.push(fast)
  expect(fast.name).toBe('exact CPU')
  const plain = await openPlain({ job, dataset, backend: 'wasm' })
  opened.push(plain)
  const start = await fast.snapshot()
  const given = await lossesOf(fast, job, steps)
  const expected = await lossesOf(plain, job, steps)
  if (apart(given, expected) < 1e-5) return
  // Max pooling and ReLU can amplify last-bit differences between runs of one engine, so measure that spread and use it
  // as the tolerance.
  let spread = 0
  for (const draw of [0, 1, 2, 3]) {
    fast.restore({ ...start, weights: lastBitsOff(start.weights, draw) })
    spread = Math.max(spread, apart(await lossesOf(fast, job, steps), given))
  }
  expect(apart(given, expected)).toBeLessThan(3 * spread)
})

/** The weights with the last bit of each value flipped with probability 1/2, to imitate a different summation order. */
function lastBitsOff({ specs, data }: WeightSet, draw: number): WeightSet {
  const random = rng(draw, { kind: 'generate' })
  const words = new Uint32Array(data.slice().buffer).map((word) => word ^ (random.next() & 1))
  return { specs, data: new Float32Array(words.buffer) }
}

/** The largest relative difference of the losses of a step. */
function apart(losses: Float32Array, others: Float32Array): number {
  expect(losses.length).toBe(others.length)
  const differences = others.map((other, i) => Math.abs((losses[i] as number) - other) / Math.max(other, 1e-3))
  return Math.max(...differences)
}

/** The loss of each step. */
async function lossesOf(engine: TrainStep, job: TrainingJob, steps: number): Promise<Float32Array> {
  const order = shuffle(job.split.train.slice(), rng(job.seed, { kind: 'shuffle', epoch: 0 }))
  const rows = Math.min(job.batchSize, order.length)
  engine.order(order)
  for (let step = 0; step < steps; step++) {
    const mark = { ...freshMark(job), step, updates: step }
    const first = (step * rows) % (order.length - rows + 1)
    engine.steps([constantsOf(job, mark, first, job.learningRate)], rows)
  }
  return (await engine.read()).losses
}

/** The examples that an emulated GPU trains in seconds. */
const SMALL = [
  'spirals-mlp',
  'penguins-mlp',
  'auto-mpg-mlp',
  'wine-mlp',
  'moons-mlp',
  'auto-mpg-two-inputs',
  'penguins-two-heads',
]
const fixture = (name: string) => JSON.parse(readFileSync(`src/gallery/fixtures/${name}.json`, 'utf8'))

test('the examples that browsers train use every kind of op of the gallery', async () => {
  const gallery = await kindsOfAll(EXAMPLES)
  const covered = new Set(await kindsOfAll(Object.keys(fixture('browser-hashes'))))
  expect(new Set(gallery).size).toBeGreaterThan(35)
  expect(gallery.filter((kind) => !covered.has(kind))).toEqual([])
}, 60_000)

test('the examples that are compared on WebGPU use every kind of op of the small examples', async () => {
  const covered = new Set(await kindsOfAll(fixture('webgpu-examples')))
  expect((await kindsOfAll(SMALL)).filter((kind) => !covered.has(kind))).toEqual([])
})

/** The kinds of ops of the examples whose jobs were made before: loading their data again takes seconds. */
const opKinds = new Map<string, ReadonlySet<string>>()

async function kindsOfAll(ids: readonly string[]): Promise<readonly string[]> {
  for (const id of ids) if (!opKinds.has(id)) await exampleOf(id)
  return ids.flatMap((id) => [...(opKinds.get(id) ?? [])])
}

/** The job of an example. Remembers the kinds of ops in a step, an evaluation, and a prediction. */
async function exampleOf(id: string): Promise<GalleryJob> {
  const { job, dataset } = await galleryJob(id)
  const program = toProgram(job, dataset, { mostRows: job.batchSize, constantSteps: 1, metricSteps: 1 })
  const ops = (['train', 'evaluate', 'predict'] as const).flatMap((use) => program.list(use, job.batchSize).ops)
  opKinds.set(id, new Set(ops.flatMap(({ op }) => kindsOf(op))))
  return { job, dataset }
}

/** The kind of an op, and its loss, rule, and activation. */
function kindsOf(op: Op): readonly string[] {
  return [
    op.op,
    ...('loss' in op ? [`${op.op} ${op.loss}`] : []),
    ...('rule' in op ? [`${op.op} ${op.rule}`] : []),
    ...('activation' in op && op.activation ? [`activation ${op.activation.name}`] : []),
  ]
}
