/**
 * @file Undo per panel: aliases in the registry, the challenger's traffic share, and objectives each have a separate
 * history; a shortened scenario explains why it does not play.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY } from '../../ops/scenario/scenario'
import { memoryStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'
import { operateController } from './controller'

let storage: Storage
let netloom: TestStudio

beforeEach(async () => {
  storage = memoryStorage()
  netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  for (let i = 0; i < 2; i++) await netloom.run('model.save', { name: 'moons' })
  await netloom.run('service.new', { model: 'moons' })
}, 60_000)
afterEach(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
})

const aliases = async () => (await storage.aliases.of('moons')).now
const drawing = () => netloom.app().project.services?.[0]?.drawing
const share = () => drawing()?.nodes.find(({ kind }) => kind === 'split')?.params.challenger

test('an alias move can be undone and redone, as moves with a reason; the diagram stays unchanged', async () => {
  const at = (await aliases()).champion as number
  const other = at === 1 ? 2 : 1
  await netloom.run('graph.add', { service: 'moons', kind: 'rateLimit' })
  const drawn = drawing()
  expect(await netloom.refused('registry.undo')).toBe('command-off')
  const move = { model: 'moons', alias: 'champion' }
  await netloom.run('registry.alias', { ...move, version: other, anyway: true, why: 'for a test' })
  await netloom.run('registry.undo')
  expect(await aliases()).toEqual({ champion: at })
  expect(netloom.state().aliases).toEqual({ moons: { champion: at } })
  await netloom.run('registry.redo')
  expect(await aliases()).toEqual({ champion: other })
  await netloom.run('registry.undo')
  const { moves } = await storage.aliases.of('moons')
  expect(moves.slice(-3).map(({ kind, by, why, to }) => [kind, by, why, to])).toEqual([
    ['rollback', 'you', 'taken back: for a test', at],
    ['move', 'you', 'done again: for a test', other],
    ['rollback', 'you', 'taken back: for a test', at],
  ])
  expect(await netloom.refused('registry.undo')).toBe('command-off')
  expect(drawing()).toBe(drawn)

  // A rollback can be undone like any other alias move. An alias that was moved again in the meantime does not change.
  await netloom.run('registry.alias', { ...move, alias: 'shadow', version: other })
  await netloom.run('registry.rollback', { ...move, alias: 'shadow' })
  await netloom.run('registry.undo')
  expect((await aliases()).shadow).toBe(other)
  await netloom.run('registry.alias', { ...move, alias: 'shadow', version: at, by: 'canary' })
  expect(await netloom.refused('registry.undo')).toBe('command-off')
})

test('redo works from the moment an undo shows', async () => {
  const at = (await aliases()).champion as number
  await netloom.run('registry.alias', { model: 'moons', alias: 'shadow', version: at })
  const undone = netloom.run('registry.undo')
  await netloom.when((s) => s.aliases.moons?.shadow === undefined)
  await netloom.run('registry.redo')
  await undone
  expect((await aliases()).shadow).toBe(at)
})

test('the share of the challenger can be undone; a diagram with a newer share is not changed', async () => {
  await netloom.run('registry.alias', { model: 'moons', alias: 'challenger', version: 2 })
  await netloom.run('canary.share', { percent: 20 })
  await netloom.run('canary.share', { percent: 35 })
  await netloom.run('canary.undo')
  expect(share()).toBe(20)
  await netloom.run('canary.redo')
  expect(share()).toBe(35)
  await netloom.run('canary.undo')
  await netloom.run('canary.undo')
  expect(share()).toBe(0)
  expect(await netloom.refused('canary.undo')).toBe('command-off')
  await netloom.run('canary.share', { percent: 20 })
  const split = drawing()?.nodes.find(({ kind }) => kind === 'split')
  await netloom.run('graph.set', { service: 'moons', node: split?.id, params: { champion: 50, challenger: 50 } })
  expect(await netloom.refused('canary.undo')).toBe('command-off')
})

test('the first champion is announced once the service exists', () => {
  expect(netloom.state().aliases).toEqual({ moons: { champion: 2 } })
})

test('adding, changing and removing an objective can be undone and redone, and so can rules', async () => {
  const promised = () => {
    const { slos, rules } = netloom.app().project.services?.[0] ?? {}
    return JSON.stringify({ slos, rules })
  }
  const drawn = drawing()
  const steps = [promised()]
  expect(await netloom.refused('slo.undo')).toBe('command-off')
  const one = await netloom.run<{ id: string }>('slo.set', { kind: 'latency', targetPercent: 95, withinMs: 50 })
  steps.push(promised())
  await netloom.run('slo.set', { slo: one.id, withinMs: 80 })
  steps.push(promised())
  await netloom.run('slo.set', { slo: one.id, withinMs: 80 })
  await netloom.run('slo.rule', { rule: 'fast', factor: 10 })
  steps.push(promised())
  await netloom.run('slo.rule', { rule: 'held', severity: 'page' })
  expect(netloom.app().project.services?.[0]?.rules).toMatchObject([
    ...[{ factor: 10, severity: 'page' }, {}, {}, { id: 'held', factor: 3, severity: 'page' }],
  ])
  steps.push(promised())
  await netloom.run('slo.remove', { slo: one.id })
  steps.push(promised())
  expect(new Set(steps).size).toBe(6)
  const offers = () => netloom.app().notices.filter(({ action }) => action?.command === 'slo.restore').length
  expect(offers()).toBe(1)
  for (const before of steps.slice(0, -1).toReversed()) {
    await netloom.run('slo.undo')
    expect(promised()).toBe(before)
  }
  expect(await netloom.refused('slo.undo')).toBe('command-off')
  // An objective that is back needs no offer to restore it.
  expect(offers()).toBe(0)
  // The objectives are monitored again after redo.
  expect((await netloom.run<readonly { id: string }[]>('slo.list')).map(({ id }) => id)).not.toContain(one.id)
  for (const after of steps.slice(1)) {
    await netloom.run('slo.redo')
    expect(promised()).toBe(after)
  }
  expect(await netloom.refused('slo.redo')).toBe('command-off')
  expect(drawing()).toBe(drawn)

  // Undo changes nothing in another service.
  await netloom.run('service.copy', { name: 'moons' })
  expect(await netloom.refused('slo.undo')).toBe('command-off')
  await netloom.run('service.open', { name: 'moons' })
  await netloom.run('slo.undo')
  expect(promised()).toBe(steps[4])
})

test('a scenario that ends before the played time says so, and why it does not play', async () => {
  const controller = operateController(netloom.studio)
  await netloom.run('scenario.set', { scenario: { seed: 1, durationMs: 7 * DAY, events: [] } })
  controller.store.setState(({ clock }) => ({ clock: { ...clock, at: 3 * DAY } }))
  await netloom.run('scenario.set', { scenario: { seed: 1, durationMs: 2 * DAY, events: [] } })
  expect(netloom.notices().at(-1)).toBe(
    'The scenario now ends after 2 days, but it has already played for 3 days. Make it longer to continue, or start a new run.',
  )
  expect(await netloom.refused('service.play')).toBe('scenario-at-end')
})
