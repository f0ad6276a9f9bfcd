/**
 * @file Choosing another target column: the loss and the last layer are adapted in the same action, and one undo
 * restores the drawing.
 */
import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../storage/open-storage'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
afterEach(() => scene?.close())

const rows = Array.from(
  { length: 90 },
  (_, i) => `${20 + (i % 31)},agent ${i % 20},${i % 2 ? 'new' : 'old'},${1000 + 17 * i}`,
)
const houses = { path: 'houses.csv', text: `area,agent,state,price\n${rows.join('\n')}\n` }

test('switching from classes to a number and back', async () => {
  scene = await openScene('blank', Promise.resolve(memoryStorage()))
  await scene.run('data.bring', { files: [houses], options: { target: 'agent' }, project: 'new' })
  await scene.run('data.predict', { column: 'price' })
  expect(scene.state().check.diagnostics.map(({ code }) => code)).toContain('loss-misfit')
  await scene.run('data.predict', { fit: true })
  expect(scene.state().check).toMatchObject({ ok: true, diagnostics: [] })
  expect(scene.app().project.plan).toMatchObject({ target: 'price', loss: { kind: 'meanSquaredError' } })
  const last = () => scene.app().project.drawing.nodes.find(({ kind, label }) => kind === 'dense' && label === 'Dense')
  expect(last()?.params).toMatchObject({ units: 1, activation: 'linear' })
  await scene.run('data.predict', { column: 'state', fit: true })
  expect(scene.state().check).toMatchObject({ ok: true, diagnostics: [] })
  expect(last()?.params).toMatchObject({ units: 1, activation: 'sigmoid' })
  await scene.run('data.predict', { column: 'agent', fit: true })
  expect(last()?.params).toMatchObject({ units: 20, activation: 'softmax' })
  expect(scene.app().project.plan.target).toBeUndefined()
})

test("an output with its own target uses the plan's target again", async () => {
  scene = await openScene('blank', Promise.resolve(memoryStorage()))
  await scene.run('data.bring', { files: [houses], options: { target: 'agent' }, project: 'new' })
  const output = scene.app().project.drawing.nodes.find(({ kind }) => kind === 'output')
  await scene.run('graph.set', { node: output?.id, params: { target: 'price' } })
  await scene.run('data.predict', { column: 'state', fit: true })
  expect(scene.app().project.plan.target).toBe('state')
  expect(scene.state().check).toMatchObject({ ok: true, diagnostics: [] })
  expect(await scene.refused('data.predict', { column: 'none' })).toBe('data-lacks-column')
})
