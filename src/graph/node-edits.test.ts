import { describe, expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import { align, distribute, nudge, snap } from './arrange'
import type { Drawing } from './drawing'
import { toyCatalog } from './fixtures/toy-catalog'
import { dropOnto, removeAndHeal, reconnect, replace, sharedParams } from './node-edits'

const node = (id: string, kind = 'pass', x = 0, y = 0, params = {}) => ({
  id,
  kind,
  label: kind === 'pass' ? 'Pass' : id,
  params,
  position: { x, y },
})
const wire = (from: string, to: string, port = 0) => ({ id: `${from}${to}`, from, to, port })
const ways = ({ wires }: Drawing) => wires.map(({ from, to, port }) => `${from} ${to} ${port}`).sort()

const row: Drawing = {
  nodes: [node('s', 'source'), node('a'), node('b'), node('c'), node('e', 'end'), node('f', 'end')],
  wires: [wire('s', 'a'), wire('a', 'b'), wire('b', 'c'), wire('c', 'e'), wire('b', 'f')],
}

describe('removeAndHeal', () => {
  test('connects the source of the removed nodes to their targets', () => {
    expect(ways(applyAll(row, removeAndHeal(row, ['b'])))).toEqual(['a c 0', 'a f 0', 'c e 0', 's a 0'])
    expect(ways(applyAll(row, removeAndHeal(row, ['a', 'b', 'c'])))).toEqual(['s e 0', 's f 0'])
    expect(ways(applyAll(row, removeAndHeal(row, ['s', 'a'])))).toEqual(['b c 0', 'b f 0', 'c e 0'])
  })

  test('does not reconnect a removed merge layer', () => {
    const merged = {
      nodes: [...row.nodes, node('m', 'merge')],
      wires: [wire('s', 'm'), wire('a', 'm', 1), wire('m', 'e')],
    }
    expect(ways(applyAll(merged, removeAndHeal(merged, ['m'])))).toEqual([])
  })
})

test('replacing a node keeps wires, shared parameters and a label that the user chose', () => {
  const drawing = {
    nodes: [node('s', 'source'), node('a', 'pass', 0, 0, { by: 4 }), node('e', 'end')],
    wires: [wire('s', 'a'), wire('a', 'e')],
  }
  const merged = applyAll(drawing, replace(drawing, toyCatalog, 'a', { kind: 'merge' }))
  expect(merged.nodes[1]).toEqual({ ...node('a', 'merge'), label: 'Merge', params: {} })
  expect(merged.wires).toEqual(drawing.wires)
  const back = applyAll(drawing, replace(drawing, toyCatalog, 'a', { kind: 'end' }))
  expect(ways(back)).toEqual(['s a 0'])
  const named = { ...drawing, nodes: drawing.nodes.map((one) => ({ ...one, label: 'Mine' })) }
  expect(applyAll(named, replace(named, toyCatalog, 'a', { kind: 'merge' })).nodes[1]?.label).toBe('Mine')
  expect(replace(drawing, toyCatalog, 'a', { kind: 'pass' })).toEqual([])
})

test('an unwired node dropped onto a wire is inserted; a wired one is not', () => {
  const drawing = { nodes: [...row.nodes, node('n')], wires: row.wires }
  expect(ways(applyAll(drawing, dropOnto(drawing, toyCatalog, 'n', 'ab')))).toEqual([
    'a n 0',
    'b c 0',
    'b f 0',
    'c e 0',
    'n b 0',
    's a 0',
  ])
  expect(dropOnto(drawing, toyCatalog, 'a', 'bc')).toEqual([])
})

test('either end of a wire can move, but not to its other end', () => {
  expect(ways(applyAll(row, reconnect(row, 'bf', { from: 'c' })))).toContain('c f 0')
  expect(ways(applyAll(row, reconnect(row, 'bc', { to: 'f' })))).toEqual(['a b 0', 'b f 0', 'b f 1', 'c e 0', 's a 0'])
  expect(reconnect(row, 'bc', { from: 'c' })).toEqual([])
  expect(reconnect(row, 'bc', { to: 'b' })).toEqual([])
})

test('the parameters that several nodes share', () => {
  expect(Object.keys(sharedParams(row, toyCatalog, [node('a'), node('b')]))).toEqual(['by'])
  expect(sharedParams(row, toyCatalog, [node('a'), node('s', 'source')])).toEqual({})
})

describe('edits of blocks', () => {
  // Two inputs and two outputs, with each input wired to one output.
  const inside = {
    nodes: [node('i0', 'block-in'), node('i1', 'block-in'), node('o0', 'block-out'), node('o1', 'block-out')],
    wires: [wire('i0', 'o0'), wire('i1', 'o1')],
  }
  const by = { type: 'int', label: 'Strength', default: 3, min: 2, max: 20 } as const
  const blocks = { two: { id: 'two', name: 'Two', params: { by }, inside } }
  const two = { ...node('x', 'block', 0, 0, { block: 'two', by: 5 }), label: 'Two' }
  const drawing: Drawing = {
    nodes: [node('s', 'source'), node('t', 'source'), two, node('e', 'end'), node('f', 'end')],
    wires: [wire('s', 'x'), wire('t', 'x', 1), wire('x', 'e'), { ...wire('x', 'f'), out: 1 }],
    blocks,
  }

  test('are reconnected port by port', () => {
    expect(ways(applyAll(drawing, removeAndHeal(drawing, ['x'])))).toEqual(['s e 0', 't f 0'])
  })

  test('are replaced by a layer and back, keeping matching ports and parameters', () => {
    const plain = applyAll(drawing, replace(drawing, toyCatalog, 'x', { kind: 'pass' }))
    expect(plain.nodes[2]).toMatchObject({ kind: 'pass', label: 'Pass', params: { by: 5 } })
    expect(ways(plain)).toEqual(['s x 0', 'x e 0'])
    const again = applyAll(plain, replace(plain, toyCatalog, 'x', { kind: 'block', params: { block: 'two' } }))
    expect(again.nodes[2]).toMatchObject({ kind: 'block', label: 'Two', params: { block: 'two', by: 5 } })
    expect(ways(again)).toEqual(['s x 0', 'x e 0'])
    expect(replace(drawing, toyCatalog, 'x', { kind: 'block', params: { block: 'two' } })).toEqual([])
  })

  test('are dropped onto a wire from the second output of another block', () => {
    const withUnwired = { ...drawing, nodes: [...drawing.nodes, { ...two, id: 'y' }] }
    const after = applyAll(withUnwired, dropOnto(withUnwired, toyCatalog, 'y', 'xf'))
    expect(after.wires.find(({ to }) => to === 'y')).toMatchObject({ from: 'x', out: 1, port: 0 })
    expect(after.wires.find(({ to }) => to === 'f')).toMatchObject({ from: 'y', port: 0 })
    const edge = { ...drawing, nodes: [...drawing.nodes, node('i', 'block-in')] }
    expect(dropOnto(edge, toyCatalog, 'i', 'xf')).toEqual([])
  })

  test('share parameters with layers, within the common range', () => {
    const shared = sharedParams(drawing, toyCatalog, [two, node('a')])
    expect(shared).toEqual({ by: { ...by, max: 9 } })
  })
})

describe('arranging nodes', () => {
  const size = ({ id }: { id: string }) => ({ width: id === 'b' ? 200 : 100, height: 50 })
  const three = [node('a', 'pass', 0, 0), node('b', 'pass', 130, 37), node('c', 'pass', 700, 90)]
  const placed = (edits: Parameters<typeof applyAll>[1]) =>
    applyAll({ nodes: three, wires: [] }, edits).nodes.map(({ position: { x, y } }) => [x, y])

  test('aligns by an edge or the center', () => {
    expect(placed(align(three, 'left', size)).map(([x]) => x)).toEqual([0, 0, 0])
    expect(placed(align(three, 'right', size)).map(([x]) => x)).toEqual([700, 600, 700])
    expect(placed(align(three, 'centre', size)).map(([x]) => x)).toEqual([350, 300, 350])
    expect(placed(align(three, 'bottom', size)).map(([, y]) => y)).toEqual([90, 90, 90])
    expect(placed(align(three, 'middle', size)).map(([, y]) => y)).toEqual([45, 45, 45])
    expect(align(three.slice(1, 2), 'left', size)).toEqual([])
  })

  test('distributes with equal gaps', () => {
    // The nodes span 0..100, 300..500 and 700..800, with gaps of 200.
    expect(placed(distribute(three, 'across', size)).map(([x]) => x)).toEqual([0, 300, 700])
    expect(distribute(three.slice(1), 'across', size)).toEqual([])
  })

  test('nudges and snaps to the grid', () => {
    expect(placed(nudge(three, { x: 5, y: -5 }))).toEqual([
      [5, -5],
      [135, 32],
      [705, 85],
    ])
    expect(placed(snap(three))).toEqual([
      [0, 0],
      [140, 40],
      [700, 100],
    ])
    expect(snap([node('a', 'pass', 20, 40)])).toEqual([])
  })
})
