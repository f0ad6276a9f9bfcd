/**
 * A version is opened as a project while a service is serving: going back restarts the service, with its scenario
 * paused at the same simulated time.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOUR } from '../../ops/scenario/scenario'
import type { TestStudio } from '../testing/studio-fixture'
import { closeMoons, openMoons, playedTo, tenHours } from '../testing/served-moons.test-help'
import { operateController } from './controller'

let netloom: TestStudio

beforeEach(async () => {
  netloom = await openMoons()
  await netloom.run('service.new', { name: 'first', model: 'moons' })
  await netloom.run('service.new', { name: 'points', model: 'moons' })
  await netloom.run('scenario.set', tenHours())
}, 60_000)
afterEach(() => closeMoons(netloom))

const controller = () => operateController(netloom.studio)

test('a service that was serving serves again', async () => {
  await playedTo(netloom, HOUR)
  const requests = controller().log().requests()
  await netloom.run('registry.open', { model: 'moons', version: 1 })
  expect(netloom.state().operate).toMatchObject({ service: null, serving: 'off' })
  expect(netloom.studio.store.getState().project.template).toBe('version:moons v1')
  const { action, text } = netloom.studio.store.getState().notices.at(-1) ?? {}
  expect(text).toContain('"points" is paused and resumes when you go back.')
  await netloom.run(action?.command ?? '', action?.args)
  // Enter Operate as the page does, twice, to check that a second call is harmless.
  await Promise.all([controller().enter(), controller().enter()])
  expect(netloom.state().operate).toMatchObject({ service: 'points', serving: 'on' })
  expect(netloom.state().operate?.clock).toMatchObject({ at: HOUR, playing: false })
  expect(controller().log().requests()).toBe(requests)
  // The service is restarted only once: if the user stops it, it stays stopped.
  await netloom.run('service.stop')
  await controller().enter()
  expect(netloom.state().operate?.serving).toBe('off')
}, 60_000)

test('a stopped service stays stopped', async () => {
  await netloom.run('registry.open', { model: 'moons', version: 1 })
  const { action } = netloom.studio.store.getState().notices.at(-1) ?? {}
  await netloom.run(action?.command ?? '', action?.args)
  await controller().enter()
  expect(netloom.state().operate?.serving).toBe('off')
})
