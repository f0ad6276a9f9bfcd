/** Playing right after a restart waits until the new run has begun. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../ops/scenario/scenario'
import type { Scene } from '../testing/studio-fixture'
import { closeMoons, openMoons, playedTo, tenHours } from '../testing/served-moons.test-help'
import { operateController } from './controller'

let scene: Scene

beforeEach(async () => {
  scene = await openMoons()
  await scene.run('service.new', { name: 'points', model: 'moons' })
  await scene.run('scenario.set', tenHours())
}, 60_000)
afterEach(() => closeMoons(scene))

const clock = () => operateController(scene.studio).store.getState().clock

test('Play during a restart plays the new run, also if the old one had ended', async () => {
  await playedTo(scene, 10 * HOUR)
  const before = operateController(scene.studio).log().requests()
  const begun = scene.run('scenario.restart')
  const played = scene.run('service.play', { speed: 1e9, to: HOUR })
  await Promise.all([begun, played])
  await scene.when(() => clock().at === HOUR && !clock().playing)
  const requests = operateController(scene.studio).log().requests()
  expect(requests).toBeGreaterThan(0)
  expect(requests).toBeLessThan(before / 2)
}, 60_000)

test('Serve during a restart serves the new run', async () => {
  await Promise.all([scene.run('scenario.restart'), scene.run('service.start')])
  expect(operateController(scene.studio).store.getState().serving.tag).toBe('on')
}, 60_000)
