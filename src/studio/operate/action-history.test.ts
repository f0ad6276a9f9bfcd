/**
 * @file Undo per panel: aliases in the registry, the challenger's traffic share, and objectives each have a separate
 * history; a shortened scenario explains why it does not play.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY } from '../../ops/scenario/scenario'
import { memoryStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import { openScene, type Scene } from '../testing/studio-fixture'
import { operateController } from './controller'

let storage: Storage
let scene: Scene

beforeEach(async () => {
  storage = memoryStorage()
  scene = await openScene('moons-mlp', Promise.resolve(storage))
  await scene.when((s) => s.data.loaded)
  await scene.run('plan.set', { epochs: 2 })
  await scene.run('run.start')
  await scene.when((s) => s.run.tag === 'done')
  for (let i = 0; i < 2; i++) await scene.run('model.save', { name: 'moons' })
  await scene.run('service.new', { model: 'moons' })
}, 60_000)
afterEach(async () => {
  operateController(scene.studio).close()
  await scene.close()
})

const aliases = async () => (await storage.aliases.of('moons')).now
const drawing = () => scene.app().project.services?.[0]?.drawing
const share = () => drawing()?.nodes.find(({ kind }) => kind === 'split')?.params.challenger

test('an alias move can be undone and redone, as moves with a reason; the diagram stays unchanged', async () => {
  const at = (await aliases()).champion as number
  const other = at === 1 ? 2 : 1
  await scene.run('graph.add', { service: 'moons', kind: 'rateLimit' })
  const drawn = drawing()
  expect(await scene.refused('registry.undo')).toBe('command-off')
  const move = { model: 'moons', alias: 'champion' }
  await scene.run('registry.alias', { ...move, version: other, anyway: true, why: 'for a test' })
  await scene.run('registry.undo')
  expect(await aliases()).toEqual({ champion: at })
  expect(scene.state().aliases).toEqual({ moons: { champion: at } })
  await scene.run('registry.redo')
  expect(await aliases()).toEqual({ champion: other })
  await scene.run('registry.undo')
  const { moves } = await storage.aliases.of('moons')
  expect(moves.slice(-3).map(({ kind, by, why, to }) => [kind, by, why, to])).toEqual([
    ['rollback', 'you', 'taken back: for a test', at],
    ['move', 'you', 'done again: for a test', other],
    ['rollback', 'you', 'taken back: for a test', at],
  ])
  expect(await scene.refused('registry.undo')).toBe('command-off')
  expect(drawing()).toBe(drawn)

  // A rollback can be undone like any other alias move. An alias that was moved again in the meantime does not change.
  await scene.run('registry.alias', { ...move, alias: 'shadow', version: other })
  await scene.run('registry.rollback', { ...move, alias: 'shadow' })
  await scene.run('registry.undo')
  expect((await aliases()).shadow).toBe(other)
  await scene.run('registry.alias', { ...move, alias: 'shadow', version: at, by: 'canary' })
  expect(await scene.refused('registry.undo')).toBe('command-off')
})

test('redo works from the moment an undo shows', async () => {
  const at = (await aliases()).champion as number
  await scene.run('registry.alias', { model: 'moons', alias: 'shadow', version: at })
  const undone = scene.run('registry.undo')
  await scene.when((s) => s.aliases.moons?.shadow === undefined)
  await scene.run('registry.redo')
  await undone
  expect((await aliases()).shadow).toBe(at)
})

test('the share of the challenger can be undone; a diagram with a newer share is not changed', async () => {
  await scene.run('registry.alias', { model: 'moons', alias: 'challenger', version: 2 })
  await scene.run('canary.share', { percent: 20 })
  await scene.run('canary.share', { percent: 35 })
  await scene.run('canary.undo')
  expect(share()).toBe(20)
  await scene.run('canary.redo')
  expect(share()).toBe(35)
  await scene.run('canary.undo')
  await scene.run('canary.undo')
  expect(share()).toBe(0)
  expect(await scene.refused('canary.undo')).toBe('command-off')
  await scene.run('canary.share', { percent: 20 })
  const split = drawing()?.nodes.find(({ kind }) => kind === 'split')
  await scene.run('graph.set', { service: 'moons', node: split?.id, params: { champion: 50, challenger: 50 } })
  expect(await scene.refused('canary.undo')).toBe('command-off')
})

test('the first champion is announced once the service exists', () => {
  expect(scene.state().aliases).toEqual({ moons: { champion: 2 } })
})

test('adding, changing and removing an objective can be undone and redone, and so can rules', async () => {
  const promised = () => {
    const { slos, rules } = scene.app().project.services?.[0] ?? {}
    return JSON.stringify({ slos, rules })
  }
  const drawn = drawing()
  const steps = [promised()]
  expect(await scene.refused('slo.undo')).toBe('command-off')
  const one = await scene.run<{ id: string }>('slo.set', { kind: 'latency', targetPercent: 95, withinMs: 50 })
  steps.push(promised())
  await scene.run('slo.set', { slo: one.id, withinMs: 80 })
  steps.push(promised())
  await scene.run('slo.set', { slo: one.id, withinMs: 80 })
  await scene.run('slo.rule', { rule: 'fast', factor: 10 })
  steps.push(promised())
  await scene.run('slo.remove', { slo: one.id })
  steps.push(promised())
  expect(new Set(steps).size).toBe(5)
  for (const before of steps.slice(0, -1).toReversed()) {
    await scene.run('slo.undo')
    expect(promised()).toBe(before)
  }
  expect(await scene.refused('slo.undo')).toBe('command-off')
  // The objectives are monitored again after redo.
  expect((await scene.run<readonly { id: string }[]>('slo.list')).map(({ id }) => id)).not.toContain(one.id)
  for (const after of steps.slice(1)) {
    await scene.run('slo.redo')
    expect(promised()).toBe(after)
  }
  expect(await scene.refused('slo.redo')).toBe('command-off')
  expect(drawing()).toBe(drawn)

  // Undo changes nothing in another service.
  await scene.run('service.copy', { name: 'moons' })
  expect(await scene.refused('slo.undo')).toBe('command-off')
  await scene.run('service.open', { name: 'moons' })
  await scene.run('slo.undo')
  expect(promised()).toBe(steps[3])
})

test('a scenario that ends before the played time says so, and why it does not play', async () => {
  const controller = operateController(scene.studio)
  await scene.run('scenario.set', { scenario: { seed: 1, durationMs: 7 * DAY, events: [] } })
  controller.store.setState(({ clock }) => ({ clock: { ...clock, at: 3 * DAY } }))
  await scene.run('scenario.set', { scenario: { seed: 1, durationMs: 2 * DAY, events: [] } })
  expect(scene.notices().at(-1)).toBe(
    'The scenario now ends after 2 days, but it has already played for 3 days. Make it longer to continue, or start a new run.',
  )
  expect(await scene.refused('service.play')).toBe('scenario-at-end')
})
