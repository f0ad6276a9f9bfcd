import { expect, test } from 'vitest'
import { shippedBlocks } from '../../../../gallery/blocks'
import { layoutThumbnail } from './block-card'

test.each(shippedBlocks.map((block) => [block.id, block] as const))('%s fits its thumbnail', (_id, block) => {
  const { nodes, wires } = layoutThumbnail(block.inside, 96, 60)
  expect(nodes).toHaveLength(block.inside.nodes.length)
  expect(wires).toHaveLength(block.inside.wires.length)
  for (const { x, y } of nodes) {
    expect(x).toBeGreaterThanOrEqual(7)
    expect(x).toBeLessThanOrEqual(89)
    expect(y).toBeGreaterThanOrEqual(7)
    expect(y).toBeLessThanOrEqual(53)
  }
  expect(wires.map(({ path }) => path).join(' ')).not.toMatch(/NaN|Infinity/)
})

test('a single node is centered, no node gives an empty thumbnail, and a wire that passes other nodes goes above them', () => {
  const node = (id: string, x: number) => ({ id, kind: 'add', label: id, params: {}, position: { x, y: 0 } })
  expect(layoutThumbnail({ nodes: [node('a', 500)], wires: [] }, 96, 60).nodes).toEqual([
    { id: 'a', kind: 'add', x: 48, y: 30 },
  ])
  expect(layoutThumbnail({ nodes: [], wires: [] }, 96, 60)).toEqual({ nodes: [], wires: [] })
  const row = [node('a', 0), node('b', 100), node('c', 200)]
  const wire = (from: string, to: string) => ({ id: from + to, from, to, port: 0 })
  const { wires } = layoutThumbnail({ nodes: row, wires: [wire('a', 'b'), wire('a', 'c'), wire('a', 'gone')] }, 96, 60)
  expect(wires.map(({ path }) => path.includes('Q'))).toEqual([false, true])
})
