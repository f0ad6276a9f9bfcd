/** @file putRow: layers and blocks one behind another, each wired in, and blocks made to fit what comes: found step by step, drawn as one. Loaded with the first. */
import { refuse } from '../messages/message'
import { applyAll } from '../graph/apply'
import { BLOCK, REPEAT } from '../graph/block'
import type { Edit } from '../graph/edit'
import { insertNode, type InsertTarget } from '../graph/insert-node'
import { openEnd, appendNode } from '../graph/append-node'
import { fitBlock } from '../graph/fit-block'
import { specsOfNode } from '../graph/port-counts'
import type { Board, BoardState } from './board'
import { edit } from './document'
import { atLevel, shapeOut, shownDrawing } from './levels'
import { newNode, type Wanted } from './new-node'
import { checkAgainst } from './param-check'

export interface InRow extends Wanted {
  /** So many behind one another: layers stand as often, a block repeats. */
  readonly times?: number
}

/** How many nodes one row may have. */
export const LONGEST_ROW = 64

/** Puts a row where it is wanted, as one undo step; the ids of what is new, the last of them selected. */
export function putRow(board: Board, row: readonly InRow[], wanted: InsertTarget): readonly string[] {
  const { edits, nodes } = drawRow(board, row, wanted)
  edit(board.store, edits)
  board.store.setState({ selection: nodes.slice(-1), selectedNotes: [] })
  return nodes
}

interface DrawnRow {
  readonly edits: readonly Edit[]
  readonly nodes: readonly string[]
  /** The board as it would be. */
  readonly after: BoardState
}

function drawRow(board: Board, row: readonly InRow[], wanted: InsertTarget): DrawnRow {
  const { catalog } = board.store.subject
  const start = board.store.getState()
  const singles = row.flatMap(alone)
  if (singles.length === 0 || singles.length > LONGEST_ROW)
    return refuse('row-length', { has: singles.length, most: LONGEST_ROW })
  let now = start
  const edits: Edit[] = []
  const draw = (more: readonly Edit[]) => {
    if (more.length === 0) return
    edits.push(...more)
    now = after(board, now, more)
  }
  const nodes: string[] = []
  const as = singles.length > 1 ? 'row' : 'alone'
  for (const one of singles) {
    const { what, title, brought, drawing } = newNode(board, one, now)
    checkAgainst(
      specsOfNode(drawing, catalog, {
        ...what,
        params: what.params ?? {},
        id: '',
        label: '',
        position: { x: 0, y: 0 },
      }),
      title,
      one.params ?? {},
    )
    const last = nodes.at(-1) ?? (wanted.tag === 'after' ? wanted.node : undefined)
    const made =
      last === undefined ? insertNode(drawing, catalog, what, wanted) : appendNode(drawing, catalog, what, last, as)
    draw([...brought, ...made.edits])
    const id = made.nodes[0] ?? ''
    nodes.push(id)
    const flows = now
    if (what.kind === BLOCK) draw(fitBlock(shownDrawing(now), catalog, id, (node, out) => shapeOut(flows, node, out)))
  }
  return { edits, nodes, after: now }
}

/**
 * Where a row wanted nowhere goes on: where the drawing is open. One that leads from a beginning to an end has, where the row would be wrong
 * there, the first wire that takes it.
 */
export function openSpot(board: Board, row: readonly InRow[]): InsertTarget {
  const { store } = board
  const state = store.getState()
  const { wires } = shownDrawing(state)
  const node = openEnd(shownDrawing(state), store.subject.catalog)
  const open: InsertTarget = node === undefined ? { tag: 'place' } : { tag: 'after', node }
  if (!store.subject.leadsToEnd || !state.report.checked) return open
  const isSound = (spot: InsertTarget) => drawRow(board, row, spot).after.report.checked !== undefined
  const spots = [open, ...wires.map(({ id }): InsertTarget => ({ tag: 'wire', wire: id }))]
  return spots.find(isSound) ?? open
}

/** A block repeats by itself. */
function alone({ times = 1, ...one }: InRow): readonly Wanted[] {
  if (!Number.isInteger(times) || times < 1 || times > LONGEST_ROW)
    return refuse('row-length', { has: Number(times), most: LONGEST_ROW })
  if (one.block === undefined) return Array.from({ length: times }, () => one)
  return [times === 1 ? one : { ...one, params: { ...one.params, [REPEAT]: times } }]
}

/** The board as it will be: what flows is known before the next is put. */
function after({ store }: Board, state: BoardState, edits: readonly Edit[]): BoardState {
  const drawing = applyAll(state.project.drawing, atLevel(state, edits))
  const next = { ...state, project: { ...state.project, drawing } }
  return { ...next, report: store.subject.check(next) }
}
