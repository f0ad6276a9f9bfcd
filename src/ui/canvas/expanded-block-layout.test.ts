import { expect, test } from 'vitest'
import { shippedBlocks } from '../../gallery/blocks'
import { INSET_NODE, layoutInset, placeFrames } from './expanded-blocks'

const node = (id: string, x: number, y: number) => ({ id, kind: 'add', label: id, params: {}, position: { x, y } })
const wire = (from: string, to: string) => ({ id: from + to, from, to, port: 0 })

test.each(shippedBlocks.map((block) => [block.id, block] as const))(
  '%s: every node has its place, none covers another',
  (_id, block) => {
    const { width, height, positions, lines } = layoutInset(block.inside)
    const boxes = [...positions.values()]
    expect(boxes).toHaveLength(block.inside.nodes.length)
    expect(lines).toHaveLength(block.inside.wires.length)
    for (const [i, a] of boxes.entries()) {
      expect(a.x >= 0 && a.y >= 0 && a.x + INSET_NODE.width <= width && a.y + INSET_NODE.height <= height).toBe(true)
      for (const b of boxes.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= INSET_NODE.width || Math.abs(a.y - b.y) >= INSET_NODE.height).toBe(true)
    }
  },
)

test('a wire that passes nodes runs above them; stacked ports do not overlap', () => {
  const row = [node('a', 0, 0), node('b', 220, 0), node('c', 440, 0), node('d', 440, 90)]
  const { lines, positions } = layoutInset({ nodes: row, wires: [wire('a', 'b'), wire('a', 'c'), wire('a', 'd')] })
  expect(lines.map(({ path }) => path.includes('H'))).toEqual([false, true, false])
  expect((positions.get('d')?.y ?? 0) - (positions.get('c')?.y ?? 0)).toBeGreaterThan(INSET_NODE.height)
  expect(layoutInset({ nodes: [], wires: [] })).toMatchObject({ width: 10, height: 10, lines: [] })
})

test('the frame of an open block covers no node and no other frame, and stays between the sides of the drawing', () => {
  const box = (x: number, y: number) => ({ x, y, width: 164, height: 54 })
  const nodes = [box(0, 0), box(220, 0), box(880, 0), box(0, 110), box(220, 110)]
  const frame = (below: number) => ({ below: nodes[below] ?? box(0, 0), width: 600, height: 120 })
  const [first, second, third] = placeFrames(nodes, [frame(1), frame(2), frame(2)])
  // Below the second row, which would be covered, and not beyond the left side.
  expect(first).toMatchObject({ x: 2, y: 174 })
  // Directly below its node, but not beyond the right side.
  expect(second).toMatchObject({ x: 444, y: 304 })
  expect(third?.y).toBe(434)
})
