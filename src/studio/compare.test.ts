/** @file Comparing drawings: every kind of source can be read, listed as changes, and applied as one step. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStorage } from '../storage/open-storage'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
let databases = 0
const drawn = () => scene.state().project.networks[0]
const dense = () => drawn()?.nodes.find(({ kind }) => kind === 'dense')
const ids = async (between: object) => (await scene.run<{ id: string }[]>('graph.diff', between)).map(({ id }) => id)

beforeEach(async () => {
  scene = await openScene('moons-mlp', openStorage({ name: `compare-${++databases}` }))
})
afterEach(() => scene.close())

test('an undo step, a version, another project, and a file can each be applied in whole or in part', async () => {
  const first = drawn()
  const { id } = scene.state().project
  await scene.run('version.save')
  const file = await scene.run<Uint8Array>('project.export')
  await scene.run('project.copy')
  await scene.run('version.save')
  await scene.run('graph.set', { node: dense()?.id, params: { units: 33 } })
  await scene.run('graph.rename', { node: dense()?.id, label: 'Wide' })
  await scene.run('graph.rename', { node: first?.nodes[0]?.id, label: 'Where' })
  const last = drawn()
  for (const source of [{ step: 0 }, { version: 1 }, { project: id }, { file }]) {
    expect(await ids({ to: source })).toEqual([`~${first?.nodes[0]?.id}`, `~${dense()?.id}`])
    await scene.run('graph.takeOver', { ...source, change: `~${dense()?.id}` })
    expect(dense()).toEqual(first?.nodes.find((node) => node.id === dense()?.id))
    expect(drawn()?.nodes[0]?.label).toBe('Where')
    await scene.run('graph.undo')
    await scene.run('graph.takeOver', source)
    expect(drawn()).toEqual(first)
    expect(await scene.refused('graph.takeOver', source)).toBe('no-change')
    await scene.run('graph.undo')
    expect(drawn()).toEqual(last)
  }
  expect(await ids({ from: { version: 1 }, to: { step: 1 } })).toEqual([`~${dense()?.id}`])
})

test('the drawing a run was trained with is a source too', async () => {
  await scene.run('plan.set', { epochs: 1 })
  await scene.run('run.start')
  const { runs } = await scene.when((state) => state.run.tag === 'done')
  await scene.run('graph.set', { node: dense()?.id, params: { units: 33 } })
  expect(await ids({ to: { run: runs[0]?.id } })).toEqual([`~${dense()?.id}`])
})

test('refuses an invalid source and changes nothing', async () => {
  const before = scene.state()
  expect(await scene.refused('graph.diff', {})).toBe('no-source')
  expect(await scene.refused('graph.takeOver', {})).toBe('no-source')
  expect(await scene.refused('graph.takeOver', { step: 99 })).toBe('no-step')
  expect(await scene.refused('graph.takeOver', { version: 9 })).toBe('no-version')
  expect(await scene.refused('graph.takeOver', { version: 'nine' })).toBe('no-version')
  expect(await scene.refused('graph.takeOver', { project: 'gone' })).toBe('no-project')
  expect(await scene.refused('graph.takeOver', { run: 'gone' })).toBe('no-such-run')
  expect(await scene.refused('graph.takeOver', { file: new TextEncoder().encode('hello') })).toBe('file-not-text')
  expect(await scene.refused('view.changes', { to: { color: 'red' } })).toBe('no-source')
  expect(scene.state()).toEqual(before)
})
