/** @file Space on the canvas: the assumed size of nodes, and which nodes move aside when others are inserted. */
import type { DrawnNode, Drawing, Position } from './drawing'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Horizontal distance between neighbors in a row, in canvas pixels. */
export const COLUMN = 228
const NODE: Size = { width: 164, height: 64 }
/**
 * Size of an input or output node, which shows an input pad or a prediction. Its handles are lower than those of other
 * nodes by half of the extra height.
 */
const END: Size = { width: 164, height: 152 }
/** Minimum gap between two nodes. */
const GAP = 16

/** The assumed size of a node, based on its position in the graph, used when the measured size is not known. */
export function defaultSize(drawing: Drawing): (node: DrawnNode) => Size {
  const fed = new Set(drawing.wires.map(({ to }) => to))
  const feeds = new Set(drawing.wires.map(({ from }) => from))
  return ({ id }) => (fed.has(id) && feeds.has(id) ? NODE : END)
}

/** A position that no node covers, to the right of `anchor` or, if no anchor is given, of the rightmost node. */
export function freePosition(nodes: readonly DrawnNode[], anchor?: DrawnNode): Position {
  const from = anchor ?? [...nodes].sort((a, b) => b.position.x - a.position.x)[0]
  if (!from) return { x: 0, y: 0 }
  const free = { x: from.position.x + COLUMN, y: from.position.y }
  const isTaken = (y: number) =>
    nodes.some(({ position }) => Math.abs(position.x - free.x) < 180 && Math.abs(position.y - y) < 90)
  while (isTaken(free.y)) free.y += 110
  return free
}

/** The position or, if a node there would be too close to another, the first one below it where none is. */
export function clearPosition(drawing: Drawing, { x, y }: Position): Position {
  const isTaken = (top: number) => [top - GAP, top, top + GAP].some((at) => covers(drawing, { position: { x, y: at } }))
  let free = y
  while (isTaken(free)) free += GAP
  return { x, y: free }
}

/** Whether a node of standard size would overlap a node of the drawing. */
export function covers(drawing: Drawing, { position: { x, y } }: Pick<DrawnNode, 'position'>): boolean {
  const sizeOf = defaultSize(drawing)
  return drawing.nodes.some((other) => {
    const { width, height } = sizeOf(other)
    const there = other.position
    return x < there.x + width && there.x < x + NODE.width && y < there.y + height && there.y < y + NODE.height
  })
}

/** Whether a node comes before another in reading order: to its left, or in a row above it. */
export function precedes(a: DrawnNode, b: DrawnNode): boolean {
  return a.position.x < b.position.x || a.position.y + NODE.height <= b.position.y
}

export interface InsertSpace {
  /** The position of the i-th new node. */
  positionOf(i: number): Position
  /** New positions of the nodes that move aside, keyed by node id. */
  readonly moves: Readonly<Record<string, Position>>
}

/**
 * Makes space for `count` nodes at the position of `target`, which moves right and pushes the nodes in its way. If there
 * is enough space after `source`, nothing moves.
 */
export function makeSpaceForInsert(
  drawing: Drawing,
  target: DrawnNode,
  count: number,
  source?: DrawnNode,
): InsertSpace {
  const by = count * COLUMN
  const sizeOf = defaultSize(drawing)
  const y = target.position.y + (sizeOf(target).height - NODE.height) / 2
  const step = source ? (target.position.x - source.position.x) / (count + 1) : 0
  const between = Array.from({ length: count }, (_, i) => ({
    x: Math.round(target.position.x - (count - i) * step),
    y,
  }))
  if (step >= COLUMN && between.every((position) => clearPosition(drawing, position).y === position.y))
    return { positionOf: (i) => between[i] as Position, moves: {} }
  return {
    // A taller node has its handles lower by half of the difference; offset it so that the wires stay straight.
    positionOf: (i) => ({ x: target.position.x + i * COLUMN, y }),
    moves: pushedRight(drawing, [target], by),
  }
}

/** The new positions of nodes that move right, and of the nodes in their way, keyed by node id. */
export function pushedRight(
  drawing: Drawing,
  nodes: readonly DrawnNode[],
  by: number,
): Readonly<Record<string, Position>> {
  const from = nodes.reduce((least, { position }) => Math.min(least, position.x), Number.POSITIVE_INFINITY)
  return shiftRight(pushRight(drawing, nodes, by, from), by)
}

export interface UnfoldSpace {
  /** How far the new nodes are shifted right from their intended positions. */
  readonly shift: number
  /** New positions of the nodes that move aside, keyed by node id. */
  readonly moves: Readonly<Record<string, Position>>
}

/**
 * Makes space for nodes at these positions, which replace a node removed at `removed`. Nodes to the left of that
 * position stay, and the new nodes start after them. Nodes to its right that would be covered move past the last new
 * node and push away the nodes in their way.
 */
export function makeSpaceForUnfold(drawing: Drawing, removed: Position, positions: readonly Position[]): UnfoldSpace {
  const sizeOf = defaultSize(drawing)
  const xs = positions.map(({ x }) => x)
  const left = xs.reduce((a, b) => Math.min(a, b), removed.x)
  let shift = 0
  const isCovered = (node: DrawnNode) => {
    const { x, y } = node.position
    const { width, height } = sizeOf(node)
    return positions.some(
      (target) =>
        target.x + shift < x + width &&
        x < target.x + shift + NODE.width &&
        target.y < y + height &&
        y < target.y + NODE.height,
    )
  }
  const earlier = drawing.nodes.filter(({ position }) => position.x < removed.x)
  if (earlier.some(isCovered)) shift = removed.x - left
  // Shift to one column after each node that is still in the way.
  for (let hit = earlier.find(isCovered); hit; hit = earlier.find(isCovered)) shift = hit.position.x + COLUMN - left
  const end = xs.reduce((a, b) => Math.max(a, b), removed.x) + shift + COLUMN
  let moved: readonly DrawnNode[] = drawing.nodes.filter((node) => node.position.x >= removed.x && isCovered(node))
  let by = 0
  for (let before = -1; before < moved.length; ) {
    before = moved.length
    by = end - moved.reduce((least, { position }) => Math.min(least, position.x), end)
    moved = pushRight(drawing, moved, by, removed.x)
  }
  return { shift, moves: shiftRight(moved, by) }
}

/** The given nodes and all nodes that they run into when they move right. */
function pushRight(drawing: Drawing, first: readonly DrawnNode[], by: number, from: number): readonly DrawnNode[] {
  const sizeOf = defaultSize(drawing)
  const moved = new Set(first)
  const queue = [...first]
  for (let node = queue.pop(); node; node = queue.pop()) {
    const target = { x: node.position.x + by, y: node.position.y }
    for (const other of drawing.nodes) {
      // Push only nodes ahead: a node further back would not get out of the way by moving right.
      const isAhead = other.position.x >= from
      if (!isAhead || moved.has(other) || !collides(node.position, target, sizeOf(node), other, sizeOf(other))) continue
      moved.add(other)
      queue.push(other)
    }
  }
  return [...moved]
}

function shiftRight(nodes: readonly DrawnNode[], by: number): Readonly<Record<string, Position>> {
  return Object.fromEntries(nodes.map(({ id, position: { x, y } }) => [id, { x: x + by, y }]))
}

/** Whether a node that moves between two positions runs into `other`. Nodes must not overtake each other within a row. */
function collides(from: Position, to: Position, size: Size, other: DrawnNode, otherSize: Size): boolean {
  const { x, y } = other.position
  return (
    x < to.x + size.width + GAP &&
    x + otherSize.width + GAP > from.x &&
    y < to.y + size.height + GAP &&
    y + otherSize.height + GAP > to.y
  )
}
