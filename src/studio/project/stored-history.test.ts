/** @file Tests that Undo goes on after a reload and in a project that is opened again, as far back as steps are stored. */
import { expect, onTestFinished, test } from 'vitest'
import type { Drawing } from '../../graph/drawing'
import { memoryStorage } from '../../storage/open-storage'
import { undoHistoryKey } from '../../storage/projects'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

/** A studio on the storage, as after a reload. */
async function open(storage: ReturnType<typeof memoryStorage>): Promise<TestStudio> {
  const netloom = await openTestStudio('moons-mlp', storage)
  onTestFinished(() => netloom.close())
  return netloom
}

/** Sets the units of the hidden layer, one edit each. Returns the drawings, with that from before the first edit. */
async function edit({ run, app }: TestStudio, units: readonly number[]): Promise<Drawing[]> {
  const drawings = [app().project.drawing]
  for (const one of units) {
    // Edits of one field in quick succession would be one step.
    await run('graph.edit', { edits: [{ type: 'set', node: 'hidden', params: { units: one } }] })
    drawings.push(app().project.drawing)
  }
  return drawings
}

test('after a reload, edits are undone and redone one by one, also edits made since', async () => {
  const storage = memoryStorage()
  const first = await open(storage)
  const { id } = first.app().project
  const drawings = await edit(first, [3, 4, 5, 6])
  await first.run('graph.undo')
  await first.run('project.save')
  await first.vanish()

  const again = await open(storage)
  const drawing = () => again.app().project.drawing
  const { id: other } = again.app().project
  await again.run('project.open', { id })
  expect(drawing()).toEqual(drawings[3])
  await again.run('graph.redo')
  expect(drawing()).toEqual(drawings[4])
  const [, later] = await edit(again, [7])
  // Another project has its own history, and does not change that of this one.
  await again.run('project.open', { id: other })
  expect(again.app().history).toEqual({ past: [], future: [] })
  await again.run('project.open', { id })
  expect(drawing()).toEqual(later)
  for (const expected of drawings.toReversed()) {
    await again.run('graph.undo')
    expect(drawing()).toEqual(expected)
  }
  expect(await again.refused('graph.undo')).not.toBe('not refused')

  await again.run('project.open', { id: other })
  await again.run('project.remove', { id })
  expect(await storage.settings.get(undoHistoryKey(id))).toBeUndefined()
})

test('the last 100 steps are stored, unless a later version of Netloom wrote them', async () => {
  const storage = memoryStorage()
  const netloom = await open(storage)
  const { id } = netloom.app().project
  const { id: other } = await netloom
    .run<{ id: string }>('project.new', { template: 'blank' })
    .then(() => netloom.app().project)
  const reopen = async () => {
    await netloom.run('project.open', { id: other })
    await netloom.run('project.open', { id })
  }
  await netloom.run('project.open', { id })
  const drawings = await edit(
    netloom,
    Array.from({ length: 130 }, (_, i) => 20 + i),
  )
  expect(netloom.app().history.past).toEqual(drawings.slice(0, 130))
  await reopen()
  expect(netloom.app().history.past).toEqual(drawings.slice(30, 130))

  const key = undoHistoryKey(id)
  const stored = (await storage.settings.get(key)) as object
  // The page was closed after a save of the drawing, and before that of its history.
  await netloom.run('project.open', { id: other })
  await storage.settings.put(key, { ...stored, present: drawings[125], past: drawings.slice(120, 125) })
  await netloom.run('project.open', { id })
  expect(netloom.app().history.past).toEqual(drawings.slice(120, 126))

  await netloom.run('project.open', { id: other })
  for (const strange of [{ ...stored, version: 2 }, { ...stored, past: [{ nodes: 'none' }] }, 7, undefined]) {
    await storage.settings.put(key, strange)
    await netloom.run('project.open', { id })
    expect(netloom.app().history.past).toEqual([])
    await netloom.run('project.open', { id: other })
  }
})
