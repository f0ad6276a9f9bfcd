/** Responses right before a service stops are in its log, and no request number is used twice. */
import { expect, test, vi } from 'vitest'
import type { Answered } from '../../../protocol/serving-messages'
import '../../../training/testing/node-wasm'
import { memoryStorage } from '../../../storage/open-storage'
import { NodeServing } from '../../testing/node-serving.test-help'
import { openTestStudio } from '../../testing/studio-fixture'
import { operateController } from '../controller'

test('a service that is stopped or switched has all its responses in its log', async () => {
  vi.stubGlobal('Worker', NodeServing)
  const netloom = await openTestStudio('moons-mlp', Promise.resolve(memoryStorage()))
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await netloom.run('model.save', { name: 'moons' })
  for (const name of ['other', 'points']) await netloom.run('service.new', { name, model: 'moons' })
  const ask = async () =>
    (await netloom.run<readonly Answered[]>('service.infer', { rows: [{ x: 0, y: 0 }] }))[0]?.request
  await netloom.run('service.start')
  // The first request is logged at once; the next ones wait for the following batch.
  expect([await ask(), await ask(), await ask()]).toEqual([0, 1, 2])
  await netloom.run('service.stop')
  await netloom.run('service.start')
  expect(operateController(netloom.studio).log().requests()).toBe(3)
  expect([await ask(), await ask(), await ask()]).toEqual([3, 4, 5])
  await netloom.run('service.open', { name: 'other' })
  expect(operateController(netloom.studio).log().requests()).toBe(0)
  await netloom.run('service.open', { name: 'points' })
  expect(operateController(netloom.studio).log().requests()).toBe(6)
  await netloom.run('service.start')
  expect(await ask()).toBe(6)
  operateController(netloom.studio).close()
  await netloom.close()
  vi.unstubAllGlobals()
}, 60_000)
