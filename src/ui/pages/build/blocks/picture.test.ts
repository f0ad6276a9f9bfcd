import { expect, test } from 'vitest'
import { shippedBlocks } from '../../../../gallery/blocks'
import { pictureOf } from './picture'

test.each(shippedBlocks.map((block) => [block.id, block] as const))(
  '%s fits its picture, line by line',
  (_id, block) => {
    const { marks, lines } = pictureOf(block.inside, 96, 60)
    expect(marks).toHaveLength(block.inside.nodes.length)
    expect(lines).toHaveLength(block.inside.wires.length)
    for (const { x, y } of marks) {
      expect(x).toBeGreaterThanOrEqual(7)
      expect(x).toBeLessThanOrEqual(89)
      expect(y).toBeGreaterThanOrEqual(7)
      expect(y).toBeLessThanOrEqual(53)
    }
    expect(lines.map(({ path }) => path).join(' ')).not.toMatch(/NaN|Infinity/)
  },
)

test('a single node stands in the middle, none is an empty picture, and a wire that passes others goes over them', () => {
  const node = (id: string, x: number) => ({ id, kind: 'add', label: id, params: {}, position: { x, y: 0 } })
  expect(pictureOf({ nodes: [node('a', 500)], wires: [] }, 96, 60).marks).toEqual([
    { id: 'a', kind: 'add', x: 48, y: 30 },
  ])
  expect(pictureOf({ nodes: [], wires: [] }, 96, 60)).toEqual({ marks: [], lines: [] })
  const row = [node('a', 0), node('b', 100), node('c', 200)]
  const wire = (from: string, to: string) => ({ id: from + to, from, to, port: 0 })
  const { lines } = pictureOf({ nodes: row, wires: [wire('a', 'b'), wire('a', 'c'), wire('a', 'gone')] }, 96, 60)
  expect(lines.map(({ path }) => path.includes('Q'))).toEqual([false, true])
})
