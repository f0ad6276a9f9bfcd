import { expect, test } from 'vitest'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import { flowIdOf, NEW_NOTE, noteIdOf, noteMoveEdits, toFlowNotes } from './notes'

const drawing: Drawing = {
  nodes: [{ id: 'a', kind: 'dense', label: 'A', params: {}, position: { x: 100, y: 100 } }],
  wires: [],
  notes: [
    { id: 'n', text: 'of a', position: { x: 0, y: -60 }, node: 'a' },
    { id: 'm', text: 'free', position: { x: 7, y: 8 } },
  ],
}
const place = () => ({ x: 1, y: 2 })

test('a note pinned to a node is its child and moves with it; unchanged notes keep their identity', () => {
  const notes = toFlowNotes(drawing, ['m'], null, place, [])
  expect(notes.map(({ id, parentId, selected, position }) => [id, parentId, selected, position])).toEqual([
    ['note/n', 'a', false, { x: 0, y: -60 }],
    ['note/m', undefined, true, { x: 7, y: 8 }],
  ])
  const again = toFlowNotes(drawing, ['m'], null, place, notes)
  expect(again.map((note, i) => note === notes[i])).toEqual([true, true])
  const free = applyAll(drawing, [{ type: 'note', note: { id: 'n', text: 'of a', position: { x: 100, y: 40 } } }])
  expect(toFlowNotes(free, ['m'], null, place, notes)[0]).not.toHaveProperty('parentId')
})

test('a new note is at its position, or with its bottom above its node', () => {
  const [written] = toFlowNotes(drawing, [], {}, place, []).slice(-1)
  expect(written).toMatchObject({ id: NEW_NOTE, position: { x: 1, y: 2 } })
  const kept = toFlowNotes(drawing, [], {}, () => ({ x: 9, y: 9 }), written ? [written] : []).at(-1)
  expect(kept?.position).toEqual({ x: 1, y: 2 })
  expect(toFlowNotes(drawing, [], { node: 'a' }, place, []).at(-1)).toMatchObject({ parentId: 'a', origin: [0, 1] })
  expect(toFlowNotes(drawing, [], { node: 'gone' }, place, []).at(-1)).not.toHaveProperty('parentId')
  expect(toFlowNotes(drawing, [], { note: 'n' }, place, [])).toHaveLength(2)
})

test('ids of notes differ from ids of nodes, and only moved notes become edits', () => {
  expect(noteIdOf(flowIdOf('n'))).toBe('n')
  expect(noteIdOf('n')).toBeUndefined()
  const rested = new Map([
    ['note/n', { x: 0, y: -60 }],
    ['note/m', { x: 30.4, y: 8 }],
    ['a', { x: 0, y: 0 }],
  ])
  expect(noteMoveEdits(drawing, rested)).toEqual([
    { type: 'note', note: { id: 'm', text: 'free', position: { x: 30, y: 8 } } },
  ])
})
