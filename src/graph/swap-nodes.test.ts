import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyAll } from './apply-edit'
import type { Drawing } from './drawing'
import { validDrawings, toyCatalog } from './fixtures/toy-catalog'
import { swapNodes } from './node-edits'

/** The connections between nodes, ignoring wire ids. */
const ways = ({ wires }: Drawing) => wires.map(({ from, to }) => `${from} ${to}`).sort()

const [source, plain] = [
  toyCatalog.kinds.find((kind) => toyCatalog.find(kind)?.inputs === 'none') ?? '',
  toyCatalog.kinds.find((kind) => toyCatalog.find(kind)?.inputs === 'one' && toyCatalog.find(kind)?.out) ?? '',
]

function chain(...ids: readonly string[]): Drawing {
  return {
    nodes: ids.map((id, i) => ({
      id,
      kind: i === 0 ? source : plain,
      label: id,
      params: {},
      position: { x: 200 * i, y: 0 },
    })),
    wires: ids.slice(1).map((to, i) => ({ id: `w${i}`, from: ids[i] as string, to, port: 0 })),
  }
}

describe('swapNodes', () => {
  const row = chain('a', 'b', 'c', 'd')

  test('swaps two nodes in the chain and on the canvas', () => {
    const after = applyAll(row, swapNodes(row, toyCatalog, 'c', 'earlier'))
    expect(ways(after)).toEqual(ways(chain('a', 'c', 'b', 'd')))
    expect(after.nodes.map(({ id, position }) => [id, position.x])).toEqual([
      ['a', 0],
      ['b', 400],
      ['c', 200],
      ['d', 600],
    ])
  })

  test('not past the input, nor where the path branches', () => {
    expect(swapNodes(row, toyCatalog, 'b', 'earlier')).toEqual([])
    expect(swapNodes(row, toyCatalog, 'd', 'later')).toEqual([])
    const parted = { ...row, wires: [...row.wires, { id: 'side', from: 'b', to: 'd', port: 1 }] }
    expect(swapNodes(parted, toyCatalog, 'c', 'earlier')).toEqual([])
    expect(swapNodes(row, toyCatalog, 'nobody', 'later')).toEqual([])
  })

  test('later reverts earlier, in any drawing', () => {
    let moved = 0
    void fc.assert(
      fc.property(validDrawings, (drawing) => {
        for (const { id } of drawing.nodes) {
          const edits = swapNodes(drawing, toyCatalog, id, 'earlier')
          if (edits.length === 0) continue
          moved++
          const after = applyAll(drawing, edits)
          expect(after.wires).toHaveLength(drawing.wires.length)
          expect(ways(applyAll(after, swapNodes(after, toyCatalog, id, 'later')))).toEqual(ways(drawing))
        }
      }),
      { numRuns: 500 },
    )
    expect(moved).toBeGreaterThan(20)
  })
})
