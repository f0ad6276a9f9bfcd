/** @file Levels: which level the canvas shows (the top level or the inside of a block), and its drawing and report. */

import { BLOCK, BLOCK_OF, type Block, blockOf } from '../../graph/block'
import type { Diagnostic } from '../../graph/check-report'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { type DrawnReport, incomingOf, pathOf } from '../../graph/map-report'
import { removePorts } from '../../graph/rewire-ports'
import type { BoardState } from './canvas-board'

export { blockPortCounts } from '../../graph/node-values'

type LevelState = Pick<BoardState, 'project' | 'inside'>

/**
 * The blocks along a path of node ids, outermost first, each with the node that contains it; stops at the first block
 * that no longer exists.
 */
export function enclosingBlocks(
  drawing: Drawing,
  path: readonly string[],
): readonly { node: DrawnNode; block: Block }[] {
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

/** The block that the canvas has entered; undefined at the top level. */
export function shownBlock({ project, inside }: LevelState): Block | undefined {
  return inside.length === 0 ? undefined : enclosingBlocks(project.drawing, inside).at(-1)?.block
}

/** The drawing of the visible level, including all block definitions. */
export function shownDrawing(state: LevelState): Drawing {
  const block = shownBlock(state)
  return block ? insideOf(block, state.project.drawing) : state.project.drawing
}

const insides = new WeakMap<Block, { readonly blocks: Drawing['blocks']; readonly drawing: Drawing }>()

/** Returns the same object while the blocks do not change, so that views can skip rendering. */
function insideOf(block: Block, { blocks }: Drawing): Drawing {
  const known = insides.get(block)
  if (known && known.blocks === blocks) return known.drawing
  const drawing = { ...block.inside, ...(blocks ? { blocks } : {}) }
  insides.set(block, { blocks, drawing })
  return drawing
}

/**
 * Converts edits of the visible level to edits of the complete drawing. Removing a block's port also removes the wires
 * to it outside the block.
 */
export function atLevel(state: LevelState, edits: readonly Edit[]): readonly Edit[] {
  const block = shownBlock(state)
  if (!block) return edits
  const gone = new Set(edits.flatMap((edit) => (edit.type === 'remove' ? edit.nodes : [])))
  const outside = gone.size > 0 ? removePorts(state.project.drawing, block, gone) : []
  return [...outside, ...edits.map((edit): Edit => ({ type: 'inside', block: block.id, edit }))]
}

type Checked<R> = LevelState & { readonly report: R }

/**
 * The report for the visible level: the shapes, parameter counts, and problems of its nodes. For a repeated block, the
 * report covers the first repetition.
 */
export function shownReport<R extends DrawnReport<unknown>>(state: Checked<R>): R {
  if (state.inside.length === 0) return state.report
  const { report, inside } = state
  const known = reports.get(report) ?? new Map<string, DrawnReport<unknown>>()
  reports.set(report, known)
  // A slash is a safe separator, because ids never contain one.
  const path = inside.join('/')
  const before = known.get(path)
  // The cast is safe because every report cached for a given report was derived from that report.
  if (before) return before as R
  const made = within(report, shownDrawing(state), inside)
  known.set(path, made)
  return made
}

/**
 * Reports of expanded blocks, keyed by the outer report and the path. Several blocks can be shown at once, and each
 * needs a report object that stays the same.
 */
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
  const diagnostics = report.diagnostics.flatMap((one) => atPath(one, path))
  const totalParameters = [...parameters.values()].reduce((sum, n) => sum + n, 0)
  // The cast is safe because only the optional field `checked` is missing; the shapes come from the report itself.
  return { ...rest, shapes, parameters, incoming: incomingOf(drawing), diagnostics, totalParameters } as unknown as R
}

/**
 * Returns the problem as shown on the level at this path: on the node that has the problem, or on the block that
 * contains that node. Returns an empty array if the problem is outside the level.
 */
function atPath(one: Diagnostic, path: readonly string[]): readonly Diagnostic[] {
  const { inside } = one
  if (!inside || !`${pathOf(inside)}/`.startsWith(`${path.join('/')}/`)) return []
  return [{ ...one, node: inside.within[path.length]?.node ?? inside.node }]
}

/** The shape of one output of a node on the visible level. */
export function shapeOut<S>(state: Checked<DrawnReport<S>>, node: string, out: number): S | undefined {
  // Return early for output 0: only blocks have more than one output, and looking those up is slower.
  if (out === 0) return shownReport(state).shapes.get(node)
  const source = state.report.expanded.source(node, out, state.inside)
  return source === undefined ? undefined : state.report.shapes.get(source)
}

/** The id of the block that a node uses. */
export function blockIdOf(node: DrawnNode): string | undefined {
  const id = node.kind === BLOCK ? node.params[BLOCK_OF] : undefined
  return typeof id === 'string' ? id : undefined
}
