/**
 * @file The hashes that e2e/one-hash.spec.ts expects of Chromium and Firefox: a few steps of examples that together use
 * every kind of op, activation, loss, and optimizer of the gallery. `one-hash.test.ts` trains all examples for longer.
 * Also the coverage of the examples that e2e/engines.webgpu.spec.ts trains.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Op } from '../training/program/ops'
import { toProgram } from '../training/program/to-program'
import { EXAMPLES, galleryJob } from './testing/gallery-jobs'
import { serveShippedData } from './testing/shipped-data.test-help'
import { openTestStudio } from './testing/studio-fixture'

const IN_BROWSERS = [
  'spam-conv',
  'reverse-gru',
  'auto-mpg-wide-deep',
  'wages-mlp',
  'fashion-inverted',
  'defects-cnn',
] as const
const STEPS = 8

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

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
})
afterAll(() => data.close())

test('the examples use every kind of op of the gallery', async () => {
  const gallery = new Set<string>()
  const covered = new Set<string>()
  for (const id of EXAMPLES) {
    for (const kind of await opKinds(id)) {
      gallery.add(kind)
      if (IN_BROWSERS.some((one) => one === id)) covered.add(kind)
    }
  }
  expect(gallery.size).toBeGreaterThan(35)
  expect([...gallery].filter((kind) => !covered.has(kind))).toEqual([])
}, 60_000)

test('the examples that are compared on WebGPU use every kind of op of the small examples', async () => {
  const compared = JSON.parse(readFileSync('src/gallery/fixtures/webgpu-examples.json', 'utf8')) as readonly string[]
  const kindsOfAll = async (ids: readonly string[]) => (await Promise.all(ids.map(opKinds))).flatMap((one) => [...one])
  const covered = new Set(await kindsOfAll(compared))
  expect((await kindsOfAll(SMALL)).filter((kind) => !covered.has(kind))).toEqual([])
})

test('the examples train to the same weights as before', async () => {
  const hashes: Record<string, { steps: number; hash: string }> = {}
  for (const id of IN_BROWSERS) {
    const netloom = await openTestStudio(id, undefined, data.base)
    await netloom.when((s) => s.data.loaded)
    await netloom.run('plan.set', { epochs: 10_000, stopWhen: { steps: STEPS } })
    await netloom.run('run.start', { backend: 'wasm' })
    const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
    expect(run).toMatchObject({ engine: 'exact CPU', step: STEPS })
    hashes[id] = { steps: STEPS, hash: run.weightsHash ?? '' }
    await netloom.close()
  }
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('../gallery/fixtures/browser-hashes.json')
}, 60_000)

/** The kinds of ops in a step, an evaluation, and a prediction of an example, with their variants. */
async function opKinds(id: string): Promise<ReadonlySet<string>> {
  const { job, dataset } = await galleryJob(id)
  const program = toProgram(job, dataset, { mostRows: job.batchSize, constantSteps: 1, metricSteps: 1 })
  const ops = (['train', 'evaluate', 'predict'] as const).flatMap((use) => program.list(use, job.batchSize).ops)
  return new Set(ops.flatMap(({ op }) => kindsOf(op)))
}

function kindsOf(op: Op): readonly string[] {
  return [
    op.op,
    ...('loss' in op ? [`${op.op} ${op.loss}`] : []),
    ...('rule' in op ? [`${op.op} ${op.rule}`] : []),
    ...('activation' in op && op.activation ? [`activation ${op.activation.name}`] : []),
  ]
}
