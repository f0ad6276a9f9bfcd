/** @file Comparing drawings: every kind of source can be read, listed as changes, and applied as one step. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
const drawn = () => netloom.state().project.networks[0]
const dense = () => drawn()?.nodes.find(({ kind }) => kind === 'dense')
const ids = async (between: object) => (await netloom.run<{ id: string }[]>('graph.diff', between)).map(({ id }) => id)

beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', openStorage({ name: `compare-${++databases}` }))
})
afterEach(() => netloom.close())

test('an undo step, a version, another project, and a file can each be applied in whole or in part', async () => {
  const first = drawn()
  const { id } = netloom.state().project
  await netloom.run('version.save')
  const file = await netloom.run<Uint8Array>('project.export')
  await netloom.run('project.copy')
  await netloom.run('version.save')
  await netloom.run('graph.set', { node: dense()?.id, params: { units: 33 } })
  await netloom.run('graph.rename', { node: dense()?.id, label: 'Wide' })
  await netloom.run('graph.rename', { node: first?.nodes[0]?.id, label: 'Where' })
  const last = drawn()
  for (const source of [{ step: 0 }, { version: 1 }, { project: id }, { file }]) {
    expect(await ids({ to: source })).toEqual([`~${first?.nodes[0]?.id}`, `~${dense()?.id}`])
    await netloom.run('graph.takeOver', { ...source, change: `~${dense()?.id}` })
    expect(dense()).toEqual(first?.nodes.find((node) => node.id === dense()?.id))
    expect(drawn()?.nodes[0]?.label).toBe('Where')
    await netloom.run('graph.undo')
    await netloom.run('graph.takeOver', source)
    expect(drawn()).toEqual(first)
    expect(await netloom.refused('graph.takeOver', source)).toBe('no-change')
    await netloom.run('graph.undo')
    expect(drawn()).toEqual(last)
  }
  expect(await ids({ from: { version: 1 }, to: { step: 1 } })).toEqual([`~${dense()?.id}`])
})

test('the drawing a run was trained with is a source too', async () => {
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  const { runs } = await netloom.when((state) => state.run.tag === 'done')
  await netloom.run('graph.set', { node: dense()?.id, params: { units: 33 } })
  expect(await ids({ to: { run: runs[0]?.id } })).toEqual([`~${dense()?.id}`])
})

test('refuses an invalid source and changes nothing', async () => {
  const before = netloom.state()
  expect(await netloom.refused('graph.diff', {})).toBe('argument-missing')
  expect(await netloom.refused('graph.takeOver', {})).toBe('no-source')
  expect(await netloom.refused('graph.takeOver', { step: 99 })).toBe('no-step')
  expect(await netloom.refused('graph.takeOver', { version: 9 })).toBe('no-version')
  expect(await netloom.refused('graph.takeOver', { version: 'nine' })).toBe('no-version')
  expect(await netloom.refused('graph.takeOver', { project: 'gone' })).toBe('no-project')
  expect(await netloom.refused('graph.takeOver', { run: 'gone' })).toBe('no-such-run')
  expect(await netloom.refused('graph.takeOver', { file: new TextEncoder().encode('hello') })).toBe('file-not-text')
  expect(await netloom.refused('view.changes', { to: { color: 'red' } })).toBe('no-source')
  expect(netloom.state()).toEqual(before)
})

test('the panel closes with its project; the code panel stays open', async () => {
  const panel = () => netloom.app().sidePanel
  await netloom.run('view.changes', {})
  expect(panel()).toBe('changes')
  await netloom.run('project.new', { template: 'moons-mlp' })
  expect(panel()).toBeNull()
  await netloom.run('view.code')
  await netloom.run('project.new', { template: 'moons-mlp' })
  expect(panel()).toBe('code')
})
