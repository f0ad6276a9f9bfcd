import { describe, expect, test } from 'vitest'
import { applyAll } from './apply'
import { align, distribute, nudge, snap } from './arrange'
import type { Drawing } from './drawing'
import { toyCatalog } from './fixtures/toys'
import { dropOnto, heal, reconnect, replace, setMany, sharedParams } from './gestures'

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

describe('heal', () => {
  test('what fed the nodes feeds what they fed, however many in a row are gone', () => {
    expect(ways(applyAll(row, heal(row, ['b'])))).toEqual(['a c 0', 'a f 0', 'c e 0', 's a 0'])
    expect(ways(applyAll(row, heal(row, ['a', 'b', 'c'])))).toEqual(['s e 0', 's f 0'])
    expect(ways(applyAll(row, heal(row, ['s', 'a'])))).toEqual(['b c 0', 'b f 0', 'c e 0'])
  })

  test('what joined several has no one way to be healed', () => {
    const merged = {
      nodes: [...row.nodes, node('m', 'merge')],
      wires: [wire('s', 'm'), wire('a', 'm', 1), wire('m', 'e')],
    }
    expect(ways(applyAll(merged, heal(merged, ['m'])))).toEqual([])
  })
})

test('another kind in its place keeps wires, what both know, and a name of its own', () => {
  const drawing = {
    nodes: [node('s', 'source'), node('a', 'pass', 0, 0, { by: 4 }), node('e', 'end')],
    wires: [wire('s', 'a'), wire('a', 'e')],
  }
  const merged = applyAll(drawing, replace(drawing, toyCatalog, 'a', 'merge'))
  expect(merged.nodes[1]).toEqual({ ...node('a', 'merge'), label: 'Merge', params: {} })
  expect(merged.wires).toEqual(drawing.wires)
  const back = applyAll(drawing, replace(drawing, toyCatalog, 'a', 'end'))
  expect(ways(back)).toEqual(['s a 0'])
  const named = { ...drawing, nodes: drawing.nodes.map((one) => ({ ...one, label: 'Mine' })) }
  expect(applyAll(named, replace(named, toyCatalog, 'a', 'merge')).nodes[1]?.label).toBe('Mine')
  expect(replace(drawing, toyCatalog, 'a', 'pass')).toEqual([])
})

test('a loose node dropped onto a wire stands in it; one that is wired does not', () => {
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

test('either end of a wire moves; a wire to itself is none', () => {
  expect(ways(applyAll(row, reconnect(row, 'bf', { from: 'c' })))).toContain('c f 0')
  expect(ways(applyAll(row, reconnect(row, 'bc', { to: 'f' })))).toEqual(['a b 0', 'b f 0', 'b f 1', 'c e 0', 's a 0'])
  expect(reconnect(row, 'bc', { from: 'c' })).toEqual([])
  expect(reconnect(row, 'bc', { to: 'b' })).toEqual([])
})

test('one parameter on many: those that have it and take it', () => {
  expect(setMany(row.nodes, toyCatalog, 'by', 7)).toHaveLength(3)
  expect(setMany(row.nodes, toyCatalog, 'by', 99)).toEqual([])
  expect(sharedParams([node('a'), node('b')], toyCatalog)).toEqual(['by'])
  expect(sharedParams([node('a'), node('s', 'source')], toyCatalog)).toEqual([])
})

describe('arranging', () => {
  const size = ({ id }: { id: string }) => ({ width: id === 'b' ? 200 : 100, height: 50 })
  const three = [node('a', 'pass', 0, 0), node('b', 'pass', 130, 37), node('c', 'pass', 700, 90)]
  const placed = (edits: Parameters<typeof applyAll>[1]) =>
    applyAll({ nodes: three, wires: [] }, edits).nodes.map(({ position: { x, y } }) => [x, y])

  test('lined up by an edge or their middles', () => {
    expect(placed(align(three, 'left', size)).map(([x]) => x)).toEqual([0, 0, 0])
    expect(placed(align(three, 'right', size)).map(([x]) => x)).toEqual([700, 600, 700])
    expect(placed(align(three, 'centre', size)).map(([x]) => x)).toEqual([350, 300, 350])
    expect(placed(align(three, 'bottom', size)).map(([, y]) => y)).toEqual([90, 90, 90])
    expect(placed(align(three, 'middle', size)).map(([, y]) => y)).toEqual([45, 45, 45])
    expect(align(three.slice(1, 2), 'left', size)).toEqual([])
  })

  test('spread with equal gaps', () => {
    // 0..100, gap 200, 300..500, gap 200, 700..800.
    expect(placed(distribute(three, 'across', size)).map(([x]) => x)).toEqual([0, 300, 700])
    expect(distribute(three.slice(1), 'across', size)).toEqual([])
  })

  test('nudged, and snapped to the grid', () => {
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
