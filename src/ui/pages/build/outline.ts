/**
 * @file Outline: a network or service diagram as rows of a tree, in data-flow order. The children of a node are its
 * problems, its wires and, for a block, its inner nodes. Rows under a collapsed row are not created.
 */
import { BLOCK, blockOf } from '../../../graph/block'
import type { Diagnostic, Fix } from '../../../graph/check-report'
import type { Drawing, DrawnNode, Wire } from '../../../graph/drawing'
import { readingOrder } from '../../../graph/topological-order'
import { shownDrawing } from '../../../studio/network/block-levels'
import type { BoardState } from '../../../studio/network/canvas-board'
import { problemsOf } from '../../canvas/selectors'

interface RowPosition {
  /** Unique, and stable for as long as the node, wire or problem that the row represents exists. */
  readonly key: string
  /** The enclosing blocks, outermost first, each represented by the node that uses the block. */
  readonly path: readonly string[]
  /** The node this row represents or belongs to. */
  readonly node: DrawnNode
  /** Depth in the tree, starting at 1. */
  readonly level: number
  /** Position among the siblings, starting at 1, and the number of siblings. */
  readonly position: number
  readonly setSize: number
  /** Whether the children are shown; absent if the row has no children. */
  readonly open?: boolean
}

/** What a row shows. */
type RowContent =
  | { readonly tag: 'node' }
  | { readonly tag: 'wire'; readonly wire: Wire; readonly side: 'in' | 'out' }
  | { readonly tag: 'problem'; readonly problem: Diagnostic }
  | { readonly tag: 'fix'; readonly problem: Diagnostic; readonly fix: Fix }

export type OutlineItem = RowPosition & RowContent

/** A row without its position. Its children are created only when shown. */
interface Row {
  readonly key: string
  readonly what: RowContent
  readonly path: readonly string[]
  readonly node: DrawnNode
  readonly children?: (() => readonly Row[]) | undefined
}

/** The key of a node's row. */
export function keyOf(path: readonly string[], node: string): string {
  return [...path, node].map(encodeURIComponent).join('/')
}

/** All visible rows, from top to bottom. */
export function outlineOf(state: BoardState, isOpen: (key: string) => boolean): readonly OutlineItem[] {
  const items: OutlineItem[] = []
  const add = (rows: readonly Row[], level: number) => {
    for (const [i, { key, what, path, node, children }] of rows.entries()) {
      const open = children ? isOpen(key) : undefined
      const position = { key, path, node, level, position: i + 1, setSize: rows.length }
      items.push({ ...position, ...(open === undefined ? {} : { open }), ...what })
      if (open && children) add(children(), level + 1)
    }
  }
  add(nodesAt(state, [], []), 1)
  return items
}

/**
 * The row that gets the focus after the focused row is removed: the next row, or else the previous row. After an undo,
 * the previous row is preferred.
 */
export function focusAfterRemoval(
  before: readonly OutlineItem[],
  after: readonly OutlineItem[],
  removed: string,
  how: 'removed' | 'undone',
): string | undefined {
  const at = before.findIndex(({ key }) => key === removed)
  const level = before[at]?.level ?? 0
  const existing = new Set(after.map(({ key }) => key))
  const following = before.slice(at)
  const preceding = before.slice(0, Math.max(at, 0)).reverse()
  // After undoing an insertion, the focus returns to the preceding node rather than to a wire or problem of that node.
  const others =
    how === 'undone' ? [...preceding.filter((one) => one.level <= level), ...following] : [...following, ...preceding]
  return others.find(({ key }) => existing.has(key))?.key
}

/** Returns the state as if the canvas showed this level. */
export function stateAt(state: BoardState, path: readonly string[]): BoardState {
  const same = state.inside.length === path.length && path.every((id, i) => id === state.inside[i])
  return same ? state : { ...state, inside: path }
}

/** The nodes of a level in data-flow order; nodes in a cycle come last. */
function nodesAt(state: BoardState, path: readonly string[], enclosing: readonly string[]): readonly Row[] {
  const drawing = shownDrawing({ project: state.project, inside: path })
  return readingOrder(drawing).nodes.map((node) => {
    const key = keyOf(path, node.id)
    const children = () => childrenOf(state, drawing, { key, path, node, enclosing })
    return { key, what: { tag: 'node' }, path, node, children }
  })
}

interface NodeRow {
  readonly key: string
  readonly path: readonly string[]
  readonly node: DrawnNode
  /** Ids of the enclosing blocks. */
  readonly enclosing: readonly string[]
}

function childrenOf(state: BoardState, drawing: Drawing, { key, path, node, enclosing }: NodeRow): readonly Row[] {
  const { incoming, outgoing } = readingOrder(drawing)
  const problems = problemsOf(stateAt(state, path), node.id).map((problem, i): Row => {
    const own = `${key}?${i}`
    const fixes = () =>
      problem.fixes.map((fix): Row => ({ key: `${own}/${fix.id}`, what: { tag: 'fix', problem, fix }, path, node }))
    return {
      key: own,
      what: { tag: 'problem', problem },
      path,
      node,
      children: problem.fixes.length > 0 ? fixes : undefined,
    }
  })
  const wires = (side: 'in' | 'out') =>
    ((side === 'in' ? incoming : outgoing).get(node.id) ?? []).map(
      (wire): Row => ({
        key: `${key}${side === 'in' ? '<' : '>'}${wire.id}`,
        what: { tag: 'wire', wire, side },
        path,
        node,
      }),
    )
  const block = node.kind === BLOCK ? blockOf(drawing, node) : undefined
  // In a damaged file, a block may contain itself, which would make the tree infinite.
  const within =
    block && !enclosing.includes(block.id) ? nodesAt(state, [...path, node.id], [...enclosing, block.id]) : []
  return [...problems, ...wires('in'), ...wires('out'), ...within]
}
