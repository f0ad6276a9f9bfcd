/** The result of a drill: restored with its project, and removed when the drill restarts. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import '../../../training/testing/node-wasm'
import { memoryStorage } from '../../../storage/open-storage'
import { NodeServing } from '../../testing/node-serving.test-help'
import { divideDrillRequests } from '../../testing/short-drills.test-help'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import { serveShippedData } from '../../testing/shipped-data.test-help'
import { operateController } from '../controller'

/** With this seed, the bad deploy is at 3 a.m. */
const FAULT_AT_3 = 343
let data: Awaited<ReturnType<typeof serveShippedData>>
let netloom: TestStudio
let restoreDrills: () => void
beforeAll(async () => {
  restoreDrills = divideDrillRequests(6)
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeServing)
  netloom = await openTestStudio('moons-mlp', Promise.resolve(memoryStorage()), data.base)
  await netloom.run('machine.choose', { backend: 'wasm' })
})
afterAll(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
  data.close()
  restoreDrills()
  vi.unstubAllGlobals()
})

test('a scored drill keeps its score, its actions and its file until it is restarted', async () => {
  const drill = () => netloom.app().operate.drill
  const project = () => netloom.studio.store.getState().project.id
  const elsewhere = project()
  const speed = () => operateController(netloom.studio).store.getState().clock.speed
  const usual = speed()
  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: FAULT_AT_3 })
  const here = project()
  expect(speed()).not.toBe(usual)
  await netloom.run('drill.do', { action: 'rollback' })
  await netloom.run('drill.finish', { rest: true })
  const over = drill()
  expect(over).toMatchObject({ tag: 'over', result: { score: expect.any(Number) } })
  await netloom.studio.projects.open(elsewhere)
  // The speed of a drill stays in the drill.
  expect(speed()).toBe(usual)
  expect(drill()).toEqual({ tag: 'none' })
  await netloom.studio.projects.open(here)
  await expect.poll(() => drill().tag).toBe('over')
  expect(drill()).toEqual(over)
  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: FAULT_AT_3 })
  await netloom.studio.projects.open(elsewhere)
  await netloom.studio.projects.open(here)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(drill()).toEqual({ tag: 'open', drill: 'bad-deploy-at-3' })
}, 240_000)
