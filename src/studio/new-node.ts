/** @file newNode: what is asked for, a kind of the catalog or a block, as a node to be put into the drawing, and the block it brings along. */
import { refuse } from '../messages/message'
import { type Block, BLOCK, BLOCK_OF } from '../graph/block'
import { blocksUsed, importBlocks } from '../graph/clipboard'
import type { Drawing } from '../graph/drawing'
import type { Edit } from '../graph/edit'
import type { NewNode } from '../graph/edit-helpers'
import type { Board, BoardState } from './board'
import { shownDrawing, standingIn } from './levels'

export interface Wanted {
  readonly kind?: string
  /** A block by its id, in place of a kind. */
  readonly block?: string
  readonly params?: NewNode['params']
}

interface Made {
  readonly what: NewNode
  readonly title: string
  /** Edits that come first: the block, where the drawing does not have it yet. */
  readonly brought: readonly Edit[]
  /** What is shown, with that block. */
  readonly drawing: Drawing
}

/** The node; refuses what there is none of, and a block that would come to contain itself. */
export function newNode(
  board: Pick<Board, 'store'>,
  { kind, block: id, params = {} }: Wanted,
  state: BoardState = board.store.getState(),
): Made {
  const { catalog, blocks: shipped } = board.store.subject
  const shown = shownDrawing(state)
  if (id === undefined) {
    const def = catalog.find(kind ?? '') ?? refuse('unknown-kind', { kind: String(kind) })
    return { what: { kind: def.kind, params }, title: def.title, brought: [], drawing: shown }
  }
  const block = findBlock(state.project.drawing, shipped, id) ?? refuse('no-block', { block: id })
  if (holdsItself(state, block)) return refuse('block-in-itself', { block: block.name })
  const { edits } = importBlocks(state.project.drawing, { [block.id]: block })
  return {
    what: { kind: BLOCK, params: { ...params, [BLOCK_OF]: block.id }, label: block.name },
    title: block.name,
    brought: edits,
    drawing: { ...shown, blocks: { ...shown.blocks, [block.id]: block } },
  }
}

/** A block of the drawing by its id, else one that comes with the catalog. */
export function findBlock({ blocks = {} }: Drawing, shipped: readonly Block[], id: string): Block | undefined {
  return (Object.hasOwn(blocks, id) ? blocks[id] : undefined) ?? shipped.find((block) => block.id === id)
}

/** Whether a block put where the canvas stands would contain itself. */
export function holdsItself({ project, inside }: Pick<BoardState, 'project' | 'inside'>, block: Block): boolean {
  const around = standingIn(project.drawing, inside).map((one) => one.block.id)
  const within = blocksUsed({ ...project.drawing.blocks, [block.id]: block }, block.inside.nodes)
  return around.some((id) => id === block.id || Object.hasOwn(within, id))
}
