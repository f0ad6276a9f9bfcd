/** @file Layout of a block thumbnail: a mark for each node and a path for each wire. */
import { type Subgraph, PORT_IN, PORT_OUT } from '../../../../graph/block'

export interface ThumbnailNode {
  readonly id: string
  readonly kind: string
  readonly x: number
  readonly y: number
}

export interface ThumbnailWire {
  readonly id: string
  readonly path: string
}

export interface Thumbnail {
  readonly nodes: readonly ThumbnailNode[]
  readonly wires: readonly ThumbnailWire[]
}

/** Margin around the nodes, in thumbnail pixels. */
const MARGIN = 7
/** How far above the row a wire runs when it passes other nodes, in thumbnail pixels. */
const DETOUR = 24

/** Positions of the nodes and wires inside a block, centered and scaled to fit `width` by `height`. */
export function layoutThumbnail({ nodes, wires }: Subgraph, width: number, height: number): Thumbnail {
  const xs = nodes.map(({ position }) => position.x)
  const ys = nodes.map(({ position }) => position.y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top]
  const scale = Math.min((width - 2 * MARGIN) / Math.max(1, wide), (height - 2 * MARGIN) / Math.max(1, high), 0.5)
  const across = (width - wide * scale) / 2
  const down = (height - high * scale) / 2
  const round = (value: number) => Math.round(value * 10) / 10
  const marks = nodes.map(({ id, kind, position }) => ({
    id,
    kind,
    x: round(across + (position.x - left) * scale),
    y: round(down + (position.y - top) * scale),
  }))
  const byId = new Map(marks.map((mark) => [mark.id, mark]))
  const lines = wires.flatMap(({ id, from, to }): readonly ThumbnailWire[] => {
    const [a, b] = [byId.get(from), byId.get(to)]
    if (!a || !b) return []
    const middle = round((a.x + b.x) / 2)
    // A wire that passes other nodes in its row is drawn above them.
    const passes = a.y === b.y && marks.some(({ x, y }) => y === a.y && x > a.x && x < b.x)
    if (passes) return [{ id, path: `M${a.x} ${a.y}Q${middle} ${round(a.y - DETOUR)} ${b.x} ${b.y}` }]
    return [{ id, path: `M${a.x} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${b.x} ${b.y}` }]
  })
  return { nodes: marks, wires: lines }
}

/** Whether a node is an input or output port of the block. */
export function isPort(kind: string): boolean {
  return kind === PORT_IN || kind === PORT_OUT
}
