/** @file Arrange nodes: align, distribute, nudge and snap to the grid. Each is one `move` edit. */
import type { DrawnNode, Position } from './drawing'
import type { Edit } from './edit'
import type { Size } from './spacing'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Axis = 'across' | 'down'

/** Grid spacing of the canvas, in canvas pixels. */
export const GRID = 20

type SizeOf = (node: DrawnNode) => Size

/** Aligns nodes along an edge or along their centers. */
export function align(nodes: readonly DrawnNode[], alignment: Alignment, sizeOf: SizeOf): readonly Edit[] {
  if (nodes.length < 2) return []
  const key = alignment === 'left' || alignment === 'centre' || alignment === 'right' ? 'x' : 'y'
  const length = (node: DrawnNode) => (key === 'x' ? sizeOf(node).width : sizeOf(node).height)
  const share =
    alignment === 'left' || alignment === 'top' ? 0 : alignment === 'right' || alignment === 'bottom' ? 1 : 0.5
  const coordinates = nodes.map((node) => node.position[key] + share * length(node))
  const [low, high] = [Math.min(...coordinates), Math.max(...coordinates)]
  const to = share === 0 ? low : share === 1 ? high : (low + high) / 2
  return moveEdit(nodes, (node) => ({ ...node.position, [key]: to - share * length(node) }))
}

/** Distributes nodes so that the gaps between them are equal. The first and last nodes stay where they are. */
export function distribute(nodes: readonly DrawnNode[], axis: Axis, sizeOf: SizeOf): readonly Edit[] {
  if (nodes.length < 3) return []
  const key = axis === 'across' ? 'x' : 'y'
  const length = (node: DrawnNode) => (key === 'x' ? sizeOf(node).width : sizeOf(node).height)
  const row = [...nodes].sort((a, b) => a.position[key] - b.position[key])
  const [first, last] = [row[0] as DrawnNode, row[row.length - 1] as DrawnNode]
  const extent = last.position[key] + length(last) - first.position[key]
  const gap = (extent - row.reduce((sum, node) => sum + length(node), 0)) / (row.length - 1)
  let at = first.position[key]
  const coordinates = new Map<DrawnNode, number>()
  for (const node of row) {
    coordinates.set(node, at)
    at += length(node) + gap
  }
  return moveEdit(nodes, (node) => ({ ...node.position, [key]: coordinates.get(node) ?? node.position[key] }))
}

/** Moves nodes by an offset in canvas pixels. */
export function nudge(nodes: readonly DrawnNode[], by: Position): readonly Edit[] {
  return moveEdit(nodes, ({ position }) => ({ x: position.x + by.x, y: position.y + by.y }))
}

/** Moves nodes to the nearest grid points. */
export function snap(nodes: readonly DrawnNode[], grid: number = GRID): readonly Edit[] {
  const near = (value: number) => Math.round(value / grid) * grid
  return moveEdit(nodes, ({ position }) => ({ x: near(position.x), y: near(position.y) }))
}

function moveEdit(nodes: readonly DrawnNode[], to: (node: DrawnNode) => Position): readonly Edit[] {
  const positions = nodes.flatMap((node) => {
    const { x, y } = to(node)
    const rounded = { x: Math.round(x), y: Math.round(y) }
    return rounded.x === node.position.x && rounded.y === node.position.y ? [] : [[node.id, rounded] as const]
  })
  return positions.length > 0 ? [{ type: 'move', positions: Object.fromEntries(positions) }] : []
}
