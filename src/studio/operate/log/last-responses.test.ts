/** Responses right before a service stops are in its log, and no request number is used twice. */
import { expect, test, vi } from 'vitest'
import type { Answered } from '../../../protocol/serving-messages'
import '../../../training/testing/node-wasm'
import { memoryStorage } from '../../../storage/open-storage'
import { NodeServing } from '../../testing/node-serving.test-help'
import { openScene } from '../../testing/studio-fixture'
import { operateController } from '../controller'

test('a service that is stopped or switched has all its responses in its log', async () => {
  vi.stubGlobal('Worker', NodeServing)
  const scene = await openScene('moons-mlp', Promise.resolve(memoryStorage()))
  await scene.when((s) => s.data.loaded)
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  await scene.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await scene.run('model.save', { name: 'moons' })
  for (const name of ['other', 'points']) await scene.run('service.new', { name, model: 'moons' })
  const ask = async () =>
    (await scene.run<readonly Answered[]>('service.infer', { rows: [{ x: 0, y: 0 }] }))[0]?.request
  await scene.run('service.start')
  // The first request is logged at once; the next ones wait for the following batch.
  expect([await ask(), await ask(), await ask()]).toEqual([0, 1, 2])
  await scene.run('service.stop')
  await scene.run('service.start')
  expect(operateController(scene.studio).log().requests()).toBe(3)
  expect([await ask(), await ask(), await ask()]).toEqual([3, 4, 5])
  await scene.run('service.open', { name: 'other' })
  expect(operateController(scene.studio).log().requests()).toBe(0)
  await scene.run('service.open', { name: 'points' })
  expect(operateController(scene.studio).log().requests()).toBe(6)
  await scene.run('service.start')
  expect(await ask()).toBe(6)
  operateController(scene.studio).close()
  await scene.close()
  vi.unstubAllGlobals()
}, 60_000)
