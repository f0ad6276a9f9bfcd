/**
 * @file Outline: a network or service diagram as the rows of a tree, in the order of the data flow: each node with its problems, its
 * wires and, for a block, its contents. Folded rows are not created.
 */
import { BLOCK, blockOf } from '../../../graph/block'
import type { Diagnostic, Fix } from '../../../graph/diagnostic'
import type { DrawnNode, Drawing, Wire } from '../../../graph/drawing'
import { readingOrder } from '../../../graph/topological-order'
import { shownDrawing } from '../../../studio/levels'
import type { BoardState } from '../../../studio/board'
import { problemsOf } from '../../canvas/read'

interface Place {
  /** Unique, and stable as long as its subject exists. */
  readonly key: string
  /** The nodes of the blocks around it, from outside in. */
  readonly path: readonly string[]
  /** The node it is, or belongs to. */
  readonly node: DrawnNode
  /** Its depth, from 1. */
  readonly level: number
  /** Its position among its siblings, from 1, and their number. */
  readonly place: number
  readonly of: number
  /** Whether its children are shown; absent where it has none. */
  readonly open?: boolean
}

export type OutlineItem = Place &
  (
    | { readonly tag: 'node' }
    | { readonly tag: 'wire'; readonly wire: Wire; readonly side: 'in' | 'out' }
    | { readonly tag: 'problem'; readonly problem: Diagnostic }
    | { readonly tag: 'fix'; readonly problem: Diagnostic; readonly fix: Fix }
  )

/** A row before its position is known, with its children, created only when they are shown. */
interface Row {
  readonly key: string
  readonly what:
    | { readonly tag: 'node' }
    | { readonly tag: 'wire'; readonly wire: Wire; readonly side: 'in' | 'out' }
    | { readonly tag: 'problem'; readonly problem: Diagnostic }
    | { readonly tag: 'fix'; readonly problem: Diagnostic; readonly fix: Fix }
  readonly path: readonly string[]
  readonly node: DrawnNode
  readonly under?: (() => readonly Row[]) | undefined
}

/** The key of a node's row. */
export function keyOf(path: readonly string[], node: string): string {
  return [...path, node].map(encodeURIComponent).join('/')
}

/** All rows that are shown, from top to bottom. */
export function outlineOf(state: BoardState, isOpen: (key: string) => boolean): readonly OutlineItem[] {
  const items: OutlineItem[] = []
  const add = (rows: readonly Row[], level: number) => {
    for (const [i, { key, what, path, node, under }] of rows.entries()) {
      const open = under ? isOpen(key) : undefined
      const where = { key, path, node, level, place: i + 1, of: rows.length }
      items.push({ ...where, ...(open === undefined ? {} : { open }), ...what })
      if (open && under) add(under(), level + 1)
    }
  }
  add(nodesAt(state, [], []), 1)
  return items
}

/** The row that gets the focus when one is gone: the one after it, else the one before; after an undo, the one before it first. */
export function rowInstead(
  before: readonly OutlineItem[],
  after: readonly OutlineItem[],
  gone: string,
  how: 'removed' | 'undone',
): string | undefined {
  const at = before.findIndex(({ key }) => key === gone)
  const level = before[at]?.level ?? 0
  const there = new Set(after.map(({ key }) => key))
  const behind = before.slice(at)
  const ahead = before.slice(0, Math.max(at, 0)).reverse()
  // A row is added after its parent, whose wires and problems are no useful place for the focus.
  const others = how === 'undone' ? [...ahead.filter((one) => one.level <= level), ...behind] : [...behind, ...ahead]
  return others.find(({ key }) => there.has(key))?.key
}

/** The state as if the canvas showed this level. */
export function stateAt(state: BoardState, path: readonly string[]): BoardState {
  const same = state.inside.length === path.length && path.every((id, i) => id === state.inside[i])
  return same ? state : { ...state, inside: path }
}

/** Nodes that feed others first; those in a loop last. */
function nodesAt(state: BoardState, path: readonly string[], around: readonly string[]): readonly Row[] {
  const drawing = shownDrawing({ project: state.project, inside: path })
  return readingOrder(drawing).nodes.map((node) => {
    const key = keyOf(path, node.id)
    return { key, what: { tag: 'node' }, path, node, under: () => under(state, drawing, { key, path, node, around }) }
  })
}

interface At {
  readonly key: string
  readonly path: readonly string[]
  readonly node: DrawnNode
  /** The blocks around it. */
  readonly around: readonly string[]
}

function under(state: BoardState, drawing: Drawing, { key, path, node, around }: At): readonly Row[] {
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
      under: problem.fixes.length > 0 ? fixes : undefined,
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
  // A file may contain a block inside itself, which would never end.
  const within = block && !around.includes(block.id) ? nodesAt(state, [...path, node.id], [...around, block.id]) : []
  return [...problems, ...wires('in'), ...wires('out'), ...within]
}
