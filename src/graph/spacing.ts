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
export function defaultSize(drawing: Drawing): (node: DrawnNode) => Size {
  const fed = new Set(drawing.wires.map(({ to }) => to))
  const feeds = new Set(drawing.wires.map(({ from }) => from))
  return ({ id }) => (fed.has(id) && feeds.has(id) ? NODE : END)
}

/** A place that no node covers: right of `beside`, or of the rightmost node. */
export function freePosition(nodes: readonly DrawnNode[], beside?: DrawnNode): Position {
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
  const sizeOf = defaultSize(drawing)
  return drawing.nodes.some((other) => {
    const { width, height } = sizeOf(other)
    const there = other.position
    return x < there.x + width && there.x < x + NODE.width && y < there.y + height && there.y < y + NODE.height
  })
}

/** Whether a node stands before another as one reads: to its left, or in a row above it. */
export function precedes(a: DrawnNode, b: DrawnNode): boolean {
  return a.position.x < b.position.x || a.position.y + NODE.height <= b.position.y
}

export interface InsertSpace {
  /** Where the i-th new node goes. */
  positionOf(i: number): Position
  /** New places of what has to move aside, by node. */
  readonly moves: Readonly<Record<string, Position>>
}

/** Room for `count` nodes where `target` stands: it moves right, and pushes on whatever it would come to lie on. */
export function makeSpaceForInsert(drawing: Drawing, target: DrawnNode, count: number): InsertSpace {
  const by = count * COLUMN
  const sizeOf = defaultSize(drawing)
  return {
    // What is higher than the others has its handles lower, by half of that: the wires stay straight.
    positionOf: (i) => ({
      x: target.position.x + i * COLUMN,
      y: target.position.y + (sizeOf(target).height - NODE.height) / 2,
    }),
    moves: shiftRight(pushRight(drawing, [target], by, target.position.x), by),
  }
}

export interface UnfoldSpace {
  /** How far right of where they were wanted the new nodes go. */
  readonly shift: number
  /** New places of what has to move aside, by node. */
  readonly moves: Readonly<Record<string, Position>>
}

/**
 * Room for nodes of these places where `taken` stood, which the drawing no longer has. What stood left of it stays, and they
 * begin behind that; what stood right of it and would be covered moves on, behind the last of them, with what that runs into.
 */
export function makeSpaceForUnfold(drawing: Drawing, taken: Position, places: readonly Position[]): UnfoldSpace {
  const sizeOf = defaultSize(drawing)
  const xs = places.map(({ x }) => x)
  const left = xs.reduce((a, b) => Math.min(a, b), taken.x)
  let shift = 0
  const isCovered = (node: DrawnNode) => {
    const { x, y } = node.position
    const { width, height } = sizeOf(node)
    return places.some(
      (place) =>
        place.x + shift < x + width &&
        x < place.x + shift + NODE.width &&
        place.y < y + height &&
        y < place.y + NODE.height,
    )
  }
  const earlier = drawing.nodes.filter(({ position }) => position.x < taken.x)
  if (earlier.some(isCovered)) shift = taken.x - left
  // A column behind each that is in the way still.
  for (let hit = earlier.find(isCovered); hit; hit = earlier.find(isCovered)) shift = hit.position.x + COLUMN - left
  const end = xs.reduce((a, b) => Math.max(a, b), taken.x) + shift + COLUMN
  let moved: readonly DrawnNode[] = drawing.nodes.filter((node) => node.position.x >= taken.x && isCovered(node))
  let by = 0
  for (let before = -1; before < moved.length; ) {
    before = moved.length
    by = end - moved.reduce((least, { position }) => Math.min(least, position.x), end)
    moved = pushRight(drawing, moved, by, taken.x)
  }
  return { shift, moves: shiftRight(moved, by) }
}

/** These, and all that they run into on their way right. */
function pushRight(drawing: Drawing, first: readonly DrawnNode[], by: number, from: number): readonly DrawnNode[] {
  const sizeOf = defaultSize(drawing)
  const moved = new Set(first)
  const queue = [...first]
  for (let node = queue.pop(); node; node = queue.pop()) {
    const place = { x: node.position.x + by, y: node.position.y }
    for (const other of drawing.nodes) {
      // Only what lies ahead is pushed: what is behind would never end up clear by moving right.
      const ahead = other.position.x >= from
      if (!ahead || moved.has(other) || !collides(node.position, place, sizeOf(node), other, sizeOf(other))) continue
      moved.add(other)
      queue.push(other)
    }
  }
  return [...moved]
}

function shiftRight(nodes: readonly DrawnNode[], by: number): Readonly<Record<string, Position>> {
  return Object.fromEntries(nodes.map(({ id, position: { x, y } }) => [id, { x: x + by, y }]))
}

/** Whether a node on its way from one place to another runs into `other`, so that the order in a row stays. */
function collides(from: Position, to: Position, size: Size, other: DrawnNode, otherSize: Size): boolean {
  const { x, y } = other.position
  return (
    x < to.x + size.width + GAP &&
    x + otherSize.width + GAP > from.x &&
    y < to.y + size.height + GAP &&
    y + otherSize.height + GAP > to.y
  )
}
