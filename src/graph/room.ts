/** @file Room on the canvas: how large nodes are taken to be, and who moves aside when something is put between. */
import type { DrawnNode, Drawing, Position } from './drawing'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Canvas pixels. A row of nodes steps by COLUMN. */
export const COLUMN = 220
const NODE: Size = { width: 164, height: 64 }
/** A node at an end of the drawing shows a pad or an answer; half of what it is higher is how much lower its handles are. */
const END: Size = { width: 164, height: 152 }
/** Least room between two nodes. */
const GAP = 16

/** Sizes by the place in the drawing, where the real ones are not known. */
export function usualSize(drawing: Drawing): (node: DrawnNode) => Size {
  const fed = new Set(drawing.wires.map(({ to }) => to))
  const feeds = new Set(drawing.wires.map(({ from }) => from))
  return ({ id }) => (fed.has(id) && feeds.has(id) ? NODE : END)
}

/** A place that no node covers: right of `beside`, or of the rightmost node. */
export function freePlace(nodes: readonly DrawnNode[], beside?: DrawnNode): Position {
  const from = beside ?? [...nodes].sort((a, b) => b.position.x - a.position.x)[0]
  if (!from) return { x: 0, y: 0 }
  const place = { x: from.position.x + COLUMN, y: from.position.y }
  const taken = (y: number) =>
    nodes.some(({ position }) => Math.abs(position.x - place.x) < 180 && Math.abs(position.y - y) < 90)
  while (taken(place.y)) place.y += 110
  return place
}

/** Whether a node, as large as one between others, would lie on one of the drawing's. */
export function covers(drawing: Drawing, { position: { x, y } }: DrawnNode): boolean {
  const sizeOf = usualSize(drawing)
  return drawing.nodes.some((other) => {
    const { width, height } = sizeOf(other)
    const there = other.position
    return x < there.x + width && there.x < x + NODE.width && y < there.y + height && there.y < y + NODE.height
  })
}

/** Whether a node stands before another as one reads: to its left, or in a row above it. */
export function readsBefore(a: DrawnNode, b: DrawnNode): boolean {
  return a.position.x < b.position.x || a.position.y + NODE.height <= b.position.y
}

export interface Room {
  /** Where the i-th new node goes. */
  place(i: number): Position
  /** New places of what has to move aside, by node. */
  readonly moves: Readonly<Record<string, Position>>
}

/** Room for `count` nodes where `target` stands: it moves right, and pushes on whatever it would come to lie on. */
export function makeRoom(drawing: Drawing, target: DrawnNode, count: number): Room {
  const by = count * COLUMN
  const sizeOf = usualSize(drawing)
  const moved = new Map([[target.id, target]])
  const queue = [target]
  for (let node = queue.pop(); node; node = queue.pop()) {
    const place = { x: node.position.x + by, y: node.position.y }
    for (const other of drawing.nodes) {
      // Only what lies ahead is pushed: what is behind would never end up clear by moving right.
      const ahead = other.position.x >= target.position.x
      if (!ahead || moved.has(other.id) || !sweeps(node.position, place, sizeOf(node), other, sizeOf(other))) continue
      moved.set(other.id, other)
      queue.push(other)
    }
  }
  const moves: [string, Position][] = [...moved.values()].map(({ id, position }) => [
    id,
    { x: position.x + by, y: position.y },
  ])
  return {
    // What is higher than the others has its handles lower, by half of that: the wires stay straight.
    place: (i) => ({
      x: target.position.x + i * COLUMN,
      y: target.position.y + (sizeOf(target).height - NODE.height) / 2,
    }),
    moves: Object.fromEntries(moves),
  }
}

/** Whether a node on its way from one place to another runs into `other`, so that the order in a row stays. */
function sweeps(from: Position, to: Position, size: Size, other: DrawnNode, otherSize: Size): boolean {
  const { x, y } = other.position
  return (
    x < to.x + size.width + GAP &&
    x + otherSize.width + GAP > from.x &&
    y < to.y + size.height + GAP &&
    y + otherSize.height + GAP > to.y
  )
}
