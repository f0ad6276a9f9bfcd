/**
 * A drill that is restarted, and a drill whose service is renamed: nothing of the earlier attempt remains, and the
 * current attempt continues.
 */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import '../../../training/testing/node-wasm'
import { HOUR } from '../../../ops/scenario/scenario'
import { rollbackTarget } from '../../../storage/aliases'
import { NodeServing } from '../../testing/node-serving.test-help'
import { divideDrillRequests } from '../../testing/short-drills.test-help'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import { serveShippedData } from '../../testing/shipped-data.test-help'
import { operateController } from '../controller'
import type { Verified } from './drill-verify'
import type { RegistryModel } from '../registry/registry'

/** With this seed, the bad deploy is at 3 a.m. */
const FAULT_AT_3 = 343
let data: Awaited<ReturnType<typeof serveShippedData>>
let netloom: TestStudio
let restoreDrills: () => void
beforeAll(async () => {
  restoreDrills = divideDrillRequests(6)
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeServing)
})
afterAll(() => {
  data.close()
  restoreDrills()
  vi.unstubAllGlobals()
})
afterEach(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
})

async function begun(id: string): Promise<void> {
  netloom = await openTestStudio('moons-mlp', undefined, data.base)
  await netloom.run('machine.choose', { backend: 'wasm' })
  await netloom.run('drill.start', { id, seed: FAULT_AT_3 })
}
const line = async () =>
  (await netloom.run<readonly RegistryModel[]>('registry.models')).find(
    (one) => one.model === 'gate reader',
  ) as RegistryModel

test('after a restart, no alias can be rolled back to a version of the earlier attempt', async () => {
  await begun('dimming-camera')
  await netloom.run('drill.do', { action: 'v2' })
  expect(rollbackTarget((await line()).moves, 'champion')).toEqual([1])
  await netloom.run('drill.start', { id: 'dimming-camera', seed: 1 })
  expect((await line()).now.champion).toBe(1)
  expect(rollbackTarget((await line()).moves, 'champion')).toEqual([])
  expect(await netloom.refused('registry.rollback', { model: 'gate reader', alias: 'champion' })).toBe(
    'alias-no-way-back',
  )
  expect(await netloom.refused('registry.undo')).toBe('command-off')
  // The restart resets the alias, so the version that it pointed to before is not offered for a rollback.
  await netloom.run('drill.do', { action: 'v2' })
  await netloom.run('registry.alias', {
    model: 'gate reader',
    alias: 'champion',
    version: 1,
    anyway: true,
    why: 'a test',
  })
  await netloom.run('drill.start', { id: 'dimming-camera', seed: 1 })
  expect(rollbackTarget((await line()).moves, 'champion')).toEqual([])
}, 120_000)

test('the card of a version trained in a drill names its training rows, and training can be reproduced to the same weights', async () => {
  await begun('dimming-camera')
  const card = () => netloom.run<string>('registry.card', { model: 'gate reader', version: 1, format: 'markdown' })
  expect(await card()).toMatch(/fingerprint [0-9a-f]{8}/)
  expect(await card()).not.toContain('training data is unknown')
  expect(await netloom.run('registry.reproduce', { model: 'gate reader', version: 1 })).toMatchObject({
    verdict: 'same',
  })
}, 120_000)

test('the service is renamed during the drill: earlier actions still count, are scored and verified', async () => {
  await begun('bad-deploy-at-3')
  const to = 3 * HOUR + 20 * 60_000
  await operateController(netloom.studio).play({ speed: 525_600, to })
  await expect
    .poll(() => operateController(netloom.studio).store.getState().clock, { timeout: 120_000, interval: 20 })
    .toMatchObject({ playing: false, at: to })
  const { name } = operateController(netloom.studio).service()
  await netloom.run('service.rename', { name, to: 'the reader at night' })
  await netloom.run('drill.do', { action: 'see' })
  await netloom.run('drill.do', { action: 'rollback' })
  await netloom.run('drill.finish', { rest: true })
  expect(await netloom.run('drill.state')).toMatchObject({
    tag: 'over',
    verifiable: true,
    actions: [{ kind: 'report' }, {}],
  })
  const bytes = await netloom.run<Uint8Array<ArrayBuffer>>('drill.export')
  expect(await netloom.run<Verified>('drill.verify', { bytes })).toMatchObject({ same: true, differs: [] })
  // A restart restores the service name of the drill, and removes the earlier log.
  const { id } = netloom.app().project
  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: FAULT_AT_3 })
  expect(netloom.app().project).toMatchObject({ id, services: [{ name }] })
  const left = await netloom.studio.storage.serviceLogs.open({ project: id, service: 'the reader at night' })
  expect(left.kept).toBeUndefined()
}, 240_000)
