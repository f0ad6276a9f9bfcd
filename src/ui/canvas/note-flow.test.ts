import { expect, test } from 'vitest'
import { applyAll } from '../../graph/apply'
import type { Drawing } from '../../graph/drawing'
import { flowIdOf, NEW_NOTE, noteIdOf, toFlowNotes, toNoteMoves } from './note-flow'

const drawing: Drawing = {
  nodes: [{ id: 'a', kind: 'dense', label: 'A', params: {}, position: { x: 100, y: 100 } }],
  wires: [],
  notes: [
    { id: 'n', text: 'of a', position: { x: 0, y: -60 }, node: 'a' },
    { id: 'm', text: 'free', position: { x: 7, y: 8 } },
  ],
}
const place = () => ({ x: 1, y: 2 })

test('a note pinned to a node is its child, so that it goes with it; the same notes are the same objects', () => {
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

test('one that is being written stands at its place, or at the foot of what will be above its node', () => {
  const [written] = toFlowNotes(drawing, [], {}, place, []).slice(-1)
  expect(written).toMatchObject({ id: NEW_NOTE, position: { x: 1, y: 2 } })
  const kept = toFlowNotes(drawing, [], {}, () => ({ x: 9, y: 9 }), written ? [written] : []).at(-1)
  expect(kept?.position).toEqual({ x: 1, y: 2 })
  expect(toFlowNotes(drawing, [], { node: 'a' }, place, []).at(-1)).toMatchObject({ parentId: 'a', origin: [0, 1] })
  expect(toFlowNotes(drawing, [], { node: 'gone' }, place, []).at(-1)).not.toHaveProperty('parentId')
  expect(toFlowNotes(drawing, [], { note: 'n' }, place, [])).toHaveLength(2)
})

test('ids of notes are none of nodes, and only what moved is an edit', () => {
  expect(noteIdOf(flowIdOf('n'))).toBe('n')
  expect(noteIdOf('n')).toBeUndefined()
  const rested = new Map([
    ['note/n', { x: 0, y: -60 }],
    ['note/m', { x: 30.4, y: 8 }],
    ['a', { x: 0, y: 0 }],
  ])
  expect(toNoteMoves(drawing, rested)).toEqual([
    { type: 'note', note: { id: 'm', text: 'free', position: { x: 30, y: 8 } } },
  ])
})
