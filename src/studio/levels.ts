/** @file Levels: where the canvas stands, the drawing itself or the inside of a block, and what is drawn and known there. */
import { type DrawnReport, incomingOf, pathOf } from '../graph/drawn-report'
import { BLOCK_OF, type Block, BLOCK, blockOf } from '../graph/block'
import type { Diagnostic } from '../graph/diagnostic'
import type { DrawnNode, Drawing } from '../graph/drawing'
import type { Edit } from '../graph/edit'
import { removePorts } from '../graph/rewire-ports'
import type { BoardState } from './board'

export { blockPortCounts } from '../graph/port-counts'

type Standing = Pick<BoardState, 'project' | 'inside'>

/** The blocks around what is shown, from outside in, each with the node that stands for it; ends before one that is no more. */
export function standingIn(drawing: Drawing, path: readonly string[]): readonly { node: DrawnNode; block: Block }[] {
  const found: { node: DrawnNode; block: Block }[] = []
  let nodes = drawing.nodes
  for (const id of path) {
    const node = nodes.find((one) => one.id === id)
    const block = node && blockOf(drawing, node)
    if (!node || !block) break
    found.push({ node, block })
    nodes = block.inside.nodes
  }
  return found
}

/** The block whose drawing is shown; undefined while the network itself is. */
export function shownBlock({ project, inside }: Standing): Block | undefined {
  return inside.length === 0 ? undefined : standingIn(project.drawing, inside).at(-1)?.block
}

/** The drawing the canvas shows: the network's own, or the inside of the block stepped into, with all blocks at hand. */
export function shownDrawing(state: Standing): Drawing {
  const block = shownBlock(state)
  return block ? insideOf(block, state.project.drawing) : state.project.drawing
}

const insides = new WeakMap<Block, { readonly blocks: Drawing['blocks']; readonly drawing: Drawing }>()

/** The same object while neither the block nor its neighbours change, so that views know that nothing did. */
function insideOf(block: Block, { blocks }: Drawing): Drawing {
  const known = insides.get(block)
  if (known && known.blocks === blocks) return known.drawing
  const drawing = { ...block.inside, ...(blocks ? { blocks } : {}) }
  insides.set(block, { blocks, drawing })
  return drawing
}

/** Edits of what is shown as edits of the project's drawing; where a port of the block goes, its wires outside follow. */
export function atLevel(state: Standing, edits: readonly Edit[]): readonly Edit[] {
  const block = shownBlock(state)
  if (!block) return edits
  const gone = new Set(edits.flatMap((edit) => (edit.type === 'remove' ? edit.nodes : [])))
  const outside = gone.size > 0 ? removePorts(state.project.drawing, block, gone) : []
  return [...outside, ...edits.map((edit): Edit => ({ type: 'inside', block: block.id, edit }))]
}

type Checked<R> = Standing & { readonly report: R }

/** What the check says of the level shown: shapes, counts and problems at its own nodes; of a repeated block, its first turn. */
export function shownReport<R extends DrawnReport<unknown>>(state: Checked<R>): R {
  if (state.inside.length === 0) return state.report
  const { report, inside } = state
  const known = reports.get(report) ?? new Map<string, DrawnReport<unknown>>()
  reports.set(report, known)
  // No id has a slash.
  const path = inside.join('/')
  const before = known.get(path)
  // Cast: what is kept under a report was made from it.
  if (before) return before as R
  const made = within(report, shownDrawing(state), inside)
  known.set(path, made)
  return made
}

/** By path: blocks open in place are looked at side by side, and each has to find the very same again. */
const reports = new WeakMap<object, Map<string, DrawnReport<unknown>>>()

function within<R extends DrawnReport<unknown>>(report: R, drawing: Drawing, path: readonly string[]): R {
  const { checked: _, ...rest } = report
  const { expanded } = report
  const shapes = new Map<string, unknown>()
  for (const { id } of drawing.nodes) {
    const source = expanded.source(id, 0, path)
    const shape = source === undefined ? undefined : report.shapes.get(source)
    if (shape !== undefined) shapes.set(id, shape)
  }
  const parameters = new Map<string, number>()
  for (const [id, place] of expanded.paths) {
    const count = report.parameters.get(id)
    const here = path.every((node, i) => place.within[i]?.node === node && place.within[i]?.iteration === 0)
    if (count === undefined || !here) continue
    const node = place.within[path.length]?.node ?? place.node
    parameters.set(node, (parameters.get(node) ?? 0) + count)
  }
  const diagnostics = report.diagnostics.flatMap((one) => comeTo(one, path))
  const totalParameters = [...parameters.values()].reduce((sum, n) => sum + n, 0)
  // Cast: all of it but `checked`, which may be absent, and with shapes of the report's own.
  return { ...rest, shapes, parameters, incoming: incomingOf(drawing), diagnostics, totalParameters } as unknown as R
}

/** A problem as it stands at a level: at the node it is of, or the block it is in; none where it is elsewhere. */
function comeTo(one: Diagnostic, path: readonly string[]): readonly Diagnostic[] {
  const { inside } = one
  if (!inside || !`${pathOf(inside)}/`.startsWith(`${path.join('/')}/`)) return []
  return [{ ...one, node: inside.within[path.length]?.node ?? inside.node }]
}

/** What flows out of a node of the level shown by one of its outputs. */
export function shapeOut<S>(state: Checked<DrawnReport<S>>, node: string, out: number): S | undefined {
  // Only a block has more than one, and looking through it takes longer.
  if (out === 0) return shownReport(state).shapes.get(node)
  const source = state.report.expanded.source(node, out, state.inside)
  return source === undefined ? undefined : state.report.shapes.get(source)
}

/** Which block a node uses, by its id. */
export function blockIdOf(node: DrawnNode): string | undefined {
  const id = node.kind === BLOCK ? node.params[BLOCK_OF] : undefined
  return typeof id === 'string' ? id : undefined
}
