/** What requests brought, made again from the log: as they came before and after a drift, and told where the score was edited since. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import '../../training/testing/node-wasm'
import { HOUR } from '../../ops/scenario/scenario'
import { openScene, type Scene } from '../testing/studio-fixture'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { NodeServing } from '../testing/node-serving.test-help'
import { collectRequests } from './collect-requests'
import { operateController } from './controller'
import { requestInput } from './request-inputs'

let data: Awaited<ReturnType<typeof serveShippedData>>
let scene: Scene
beforeAll(async () => {
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeServing)
  scene = await openScene('moons-mlp', undefined, data.base)
  await scene.run('machine.choose', { backend: 'wasm' })
})
afterAll(async () => {
  await scene.close()
  data.close()
  vi.unstubAllGlobals()
})

test('a row is as it came, drifted or not; of an edited score that is told, and the row is as the set has it', async () => {
  await scene.run('drill.start', { id: 'dimming-camera' })
  const desk = operateController(scene.studio)
  await desk.play({ speed: 525_600, to: 12 * HOUR })
  await expect.poll(() => desk.store.getState().clock, { timeout: 60_000 }).toMatchObject({ playing: false })
  const { ring } = desk.log().fold
  const first = ring.columns.operator.subarray(0, ring.next).indexOf(1)
  const whole = [...Array(ring.next).keys()].filter((id) => id % 50 === 0)
  expect(first).toBeGreaterThan(0)
  for (const id of [...whole, first, ring.next - 1]) {
    const input = await requestInput(scene.studio, id)
    expect(input, `request ${id}`).toMatchObject({ kind: 'row', row: ring.columns.row[id], exact: true })
    expect(input?.kind === 'row' && input.changed !== undefined).toBe((ring.columns.operator[id] as number) > 0)
  }
  expect(await requestInput(scene.studio, ring.next)).toBe(undefined)
  const made = await collectRequests(scene.studio, { requests: [0, first, ring.next - 1] })
  expect(made.rows).toBe(3)

  const last = ring.next - 1
  const drifted = await requestInput(scene.studio, last)
  await scene.run('scenario.params', { event: 'n4', params: { amount: 1 } })
  const now = await requestInput(scene.studio, last)
  expect(now).toMatchObject({ kind: 'row', exact: false, changed: 'brightness ×3.8' })
  expect(now).not.toEqual(drifted)
  expect(await requestInput(scene.studio, 0)).toMatchObject({ exact: true })
}, 120_000)
