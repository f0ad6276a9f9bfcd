/** A service that gets another name while it serves: it goes on, with its log, its URL, and all that a person did to it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HOUR } from '../../ops/scenario/scenario'
import { memoryStorage } from '../../storage/open'
import type { Storage } from '../../storage/records'
import { openScene, type Scene } from '../testing/studio-fixture'
import { closeMoons, openMoons, playedTo, tenHours } from '../testing/served-moons.test-help'
import { operateController } from './controller'
import { retrainingController } from './retraining-loop'

const { scenario } = tenHours()
let scene: Scene
let storage: Storage

beforeEach(async () => {
  storage = memoryStorage()
  scene = await openMoons({ saved: ['moons', 'moons'], storage })
  await scene.run('service.new', { name: 'points', model: 'moons' })
  await scene.run('scenario.set', { scenario })
}, 60_000)
afterEach(() => closeMoons(scene))

const desk = () => operateController(scene.studio)
const share = () =>
  scene.app().project.services?.[0]?.drawing.nodes.find(({ kind }) => kind === 'split')?.params.challenger

const answer = () => scene.run('service.infer', { rows: [{ x: 0.1, y: 0.2 }] })
const asked = async (name: string) =>
  (await desk().url.call({ method: 'GET', path: `/v2/models/${name}/ready` }, 'direct')).status

test('it serves on by the new name, in its log and over the URL, and what was done to it can be taken back', async () => {
  await scene.run('registry.alias', { model: 'moons', alias: 'challenger', version: 1 })
  await scene.run('canary.share', { percent: 20 })
  await scene.run('slo.set', { kind: 'latency', targetPercent: 95, withinMs: 50 })
  await scene.run('scenario.set', { scenario: { ...scenario, seed: 6 } })
  await playedTo(scene, HOUR)
  await answer()
  const ring = retrainingController(scene.studio)
  const before = desk().log().requests()
  expect([await asked('points'), await asked('crescents')]).toEqual([200, 404])

  expect(await scene.run('service.rename', { name: 'points', to: 'crescents' })).toBe('crescents')
  expect(scene.state().operate).toMatchObject({ service: 'crescents', serving: 'on', clock: { at: HOUR } })
  expect([await asked('points'), await asked('crescents')]).toEqual([404, 200])
  expect(desk().url.store.getState().names).toEqual(['crescents', 'moons'])
  expect(scene.notices().at(-1)).toBe(
    '"points" is now called "crescents". It keeps serving, with the same log. Requests to the URL of "points" are no longer answered.',
  )
  expect(retrainingController(scene.studio)).toBe(ring)
  ring.setRule({ days: 9 })
  expect(desk().log().annotation('ring')).toMatchObject({ rule: { days: 9 } })
  expect(await answer()).toMatchObject([{ version: { model: 'moons' } }])
  await playedTo(scene, 2 * HOUR)
  const log = desk().log()
  expect(log.requests()).toBeGreaterThan(before + 1)
  // A name is no drawing.
  expect(log.changes.filter(({ what }) => what.type === 'service')).toEqual([])
  // The canvas writes into the service of the new name.
  await scene.run('graph.set', { service: 'crescents', node: 'cache', params: { minutes: 4 } })
  expect(scene.app().project.services?.map(({ name }) => name)).toEqual(['crescents'])

  await scene.run('canary.undo')
  expect(share()).toBe(0)
  await scene.run('slo.undo')
  await scene.run('scenario.undo')
  expect(scene.app().project.services?.[0]?.score?.seed).toBe(5)
  await scene.run('scenario.redo')

  const { id } = scene.app().project
  const requests = log.requests()
  await log.flush()
  await scene.when((s) => s.saving === 'saved')
  desk().close()
  await scene.vanish()
  scene = await openScene('moons-mlp', Promise.resolve(storage))
  await scene.run('project.open', { id })
  await scene.run('service.open', { name: 'crescents' })
  expect(desk().log().requests()).toBe(requests)
  expect(desk().log().at).toBeGreaterThanOrEqual(2 * HOUR)
  expect((await storage.serviceLogs.open({ project: id, service: 'points' })).kept).toBeUndefined()
}, 60_000)

test('a drawing that is spoiled serves on by the one before, under the new name', async () => {
  await scene.run('service.start')
  await scene.run('graph.connect', { service: 'points', from: 'abstain', to: 'cache' })
  await scene.run('service.rename', { name: 'points', to: 'crescents' })
  expect([await asked('points'), await asked('crescents')]).toEqual([404, 200])
  expect(await answer()).toMatchObject([{ version: { model: 'moons' } }])
})

test('one that is being started is waited for; one that is not open keeps what is open, and its own log', async () => {
  const started = scene.run('service.start')
  await scene.run('service.rename', { name: 'points', to: 'crescents' })
  await started
  expect([await asked('points'), await asked('crescents')]).toEqual([404, 200])
  await answer()
  await scene.run('service.copy', { name: 'crescents' })
  await scene.run('service.start')
  expect(await scene.run('service.rename', { name: 'crescents', to: 'first' })).toBe('first')
  expect(scene.state().operate).toMatchObject({ service: 'crescents 2', serving: 'on' })
  await scene.run('service.open', { name: 'first' })
  expect(desk().log().requests()).toBe(1)
  // A name that is taken gets a number, and nobody's log.
  expect(await scene.run('service.rename', { name: 'first', to: 'crescents 2' })).toBe('crescents 2 2')
  expect(desk().log().requests()).toBe(1)
  // A name is no drawing: what serves by the same stages is no change of the service.
  await scene.run('service.start')
  await answer()
  await scene.run('service.stop')
  await vi.waitFor(() => expect(desk().log().requests()).toBe(2))
  expect(
    desk()
      .log()
      .changes.filter(({ what }) => what.type === 'service'),
  ).toEqual([])
})

test('what was said of the old address goes with the name; without a new name it is asked for where it stands', async () => {
  await scene.run('service.start')
  expect(scene.notices().at(-1)).toMatch(/^"points" is serving/)
  desk().url.store.setState({ base: 'https://here/~s/' })
  await scene.run('room.open', { room: 'data' })
  await scene.run('service.rename')
  expect([desk().store.getState().naming, scene.app().room]).toEqual([true, 'operate'])
  await scene.run('service.rename', { name: 'points', to: 'crescents' })
  expect(desk().store.getState().naming).toBe(false)
  expect(scene.notices().some((text) => text.startsWith('"points" serves'))).toBe(false)
  expect(scene.notices().at(-1)).toContain('The new URL is https://here/~s/v2/models/crescents/infer.')
})
