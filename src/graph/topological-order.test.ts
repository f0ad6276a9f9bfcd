import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Drawing } from './drawing'
import { drawings, validDrawings } from './fixtures/toy-catalog'
import { readingOrder, topologicalOrder } from './topological-order'

const node = (id: string) => ({ id, kind: 'pass', label: id, params: {}, position: { x: 0, y: 0 } })
const drawing = (ids: string, ...wires: readonly string[]): Drawing => ({
  nodes: [...ids].map(node),
  wires: wires.map(([from = '', to = ''], i) => ({ id: `w${i}`, from, to, port: i })),
})
const read = (one: Drawing) =>
  readingOrder(one)
    .nodes.map(({ id }) => id)
    .join('')

describe('readingOrder', () => {
  test('each node after its sources, one branch to its end before the next', () => {
    // Node a feeds b and c; d merges the outputs of both.
    expect(read(drawing('azbcd', 'ab', 'bx', 'ac', 'bd', 'cd', 'dz'))).toBe('abcdz')
    expect(read(drawing('abxcyd', 'ab', 'bx', 'ac', 'cy', 'xd', 'yd'))).toBe('abxcyd')
  })

  test('unwired nodes keep drawing order, and a cycle does not stop it', () => {
    expect(read(drawing('abcd', 'ab', 'cd'))).toBe('abcd')
    expect([...read(drawing('abc', 'ab', 'bc', 'cb'))].sort().join('')).toBe('abc')
    expect(read(drawing('aa'.slice(1), 'aa'))).toBe('a')
  })

  test('contains every node once, in topological order if there is one', () => {
    void fc.assert(
      fc.property(fc.oneof(drawings, validDrawings), (one) => {
        const { nodes } = readingOrder(one)
        expect(nodes.map(({ id }) => id).sort()).toEqual([...new Set(one.nodes.map(({ id }) => id))].sort())
        const byId = new Map(one.nodes.map((each) => [each.id, each]))
        const validWires = one.wires.filter(({ from, to }) => byId.has(from) && byId.has(to))
        if (topologicalOrder(byId, validWires).onCycle.length > 0) return
        const place = new Map(nodes.map(({ id }, i) => [id, i]))
        for (const { from, to } of validWires) expect(place.get(from)).toBeLessThan(place.get(to) ?? -1)
      }),
    )
  })

  test('handles a chain of five thousand nodes', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `n${i}`)
    const chain = {
      nodes: ids.map(node),
      wires: ids.slice(1).map((to, i) => ({ id: to, from: ids[i] ?? '', to, port: 0 })),
    }
    expect(readingOrder({ ...chain, nodes: chain.nodes.toReversed() }).nodes.map(({ id }) => id)).toEqual(ids)
  })
})
