import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import { diff } from './diff'
import type { Drawing } from './drawing'
import { drawings, edits } from './fixtures/toy-catalog'

const byId = <T extends { readonly id: string }>(list: readonly T[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))

/** Normalizes a drawing: ignores order, wire ids, and all but the last wire into a port. */
function normal(drawing: Drawing) {
  const {
    nodes,
    wires,
    notes = [],
    blocks = {},
  } = applyAll({ nodes: [], wires: [] }, [
    ...drawing.nodes.map((node) => ({ type: 'add', node }) as const),
    ...drawing.wires.map((wire) => ({ type: 'connect', wire }) as const),
    ...(drawing.notes ?? []).map((note) => ({ type: 'note', note }) as const),
  ])
  return {
    nodes: byId(nodes),
    ways: wires.map(({ from, to, port, out = 0 }) => [from, out, to, port].join()).sort(),
    notes: byId(notes),
    blocks,
  }
}

/** Random drawings like those that edits produce: every wire has both ends, and each port has one wire. */
const drawn = drawings.map((drawing): Drawing => {
  const { nodes, wires } = applyAll({ nodes: [], wires: [] }, [
    ...drawing.nodes.map((node) => ({ type: 'add', node }) as const),
    ...drawing.wires.map((wire) => ({ type: 'connect', wire }) as const),
  ])
  return { nodes, wires }
})

describe('diff', () => {
  test('applying all changes turns one drawing into the other', () => {
    void fc.assert(
      fc.property(drawn, drawn, (before, after) => {
        const changes = diff(before, after)
        expect(
          normal(
            applyAll(
              before,
              changes.flatMap((change) => change.edits),
            ),
          ),
        ).toEqual(normal(after))
        expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length)
      }),
    )
  })

  test('holds for edited drawings too; equal drawings have no changes', () => {
    void fc.assert(
      fc.property(drawn, fc.array(edits, { maxLength: 12 }), (before, some) => {
        const after = applyAll(before, some)
        expect(
          normal(
            applyAll(
              before,
              diff(before, after).flatMap((change) => change.edits),
            ),
          ),
        ).toEqual(normal(after))
        expect(diff(after, after)).toEqual([])
      }),
    )
  })

  test('lists nodes, parameters and wires', () => {
    const node = (id: string, params = {}) => ({ id, kind: 'pass', label: id, params, position: { x: 0, y: 0 } })
    const before: Drawing = {
      nodes: [node('a', { by: 1 }), node('b'), node('c')],
      wires: [{ id: 'w', from: 'a', to: 'b', port: 0 }],
    }
    const after: Drawing = {
      nodes: [node('a', { by: 2 }), { ...node('b'), position: { x: 9, y: 0 } }, node('d')],
      wires: [{ id: 'v', from: 'b', to: 'd', port: 0 }],
    }
    const lines = diff(before, after).map((change) =>
      change.type === 'changed'
        ? [change.type, change.after.id, change.params]
        : change.type === 'added' || change.type === 'removed'
          ? [change.type, change.node.id]
          : change.type === 'wired' || change.type === 'unwired'
            ? [change.type, change.from.id, change.to.id]
            : [change.type],
    )
    expect(lines).toEqual([
      ['removed', 'c'],
      ['changed', 'a', [{ name: 'by', before: 1, after: 2 }]],
      ['added', 'd'],
      ['unwired', 'a', 'b'],
      ['wired', 'b', 'd'],
      ['moved'],
    ])
  })
})
