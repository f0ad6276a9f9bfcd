/** Tests the runbooks in drills: the runbook for a bad version has a step that removes this version by name. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import '../../../../training/testing/node-wasm'
import { drills, findDrill } from '../../../../gallery/drills'
import { loadRunbook, readRunbook } from '../../../../gallery/runbooks'
import { runbookStepsText } from '../../../../messages/en/operate/alerts'
import { incidentTitle } from '../../../../ops/alerts/incident-title'
import { RUNBOOKS } from '../../../../ops/alerts/incidents'
import { slotOf } from '../../../../ops/log/request-buffer'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { memoryStorage } from '../../../../storage/open-storage'
import { currentIncidents } from '../../../../studio/operate/alerts/alerts'
import { operateController } from '../../../../studio/operate/controller'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { NodeServing } from '../../../../studio/testing/node-serving.test-help'
import { serveShippedData } from '../../../../studio/testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../../../../studio/testing/studio-fixture'
import { doable, runbookContext, runbookNames, servedModel } from './runbook'

/** With this seed, the bad deploy is at 3 a.m. */
const FAULT_AT_3 = 343
let data: Awaited<ReturnType<typeof serveShippedData>>
let netloom: TestStudio
beforeAll(async () => {
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeServing)
  netloom = await openTestStudio('moons-mlp', Promise.resolve(memoryStorage()), data.base)
  await netloom.run('machine.choose', { backend: 'wasm' })
})
afterAll(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
  data.close()
  vi.unstubAllGlobals()
})

async function playTo(minute: number): Promise<void> {
  const at = minute * MINUTE
  await netloom.run('service.play', { speed: 1e9, to: at })
  await expect.poll(() => netloom.state().operate?.clock, { timeout: 60_000 }).toMatchObject({ at, playing: false })
}

test.each(drills.flatMap(({ id }) => [1, 2].map((seed) => [id, seed] as const)))(
  'before the fault of %s, with seed %i, no drift is reported',
  async (id, seed) => {
    await netloom.run('drill.start', { id, seed })
    const drift = () => operateController(netloom.studio).log().readings.drift
    // The reference loads once a drill plays, and only later windows are compared with it.
    await playTo(1)
    await expect.poll(() => drift().reference).toBeDefined()
    await playTo((findDrill(id)?.withSeed(seed).faultAt ?? 0) / MINUTE)
    expect(drift().next).toBeGreaterThan(0)
    expect(drift().alerts.map(({ feature }) => feature.name)).toEqual([])
  },
  60_000,
)

test('at 03:42 of the bad deploy, the bad version is named, and every runbook removes it from the split', async () => {
  await netloom.run('drill.start', { id: 'bad-deploy-at-3', seed: FAULT_AT_3 })
  await playTo(3 * 60 + 42)
  const controller = operateController(netloom.studio)
  const log = controller.log()
  const incident = currentIncidents(log).at(-1)
  if (!incident) throw new Error('no incident was reported')
  expect([incidentTitle(incident, log.book), incident.runbook]).toEqual([
    ...['Low accuracy with new build of night reader', 'bad-version'],
  ])
  const lines = await netloom.run<readonly RegistryModel[]>('registry.models')
  const { aliases, models } = netloom.studio.store.getState()
  const now = runbookContext(
    controller.store.getState(),
    { log, service: controller.service() },
    { incident, lines, models },
  )
  const facts = runbookNames(incident, log.book, aliases, now.deployed, servedModel(controller.service()))
  const partsOf = async (key: (typeof RUNBOOKS)[number]) =>
    readRunbook(await loadRunbook(key), facts).flatMap(({ parts }) => doable(parts, now))
  for (const key of RUNBOOKS)
    expect(await partsOf(key), key).toContainEqual({
      ...{ kind: 'run', text: 'take new build of night reader out of the split' },
      ...{ command: 'canary.share', args: { percent: 0 } },
    })
  // The registry does not contain the bad version. Version 1 is the healthy version that it was derived from.
  expect(await partsOf('bad-version')).toContainEqual({
    ...{ kind: 'idle', text: 'open new build of night reader' },
    why: runbookStepsText.idle.notInRegistry,
  })
  await netloom.run('canary.share', { percent: 0 })
  await playTo(4 * 60)
  const { buffer } = log.fold
  const { version, alias } = buffer.columns
  const last = slotOf(buffer, buffer.next - 1)
  expect([log.book?.versions[version[last] as number], alias[last]]).toEqual([{ model: 'night reader', version: 1 }, 0])
}, 120_000)
