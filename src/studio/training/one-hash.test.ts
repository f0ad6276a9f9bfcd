/**
 * @file Reproducibility: all examples train to the stored weights. A few of them, which together use every kind of op,
 * activation, loss, and optimizer of the gallery, train for fewer steps to the weights that `e2e/one-hash.spec.ts`
 * expects of Chromium and Firefox.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXAMPLES } from '../testing/gallery-jobs'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { stepsOf } from '../testing/steps-of'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
})
afterAll(() => data.close())

type Hashes = Record<string, { readonly steps: number; readonly hash: string }>

/** The number of training steps for a lightweight example; heavier examples train for fewer steps. */
const STEPS = 200
const BROWSER_HASHES = 'src/gallery/fixtures/browser-hashes.json'
const BROWSER_STEPS = 8

/** The hashes of all examples, and of those that browsers train; both at once, because each example is verified once. */
let trained: Promise<{ readonly all: Hashes; readonly inBrowsers: Hashes }> | undefined
const train = () => {
  trained ??= trainExamples()
  return trained
}

async function trainExamples() {
  const all: Hashes = {}
  const inBrowsers: Hashes = {}
  const expected = JSON.parse(readFileSync(BROWSER_HASHES, 'utf8')) as Hashes
  for (const id of EXAMPLES) {
    const netloom = await openTestStudio(id, undefined, data.base)
    await netloom.when((s) => s.data.loaded)
    if (id in expected) inBrowsers[id] = await hashAfter(netloom, BROWSER_STEPS)
    all[id] = await hashAfter(netloom, stepsOf(id, STEPS))
    await netloom.close()
  }
  return { all, inBrowsers: Object.fromEntries(Object.keys(expected).map((id) => [id, inBrowsers[id]])) as Hashes }
}

async function hashAfter(netloom: TestStudio, steps: number): Promise<Hashes[string]> {
  await netloom.run('plan.set', { epochs: 10_000, stopWhen: { steps } })
  await netloom.run('run.start', { backend: 'wasm' })
  const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  expect(run).toMatchObject({ engine: 'exact CPU', step: steps })
  return { steps, hash: run.weightsHash ?? '' }
}

test('every example still trains to the same weights', async () => {
  const { all } = await train()
  await expect(`${JSON.stringify(all, null, 2)}\n`).toMatchFileSnapshot('../../gallery/fixtures/hashes.json')
}, 300_000)

test('the examples that browsers train still train to the same weights', async () => {
  const { inBrowsers } = await train()
  await expect(`${JSON.stringify(inBrowsers, null, 2)}\n`).toMatchFileSnapshot(
    '../../gallery/fixtures/browser-hashes.json',
  )
}, 300_000)
