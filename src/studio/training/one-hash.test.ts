import { afterAll, beforeAll, expect, test } from 'vitest'
import { templates } from '../../gallery'
import { openTestStudio } from '../testing/studio-fixture'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { stepsOf } from '../testing/steps-of'

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
})
afterAll(() => data.close())

/** Templates that can be trained. */
const trained = templates.filter(({ id }) => id !== 'blank')

/** The number of training steps for a lightweight example; heavier examples train for fewer steps. */
const STEPS = 200

// e2e/one-hash.spec.ts compares Chromium and Firefox with the same stored hashes, after the same number of steps.
test('every example still trains to the same weights', async () => {
  const hashes: Record<string, { steps: number; hash: string }> = {}
  for (const { id } of trained) {
    const steps = stepsOf(id, STEPS)
    const netloom = await openTestStudio(id, undefined, data.base)
    await netloom.when((s) => s.data.loaded)
    await netloom.run('plan.set', { epochs: 10_000, stopWhen: { steps } })
    await netloom.run('run.start', { backend: 'wasm' })
    const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
    expect(run).toMatchObject({ engine: 'exact CPU', step: steps })
    hashes[id] = { steps, hash: run.weightsHash ?? '' }
    await netloom.close()
  }
  await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot('../../gallery/fixtures/hashes.json')
}, 300_000)
