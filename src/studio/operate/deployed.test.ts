/** A bad deploy of the score as the registry sees it: something answers that no flag points at, and rolling the champion back ends it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HOUR } from '../../ops/score/score'
import { memoryStorage } from '../../storage/open'
import { NodeServing } from '../testing/node-serving.test-help'
import { openScene, type Scene } from '../testing/scene'
import { deployedOver } from './deployed'
import { operateDesk } from './desk'

let scene: Scene

beforeEach(async () => {
  vi.stubGlobal('Worker', NodeServing)
  scene = await openScene('moons-mlp', Promise.resolve(memoryStorage()))
  await scene.when((s) => s.data.loaded)
  await scene.run('plan.set', { epochs: 2 })
  await scene.run('run.start')
  await scene.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await scene.run('model.save', { name: 'moons' })
  await scene.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await scene.run('service.new', { name: 'moons', model: 'moons' })
  const span = { startMs: 0, lengthMs: 10 * HOUR }
  const notes = [
    { id: 'n0', kind: 'rate', ...span, perMinute: 2 },
    { id: 'n1', kind: 'deploy', startMs: HOUR, lengthMs: 5 * HOUR, model: 'permuted classes' },
  ]
  await scene.run('score.set', { score: { seed: 5, durationMs: 10 * HOUR, notes } })
}, 60_000)
afterEach(async () => {
  operateDesk(scene.studio).close()
  await scene.close()
  vi.unstubAllGlobals()
})

async function playedTo(at: number): Promise<void> {
  await scene.run('service.play', { speed: 1e9, to: at })
  for (let i = 0; i < 600; i++) {
    const { clock } = scene.state().operate ?? {}
    if (clock?.at === at && !clock.playing) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it plays on')
}

test('it is told while it answers, and rolling the champion back by either name takes it back and moves no flag', async () => {
  const now = () => deployedOver(operateDesk(scene.studio))
  await playedTo(HOUR)
  expect(now()).toBeUndefined()
  await playedTo(2 * HOUR)
  expect(now()).toMatchObject({ over: { model: 'moons', version: 1 }, name: { model: 'moons (deploy 2)' } })
  const asked = { alias: 'champion', model: 'moons (deploy 2)', why: 'it answers worse' }
  expect(await scene.run('registry.rollback', asked)).toEqual({ takenBack: 'moons (deploy 2)@1' })
  await playedTo(3 * HOUR)
  expect(now()).toBeUndefined()
  expect(scene.state().aliases).toEqual({ moons: { champion: 1 } })
  // Nothing is deployed any more: what is asked now is of the flag.
  expect(await scene.run('registry.rollback', { alias: 'champion', model: 'moons' })).toMatchObject({
    kind: 'rollback',
  })
})

test('a drawing that is changed meanwhile ends no deploy: rolling back takes it back, and the flag stays', async () => {
  await playedTo(2 * HOUR)
  const { board } = operateDesk(scene.studio).store.getState()
  await board?.run('graph.set', { node: 'abstain', params: { below: 0.6 } })
  const { changes } = operateDesk(scene.studio).log()
  await expect.poll(() => changes.at(-1)?.what).toEqual({ type: 'service', why: 'the drawing was changed' })
  expect(deployedOver(operateDesk(scene.studio))).toMatchObject({ name: { model: 'moons (deploy 2)' } })
  expect(await scene.run('registry.rollback', { alias: 'champion', model: 'moons' })).toHaveProperty('takenBack')
  await expect.poll(() => deployedOver(operateDesk(scene.studio))).toBeUndefined()
  expect(scene.state().aliases).toEqual({ moons: { champion: 1 } })
})
