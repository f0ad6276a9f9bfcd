/** Playing right after a restart waits until the new run has begun. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../ops/scenario/scenario'
import type { TestStudio } from '../testing/studio-fixture'
import { closeMoons, openMoons, playedTo, tenHours } from '../testing/served-moons.test-help'
import { operateController } from './controller'

let netloom: TestStudio

beforeEach(async () => {
  netloom = await openMoons()
  await netloom.run('service.new', { name: 'points', model: 'moons' })
  await netloom.run('scenario.set', tenHours())
}, 60_000)
afterEach(() => closeMoons(netloom))

const clock = () => operateController(netloom.studio).store.getState().clock

test('Play during a restart plays the new run, also if the old one had ended', async () => {
  await playedTo(netloom, 10 * HOUR)
  const before = operateController(netloom.studio).log().requests()
  const begun = netloom.run('scenario.restart')
  const played = netloom.run('service.play', { speed: 1e9, to: HOUR })
  await Promise.all([begun, played])
  await netloom.when(() => clock().at === HOUR && !clock().playing)
  const requests = operateController(netloom.studio).log().requests()
  expect(requests).toBeGreaterThan(0)
  expect(requests).toBeLessThan(before / 2)
}, 60_000)

test('Serve during a restart serves the new run', async () => {
  await Promise.all([netloom.run('scenario.restart'), netloom.run('service.start')])
  expect(operateController(netloom.studio).store.getState().serving.tag).toBe('on')
}, 60_000)
