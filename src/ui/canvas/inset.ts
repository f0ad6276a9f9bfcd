/** @file insetOf: the inside of a block laid out for a frame on the canvas around it: as it was drawn, but closer together. */
import type { Subgraph } from '../../graph/block'
import type { Position } from '../../graph/drawing'

export interface Inset {
  readonly width: number
  readonly height: number
  /** The top left corner of each node. */
  readonly places: ReadonlyMap<string, Position>
  readonly lines: readonly { readonly id: string; readonly path: string }[]
}

/** Of a node in a frame, in canvas pixels. */
export const INNER = { width: 124, height: 52 } as const
/** How much closer together nodes are than on their own level: horizontally, and vertically at least and at most. */
const ACROSS = 0.64
const [DOWN_LEAST, DOWN_MOST] = [0.4, 0.68]
/** From one node to the next below it. */
const ROW = INNER.height + 8
const EDGE = 10
/** How far a line that passes others runs above them. */
const OVER = 12

/** The layout inside the frame. */
export function insetOf({ nodes, wires }: Subgraph): Inset {
  const left = Math.min(...nodes.map(({ position }) => position.x))
  const top = Math.min(...nodes.map(({ position }) => position.y))
  const below = nodes.flatMap(({ position: a }) =>
    nodes.flatMap(({ position: b }) =>
      b.y - a.y > 20 && Math.abs(b.x - a.x) * ACROSS < INNER.width ? [b.y - a.y] : [],
    ),
  )
  const down = Math.min(DOWN_MOST, Math.max(DOWN_LEAST, ROW / Math.min(...below)))
  const passing = wires.some(({ from, to }) => passes(from, to))
  const head = EDGE + (passing ? OVER : 0)
  const places = new Map(
    nodes.map(({ id, position }) => [
      id,
      { x: EDGE + Math.round((position.x - left) * ACROSS), y: head + Math.round((position.y - top) * down) },
    ]),
  )
  const xs = [...places.values()].map(({ x }) => x)
  const ys = [...places.values()].map(({ y }) => y)
  const lines = wires.flatMap(({ id, from, to }) => {
    const [a, b] = [places.get(from), places.get(to)]
    if (!a || !b) return []
    const [x1, y1, x2, y2] = [a.x + INNER.width, a.y + INNER.height / 2, b.x, b.y + INNER.height / 2]
    if (passes(from, to)) {
      const over = a.y - OVER / 2
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
    width: (nodes.length > 0 ? Math.max(...xs) + INNER.width : 0) + EDGE,
    height: (nodes.length > 0 ? Math.max(...ys) + INNER.height : 0) + EDGE,
    places,
    lines,
  }

  /** Whether a wire would run through others of its own row. */
  function passes(from: string, to: string): boolean {
    const a = nodes.find(({ id }) => id === from)?.position
    const b = nodes.find(({ id }) => id === to)?.position
    if (!a || !b || Math.abs(a.y - b.y) > 20) return false
    return nodes.some(({ position: { x, y } }) => Math.abs(y - a.y) <= 20 && x > a.x && x < b.x)
  }
}
