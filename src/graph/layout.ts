/**
 * @file layout: computes positions for all nodes, from left to right. A long drawing is wrapped into several rows, like
 * text.
 */
import dagre from '@dagrejs/dagre'
import type { DrawnNode, Drawing, Position } from './drawing'
import { COLUMN, type Size, defaultSize } from './spacing'
import { topologicalOrder } from './topological-order'

/** Minimum gaps in canvas pixels: between neighbors in a column, and between columns. */
const NODE_GAP = 40
const COLUMN_GAP = 64
const GAPS: LayoutGaps = { column: COLUMN_GAP, row: 56, lane: 20 }
/**
 * Size limits for dagre. Laying out 1,000 nodes takes dagre three seconds in a worker, but minutes if the nodes have
 * many wires, and its recursion along the longest path can overflow the stack. Larger drawings use simple columns based
 * on the longest path.
 */
const DAGRE = { nodes: 1500, few: 300, wiresANode: 1.4, path: 400 }

export interface LayoutOptions {
  readonly size?: (node: DrawnNode) => Size
  /**
   * Fixed node heights in canvas pixels, keyed by node kind. The heights of other nodes depend on their position in the
   * graph.
   */
  readonly heights?: Readonly<Record<string, number>> | undefined
  /** Fixed node widths in canvas pixels, keyed by node kind. */
  readonly widths?: Readonly<Record<string, number>> | undefined
  readonly branches?: BranchOrder | undefined
  /** Maximum width of a row, in canvas pixels. */
  readonly maxWidth?: number
  /** The space that shows the drawing, in screen pixels: the rows are those that fill it best. */
  readonly view?: Size | undefined
  readonly gaps?: LayoutGaps | undefined
}

/**
 * In canvas pixels: the gaps between columns, and between rows with one wire between them, and what each further wire
 * adds to that between rows.
 */
export interface LayoutGaps {
  readonly column: number
  readonly row: number
  readonly lane: number
}

/** Of several branches, the one is on top whose node of this kind has the value that comes first. */
export interface BranchOrder {
  readonly kind: string
  readonly param: string
  readonly values: readonly string[]
}

/** A node's size; `y` is its vertical center. */
interface Box extends Size {
  readonly id: string
  readonly y: number
}
/** Boxes stacked in one column, from top to bottom. */
type Column = readonly Box[]

/** Computes the position of every node's top left corner, keyed by node id. */
export function layout(drawn: Drawing, options: LayoutOptions = {}): Record<string, Position> {
  const drawing = options.branches ? inBranchOrder(drawn, options.branches) : drawn
  const { size: baseSize = defaultSize(drawing), heights = {}, widths = {} } = options
  const size = (node: DrawnNode) => {
    const { width, height } = baseSize(node)
    const own = (sizes: Readonly<Record<string, number>>) =>
      Object.hasOwn(sizes, node.kind) ? sizes[node.kind] : undefined
    return { width: own(widths) ?? width, height: own(heights) ?? height }
  }
  const nodes = [...new Map(drawing.nodes.map((node) => [node.id, node])).values()]
  const { length } = nodes
  const isLight = length <= DAGRE.few || (length <= DAGRE.nodes && drawing.wires.length <= length * DAGRE.wiresANode)
  const ranks = rankByLongestPath(drawing, nodes)
  const columns =
    (isLight && ranks.length <= DAGRE.path && dagreColumns(drawing, nodes, size)) || stackColumns(ranks, size)
  const gap = gapsBetween(columns, drawing.wires, options.gaps ?? GAPS)
  if (options.view && options.maxWidth === undefined) return Object.fromEntries(fillView(columns, gap, options.view))
  // Five columns fit on any screen; a long drawing is wrapped to be about as wide as it is high.
  const { maxWidth = Math.max(5, Math.ceil(Math.sqrt(1.5 * columns.length))) * COLUMN } = options
  return Object.fromEntries(wrapRows(columns, gap, maxWidth))
}

/** The drawing with its wires sorted by the branches that they lead to. */
function inBranchOrder(drawing: Drawing, { kind, param, values }: BranchOrder): Drawing {
  const ranks = new Map<string, number>()
  const rankOf = (id: string): number => {
    const known = ranks.get(id)
    if (known !== undefined) return known
    // A cycle ends here.
    ranks.set(id, values.length)
    const node = drawing.nodes.find((one) => one.id === id)
    const own = node?.kind === kind ? values.indexOf(String(node.params[param])) : values.length
    const rank = Math.min(own, ...drawing.wires.filter(({ from }) => from === id).map(({ to }) => rankOf(to)))
    ranks.set(id, rank)
    return rank
  }
  return { ...drawing, wires: drawing.wires.toSorted((a, b) => rankOf(a.to) - rankOf(b.to)) }
}

/** Columns computed by dagre; undefined if its recursion overflows the stack, as with a long cycle. */
function dagreColumns(
  drawing: Drawing,
  nodes: readonly DrawnNode[],
  size: (node: DrawnNode) => Size,
): Column[] | undefined {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: NODE_GAP, ranksep: COLUMN_GAP })
  // Nodes are numbered, because dagre stores names in plain objects and an id may be `__proto__`.
  const names = new Map(nodes.map(({ id }, i) => [id, String(i)]))
  for (const node of nodes) graph.setNode(names.get(node.id) ?? '', { ...size(node) })
  // Where nothing else decides, dagre places what a later wire leads to above what an earlier one leads to.
  for (const { from, to } of drawing.wires.toReversed()) {
    const [a, b] = [names.get(from), names.get(to)]
    if (a !== undefined && b !== undefined && a !== b) graph.setEdge(a, b, {})
  }
  try {
    dagre.layout(graph)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
  const columns = new Map<number, Box[]>()
  for (const [i, node] of nodes.entries()) {
    const { x, y } = graph.node(String(i)) as Position
    const column = columns.get(Math.round(x)) ?? []
    columns.set(Math.round(x), column)
    column.push({ id: node.id, y, ...size(node) })
  }
  return [...columns].sort(([a], [b]) => a - b).map(([, column]) => column)
}

/** Builds columns from the longest-path ranks, each centered vertically on a common line. */
function stackColumns(ranks: readonly (readonly DrawnNode[])[], size: (node: DrawnNode) => Size): Column[] {
  return ranks.map((ids) => {
    const sizes = ids.map((node) => size(node))
    const total = sizes.reduce((sum, { height }) => sum + height + NODE_GAP, -NODE_GAP)
    let top = -total / 2
    return ids.map(({ id }, i) => {
      const { width, height } = sizes[i] as Size
      const y = top + height / 2
      top += height + NODE_GAP
      return { id, y, width, height }
    })
  })
}

/** More rows must show the drawing this many times as large as fewer rows, because wires between rows are long. */
const WORTH_A_ROW = 1.1

/** Wraps the columns into the number of rows at which a view shows them largest, at most at full size. */
function fillView(columns: readonly Column[], gap: Gaps, view: Size): readonly (readonly [string, Position])[] {
  const boxes = new Map(columns.flat().map((box) => [box.id, box]))
  let best: { readonly placed: readonly (readonly [string, Position])[]; readonly zoom: number } | undefined
  for (let rows = 1; rows <= Math.min(columns.length, MAX_ROWS); rows++) {
    const placed = placeRows(columns, gap, Math.ceil(columns.length / rows))
    let [width, height] = [1, 1]
    for (const [id, { x, y }] of placed) {
      width = Math.max(width, x + (boxes.get(id)?.width ?? 0))
      height = Math.max(height, y + (boxes.get(id)?.height ?? 0))
    }
    const zoom = Math.min(1, view.width / width, view.height / height)
    if (!best || zoom > best.zoom * WORTH_A_ROW) best = { placed, zoom }
  }
  return best?.placed ?? []
}

/** The rows of a drawing of 1,500 columns that is as high as it is wide. */
const MAX_ROWS = 60

/** Wraps the columns into rows of about equal length. */
function wrapRows(columns: readonly Column[], gap: Gaps, maxWidth: number): readonly (readonly [string, Position])[] {
  const step = stepOf(columns)
  const most = Math.max(1, Math.floor((maxWidth + COLUMN_GAP) / Math.max(step, 1)))
  return placeRows(columns, gap, Math.ceil(columns.length / Math.max(Math.ceil(columns.length / most), 1)))
}

/** The distance between the widest columns. */
function stepOf(columns: readonly Column[]): number {
  return Math.max(0, ...columns.map(widthOf)) + COLUMN_GAP
}

function widthOf(column: Column): number {
  return column.reduce((widest, { width }) => Math.max(widest, width), 0)
}

/** Places the columns in rows of this length. */
function placeRows(columns: readonly Column[], gap: Gaps, length: number): readonly (readonly [string, Position])[] {
  const rows = Math.ceil(columns.length / Math.max(length, 1))
  const placed: [string, Position][] = []
  let top = 0
  for (let row = 0; row < rows; row++) {
    const inRow = columns.slice(row * length, (row + 1) * length)
    const boxes = inRow.flat()
    const upper = boxes.reduce((least, { y, height }) => Math.min(least, y - height / 2), Number.POSITIVE_INFINITY)
    const lower = boxes.reduce((most, { y, height }) => Math.max(most, y + height / 2), Number.NEGATIVE_INFINITY)
    let x = 0
    for (const column of inRow) {
      for (const { id, y, height } of column) placed.push([id, { x, y: Math.round(top + y - height / 2 - upper) }])
      x += widthOf(column) + gap.column
    }
    top += lower - upper + gap.above((row + 1) * length)
  }
  return placed
}

interface Gaps {
  readonly column: number
  /** The gap above a row that starts with this column. */
  above(column: number): number
}

/** Each wire that leads to a later row has a lane of its own between the rows. */
function gapsBetween(columns: readonly Column[], wires: Drawing['wires'], { column, row, lane }: LayoutGaps): Gaps {
  const columnOf = new Map(columns.flatMap((column, i) => column.map(({ id }) => [id, i] as const)))
  const ends = wires.map(({ from, to }) => [columnOf.get(from) ?? 0, columnOf.get(to) ?? 0] as const)
  return {
    column,
    above(first) {
      const lanes = ends.filter(([from, to]) => from < first && to >= first).length
      return row + Math.min(MAX_LANES, Math.max(0, lanes - 1)) * lane
    },
  }
}

/** More lanes than this would push the rows too far apart. */
const MAX_LANES = 4

/** The columns from left to right. Nodes on or downstream of a cycle form an extra column at the end. */
function rankByLongestPath(drawing: Drawing, nodes: readonly DrawnNode[]): readonly (readonly DrawnNode[])[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const wires = drawing.wires.filter(({ from, to }) => byId.has(from) && byId.has(to))
  const { order, onCycle, incoming } = topologicalOrder(byId, wires)
  const ranks = new Map<string, number>()
  const columns: DrawnNode[][] = []
  for (const node of order) {
    const rank = (incoming.get(node.id) ?? []).reduce((most, { from }) => Math.max(most, (ranks.get(from) ?? 0) + 1), 0)
    ranks.set(node.id, rank)
    const column = columns[rank] ?? []
    columns[rank] = column
    column.push(node)
  }
  return onCycle.length > 0 ? [...columns, onCycle] : columns
}
