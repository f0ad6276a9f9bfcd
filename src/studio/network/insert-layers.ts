/**
 * @file insertLayers: inserts a row of layers and blocks, wired up and fitted to their inputs, as one edit. Loaded
 * lazily.
 */

import type { Catalog, LooseParams } from '../../catalog/node-def'
import { appendNode, fitBlock, openEnd, rowProblem } from '../../graph/append-node'
import { applyAll } from '../../graph/apply-edit'
import { BLOCK, REPEAT } from '../../graph/block'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freePort, freshNode, freshWire, insertIntoWire } from '../../graph/edit-helpers'
import { type InsertTarget, insertNode } from '../../graph/insert-node'
import { layout } from '../../graph/layout'
import { specsOfNode } from '../../graph/node-values'
import { Refusal, refuse } from '../../messages/message'
import { edit } from '../project/project-document'
import { atLevel, blockPortCounts, shapeOut, shownDrawing } from './block-levels'
import type { Board, BoardState } from './canvas-board'
import { checkAgainst, type NewNodeRequest, newNode, refuseKind } from './new-node'

export interface InRow extends NewNodeRequest {
  /** Number of repetitions: a layer is inserted this many times, a block gets this as its repeat parameter. */
  readonly times?: number | undefined
}

/**
 * Inserts a row as one undo step and selects its last node. If most nodes of the drawing are then new, all of them are
 * laid out. Returns the new ids.
 */
export function insertLayers(board: Board, row: readonly InRow[], target: InsertTarget): readonly string[] {
  const { edits, nodes, after } = drawRow(board, row, target)
  const drawing = shownDrawing(after)
  const isMostlyNew = nodes.length > 1 && 2 * nodes.length >= drawing.nodes.length
  const { heights, branches } = board.store.subject
  edit(
    board.store,
    isMostlyNew
      ? [...edits, { type: 'move', positions: layout(drawing, { heights, branches, view: after.canvas.size }) }]
      : edits,
  )
  board.store.setState({ selection: nodes.slice(-1), selectedNotes: [] })
  return nodes
}

interface DrawnRow {
  readonly edits: readonly Edit[]
  readonly nodes: readonly string[]
  /** The board state with the edits applied. */
  readonly after: BoardState
}

function drawRow(board: Board, row: readonly InRow[], target: InsertTarget): DrawnRow {
  const { catalog } = board.store.subject
  const start = board.store.getState()
  const problem = rowProblem(row)
  if (problem) throw new Refusal(problem)
  const singles = row.flatMap(repeated)
  let now = start
  const edits: Edit[] = []
  const draw = (more: readonly Edit[]) => {
    if (more.length === 0) return
    edits.push(...more)
    now = after(board, now, more)
  }
  const nodes: string[] = []
  for (const one of singles) {
    const { what, title, addedBlocks, drawing } = newNode(board, one, now)
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
    const last = nodes.at(-1) ?? (target.tag === 'after' ? target.node : undefined)
    const made =
      last === undefined ? insertNode(drawing, catalog, what, target) : appendNode(drawing, catalog, what, last)
    draw([...addedBlocks, ...made.edits])
    const id = made.nodes[0] ?? ''
    nodes.push(id)
    const current = now
    if (what.kind === BLOCK) draw(fitBlock(shownDrawing(now), catalog, id, (node, out) => shapeOut(current, node, out)))
  }
  return { edits, nodes, after: now }
}

/**
 * The default position for a row: the open end of the drawing. If the drawing is valid and inserting there would make it
 * invalid, the default is in front of the last layer, which makes the predictions; if the drawing must lead from a start
 * to an end, it is the first wire at which the drawing stays valid.
 */
export function findFreePosition(board: Board, row: readonly InRow[]): InsertTarget {
  const { store } = board
  const state = store.getState()
  const { wires } = shownDrawing(state)
  const node = openEnd(shownDrawing(state), store.subject.catalog)
  const open: InsertTarget = node === undefined ? { tag: 'place' } : { tag: 'after', node }
  if (!state.report.checked) return open
  const others = store.subject.leadsToEnd ? wires : wires.filter(({ to }) => to === node)
  const isSound = (target: InsertTarget) => drawRow(board, row, target).after.report.checked !== undefined
  const targets = [open, ...others.map(({ id }): InsertTarget => ({ tag: 'wire', wire: id }))]
  return targets.find(isSound) ?? open
}

/** Returns one entry per repetition. A block remains a single entry, with its repeat parameter set. */
function repeated({ times = 1, ...one }: InRow): readonly NewNodeRequest[] {
  if (one.block === undefined) return Array.from({ length: times }, () => one)
  return [times === 1 ? one : { ...one, params: { ...one.params, [REPEAT]: times } }]
}

/** The board state after the edits, rechecked because the next node needs the resulting shapes. */
function after({ store }: Board, state: BoardState, edits: readonly Edit[]): BoardState {
  const drawing = applyAll(state.project.drawing, atLevel(state, edits))
  const next = { ...state, project: { ...state.project, drawing } }
  return { ...next, report: store.subject.check(next) }
}

/** Horizontal distance of a new node from the one it precedes, in canvas pixels. */
const STEP = 220

/** Adds a layer before a node, and selects it; returns its id. */
export function insertBefore(
  board: Board,
  kind: string,
  { drawing, node }: { readonly drawing: Drawing; readonly node: DrawnNode },
  params: LooseParams | undefined,
): string {
  const { catalog } = board.store.subject
  const def = catalog.find(kind) ?? refuseKind(kind, catalog)
  const ins = blockPortCounts(drawing, node)?.ins ?? (catalog.find(node.kind)?.inputs === 'none' ? 0 : 1)
  if (ins === 0) return refuse('no-way-in', { node: node.label })
  const [wire, another] = drawing.wires.filter(({ to }) => to === node.id)
  const between = wire && !another && def.out && (def.inputs === 'one' || def.inputs === 'some')
  const edits = between
    ? insertIntoWire(drawing, catalog, wire, [{ kind, ...(params ? { params } : {}) }])
    : wiredInto(drawing, catalog, kind, node, params)
  const added = edits.flatMap((one) => (one.type === 'add' ? [one.node.id] : []))[0] ?? node.id
  edit(board.store, edits)
  board.store.setState({ selection: [added] })
  return added
}

function wiredInto(
  drawing: Drawing,
  catalog: Catalog<unknown>,
  kind: string,
  node: DrawnNode,
  params: LooseParams | undefined,
): readonly Edit[] {
  const place = { x: node.position.x - STEP, y: node.position.y }
  const taken = () =>
    drawing.nodes.some(({ position: { x, y } }) => Math.abs(x - place.x) < 180 && Math.abs(y - place.y) < 90)
  while (taken()) place.y += 110
  const fresh = freshNode(drawing, catalog, kind, place, params)
  const port = freePort(drawing, node.id)
  const most = blockPortCounts(drawing, node)?.ins ?? (catalog.find(node.kind)?.inputs === 'one' ? 1 : port + 1)
  const grown = { ...drawing, nodes: [...drawing.nodes, fresh] }
  // Never replace an existing wire, so there must be a free port.
  return catalog.find(kind)?.out === false || port >= most
    ? [{ type: 'add', node: fresh }]
    : [
        { type: 'add', node: fresh },
        { type: 'connect', wire: freshWire(grown, fresh.id, node.id, port) },
      ]
}
