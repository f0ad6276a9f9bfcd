import { afterEach, expect, test } from 'vitest'
import { memoryStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import { bring, flowers } from '../testing/bring'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio
let storage: Storage
afterEach(() => netloom.close())

/**
 * Opens a studio with a dataset of 60 flowers, and with a plan, input, output, and slices that refer to its columns and
 * classes.
 */
async function open(): Promise<string> {
  storage = memoryStorage()
  netloom = await openTestStudio('spirals-mlp', Promise.resolve(storage))
  const id = await bring(storage, flowers(), netloom.run)
  await netloom.run('data.use', { dataset: id })
  await netloom.run('plan.set', {
    target: 'kind',
    features: ['width', 'height'],
    classWeights: { rose: 2, tulip: 3 },
    split: {
      ...{ kind: 'column', column: 'kind', train: 0.8, validation: 0.1, test: 0.1 },
      parts: { rose: 'train', tulip: 'validation' },
    },
    balance: { weights: 'height' },
  })
  await netloom.run('data.prepare', { column: 'width', steps: [{ kind: 'minMax' }] })
  await set('input', { columns: ['width', 'height'] })
  await set('output', { target: 'kind' })
  await netloom.run('dataset.slices', {
    slices: [{ name: 'wide', where: { all: [{ column: 'width', is: '>', value: 3 }, kindIs('rose')] } }],
  })
  return id
}

const kindIs = (value: string, column = 'kind') => ({ column, is: '=', value })
const nodeOf = (kind: string) => netloom.app().project.drawing.nodes.find((node) => node.kind === kind)
const set = (kind: string, params: object) => netloom.run('graph.set', { node: nodeOf(kind)?.id, params })
const step = (change: object) => netloom.run('dataset.edit', { step: change })
const plan = () => netloom.app().project.plan
const where = async (id: string) => (await storage.sets.get(id))?.slices[0]?.where

test('renaming a column updates plan, drawing, history, and slices, and undo restores them', async () => {
  const id = await open()
  const before = { plan: plan(), columns: nodeOf('input')?.params.columns, where: await where(id) }
  await step({ kind: 'rename', column: 'width', to: 'Breite' })
  await step({ kind: 'rename', column: 'kind', to: 'Art' })
  await step({ kind: 'rename', column: 'height', to: 'Höhe' })
  expect(plan()).toMatchObject({ target: 'Art', features: ['Breite', 'Höhe'], balance: { weights: 'Höhe' } })
  expect(plan().split).toMatchObject({ column: 'Art' })
  expect(plan().prepare).toEqual({ Breite: [{ kind: 'minMax' }] })
  expect(nodeOf('input')?.params.columns).toEqual(['Breite', 'Höhe'])
  expect(nodeOf('output')?.params.target).toBe('Art')
  expect(await where(id)).toEqual({ all: [{ column: 'Breite', is: '>', value: 3 }, kindIs('rose', 'Art')] })
  expect(netloom.state().check.diagnostics.map(({ code }) => code)).not.toContain('unknown-column')
  // In the previous drawing, the output names no column, and the input already uses the new names.
  await netloom.run('graph.undo')
  expect(nodeOf('input')?.params.columns).toEqual(['Breite', 'Höhe'])
  await netloom.run('graph.redo')
  await netloom.run('dataset.undo', { to: 0 })
  expect(plan()).toEqual(before.plan)
  expect(nodeOf('input')?.params.columns).toEqual(before.columns)
  expect(nodeOf('output')?.params.target).toBe('kind')
  expect(await where(id)).toEqual(before.where)
})

test('undoing a rename also covers settings made after it', async () => {
  await open()
  await step({ kind: 'rename', column: 'width', to: 'Breite' })
  await netloom.run('plan.set', { features: ['Breite'] })
  await set('input', { columns: ['Breite'] })
  await netloom.run('dataset.undo')
  expect(plan().features).toEqual(['width'])
  expect(nodeOf('input')?.params.columns).toEqual(['width'])
})

test('dropping a column removes it from plan and inputs, and undo restores it', async () => {
  const id = await open()
  const before = plan()
  await step({ kind: 'drop', columns: ['height'] })
  expect(plan().features).toEqual(['width'])
  expect(plan().balance).toBeUndefined()
  expect(nodeOf('input')?.params.columns).toEqual(['width'])
  await step({ kind: 'drop', columns: ['width'] })
  expect(plan().features).toBeUndefined()
  expect(plan().prepare).toBeUndefined()
  // A slice that uses the column is kept and reports the problem, because the user created the slice.
  expect(await where(id)).toMatchObject({ all: [{ column: 'width' }, {}] })
  await netloom.run('plan.set', { epochs: 7 })
  await netloom.run('dataset.undo', { to: 0 })
  expect(plan()).toEqual({ ...before, epochs: 7 })
  expect(nodeOf('input')?.params.columns).toEqual(['width', 'height'])
})

test('lists everything that uses a dropped column, with the effect', async () => {
  await open()
  await netloom.run('plan.set', { split: { kind: 'group', column: 'height', train: 0.8, validation: 0.1, test: 0.1 } })
  const { dropEffects } = await import('./dataset-steps')
  const effects = (column: string) => dropEffects(netloom.app(), [{ kind: 'drop', columns: [column] }])
  expect(effects('height')).toBe(
    'Effects of dropping "height": the input "Point" no longer reads it, the training settings no longer list it as an input, rows are no longer weighted by it, and the split still uses it, so choose another column before the next run.',
  )
  expect(effects('width')).toMatch(/its preparation steps are deleted, and the slice "wide" cannot be evaluated/)
  await netloom.run('dataset.edit', { step: { kind: 'drop', columns: ['width'] } })
  expect(effects('nothing')).toBe('')
  expect(netloom.state().check.diagnostics.map(({ code }) => code)).not.toContain('unknown-column')
  await netloom.run('dataset.edit', { step: { kind: 'drop', columns: ['height'] } })
  expect(netloom.state().check.diagnostics.map(({ code }) => code)).toContain('split-column-misfit')
})

test('the Data page filter follows a renamed column', async () => {
  await open()
  await netloom.run('data.look', { where: 'width > 3 and kind = rose', sort: [{ column: 'width', down: true }] })
  await step({ kind: 'rename', column: 'width', to: 'Breite' })
  expect(netloom.app().look).toMatchObject({
    where: { all: [{ column: 'Breite' }, kindIs('rose')] },
    sort: [{ column: 'Breite', down: true }],
  })
  await netloom.run('dataset.undo')
  expect(netloom.app().look).toMatchObject({ where: { all: [{ column: 'width' }, {}] }, sort: [{ column: 'width' }] })
})

test("renaming a value updates weights, split parts, and conditions; a merge keeps the target's weight", async () => {
  const id = await open()
  await step({ kind: 'map', column: 'kind', values: [['rose', 'Rosa']] })
  expect(plan().classWeights).toEqual({ Rosa: 2, tulip: 3 })
  expect(plan().split.parts).toEqual({ Rosa: 'train', tulip: 'validation' })
  expect(await where(id)).toMatchObject({ all: [{}, kindIs('Rosa')] })
  await step({ kind: 'map', column: 'kind', values: [['Rosa', 'tulip']] })
  expect(plan().classWeights).toEqual({ tulip: 3 })
  await netloom.run('dataset.undo', { to: 0 })
  expect(plan().classWeights).toEqual({ rose: 2, tulip: 3 })
  expect(await where(id)).toMatchObject({ all: [{}, kindIs('rose')] })
  // If another column is the target, values of this column are not classes.
  await netloom.run('plan.set', { target: 'height' })
  await set('output', { target: 'height' })
  await step({ kind: 'map', column: 'kind', values: [['rose', 'Rosa']] })
  expect(plan().classWeights).toEqual({ rose: 2, tulip: 3 })
})

test('another project is not changed', async () => {
  const id = await open()
  await netloom.run('project.new', { template: 'spirals-mlp' })
  const before = netloom.app().project
  await netloom.run('dataset.edit', { dataset: id, step: { kind: 'rename', column: 'width', to: 'Breite' } })
  expect(netloom.app().project).toBe(before)
})
