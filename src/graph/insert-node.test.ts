import { describe, expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import type { Block, Drawing } from './drawing'
import { blockFits } from './block-accepts-shape'
import { toyCatalog } from './fixtures/toy-catalog'
import { insertNode, type InsertTarget } from './insert-node'

const node = (id: string, kind = 'pass', params = {}) => ({ id, kind, label: id, params, position: { x: 0, y: 0 } })
const inside = {
  nodes: [
    node('i', 'block-in'),
    node('j', 'block-in'),
    node('p', 'pass'),
    node('o', 'block-out'),
    node('q', 'block-out'),
  ],
  wires: [
    { id: 'w1', from: 'i', to: 'p', port: 0 },
    { id: 'w2', from: 'p', to: 'o', port: 0 },
    { id: 'w3', from: 'j', to: 'q', port: 0 },
  ],
}
const block: Block = { id: 'two', name: 'Two', params: {}, inside }
const drawing: Drawing = {
  nodes: [node('s', 'source'), node('a'), node('x', 'block', { block: 'two' }), node('e', 'end')],
  wires: [
    { id: 'wa', from: 's', to: 'a', port: 0 },
    { id: 'wx', from: 'a', to: 'x', port: 0 },
    { id: 'we', from: 'x', to: 'e', port: 0, out: 1 },
  ],
  blocks: { two: block },
}
const two = { kind: 'block', params: { block: 'two' }, label: 'Two' }

function grown(what: Parameters<typeof insertNode>[2], spot: InsertTarget) {
  const { edits, nodes } = insertNode(drawing, toyCatalog, what, spot)
  const after = applyAll(drawing, edits)
  const [id] = nodes
  const name = (one: string) => (one === id ? '*' : one)
  return {
    node: after.nodes.find((one) => one.id === id),
    wires: after.wires.map(({ from, out = 0, to, port }) => `${name(from)}${out} ${name(to)}${port}`).sort(),
  }
}

describe('insertNode', () => {
  const at = { x: 100.4, y: 300.6 }

  test('at a position it is unwired, on whole pixels; without one, to the right of all nodes', () => {
    expect(grown({ kind: 'pass' }, { tag: 'place', at })).toMatchObject({
      node: { position: { x: 100, y: 301 } },
      wires: ['a0 x0', 's0 a0', 'x1 e0'],
    })
    expect(grown({ kind: 'pass' }, { tag: 'place' }).node?.position).toEqual({ x: 228, y: 0 })
  })

  test('into a wire it takes over both ends, also from a second output', () => {
    expect(grown({ kind: 'pass' }, { tag: 'wire', wire: 'we' }).wires).toEqual(['*0 e0', 'a0 x0', 's0 a0', 'x1 *0'])
    expect(grown(two, { tag: 'wire', wire: 'wa' }).wires).toEqual(['*0 a0', 'a0 x0', 's0 *0', 'x1 e0'])
  })

  test('a merge layer takes the wire as its first input', () => {
    expect(grown({ kind: 'merge' }, { tag: 'wire', wire: 'wa' }).wires).toEqual(['*0 a0', 'a0 x0', 's0 *0', 'x1 e0'])
  })

  test('a node that cannot be in a wire is added where it was dropped', () => {
    for (const kind of ['end', 'source'])
      expect(grown({ kind }, { tag: 'wire', wire: 'wa', at }).node?.position.y).toBe(301)
    expect(grown({ kind: 'pass' }, { tag: 'wire', wire: 'gone', at }).wires).toHaveLength(3)
  })

  test('after a node: into its only wire, or with a new wire', () => {
    expect(grown({ kind: 'pass' }, { tag: 'after', node: 's' }).wires).toContain('s0 *0')
    expect(grown({ kind: 'pass' }, { tag: 'after', node: 's' }).wires).toContain('*0 a0')
    expect(grown({ kind: 'end' }, { tag: 'after', node: 's' }).wires).toEqual(['a0 x0', 's0 *0', 's0 a0', 'x1 e0'])
    expect(grown({ kind: 'pass' }, { tag: 'after', node: 'e', at }).wires).toHaveLength(3)
    expect(grown({ kind: 'source' }, { tag: 'after', node: 's', at }).wires).toHaveLength(3)
  })

  test('where a wire was dropped: from an output, and backward from an input', () => {
    expect(grown({ kind: 'pass' }, { tag: 'from', node: 'x', out: 1, at }).wires).toContain('x1 *0')
    expect(grown(two, { tag: 'from', node: 'x', at }).wires).toContain('x0 *0')
    expect(grown({ kind: 'pass' }, { tag: 'from', node: 'x', out: 2, at }).wires).toHaveLength(3)
    expect(grown({ kind: 'source' }, { tag: 'to', node: 'x', port: 1, at }).wires).toContain('*0 x1')
    expect(grown({ kind: 'source' }, { tag: 'to', node: 'x', at }).wires).toContain('*0 x1')
    // The new wire replaces the existing one.
    expect(grown({ kind: 'source' }, { tag: 'to', node: 'e', port: 0, at }).wires).toEqual(['*0 e0', 'a0 x0', 's0 a0'])
    expect(grown({ kind: 'end' }, { tag: 'to', node: 'x', port: 1, at }).wires).toHaveLength(3)
  })
})

test('a block fits where it has no problems with the input shape', () => {
  const merging = (by: number): Block => ({
    ...block,
    inside: {
      nodes: [node('i', 'block-in'), node('p', 'pass', { by }), node('m', 'merge'), node('o', 'block-out')],
      wires: [
        { id: 'w1', from: 'i', to: 'p', port: 0 },
        { id: 'w2', from: 'p', to: 'm', port: 0 },
        { id: 'w3', from: 'i', to: 'm', port: 1 },
        { id: 'w4', from: 'm', to: 'o', port: 0 },
      ],
    },
  })
  // The toy catalog refuses sums above 20.
  expect(blockFits(merging(2), {}, toyCatalog, 9)).toBe(true)
  expect(blockFits(merging(3), {}, toyCatalog, 9)).toBe(false)
  // An unwired second input does not count as a problem.
  expect(blockFits(block, {}, toyCatalog, 9)).toBe(true)
  const closed = { ...block, inside: { nodes: [node('o', 'block-out')], wires: [] } }
  expect(blockFits(closed, {}, toyCatalog, 9)).toBe(false)
})
