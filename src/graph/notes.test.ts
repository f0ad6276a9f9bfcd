import { expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import type { Drawing } from './drawing'
import { freshNote, notePosition, nudgeNotes, pinNote } from './notes'

const node = { id: 'a', kind: 'pass', label: 'A', params: {}, position: { x: 100, y: 50 } }
const drawing: Drawing = {
  nodes: [node],
  wires: [],
  notes: [
    { id: 'note-1', text: 'of a', position: { x: 10, y: -60 }, node: 'a' },
    { id: 'note-2', text: 'free', position: { x: 10, y: -60 } },
  ],
}
const [ofA, free] = drawing.notes as NonNullable<Drawing['notes']>

test('a note pinned to a node moves with it', () => {
  expect(ofA && notePosition(drawing, ofA)).toEqual({ x: 110, y: -10 })
  const moved = applyAll(drawing, [{ type: 'move', positions: { a: { x: 0, y: 0 } } }])
  expect(ofA && notePosition(moved, ofA)).toEqual({ x: 10, y: -60 })
})

test('pinning and unpinning keep the position of a note', () => {
  for (const [note, to] of [
    [free, 'a'],
    [ofA, undefined],
  ] as const) {
    if (!note) throw new Error('the drawing has two notes')
    const after = pinNote(drawing, note, to)
    expect(after.node).toBe(to)
    expect(notePosition(drawing, after)).toEqual(notePosition(drawing, note))
  }
  expect(free && pinNote(drawing, free, 'nobody').node).toBeUndefined()
})

test('a note nudged together with its node moves once', () => {
  const by = { x: 5, y: 5 }
  expect(nudgeNotes(drawing, ['note-1', 'note-2'], ['a'], by)).toHaveLength(1)
  expect(nudgeNotes(drawing, ['note-1', 'note-2'], [], by)).toHaveLength(2)
})

test('a new note has an unused id', () => {
  expect(freshNote(drawing, 'x', { x: 1.4, y: 1.6 })).toEqual({ id: 'note-3', text: 'x', position: { x: 1, y: 2 } })
})
