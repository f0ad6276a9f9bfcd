/** @file Arranging: nodes lined up, spread evenly, nudged and snapped. Each is one edit of positions. */
import type { DrawnNode, Position } from './drawing'
import type { Edit } from './edit'
import type { Size } from './spacing'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Axis = 'across' | 'down'

/** The canvas' grid, in canvas pixels. */
export const GRID = 20

type SizeOf = (node: DrawnNode) => Size

/** Lines nodes up along one of their edges or their middles. */
export function align(nodes: readonly DrawnNode[], line: Alignment, sizeOf: SizeOf): readonly Edit[] {
  if (nodes.length < 2) return []
  const key = line === 'left' || line === 'centre' || line === 'right' ? 'x' : 'y'
  const length = (node: DrawnNode) => (key === 'x' ? sizeOf(node).width : sizeOf(node).height)
  const share = line === 'left' || line === 'top' ? 0 : line === 'right' || line === 'bottom' ? 1 : 0.5
  const places = nodes.map((node) => node.position[key] + share * length(node))
  const [low, high] = [Math.min(...places), Math.max(...places)]
  const to = share === 0 ? low : share === 1 ? high : (low + high) / 2
  return moveEdit(nodes, (node) => ({ ...node.position, [key]: to - share * length(node) }))
}

/** Spreads nodes so that the gaps between them are equal; the first and the last stay. */
export function distribute(nodes: readonly DrawnNode[], axis: Axis, sizeOf: SizeOf): readonly Edit[] {
  if (nodes.length < 3) return []
  const key = axis === 'across' ? 'x' : 'y'
  const length = (node: DrawnNode) => (key === 'x' ? sizeOf(node).width : sizeOf(node).height)
  const row = [...nodes].sort((a, b) => a.position[key] - b.position[key])
  const [first, last] = [row[0] as DrawnNode, row[row.length - 1] as DrawnNode]
  const room = last.position[key] + length(last) - first.position[key]
  const gap = (room - row.reduce((sum, node) => sum + length(node), 0)) / (row.length - 1)
  let at = first.position[key]
  const places = new Map<DrawnNode, number>()
  for (const node of row) {
    places.set(node, at)
    at += length(node) + gap
  }
  return moveEdit(nodes, (node) => ({ ...node.position, [key]: places.get(node) ?? node.position[key] }))
}

/** Moves nodes by so much. */
export function nudge(nodes: readonly DrawnNode[], by: Position): readonly Edit[] {
  return moveEdit(nodes, ({ position }) => ({ x: position.x + by.x, y: position.y + by.y }))
}

/** Moves nodes to the nearest places of the grid. */
export function snap(nodes: readonly DrawnNode[], grid: number = GRID): readonly Edit[] {
  const near = (value: number) => Math.round(value / grid) * grid
  return moveEdit(nodes, ({ position }) => ({ x: near(position.x), y: near(position.y) }))
}

function moveEdit(nodes: readonly DrawnNode[], to: (node: DrawnNode) => Position): readonly Edit[] {
  const places = nodes.flatMap((node) => {
    const { x, y } = to(node)
    const place = { x: Math.round(x), y: Math.round(y) }
    return place.x === node.position.x && place.y === node.position.y ? [] : [[node.id, place] as const]
  })
  return places.length > 0 ? [{ type: 'move', positions: Object.fromEntries(places) }] : []
}
