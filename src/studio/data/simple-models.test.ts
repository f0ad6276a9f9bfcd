/**
 * @file Simple models never see the target: if earlier targets are the network's only input, no comparison is possible.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStudio } from '../testing/studio-fixture'
import { serveShippedData } from '../testing/shipped-data.test-help'

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
})
afterAll(() => data.close())

test('co2-forecast reads only earlier values of its target, so the comparison is refused', async () => {
  const netloom = await openTestStudio('co2-forecast', undefined, data.base)
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  expect(await netloom.refused('run.baselines')).toBe('baselines-alone')
  await netloom.close()
})
