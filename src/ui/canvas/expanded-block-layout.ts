/**
 * @file layoutInset: lays out the contents of a block for a frame on the outer canvas, keeping the original arrangement
 * but with less space between nodes.
 */
import type { Subgraph } from '../../graph/block'
import type { Position } from '../../graph/drawing'

export interface Inset {
  readonly width: number
  readonly height: number
  /** Coordinates of each node's top left corner. */
  readonly positions: ReadonlyMap<string, Position>
  readonly lines: readonly { readonly id: string; readonly path: string }[]
}

/** Size of a node inside a frame, in canvas pixels. */
export const INSET_NODE = { width: 124, height: 52 } as const
/** Scale factors applied to the block's original positions: fixed horizontally, within a range vertically. */
const X_SCALE = 0.64
const [MIN_Y_SCALE, MAX_Y_SCALE] = [0.4, 0.68]
/** Vertical distance between a node and the next one below it. */
const ROW_STEP = INSET_NODE.height + 8
const PADDING = 10
/** Vertical clearance of a wire that is routed above the nodes it passes. */
const DETOUR = 12

/** Lays out a block's nodes and wires inside its frame. */
export function layoutInset({ nodes, wires }: Subgraph): Inset {
  const left = Math.min(...nodes.map(({ position }) => position.x))
  const top = Math.min(...nodes.map(({ position }) => position.y))
  const below = nodes.flatMap(({ position: a }) =>
    nodes.flatMap(({ position: b }) =>
      b.y - a.y > 20 && Math.abs(b.x - a.x) * X_SCALE < INSET_NODE.width ? [b.y - a.y] : [],
    ),
  )
  const yScale = Math.min(MAX_Y_SCALE, Math.max(MIN_Y_SCALE, ROW_STEP / Math.min(...below)))
  const hasDetour = wires.some(({ from, to }) => passesNodes(from, to))
  const startY = PADDING + (hasDetour ? DETOUR : 0)
  const positions = new Map(
    nodes.map(({ id, position }) => [
      id,
      { x: PADDING + Math.round((position.x - left) * X_SCALE), y: startY + Math.round((position.y - top) * yScale) },
    ]),
  )
  const xs = [...positions.values()].map(({ x }) => x)
  const ys = [...positions.values()].map(({ y }) => y)
  const lines = wires.flatMap(({ id, from, to }) => {
    const [a, b] = [positions.get(from), positions.get(to)]
    if (!a || !b) return []
    const [x1, y1, x2, y2] = [a.x + INSET_NODE.width, a.y + INSET_NODE.height / 2, b.x, b.y + INSET_NODE.height / 2]
    if (passesNodes(from, to)) {
      const over = a.y - DETOUR / 2
      return [
        {
          id,
          path: `M${x1} ${y1}C${x1 + 14} ${y1} ${x1} ${over} ${x1 + 18} ${over}H${x2 - 18}C${x2} ${over} ${x2 - 14} ${y2} ${x2} ${y2}`,
        },
      ]
    }
    const bend = Math.max(10, Math.abs(x2 - x1) / 2)
    return [{ id, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }]
  })
  return {
    width: (nodes.length > 0 ? Math.max(...xs) + INSET_NODE.width : 0) + PADDING,
    height: (nodes.length > 0 ? Math.max(...ys) + INSET_NODE.height : 0) + PADDING,
    positions,
    lines,
  }

  /** Whether a straight wire would cross other nodes in the same row. */
  function passesNodes(from: string, to: string): boolean {
    const a = nodes.find(({ id }) => id === from)?.position
    const b = nodes.find(({ id }) => id === to)?.position
    if (!a || !b || Math.abs(a.y - b.y) > 20) return false
    return nodes.some(({ position: { x, y } }) => Math.abs(y - a.y) <= 20 && x > a.x && x < b.x)
  }
}
