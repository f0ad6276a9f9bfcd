/** A project that is open in two tabs: only the first one serves it, moves aliases, and writes its logs. */
import { afterEach, expect, test, vi } from 'vitest'
import { HOUR } from '../../ops/scenario/scenario'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { fakeLocks } from '../../storage/tab-locks.test-help'
import { closeMoons, openMoons, playedTo, tenHours } from '../testing/served-moons.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { operateController } from './controller'

provideIndexedDB()

const open: TestStudio[] = []
afterEach(async () => {
  for (const tab of open.splice(0).reverse()) await closeMoons(tab)
  vi.unstubAllGlobals()
})

async function firstTab(name: string): Promise<TestStudio> {
  vi.stubGlobal('navigator', { locks: fakeLocks() })
  const first = await openMoons({ saved: ['moons', 'moons'], storage: await openStorage({ name }) })
  open.push(first)
  await first.run('service.new', { name: 'points', model: 'moons' })
  await first.run('scenario.set', tenHours())
  await playedTo(first, HOUR)
  await operateController(first.studio).log().flush()
  await first.run('project.save')
  return first
}

async function secondTab(name: string, project: string): Promise<TestStudio> {
  const second = await openTestStudio('moons-mlp', openStorage({ name }))
  open.push(second)
  await second.run('project.open', { id: project })
  await second.run('service.open', { name: 'points' })
  return second
}

const logOf = (tab: TestStudio) => operateController(tab.studio).log()

test('the second tab shows the service, but neither serves it nor moves its aliases', async () => {
  const first = await firstTab('two-tabs')
  const second = await secondTab('two-tabs', first.state().project.id)
  expect([second.state().saving, logOf(second).requests()]).toEqual(['unsaved', logOf(first).requests()])

  const moves = async () => (await first.studio.storage.aliases.of('moons')).moves.length
  const before = await moves()
  expect(await second.refused('service.play', { speed: 1e9 })).toBe('open-elsewhere')
  expect(await second.refused('scenario.restart')).toBe('open-elsewhere')
  expect(await second.refused('service.rename', { name: 'points', to: 'dots' })).toBe('open-elsewhere')
  expect(await second.refused('canary.start', {})).toBe('open-elsewhere')
  const challenger = { model: 'moons', alias: 'challenger' }
  expect(await second.refused('registry.alias', { ...challenger, version: 2 })).toBe('open-elsewhere')
  expect(await second.refused('registry.rollback', challenger)).toBe('open-elsewhere')
  expect(await second.refused('model.remove', { name: 'moons', version: 2 })).toBe('open-elsewhere')
  expect(await moves()).toBe(before)
  await first.run('registry.alias', { ...challenger, version: 2 })
  expect(await moves()).toBe(before + 1)
}, 60_000)

test('the second tab does not write the log, and continues that of the first tab once this one is closed', async () => {
  const first = await firstTab('handed-over')
  const { id } = first.state().project
  const second = await secondTab('handed-over', id)
  logOf(second).setAnnotation('mine', 'kept')
  await logOf(second).flush()
  await playedTo(first, 2 * HOUR)
  const { requests } = logOf(first)
  const count = requests()
  await logOf(first).flush()
  await first.run('project.new', { template: 'blank' })
  await second.when(({ saving }) => saving === 'saved')
  await vi.waitFor(() => expect(logOf(second).requests()).toBe(count), { timeout: 10_000 })
  await playedTo(second, 3 * HOUR)
  expect(logOf(second).requests()).toBeGreaterThan(count)
}, 60_000)
