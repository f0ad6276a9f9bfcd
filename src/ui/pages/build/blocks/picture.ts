/** @file pictureOf: the inside of a block as a small picture: a mark at the position of each node, a line for each wire. */
import { type Subgraph, PORT_IN, PORT_OUT } from '../../../../graph/block'

export interface Mark {
  readonly id: string
  readonly kind: string
  readonly x: number
  readonly y: number
}

export interface Line {
  readonly id: string
  readonly path: string
}

export interface Picture {
  readonly marks: readonly Mark[]
  readonly lines: readonly Line[]
}

/** Space around the marks, in pixels of the picture. */
const EDGE = 7
/** How far a line that passes others is drawn above them. */
const OVER = 24

/** The inside of a block, centered and as large as fits into `width` by `height`. */
export function pictureOf({ nodes, wires }: Subgraph, width: number, height: number): Picture {
  const xs = nodes.map(({ position }) => position.x)
  const ys = nodes.map(({ position }) => position.y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [wide, high] = [Math.max(...xs) - left, Math.max(...ys) - top]
  const scale = Math.min((width - 2 * EDGE) / Math.max(1, wide), (height - 2 * EDGE) / Math.max(1, high), 0.5)
  const across = (width - wide * scale) / 2
  const down = (height - high * scale) / 2
  const at = (value: number) => Math.round(value * 10) / 10
  const marks = nodes.map(({ id, kind, position }) => ({
    id,
    kind,
    x: at(across + (position.x - left) * scale),
    y: at(down + (position.y - top) * scale),
  }))
  const byId = new Map(marks.map((mark) => [mark.id, mark]))
  const lines = wires.flatMap(({ id, from, to }): readonly Line[] => {
    const [a, b] = [byId.get(from), byId.get(to)]
    if (!a || !b) return []
    const middle = at((a.x + b.x) / 2)
    // A line that passes other marks in its row is drawn above them.
    const passes = a.y === b.y && marks.some(({ x, y }) => y === a.y && x > a.x && x < b.x)
    if (passes) return [{ id, path: `M${a.x} ${a.y}Q${middle} ${at(a.y - OVER)} ${b.x} ${b.y}` }]
    return [{ id, path: `M${a.x} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${b.x} ${b.y}` }]
  })
  return { marks, lines }
}

/** Whether a node is an edge of the block. */
export function isPort(kind: string): boolean {
  return kind === PORT_IN || kind === PORT_OUT
}
