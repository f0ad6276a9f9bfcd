/** Edits to the diagram while the service is stopped or starting are logged at the time from which they take effect. */
import { afterEach, expect, test } from 'vitest'
import { serviceChangeText } from '../../ops/change-text'
import type { TestStudio } from '../testing/studio-fixture'
import { closeMoons, openMoons } from '../testing/served-moons.test-help'
import { operateController } from './controller'

let netloom: TestStudio
afterEach(() => closeMoons(netloom))

test('edits before a restart and while it starts are log entries; new stages have times', async () => {
  netloom = await openMoons()
  const service = 'points'
  await netloom.run('service.new', { name: service, model: 'moons' })
  const controller = operateController(netloom.studio)
  const changes = () =>
    controller
      .log()
      .changes.map(({ what }) => (what.type === 'service' ? `service: ${serviceChangeText(what)}` : what.type))
  const ask = () => netloom.run('service.infer', { rows: [{ x: 0, y: 0 }] })
  // Edits before the first start are part of the initial state.
  await netloom.run('graph.set', { service, node: 'abstain', params: { below: 0.6 } })
  await netloom.run('service.start')
  await ask()
  expect(changes()).toEqual([])

  await netloom.run('service.stop')
  const limit = await netloom.run<string>('graph.addBefore', { service, kind: 'rateLimit', node: 'cache' })
  await netloom.run('graph.set', { service, node: limit, params: { perSecond: 7 } })
  await netloom.run('service.start')
  await expect.poll(changes).toEqual(['service: The service diagram was edited: added rateLimit-1'])
  const { stages, timing } = controller.log().book ?? {}
  expect(timing?.stages).toHaveLength(stages?.length ?? 0)
  expect(stages).toContain(limit)

  // Moving a node does not change the service.
  await netloom.run('service.stop')
  await netloom.run('graph.move', { service, node: limit, position: { x: 10, y: 400 } })
  const opening = netloom.run('service.start')
  await netloom.run('graph.set', { service, node: limit, params: { perSecond: 1, burst: 1 } })
  await opening
  await expect
    .poll(changes)
    .toEqual([
      'service: The service diagram was edited: added rateLimit-1',
      'service: The service diagram was edited: changed Requests per second in rateLimit-1 from 7 to 1 and changed Burst in rateLimit-1 from 200 to 1',
    ])
  await ask()
  expect(await ask()).toMatchObject([{ status: 'limited' }])
}, 60_000)
