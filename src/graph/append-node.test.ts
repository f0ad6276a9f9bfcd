/** Tests appending nodes at the open end of a drawing, and blocks that adapt to their input. */
import { describe, expect, test } from 'vitest'
import { int } from '../catalog/params'
import { applyAll } from './apply-edit'
import type { Block, Drawing } from './drawing'
import { toyCatalog } from './fixtures/toy-catalog'
import { appendNode, fitBlock, type FlowOut, openEnd } from './append-node'

const node = (id: string, kind = 'pass', x = 0, params = {}) => ({ id, kind, label: id, params, position: { x, y: 0 } })
const wire = (from: string, to: string, port = 0, out = 0) => ({
  ...{ id: `${from}${out}-${to}${port}`, from, to, port },
  ...(out > 0 ? { out } : {}),
})
const wiresOf = ({ wires }: Drawing, fresh = '') =>
  wires.map(({ from, out = 0, to, port }) => `${from}${out} ${to}${port}`.replaceAll(fresh || '\0', '*')).sort()

describe('open end of a drawing', () => {
  test('is its only unused output, else the source of its only network output, else undefined', () => {
    const apart: Drawing = { nodes: [node('s', 'source'), node('e', 'end')], wires: [] }
    expect(openEnd(apart, toyCatalog)).toBe('s')
    const whole: Drawing = { nodes: [...apart.nodes, node('p')], wires: [wire('s', 'p'), wire('p', 'e')] }
    expect(openEnd(whole, toyCatalog)).toBe('p')
    expect(openEnd({ ...whole, nodes: [...whole.nodes, node('a'), node('b')] }, toyCatalog)).toBeUndefined()
    expect(openEnd({ nodes: [], wires: [] }, toyCatalog)).toBeUndefined()
  })

  test('a node appended at an unused output is wired to the only unwired network output, which stays in place if there is space', () => {
    const apart: Drawing = { nodes: [node('s', 'source'), node('e', 'end', 684)], wires: [] }
    const { edits, nodes } = appendNode(apart, toyCatalog, { kind: 'pass' }, 's')
    const after = applyAll(apart, edits)
    expect(wiresOf(after, nodes[0])).toEqual(['*0 e0', 's0 *0'])
    expect(after.nodes.map(({ position }) => position.x)).toEqual([0, 684, 228])
    // There is no space for a third node, so the end node moves right.
    let full = after
    let last = nodes[0] ?? ''
    for (let i = 0; i < 2; i++) {
      const more = appendNode(full, toyCatalog, { kind: 'pass' }, last)
      full = applyAll(full, more.edits)
      last = more.nodes[0] ?? ''
    }
    expect(full.nodes.map(({ position }) => position.x)).toEqual([0, 912, 228, 456, 684])
    expect(full.wires).toHaveLength(4)
  })

  test('two network outputs are not rewired, and an appended output is not wired to another output', () => {
    const two: Drawing = { nodes: [node('s', 'source'), node('e', 'end', 660), node('f', 'end', 660)], wires: [] }
    const put = appendNode(two, toyCatalog, { kind: 'pass' }, 's')
    expect(wiresOf(applyAll(two, put.edits), put.nodes[0])).toEqual(['s0 *0'])
    const one: Drawing = { nodes: two.nodes.slice(0, 2), wires: [] }
    const end = appendNode(one, toyCatalog, { kind: 'end' }, 's')
    expect(wiresOf(applyAll(one, end.edits), end.nodes[0])).toEqual(['s0 *0'])
  })
})

/** The amount that `join` adds to its first input before the sum, and that `fork` adds to its first output. */
const by = int({ label: 'By', min: 0, max: 9, default: 9 })
const join: Block = {
  id: 'join',
  name: 'Join',
  params: { by },
  inside: {
    nodes: [
      node('i', 'block-in'),
      node('j', 'block-in'),
      node('p', 'pass', 0, { by: '=by' }),
      node('m', 'merge'),
      node('o', 'block-out'),
    ],
    wires: [wire('i', 'p'), wire('p', 'm'), wire('j', 'm', 1), wire('m', 'o')],
  },
}
const fork: Block = {
  id: 'fork',
  name: 'Fork',
  params: { by: { ...by, default: 1, grows: 2 } },
  inside: {
    nodes: [node('i', 'block-in'), node('p', 'pass', 0, { by: '=by' }), node('o', 'block-out'), node('q', 'block-out')],
    wires: [wire('i', 'p'), wire('p', 'o'), wire('i', 'q')],
  },
}
const flows =
  (of: Readonly<Record<string, number>>): FlowOut<number> =>
  (id, out) =>
    of[`${id}${out}`]
const blocks = { join, fork }

describe('fitBlock', () => {
  const used = (id: string, block: string, params = {}) => node(id, 'block', 0, { block, ...params })
  const drawing: Drawing = {
    nodes: [node('s', 'source'), used('f', 'fork', { by: 3 }), used('g', 'fork', { by: 2 }), used('x', 'join')],
    wires: [wire('s', 'f'), wire('f', 'g'), wire('g', 'x')],
    blocks,
  }

  test('wires the second port to the nearest unused output that fits, and copies the parameters of its node', () => {
    const near = fitBlock(drawing, toyCatalog, 'x', flows({ s0: 1, f0: 4, f1: 1, g0: 6, g1: 4 }))
    expect(near).toMatchObject([
      { type: 'set', params: { by: 2 } },
      { type: 'connect', wire: { from: 'g', out: 1, to: 'x', port: 1 } },
    ])
    // With g's unused output, the sum would exceed 20 and be refused, so f's unused output is wired instead.
    const far = fitBlock(drawing, toyCatalog, 'x', flows({ s0: 1, f0: 4, f1: 1, g0: 6, g1: 19 }))
    expect(far).toMatchObject([{ params: { by: 3 } }, { wire: { from: 'f', out: 1 } }])
    expect(fitBlock(drawing, toyCatalog, 'x', flows({ g0: 20, g1: 4, f1: 1 }))).toEqual([])
    expect(fitBlock(drawing, toyCatalog, 'x', flows({}))).toEqual([])
  })

  test('does not use outputs that are wired, and keeps parameters that the user set', () => {
    const taken = { ...drawing, nodes: [...drawing.nodes, node('t')], wires: [...drawing.wires, wire('g', 't', 0, 1)] }
    const all = flows({ f0: 4, f1: 1, g0: 6, g1: 4 })
    expect(fitBlock(taken, toyCatalog, 'x', all)).toMatchObject([{ params: { by: 3 } }, { wire: { from: 'f' } }])
    const set = { ...drawing, nodes: drawing.nodes.map((one) => (one.id === 'x' ? used('x', 'join', { by: 5 }) : one)) }
    expect(fitBlock(set, toyCatalog, 'x', all).map(({ type }) => type)).toEqual(['connect'])
  })

  test('starts a growing parameter at twice the upstream value, within its range', () => {
    const behind = (params: object): Drawing => ({
      nodes: [node('s', 'source'), node('a', 'pass', 0, params), used('f', 'fork')],
      wires: [wire('s', 'a'), wire('a', 'f')],
      blocks,
    })
    const grown = (params: object) => fitBlock(behind(params), toyCatalog, 'f', flows({ a0: 3 }))
    expect(grown({ by: 4 })).toEqual([{ type: 'set', node: 'f', params: { by: 8 } }])
    expect(grown({})).toEqual([{ type: 'set', node: 'f', params: { by: 2 } }])
    expect(grown({ by: 7 })).toEqual([])
  })
})
