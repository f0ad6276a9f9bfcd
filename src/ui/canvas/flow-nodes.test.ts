import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Drawing } from '../../graph/drawing'
import { applyAll } from '../../graph/apply-edit'
import { selectionAfter, toFlowNodes, toFlowWires, moveEdits, removalEdits, withSelection } from './flow-nodes'

const at = (x: number, y: number) => ({ x, y })
const drawing: Drawing = {
  nodes: [
    { id: 'a', kind: 'input', label: 'Digits', params: {}, position: at(0, 0) },
    { id: 'b', kind: 'dense', label: 'Dense', params: {}, position: at(220, 0) },
    { id: 'c', kind: 'output', label: 'Digit', params: {}, position: at(440, 0) },
  ],
  wires: [
    { id: 'w1', from: 'a', to: 'b', port: 0 },
    { id: 'w2', from: 'b', to: 'c', port: 0 },
  ],
}

describe('toFlowNodes and toFlowWires', () => {
  const before = toFlowNodes(drawing, {}, ['b'], [])

  test('set the position and the selection of each node', () => {
    expect(before.map(({ id, position, selected }) => [id, position.x, selected])).toEqual([
      ['a', 0, false],
      ['b', 220, true],
      ['c', 440, false],
    ])
  })

  test('return the same list if nothing changed; one edit replaces one node', () => {
    expect(toFlowNodes(drawing, {}, ['b'], before)).toBe(before)
    const moved = applyAll(drawing, [{ type: 'move', positions: { c: at(440, 90) } }])
    const after = toFlowNodes(moved, {}, ['b'], before)
    expect(after.map((node, i) => node === before[i])).toEqual([true, true, false])
    const set = applyAll(drawing, [{ type: 'set', node: 'b', params: { units: 3 } }])
    expect(toFlowNodes(set, {}, ['b'], before)).toBe(before)
  })

  test('keep the measured size of a node that moved', () => {
    const measured = before.map((node) => ({ ...node, measured: { width: 164, height: 77 } }))
    const moved = applyAll(drawing, [{ type: 'move', positions: { a: at(5, 5) } }])
    expect(toFlowNodes(moved, {}, [], measured)[0]?.measured).toEqual({ width: 164, height: 77 })
  })

  test('a selection during a drag keeps the position of the dragged node', () => {
    const onItsWay = before.map((node) => (node.id === 'a' ? { ...node, position: at(33, 3) } : node))
    const after = withSelection(onItsWay, ['a'])
    expect(after[0]).toMatchObject({ position: at(33, 3), selected: true })
    expect(after[1]?.selected).toBe(false)
    expect(withSelection(after, ['a'])).toBe(after)
  })

  test('label wires by their ends and keep their identity', () => {
    const wires = toFlowWires(drawing, new Set(['w2']), [])
    expect(wires[0]?.ariaLabel).toBe('Wire from Digits to Dense')
    const after = toFlowWires(drawing, new Set(), wires)
    expect(after.map((wire, i) => wire === wires[i])).toEqual([true, false])
  })
})

describe('flow changes as edits', () => {
  test('a move contains only nodes that moved, with their final positions', () => {
    const place = fc.integer({ min: -500, max: 500 })
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c', 'gone'), fc.record({ x: place, y: place })),
        (rested) => {
          const edits = moveEdits(drawing, new Map(Object.entries(rested)))
          const after = applyAll(drawing, edits)
          expect(edits.length).toBeLessThanOrEqual(1)
          for (const node of after.nodes) expect(node.position).toEqual(rested[node.id] ?? nodeBefore(node.id).position)
          expect(moveEdits(after, new Map(Object.entries(rested)))).toEqual([])
        },
      ),
    )
  })

  test('a selection is the old one plus the changes; without changes the same list', () => {
    const before = ['a', 'b']
    const select = (id: string, selected: boolean) => ({ type: 'select' as const, id, selected })
    expect(selectionAfter([select('a', false), select('c', true)], before)).toEqual(['b', 'c'])
    expect(selectionAfter([select('a', true)], before)).toBe(before)
  })

  test('nodes and wires are removed together', () => {
    const after = applyAll(drawing, removalEdits(['c'], ['w1']))
    expect(after.nodes.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(after.wires).toEqual([])
    expect(removalEdits([], [])).toEqual([])
  })
})

function nodeBefore(id: string) {
  const node = drawing.nodes.find((one) => one.id === id)
  if (!node) throw new Error(id)
  return node
}
