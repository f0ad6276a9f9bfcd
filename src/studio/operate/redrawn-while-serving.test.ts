/** What is drawn while nothing serves, or while it is being opened, is in the log from the moment on at which it answers. */
import { afterEach, expect, test } from 'vitest'
import { serviceChangeText } from '../../ops/change-text'
import type { Scene } from '../testing/studio-fixture'
import { closeMoons, openMoons } from '../testing/served-moons.test-help'
import { operateController } from './controller'

let scene: Scene
afterEach(() => closeMoons(scene))

test('edits before it serves again, and while it is opened, are changes of the log; stages that came have times', async () => {
  scene = await openMoons()
  const service = 'points'
  await scene.run('service.new', { name: service, model: 'moons' })
  const desk = operateController(scene.studio)
  const changes = () =>
    desk.log().changes.map(({ what }) => (what.type === 'service' ? `service: ${serviceChangeText(what)}` : what.type))
  const ask = () => scene.run('service.infer', { rows: [{ x: 0, y: 0 }] })
  // What is drawn before it ever serves is how it begins.
  await scene.run('graph.set', { service, node: 'abstain', params: { below: 0.6 } })
  await scene.run('service.start')
  await ask()
  expect(changes()).toEqual([])

  await scene.run('service.stop')
  const limit = await scene.run<string>('graph.addBefore', { service, kind: 'rateLimit', node: 'cache' })
  await scene.run('graph.set', { service, node: limit, params: { perSecond: 7 } })
  await scene.run('service.start')
  await expect.poll(changes).toEqual(['service: The service diagram was edited: rateLimit-1 was added'])
  const { stages, timing } = desk.log().book ?? {}
  expect(timing?.stages).toHaveLength(stages?.length ?? 0)
  expect(stages).toContain(limit)

  // A node that is moved serves as before.
  await scene.run('service.stop')
  await scene.run('graph.move', { service, node: limit, position: { x: 10, y: 400 } })
  const opening = scene.run('service.start')
  await scene.run('graph.set', { service, node: limit, params: { perSecond: 1, burst: 1 } })
  await opening
  await expect
    .poll(changes)
    .toEqual([
      'service: The service diagram was edited: rateLimit-1 was added',
      'service: The service diagram was edited: rateLimit-1, perSecond 7 to 1; rateLimit-1, burst 200 to 1',
    ])
  await ask()
  expect(await ask()).toMatchObject([{ status: 'limited' }])
}, 60_000)
