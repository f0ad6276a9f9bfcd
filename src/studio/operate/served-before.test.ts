/** A version's drawing is opened while a service serves: going back brings the service back, its score paused where it stood. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import '../../training/testing/node-wasm'
import { HOUR } from '../../ops/score/score'
import { memoryStorage } from '../../storage/open'
import { NodeServing } from '../testing/node-serving.test-help'
import { openScene, type Scene } from '../testing/scene'
import { operateDesk } from './desk'

let scene: Scene

beforeEach(async () => {
  vi.stubGlobal('Worker', NodeServing)
  scene = await openScene('moons-mlp', Promise.resolve(memoryStorage()))
  await scene.when((s) => s.data.loaded)
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  await scene.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await scene.run('model.save', { name: 'moons' })
  await scene.run('service.new', { name: 'first', model: 'moons' })
  await scene.run('service.new', { name: 'points', model: 'moons' })
  const notes = [{ id: 'n0', kind: 'rate', startMs: 0, lengthMs: 10 * HOUR, perMinute: 2 }]
  await scene.run('score.set', { score: { seed: 5, durationMs: 10 * HOUR, notes } })
}, 60_000)
afterEach(async () => {
  operateDesk(scene.studio).close()
  await scene.close()
  vi.unstubAllGlobals()
})

const desk = () => operateDesk(scene.studio)

test('one that served serves again', async () => {
  await scene.run('service.play', { speed: 1e9, to: HOUR })
  await vi.waitFor(() => expect(scene.state().operate?.clock).toMatchObject({ at: HOUR, playing: false }), {
    timeout: 20_000,
    interval: 20,
  })
  const requests = desk().log().requests()
  await scene.run('registry.open', { model: 'moons', version: 1 })
  expect(scene.state().operate).toMatchObject({ service: null, serving: 'off' })
  expect(scene.studio.store.getState().project.template).toBe('version:moons v1')
  const { action, text } = scene.studio.store.getState().notices.at(-1) ?? {}
  expect(text).toContain('going back brings it back serving, its score paused where it stood')
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
