/**
 * @file Undo on any page: edits to the drawing, plan, and dataset are kept in chronological order; quick changes to one
 * value form one step; the last change is undone first.
 */
import { applyAll } from '../../graph/apply-edit'
import { become } from './project-document'
import { beforeEach, expect, test, vi } from 'vitest'
import '../../data/transforms/step-chain'
import { memoryStorage } from '../../storage/open-storage'
import type { Storage } from '../../storage/records'
import { makeStudio } from '../make-studio'
import { bring, flowers } from '../testing/bring'
import type { Studio } from '../studio'
import { type Scope, workHistory } from './edit-history'

let studio: Studio
let storage: Storage
/** The work history of a studio, limited to a scope. */
const at = (of: Pick<Studio, 'store' | 'run' | 'offer'>, scope: Scope = {}) => ({
  undo: () => workHistory(of).go('undo', scope),
  redo: () => workHistory(of).go('redo', scope),
  get canUndo() {
    return workHistory(of).can('undo', scope)
  },
  get canRedo() {
    return workHistory(of).can('redo', scope)
  },
})
let history: ReturnType<typeof at>
beforeEach(async () => {
  storage = memoryStorage()
  studio = makeStudio({
    storage,
    dataBase: 'http://nowhere/',
    openTrainer: () => ({ send: () => undefined, ask: () => new Promise(() => undefined), close: () => undefined }),
  })
  await studio.run('project.new', { template: 'moons-mlp' })
  history = at(studio)
  workHistory(studio)
})

const prepare = () => studio.store.getState().project.plan.prepare
const scale = (high: number) => studio.run('plan.set', { prepare: { x: [{ kind: 'minMax', high }] } })
const nodes = () => studio.store.getState().project.drawing.nodes.length

test('several quick changes of one value are one step, which can be undone and redone', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  await scale(4)
  await scale(5)
  await scale(6)
  vi.advanceTimersByTime(5000)
  await scale(9)
  await history.undo()
  expect(prepare()).toEqual({ x: [{ kind: 'minMax', high: 6 }] })
  await history.undo()
  expect(prepare()).toBeUndefined()
  expect([history.canUndo, history.canRedo]).toEqual([false, true])
  await history.redo()
  await history.redo()
  expect(prepare()).toEqual({ x: [{ kind: 'minMax', high: 9 }] })
  expect(history.canRedo).toBe(false)
  vi.useRealTimers()
})

test('edits of drawing and plan are undone in order, even if undone from different pages', async () => {
  const before = nodes()
  await studio.run('graph.add', { kind: 'dense' })
  await scale(4)
  await studio.run('graph.add', { kind: 'dense' })
  await history.undo()
  expect([nodes(), prepare()]).toEqual([before + 1, { x: [{ kind: 'minMax', high: 4 }] }])
  await history.undo()
  expect([nodes(), prepare()]).toEqual([before + 1, undefined])
  await history.undo()
  expect([nodes(), history.canUndo]).toEqual([before, false])
  for (let i = 0; i < 3; i++) await history.redo()
  expect([nodes(), prepare()]).toEqual([before + 2, { x: [{ kind: 'minMax', high: 4 }] }])
  // Undo the last drawing step from another page; the next step to undo is then the change to the column's preparation.
  await studio.run('graph.undo')
  await history.undo()
  expect([nodes(), prepare()]).toEqual([before + 1, undefined])
  await scale(7)
  expect(history.canRedo).toBe(false)
})

test('another project has a separate history', async () => {
  await scale(4)
  await studio.run('project.new', { template: 'spirals-mlp' })
  expect([history.canUndo, history.canRedo]).toEqual([false, false])
})

const plan = () => studio.store.getState().project.plan
const set = () => studio.store.getState().sets.sets[0]

/** Switches to a custom dataset of 60 flowers. */
async function onFlowers(): Promise<string> {
  const id = await bring(storage, flowers(), (command, args) => studio.runById(command, args) as Promise<never>)
  await studio.run('data.use', { dataset: id })
  return id
}

test('split, balance, and preparation share the order of the drawing, and are fully restored', async () => {
  const { split, balance } = plan()
  await studio.run('plan.set', { split: { kind: 'group', column: 'x', train: 0.6, validation: 0.2, test: 0.2 } })
  await studio.run('graph.add', { kind: 'dense' })
  const drawn = nodes()
  await studio.run('plan.set', { balance: { sampling: 'over' } })
  await history.undo()
  expect([plan().balance, nodes()]).toEqual([balance, drawn])
  await history.undo()
  expect([plan().split.kind, nodes()]).toEqual(['group', drawn - 1])
  await history.undo()
  expect([plan().split, history.canUndo]).toEqual([split, false])
  for (let i = 0; i < 3; i++) await history.redo()
  expect([plan().split.column, plan().balance?.sampling, nodes(), history.canRedo]).toEqual(['x', 'over', drawn, false])
})

test('training settings are undone in order with the drawing', async () => {
  const build = at(studio)
  const before = plan()
  const drawn = nodes()
  await studio.run('plan.set', { learningRate: 0.5 })
  await studio.run('graph.add', { kind: 'dense' })
  await studio.run('plan.set', { epochs: 7 })
  await studio.run('plan.set', { loss: { kind: 'meanSquaredError' }, clip: { by: 'value', limit: 1 } })
  await build.undo()
  expect([plan().loss, plan().clip, plan().epochs]).toEqual([before.loss, undefined, 7])
  await build.undo()
  await build.undo()
  expect([plan().epochs, nodes(), plan().learningRate]).toEqual([before.epochs, drawn, 0.5])
  await build.undo()
  expect(plan()).toEqual(before)
  expect(build.canUndo).toBe(false)
  for (let i = 0; i < 4; i++) await build.redo()
  expect(plan()).toMatchObject({ loss: { kind: 'meanSquaredError' }, epochs: 7, learningRate: 0.5 })
  expect([nodes(), build.canRedo]).toEqual([drawn + 1, false])
})

test('a step that would change nothing is passed over', async () => {
  const before = plan()
  const { project } = studio.store.getState()
  await studio.run('plan.set', { epochs: 7 })
  await studio.run('plan.set', { loss: { kind: 'meanSquaredError' } })
  const drawing = applyAll(project.drawing, [{ type: 'rename', node: 'hidden', label: 'Hidden' }])
  become(studio.store, drawing, { plan: { ...plan(), loss: before.loss } })
  await history.undo()
  expect([studio.store.getState().project.drawing, plan().epochs]).toEqual([project.drawing, 7])
  await history.undo()
  expect(plan()).toEqual(before)
  expect(history.canUndo).toBe(false)
})

test('the choice of a dataset and of its examples is undone, with its settings and slices, and so is what came before', async () => {
  const build = at(studio)
  await studio.run('data.slice', { name: 'left', where: 'x < 0' })
  const before = studio.store.getState().project
  await studio.run('plan.set', { learningRate: 0.5 })
  vi.useFakeTimers({ toFake: ['performance'] })
  await studio.run('data.use', { dataset: 'spirals' })
  vi.advanceTimersByTime(5000)
  await studio.run('data.use', { dataset: 'spirals', samples: 90 })
  await studio.run('data.use', { dataset: 'spirals', samples: 80, seed: 4 })
  vi.useRealTimers()
  const after = studio.store.getState().project
  await build.undo()
  await build.undo()
  const now = () => studio.store.getState().project
  expect([now().data, now().plan]).toEqual([before.data, { ...before.plan, learningRate: 0.5 }])
  expect(studio.store.getState().data.tag).toBe('ready')
  await build.undo()
  expect([now().plan, build.canUndo]).toEqual([before.plan, false])
  for (let i = 0; i < 3; i++) await build.redo()
  expect([now().data, now().plan, build.canRedo]).toEqual([after.data, after.plan, false])
})

test('the network, the settings, the split, and the dataset are undone in one order on each page', async () => {
  const id = await onFlowers()
  const before = { ...plan(), nodes: nodes(), steps: set()?.steps.length }
  const now = () => ({ ...plan(), nodes: nodes(), steps: set()?.steps.length })
  await studio.run('graph.add', { kind: 'dense' })
  await studio.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await studio.run('plan.set', { learningRate: 0.5 })
  const split = { kind: 'random', train: 0.6, validation: 0.2, test: 0.2 } as const
  await studio.run('plan.set', { split })
  const drawn = nodes()
  await at(studio, { set: id }).undo()
  expect(now()).toEqual({ ...before, learningRate: 0.5, nodes: drawn, steps: 1 })
  await at(studio, { set: id }).undo()
  expect(now()).toEqual({ ...before, nodes: drawn, steps: 1 })
  await at(studio).undo()
  expect(now()).toEqual({ ...before, nodes: drawn, steps: 0 })
  await at(studio, { set: id }).undo()
  expect(now()).toEqual(before)
})

test('edits of a dataset from before the log are undone where the dataset is shown, but not on other pages', async () => {
  const id = await onFlowers()
  await studio.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  // Another project has another log.
  await studio.run('project.new', { template: 'moons-mlp' })
  await studio.run('data.use', { dataset: id })
  await at(studio).undo()
  await studio.run('data.use', { dataset: id })
  await studio.run('project.new', { template: 'moons-mlp' })
  expect([at(studio).canUndo, at(studio, { set: id }).canUndo]).toEqual([false, true])
  await at(studio, { set: id }).undo()
  expect(set()?.steps.length).toBe(0)
})

test('dataset and plan steps are undone in order, before earlier ones of the drawing', async () => {
  await onFlowers()
  const report = at(studio, { set: set()?.id ?? '' })
  await studio.run('graph.add', { kind: 'dense' })
  const drawn = nodes()
  await studio.run('dataset.edit', {
    steps: [
      { kind: 'exclude', rows: [[0, 9]] },
      { kind: 'exclude', rows: [[0, 1]] },
    ],
  })
  await studio.run('plan.set', { prepare: { height: [{ kind: 'minMax', high: 2 }] } })
  await studio.run('dataset.edit', { step: { kind: 'rename', column: 'height', to: 'tall' } })
  expect(prepare()).toHaveProperty('tall')
  await report.undo()
  expect(prepare()).toHaveProperty('height')
  await report.undo()
  expect([prepare()?.height, set()?.steps.length]).toEqual([undefined, 2])
  await report.undo()
  expect([set()?.steps.length, set()?.schema.rows, nodes()]).toEqual([0, 60, drawn])
  await Promise.all([report.redo(), report.redo(), report.redo()])
  expect([set()?.steps.length, set()?.schema.rows, nodes()]).toEqual([3, 48, drawn])
  expect(prepare()?.tall).toMatchObject([{ kind: 'minMax', high: 2 }])
})

test.each([
  ['the settings', () => studio.run('plan.set', { learningRate: 0.5 })],
  ['the split', () => studio.run('plan.set', { seed: 5 })],
  ['the network', () => studio.run('graph.add', { kind: 'dense' })],
])('an undone edit of a dataset cannot be redone after an edit of %s', async (_, edit) => {
  const id = await onFlowers()
  await studio.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  for (const page of [at(studio), at(studio, { set: id })]) {
    await page.undo()
    expect([set()?.steps.length, page.canRedo]).toEqual([0, true])
    await edit()
    const edited = [plan().learningRate, plan().seed, nodes()]
    expect(page.canRedo).toBe(false)
    await page.redo()
    expect(set()?.steps.length).toBe(0)
    // The edit itself can be undone and redone, and nothing after it.
    await page.undo()
    await page.redo()
    expect([[plan().learningRate, plan().seed, nodes()], page.canRedo]).toEqual([edited, false])
    await page.undo()
    await studio.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  }
})

test('undone edits of the network and the settings cannot be redone after an edit of a dataset', async () => {
  const id = await onFlowers()
  const before = nodes()
  await studio.run('graph.add', { kind: 'dense' })
  await studio.run('plan.set', { learningRate: 0.5 })
  const page = at(studio, { set: id })
  await page.undo()
  await page.undo()
  expect([nodes(), page.canRedo]).toEqual([before, true])
  await studio.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  expect(page.canRedo).toBe(false)
  await page.redo()
  expect([nodes(), plan().learningRate === 0.5, set()?.steps.length]).toEqual([before, false, 1])
})

test('a plan step for columns that were since renamed is skipped', async () => {
  await onFlowers()
  await studio.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await studio.run('graph.add', { kind: 'dense' })
  const drawn = nodes()
  await studio.run('plan.set', { prepare: { height: [{ kind: 'minMax', high: 2 }] } })
  await studio.run('dataset.edit', { step: { kind: 'rename', column: 'height', to: 'tall' } })
  // The log leaves out the edits of a dataset from the middle of which one was removed.
  await studio.run('dataset.undo', { step: 0 })
  await history.undo()
  expect([nodes(), prepare()?.tall]).toEqual([drawn - 1, [{ kind: 'minMax', high: 2 }]])
})

test('the first edit of a built-in dataset, which copies it, can be undone, and earlier steps are kept', async () => {
  await studio.run('data.use', { dataset: 'spirals' })
  await studio.run('plan.set', { seed: 5 })
  const of = at(studio)
  await studio.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await of.undo()
  expect([set()?.steps.length, plan().seed, of.canRedo]).toEqual([0, 5, true])
  await of.undo()
  expect(plan().seed).not.toBe(5)
})

test('a network drawn for a dataset is undone and redone together with it, from any page', async () => {
  const id = await bring(storage, flowers(), (command, args) => studio.runById(command, args) as Promise<never>)
  await studio.run('project.new', { template: 'blank' })
  const before = studio.store.getState().project
  await studio.run('data.use', { dataset: id, network: true })
  const after = studio.store.getState().project
  expect(after.drawing).not.toBe(before.drawing)
  const now = () => studio.store.getState().project
  await studio.run('graph.undo')
  expect([now().drawing, now().data, now().plan]).toEqual([before.drawing, before.data, before.plan])
  await history.redo()
  expect([now().drawing, now().data.dataset, now().plan]).toEqual([after.drawing, id, after.plan])
  await history.undo()
  expect(now().data).toEqual(before.data)
})
