import { expect, test } from 'vitest'
import { shippedBlocks } from '../../gallery/blocks'
import { INNER, insetOf } from './inset'

const node = (id: string, x: number, y: number) => ({ id, kind: 'add', label: id, params: {}, position: { x, y } })
const wire = (from: string, to: string) => ({ id: from + to, from, to, port: 0 })

test.each(shippedBlocks.map((block) => [block.id, block] as const))(
  '%s: every node has its place, none covers another',
  (_id, block) => {
    const { width, height, places, lines } = insetOf(block.inside)
    const boxes = [...places.values()]
    expect(boxes).toHaveLength(block.inside.nodes.length)
    expect(lines).toHaveLength(block.inside.wires.length)
    for (const [i, a] of boxes.entries()) {
      expect(a.x >= 0 && a.y >= 0 && a.x + INNER.width <= width && a.y + INNER.height <= height).toBe(true)
      for (const b of boxes.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= INNER.width || Math.abs(a.y - b.y) >= INNER.height).toBe(true)
    }
  },
)

test('a wire that passes others goes over them; ports one below the other stay apart', () => {
  const row = [node('a', 0, 0), node('b', 220, 0), node('c', 440, 0), node('d', 440, 90)]
  const { lines, places } = insetOf({ nodes: row, wires: [wire('a', 'b'), wire('a', 'c'), wire('a', 'd')] })
  expect(lines.map(({ path }) => path.includes('H'))).toEqual([false, true, false])
  expect((places.get('d')?.y ?? 0) - (places.get('c')?.y ?? 0)).toBeGreaterThan(INNER.height)
  expect(insetOf({ nodes: [], wires: [] })).toMatchObject({ width: 10, height: 10, lines: [] })
})
