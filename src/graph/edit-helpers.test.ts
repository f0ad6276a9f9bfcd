import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import { check } from './check-flat-drawing'
import type { Drawing } from './drawing'
import { removeAndReconnect, freshNode, freshWire, insertIntoWire } from './edit-helpers'
import { drawings, validDrawings, toyCatalog } from './fixtures/toy-catalog'

const node = (id: string, kind: string, x: number, y = 0) => ({ id, kind, label: id, params: {}, position: { x, y } })

/** Two rows of nodes, as in gallery drawings: source a b / c d end. */
const rows: Drawing = {
  nodes: [
    node('s', 'source', 0),
    node('a', 'pass', 220),
    node('b', 'pass', 440),
    node('c', 'pass', 0, 180),
    node('d', 'pass', 220, 180),
    node('e', 'end', 440, 180),
  ],
  wires: ['s>a', 'a>b', 'b>c', 'c>d', 'd>e'].map((id) => ({ id, from: id[0] ?? '', to: id[2] ?? '', port: 0 })),
}

function overlaps({ nodes }: Drawing): string[] {
  return nodes.flatMap((a, i) =>
    nodes.slice(i + 1).flatMap((b) => {
      const apart = Math.abs(a.position.x - b.position.x) >= 164 || Math.abs(a.position.y - b.position.y) >= 64
      return apart ? [] : [`${a.id} on ${b.id}`]
    }),
  )
}

describe('fresh ids', () => {
  test('are never in use', () => {
    void fc.assert(
      fc.property(drawings, (drawing) => {
        const fresh = freshNode(drawing, toyCatalog, 'pass', { x: 0, y: 0 })
        expect(drawing.nodes.map(({ id }) => id)).not.toContain(fresh.id)
        const wire = freshWire(drawing, 'n0', 'n1')
        expect(drawing.wires.map(({ id }) => id)).not.toContain(wire.id)
        expect(drawing.wires.filter(({ to, port }) => to === 'n1' && port === wire.port)).toEqual([])
      }),
    )
  })
})

describe('insertIntoWire', () => {
  test('where the wire is long enough, the new nodes are spread along it and no other node moves', () => {
    const [source, target] = [node('s', 'source', 0), node('e', 'end', 700)]
    const wire = { id: 's>e', from: 's', to: 'e', port: 0 }
    const long = { nodes: [source, target], wires: [wire] }
    const lefts = (count: number) =>
      applyAll(long, insertIntoWire(long, toyCatalog, wire, Array(count).fill({ kind: 'pass' }), 'fit')).nodes.map(
        ({ position }) => position.x,
      )
    expect(lefts(1)).toEqual([0, 700, 350])
    expect(lefts(2)).toEqual([0, 700, 233, 467])
    // Too many for this wire: its target moves.
    expect(lefts(3)).toEqual([0, 1384, 700, 928, 1156])
  })
  test.each(rows.wires)('into $id: keeps one chain in a row without overlaps', (wire) => {
    const after = applyAll(rows, insertIntoWire(rows, toyCatalog, wire, [{ kind: 'pass' }, { kind: 'pass' }]))
    const { checked } = check(after, toyCatalog, new Map([['s', 1]]))
    const order = checked?.steps.map((step) => step.node.id) ?? []
    const fresh = after.nodes.slice(rows.nodes.length).map(({ id }) => id)
    const at = rows.nodes.findIndex(({ id }) => id === wire.to)
    expect(order).toEqual(rows.nodes.map(({ id }) => id).toSpliced(at, 0, ...fresh))
    expect(overlaps(after)).toEqual([])
    // Nodes that are not in the way do not move.
    const others = after.nodes.filter(
      ({ id }) => rows.nodes.find((one) => one.id === id)?.position.y !== rows.nodes[at]?.position.y,
    )
    for (const one of others.filter(({ id }) => !fresh.includes(id))) {
      expect(one).toBe(rows.nodes.find(({ id }) => id === one.id))
    }
  })
})

describe('removeAndReconnect', () => {
  test('removes a node from a valid drawing and leaves it valid', () => {
    void fc.assert(
      fc.property(validDrawings, (drawing) => {
        const sources = new Map(drawing.nodes.map(({ id }) => [id, 0]))
        for (const { id } of drawing.nodes.filter(({ kind }) => kind === 'pass')) {
          const errors = check(applyAll(drawing, removeAndReconnect(drawing, id)), toyCatalog, sources).diagnostics
          expect(errors.filter(({ severity }) => severity === 'error')).toEqual([])
        }
      }),
    )
  })
})
