/** A version's drawing is opened while a service serves: going back brings the service back, its score paused where it stood. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../ops/scenario/scenario'
import type { Scene } from '../testing/studio-fixture'
import { closeMoons, openMoons, playedTo, tenHours } from '../testing/served-moons.test-help'
import { operateController } from './controller'

let scene: Scene

beforeEach(async () => {
  scene = await openMoons()
  await scene.run('service.new', { name: 'first', model: 'moons' })
  await scene.run('service.new', { name: 'points', model: 'moons' })
  await scene.run('scenario.set', tenHours())
}, 60_000)
afterEach(() => closeMoons(scene))

const desk = () => operateController(scene.studio)

test('one that served serves again', async () => {
  await playedTo(scene, HOUR)
  const requests = desk().log().requests()
  await scene.run('registry.open', { model: 'moons', version: 1 })
  expect(scene.state().operate).toMatchObject({ service: null, serving: 'off' })
  expect(scene.studio.store.getState().project.template).toBe('version:moons v1')
  const { action, text } = scene.studio.store.getState().notices.at(-1) ?? {}
  expect(text).toContain('"points" is paused; it serves again when you go back.')
  await scene.run(action?.command ?? '', action?.args)
  // As the room does, and twice over.
  await Promise.all([desk().enter(), desk().enter()])
  expect(scene.state().operate).toMatchObject({ service: 'points', serving: 'on' })
  expect(scene.state().operate?.clock).toMatchObject({ at: HOUR, playing: false })
  expect(desk().log().requests()).toBe(requests)
  // Once: what is stopped by hand stays so.
  await scene.run('service.stop')
  await desk().enter()
  expect(scene.state().operate?.serving).toBe('off')
}, 60_000)

test('one that did not serve does not', async () => {
  await scene.run('registry.open', { model: 'moons', version: 1 })
  const { action } = scene.studio.store.getState().notices.at(-1) ?? {}
  await scene.run(action?.command ?? '', action?.args)
  await desk().enter()
  expect(scene.state().operate?.serving).toBe('off')
})
