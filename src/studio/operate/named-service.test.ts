/** A service that is renamed while it serves keeps its log, its URL, and its history. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HOUR } from '../../ops/scenario/scenario'
import { memoryStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import { closeMoons, openMoons, playedTo, tenHours } from '../testing/served-moons.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { operateController } from './controller'
import { retrainingController } from './retraining/retraining-loop'

const { scenario } = tenHours()
let netloom: TestStudio
let storage: Storage

beforeEach(async () => {
  storage = memoryStorage()
  netloom = await openMoons({ saved: ['moons', 'moons'], storage })
  await netloom.run('service.new', { name: 'points', model: 'moons' })
  await netloom.run('scenario.set', { scenario })
}, 60_000)
afterEach(() => closeMoons(netloom))

const controller = () => operateController(netloom.studio)
const share = () =>
  netloom.app().project.services?.[0]?.drawing.nodes.find(({ kind }) => kind === 'split')?.params.challenger

const answer = () => netloom.run('service.infer', { rows: [{ x: 0.1, y: 0.2 }] })
const asked = async (name: string) =>
  (await controller().url.call({ method: 'GET', path: `/v2/models/${name}/ready` }, 'direct')).status

test('it serves under the new name, in its log and at the URL, and earlier actions can be undone', async () => {
  await netloom.run('registry.alias', { model: 'moons', alias: 'challenger', version: 1 })
  await netloom.run('canary.share', { percent: 20 })
  await netloom.run('slo.set', { kind: 'latency', targetPercent: 95, withinMs: 50 })
  await netloom.run('scenario.set', { scenario: { ...scenario, seed: 6 } })
  await playedTo(netloom, HOUR)
  await answer()
  const retraining = retrainingController(netloom.studio)
  const before = controller().log().requests()
  expect([await asked('points'), await asked('crescents')]).toEqual([200, 404])

  expect(await netloom.refused('service.rename', { name: 'points', to: 'x'.repeat(81) })).toBe('service-name-long')
  expect(await netloom.run('service.rename', { name: 'points', to: 'crescents' })).toBe('crescents')
  expect(netloom.state().operate).toMatchObject({ service: 'crescents', serving: 'on', clock: { at: HOUR } })
  expect([await asked('points'), await asked('crescents')]).toEqual([404, 200])
  expect(controller().store.getState().url.names).toEqual(['crescents', 'moons'])
  expect(netloom.notices().at(-1)).toBe(
    '"points" is now called "crescents". It keeps serving, with the same log. Requests to the old URL no longer get a response.',
  )
  expect(retrainingController(netloom.studio)).toBe(retraining)
  retraining.setRule({ days: 9 })
  expect(controller().log().annotation('ring')).toMatchObject({ rule: { days: 9 } })
  expect(await answer()).toMatchObject([{ version: { model: 'moons' } }])
  await playedTo(netloom, 2 * HOUR)
  const log = controller().log()
  expect(log.requests()).toBeGreaterThan(before + 1)
  // A rename does not change the diagram.
  expect(log.changes.filter(({ what }) => what.type === 'service')).toEqual([])
  // The canvas now edits the service under its new name.
  await netloom.run('graph.set', { service: 'crescents', node: 'cache', params: { minutes: 4 } })
  expect(netloom.app().project.services?.map(({ name }) => name)).toEqual(['crescents'])

  await netloom.run('canary.undo')
  expect(share()).toBe(0)
  await netloom.run('slo.undo')
  await netloom.run('scenario.undo')
  expect(netloom.app().project.services?.[0]?.scenario?.seed).toBe(5)
  await netloom.run('scenario.redo')

  const { id } = netloom.app().project
  const requests = log.requests()
  await log.flush()
  await netloom.when((s) => s.saving === 'saved')
  controller().close()
  await netloom.vanish()
  netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.run('project.open', { id })
  await netloom.run('service.open', { name: 'crescents' })
  expect(controller().log().requests()).toBe(requests)
  expect(controller().log().at).toBeGreaterThanOrEqual(2 * HOUR)
  expect((await storage.serviceLogs.open({ project: id, service: 'points' })).kept).toBeUndefined()
}, 60_000)

test('an invalid diagram serves the previous one under the new name', async () => {
  await netloom.run('service.start')
  await netloom.run('graph.connect', { service: 'points', from: 'abstain', to: 'cache' })
  await netloom.run('service.rename', { name: 'points', to: 'crescents' })
  expect([await asked('points'), await asked('crescents')]).toEqual([404, 200])
  expect(await answer()).toMatchObject([{ version: { model: 'moons' } }])
})

test('a starting service is renamed once it has started; renaming another one keeps the open one, and its own log', async () => {
  const started = netloom.run('service.start')
  await netloom.run('service.rename', { name: 'points', to: 'crescents' })
  await started
  expect([await asked('points'), await asked('crescents')]).toEqual([404, 200])
  await answer()
  await netloom.run('service.copy', { name: 'crescents' })
  await netloom.run('service.start')
  expect(await netloom.run('service.rename', { name: 'crescents', to: 'first' })).toBe('first')
  expect(netloom.state().operate).toMatchObject({ service: 'crescents 2', serving: 'on' })
  await netloom.run('service.open', { name: 'first' })
  expect(controller().log().requests()).toBe(1)
  // A name in use gets a number, and the log of the other service is not touched.
  expect(await netloom.run('service.rename', { name: 'first', to: 'crescents 2' })).toBe('crescents 2 2')
  expect(controller().log().requests()).toBe(1)
  // A rename does not change the stages, so it is not logged as a change to the service.
  await netloom.run('service.start')
  await answer()
  await netloom.run('service.stop')
  await vi.waitFor(() => expect(controller().log().requests()).toBe(2), 20_000)
  expect(
    controller()
      .log()
      .changes.filter(({ what }) => what.type === 'service'),
  ).toEqual([])
})

test('messages about the old URL are removed; without a new name, the command opens the name field in Operate', async () => {
  await netloom.run('service.start')
  expect(netloom.notices().at(-1)).toMatch(/^"points" is running/)
  controller().store.setState(({ url }) => ({ url: { ...url, base: 'https://here/~s/' } }))
  await netloom.run('room.open', { room: 'data' })
  await netloom.run('service.rename')
  expect([controller().store.getState().naming, netloom.app().room]).toEqual([true, 'operate'])
  await netloom.run('service.rename', { name: 'points', to: 'crescents' })
  expect(controller().store.getState().naming).toBe(false)
  expect(netloom.notices().some((text) => text.startsWith('"points" serves'))).toBe(false)
  expect(netloom.notices().at(-1)).toContain('The new URL is https://here/~s/v2/models/crescents/infer.')
})
