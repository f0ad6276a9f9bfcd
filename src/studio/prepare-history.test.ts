/** @file Undo where columns are prepared: values that are set one after the other are one step; what was done last is taken back first. */
import { beforeEach, expect, test, vi } from 'vitest'
import '../data/transforms/chain'
import { memoryStorage } from '../storage/open'
import { makeStudio } from './make-studio'
import { prepareHistory, type PrepareHistory } from './prepare-history'
import type { Studio } from './studio'

let studio: Studio
let history: PrepareHistory
beforeEach(async () => {
  studio = makeStudio({
    storage: memoryStorage(),
    dataBase: 'http://nowhere/',
    openTrainer: () => ({ send: () => undefined, ask: () => new Promise(() => undefined), close: () => undefined }),
  })
  await studio.run('project.new', { template: 'moons-mlp' })
  history = prepareHistory(studio)
})

const prepare = () => studio.store.getState().project.plan.prepare
const scale = (high: number) => studio.run('plan.set', { prepare: { x: [{ kind: 'minMax', high }] } })
const nodes = () => studio.store.getState().project.drawing.nodes.length

test('a value set several times in a row is one step, taken back and taken again', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
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

test('edits of the drawing and of the steps are taken back in the order they were made, wherever the drawing is undone', async () => {
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
  // Undone in another room: the step of the column is the last there is.
  await studio.run('graph.undo')
  await history.undo()
  expect([nodes(), prepare()]).toEqual([before + 1, undefined])
  await scale(7)
  expect(history.canRedo).toBe(false)
})

test('another project has a history of its own', async () => {
  await scale(4)
  await studio.run('project.new', { template: 'spirals-mlp' })
  expect([history.canUndo, history.canRedo]).toEqual([false, false])
})
