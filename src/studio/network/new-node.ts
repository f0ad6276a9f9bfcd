/**
 * @file newNode: turns a requested layer kind or block into a node with the block definition it needs, and validates
 * its parameters.
 */
import { closeNames } from '../../base/close-names'
import { refuse, message, Refusal } from '../../messages/message'
import { type Block, BLOCK, BLOCK_OF } from '../../graph/block'
import { blocksUsed, importBlocks } from '../../graph/clipboard'
import type { Drawing } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import type { NewNode } from '../../graph/edit-helpers'
import type { Board, BoardState } from './canvas-board'
import { shownDrawing, enclosingBlocks } from './block-levels'
import type { LooseParams } from '../../catalog/node-def'
import { type ParamSpecs, problemOf } from '../../catalog/params'

export interface NewNodeRequest {
  readonly kind?: string | undefined
  /** The id of a block to insert, instead of a kind. */
  readonly block?: string | undefined
  readonly params?: NewNode['params'] | undefined
}

interface NewNodeResult {
  readonly what: NewNode
  readonly title: string
  /** Edits to apply first, which add the block definition if the drawing lacks it. */
  readonly addedBlocks: readonly Edit[]
  /** The visible drawing, including that block. */
  readonly drawing: Drawing
}

/** The new node. Refuses an unknown kind or block, and a block that would contain itself. */
export function newNode(
  board: Pick<Board, 'store'>,
  { kind, block: id, params = {} }: NewNodeRequest,
  state: BoardState = board.store.getState(),
): NewNodeResult {
  const { catalog, blocks: shipped } = board.store.subject
  const shown = shownDrawing(state)
  if (id === undefined) {
    const def = catalog.find(kind ?? '') ?? refuseKind(String(kind), catalog)
    return { what: { kind: def.kind, params }, title: def.title, addedBlocks: [], drawing: shown }
  }
  const block = findBlock(state.project.drawing, shipped, id) ?? refuse('no-block', { block: id })
  if (holdsItself(state, block)) return refuse('block-in-itself', { block: block.name })
  const { edits } = importBlocks(state.project.drawing, { [block.id]: block })
  return {
    what: { kind: BLOCK, params: { ...params, [BLOCK_OF]: block.id }, label: block.name },
    title: block.name,
    addedBlocks: edits,
    drawing: { ...shown, blocks: { ...shown.blocks, [block.id]: block } },
  }
}

/** Refuses a kind that is not in the catalog, and names the kinds that are spelled like it. */
export function refuseKind(kind: string, { kinds }: { readonly kinds: readonly string[] }): never {
  return refuse('unknown-kind', { kind, close: closeNames(kind, kinds) })
}

/** A block of the drawing by id, or a block that ships with the catalog. */
export function findBlock({ blocks = {} }: Drawing, shipped: readonly Block[], id: string): Block | undefined {
  return (Object.hasOwn(blocks, id) ? blocks[id] : undefined) ?? shipped.find((block) => block.id === id)
}

/** Whether a block inserted on the visible level would contain itself. */
export function holdsItself({ project, inside }: Pick<BoardState, 'project' | 'inside'>, block: Block): boolean {
  const around = enclosingBlocks(project.drawing, inside).map((one) => one.block.id)
  const within = blocksUsed({ ...project.drawing.blocks, [block.id]: block }, block.inside.nodes)
  return around.some((id) => id === block.id || Object.hasOwn(within, id))
}

/**
 * Refuses unknown names and wrong types. Out-of-range values are accepted and reported by the check, as in the
 * inspector.
 */
export function checkAgainst(specs: ParamSpecs, owner: string, params: LooseParams): void {
  for (const [name, value] of Object.entries(params)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (!spec) throw new Refusal(message('param-unknown', { param: name, layer: owner }))
    const problem = problemOf(spec, value)
    if (problem && problem.code !== 'param-range') throw new Refusal(problem)
  }
}
