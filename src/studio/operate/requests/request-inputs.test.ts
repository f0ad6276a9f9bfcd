import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import '../../../training/testing/node-wasm'
import { HOUR } from '../../../ops/scenario/scenario'
import { NodeServing } from '../../testing/node-serving.test-help'
import { serveShippedData } from '../../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import { operateController } from '../controller'
import { collectRequests } from '../drift/collect-requests'
import { requestInput } from './request-inputs'

let data: Awaited<ReturnType<typeof serveShippedData>>
let netloom: TestStudio
beforeAll(async () => {
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeServing)
  netloom = await openTestStudio('moons-mlp', undefined, data.base)
  await netloom.run('machine.choose', { backend: 'wasm' })
})
afterAll(async () => {
  await netloom.close()
  data.close()
  vi.unstubAllGlobals()
})

test('a row is as the request had it, drifted or not; after an edit of the scenario it is the dataset’s row, and marked', async () => {
  await netloom.run('drill.start', { id: 'dimming-camera', seed: 1 })
  const controller = operateController(netloom.studio)
  await controller.play({ speed: 525_600, to: 15 * HOUR })
  await expect.poll(() => controller.store.getState().clock, { timeout: 60_000 }).toMatchObject({ playing: false })
  const { buffer } = controller.log().fold
  const first = buffer.columns.operator.subarray(0, buffer.next).indexOf(1)
  const whole = [...Array(buffer.next).keys()].filter((id) => id % 50 === 0)
  expect(first).toBeGreaterThan(0)
  for (const id of [...whole, first, buffer.next - 1]) {
    const input = await requestInput(netloom.studio, id)
    expect(input, `request ${id}`).toMatchObject({ kind: 'row', row: buffer.columns.row[id], exact: true })
    expect(input?.kind === 'row' && input.changed !== undefined).toBe((buffer.columns.operator[id] as number) > 0)
  }
  expect(await requestInput(netloom.studio, buffer.next)).toBe(undefined)
  const made = await collectRequests(netloom.studio, { requests: [0, first, buffer.next - 1] })
  expect(made.rows).toBe(3)

  const last = buffer.next - 1
  const drifted = await requestInput(netloom.studio, last)
  await netloom.run('scenario.params', { event: 'fault', params: { amount: 1 } })
  const now = await requestInput(netloom.studio, last)
  expect(now).toMatchObject({ kind: 'row', exact: false, changed: 'brightness ×3.8' })
  expect(now).not.toEqual(drifted)
  expect(await requestInput(netloom.studio, 0)).toMatchObject({ exact: true })
}, 120_000)
