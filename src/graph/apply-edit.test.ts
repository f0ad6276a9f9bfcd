import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apply, applyAll } from './apply-edit'
import type { Drawing } from './drawing'
import { drawings, edits } from './fixtures/toy-catalog'

/** A deeply frozen drawing, which throws on any write. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}

const empty: Drawing = { nodes: [], wires: [] }

describe('apply', () => {
  test('never mutates its input, so undo can restore the old drawing', () => {
    void fc.assert(fc.property(drawings, edits, (drawing, edit) => void apply(frozen(drawing), frozen(edit))))
  })

  test('returns the same object if and only if nothing changes', () => {
    void fc.assert(
      fc.property(drawings, edits, (drawing, edit) => {
        const after = apply(drawing, edit)
        expect(after === drawing).toBe(JSON.stringify(after) === JSON.stringify(drawing))
      }),
    )
  })

  test('applying the same edit twice equals applying it once', () => {
    void fc.assert(
      fc.property(drawings, edits, (drawing, edit) => {
        const once = apply(drawing, edit)
        expect(apply(once, edit)).toBe(once)
      }),
    )
  })

  test('edits of an empty drawing never leave a wire without ends, two wires at one port, or a repeated id', () => {
    void fc.assert(
      fc.property(fc.array(edits, { maxLength: 60 }), (list) => {
        const { nodes, wires } = applyAll(empty, list)
        const ids = nodes.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(new Set(wires.map(({ id }) => id)).size).toBe(wires.length)
        expect(new Set(wires.map(({ to, port }) => `${to}:${port}`)).size).toBe(wires.length)
        expect(wires.filter(({ from, to }) => !ids.includes(from) || !ids.includes(to))).toEqual([])
      }),
    )
  })

  test('changes only the node that an edit names', () => {
    void fc.assert(
      fc.property(drawings, edits, (drawing, edit) => {
        if (edit.type !== 'set' && edit.type !== 'rename') return
        const after = apply(drawing, edit)
        expect(after.wires).toBe(drawing.wires)
        for (const [i, node] of after.nodes.entries()) {
          if (node.id !== edit.node) expect(node).toBe(drawing.nodes[i])
        }
      }),
    )
  })

  test('ignores positions that are not finite', () => {
    const node = { id: 'a', kind: 'pass', label: 'a', params: {}, position: { x: 1, y: 2 } }
    const drawing = { nodes: [node], wires: [] }
    expect(apply(drawing, { type: 'move', positions: { a: { x: Number.NaN, y: 0 } } })).toBe(drawing)
  })

  test('stores no -0, which JSON cannot represent', () => {
    const position = { x: -0, y: Math.round(-0.4) }
    const node = { id: 'a', kind: 'pass', label: 'a', params: {}, position }
    const drawing = applyAll(empty, [
      { type: 'add', node },
      { type: 'add', node: { ...node, id: 'b', position: { x: 1, y: 1 } } },
      { type: 'move', positions: { b: position } },
      { type: 'note', note: { id: 'n', text: 'Why', position } },
    ])
    for (const one of [...drawing.nodes, ...(drawing.notes ?? [])])
      expect([one.id, Object.is(one.position.x, 0), Object.is(one.position.y, 0)]).toEqual([one.id, true, true])
  })
})
