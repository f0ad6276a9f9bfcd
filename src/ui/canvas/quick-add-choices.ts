/**
 * @file The choices offered by the quick add: node kinds and blocks in one searchable list, with those that fit the
 * position first.
 */
import { listsText } from '../../messages/en/canvas/lists'
import type { Family, NodeDef } from '../../catalog/node-def'
import type { ParamSpecs } from '../../catalog/params'
import { PORT_IN, portsOf } from '../../graph/block'
import type { Block } from '../../graph/drawing'
import { blockFits, hasOutput } from '../../graph/block-accepts-shape'
import type { BoardState } from '../../studio/network/canvas-board'
import { shapeOut, shownDrawing } from '../../studio/network/block-levels'
import { holdsItself } from '../../studio/network/new-node'
import type { QuickAdd, Addable } from './canvas-ui-state'
import type { CanvasCatalog } from './canvas-catalog'
import { kindsOf, acceptsFlow } from './node-kind-search'

export interface Choice {
  /** Unique within the list of choices. */
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly search?: string
  /** The family of a node kind; blocks have no family. */
  readonly family?: Family
  readonly addable: Addable
  /** Parameters of the kind or block, in the order in which a typed line sets them. */
  readonly specs: ParamSpecs
}

type State = Pick<BoardState, 'project' | 'inside'>
type CatalogParts = Pick<CanvasCatalog, 'nodes' | 'groups' | 'blocks'>

/**
 * Blocks that can be added to the visible level: first the project's blocks, then the built-in blocks of the catalog.
 */
export function availableBlocks(shipped: readonly Block[], state: State): readonly Block[] {
  const own = state.project.drawing.blocks ?? {}
  const others = shipped.filter(({ id }) => !Object.hasOwn(own, id))
  return [...Object.values(own), ...others].filter((block) => !holdsItself(state, block))
}

/**
 * The choices for a quick add: all of them, or only those possible at the requested position; the best fits come first.
 */
export function choicesFor(catalog: CatalogParts, state: BoardState, request: QuickAdd): readonly Choice[] {
  const kinds = kindsOf(catalog)
  const blocks = availableBlocks(catalog.blocks, state)
  const { from, out = 0, to, wire: id, before } = request
  const wire = id === undefined ? undefined : shownDrawing(state).wires.find((one) => one.id === id)
  // When connecting backward from an input, offer everything that has an output.
  if (to !== undefined || before !== undefined)
    return [
      ...kinds.filter((def) => def.out).map(choiceOfKind),
      ...blocks.filter((block) => hasOutput(block) && (before === undefined || hasInput(block))).map(choiceOfBlock),
    ]
  if (from === undefined && !wire) return [...kinds.map(choiceOfKind), ...blocks.map(choiceOfBlock)]
  const flow = wire ? shapeOut(state, wire.from, wire.out ?? 0) : shapeOut(state, from ?? '', out)
  const able = kinds.filter((def) => def.inputs !== 'none' && (!wire || def.out))
  const open = blocks.filter((block) => hasInput(block) && (!wire || hasOutput(block)))
  if (flow === undefined) return [...able.map(choiceOfKind), ...open.map(choiceOfBlock)]
  const known = state.project.drawing.blocks
  const fit = (choice: NodeDef<unknown> | Block) =>
    'kind' in choice ? acceptsFlow(choice, flow) : blockFits(choice, known, catalog.nodes, flow)
  const [fitting, others] = partition([...able, ...open], fit)
  return [...fitting, ...others].map((one) => ('kind' in one ? choiceOfKind(one) : choiceOfBlock(one)))
}

function partition<T>(all: readonly T[], fits: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  const fitting = all.filter(fits)
  return [fitting, all.filter((one) => !fitting.includes(one))]
}

function hasInput({ inside }: Block): boolean {
  return portsOf(inside, PORT_IN).length > 0
}

/** Converts a node kind to a choice. */
export function choiceOfKind({ kind, title, summary, search, family, params }: NodeDef<unknown>): Choice {
  return { kind, title, summary, family, addable: { kind }, specs: params, ...(search === undefined ? {} : { search }) }
}

/** Converts a block to a choice. */
export function choiceOfBlock({ id, name, summary = '', params }: Block): Choice {
  return {
    kind: `block/${id}`,
    title: name,
    summary,
    search: listsText.palette.blockSearch,
    addable: { block: id },
    specs: params,
  }
}
