/** @file Choices: what can be added at a place: kinds of the catalog and blocks, as one list to search, with what fits first. */
import { listsText } from '../../messages/en/canvas/lists'
import type { Family, NodeDef } from '../../catalog/node-def'
import type { ParamSpecs } from '../../catalog/params'
import { PORT_IN, portsOf } from '../../graph/block'
import type { Block } from '../../graph/drawing'
import { blockFits, hasOutput } from '../../graph/block-fits'
import type { BoardState } from '../../studio/board'
import { shapeOut, shownDrawing } from '../../studio/levels'
import { holdsItself } from '../../studio/new-node'
import type { QuickAdd, What } from './canvas-ui'
import type { CanvasCatalog } from './catalog'
import { kindsOf, takesFlow } from './find-kinds'

export interface Choice {
  /** Unique in the list. */
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly search?: string
  /** Of a kind; a block has none. */
  readonly family?: Family
  readonly what: What
  /** Its parameters, in the order in which a typed line names them. */
  readonly specs: ParamSpecs
}

type State = Pick<BoardState, 'project' | 'inside'>
type Offered = Pick<CanvasCatalog, 'nodes' | 'groups' | 'blocks'>

/** Blocks that may be added on the level shown: those of the project, then those that come with the catalog. */
export function blocksOf(shipped: readonly Block[], state: State): readonly Block[] {
  const own = state.project.drawing.blocks ?? {}
  const others = shipped.filter(({ id }) => !Object.hasOwn(own, id))
  return [...Object.values(own), ...others].filter((block) => !holdsItself(state, block))
}

/** The choices of a quick add: all, or those that are possible at the requested place, with what fits there first. */
export function choicesFor(catalog: Offered, state: BoardState, request: QuickAdd): readonly Choice[] {
  const kinds = kindsOf(catalog)
  const blocks = blocksOf(catalog.blocks, state)
  const { from, out = 0, to, wire: id, before } = request
  const wire = id === undefined ? undefined : shownDrawing(state).wires.find((one) => one.id === id)
  // Backwards, from an input: everything that has an output.
  if (to !== undefined || before !== undefined)
    return [
      ...kinds.filter((def) => def.out).map(ofKind),
      ...blocks.filter((block) => hasOutput(block) && (before === undefined || takes(block))).map(ofBlock),
    ]
  if (from === undefined && !wire) return [...kinds.map(ofKind), ...blocks.map(ofBlock)]
  const flow = wire ? shapeOut(state, wire.from, wire.out ?? 0) : shapeOut(state, from ?? '', out)
  const able = kinds.filter((def) => def.inputs !== 'none' && (!wire || def.out))
  const open = blocks.filter((block) => takes(block) && (!wire || hasOutput(block)))
  if (flow === undefined) return [...able.map(ofKind), ...open.map(ofBlock)]
  const known = state.project.drawing.blocks
  const fit = (choice: NodeDef<unknown> | Block) =>
    'kind' in choice ? takesFlow(choice, flow) : blockFits(choice, known, catalog.nodes, flow)
  const [fitting, others] = apart([...able, ...open], fit)
  return [...fitting, ...others].map((one) => ('kind' in one ? ofKind(one) : ofBlock(one)))
}

function apart<T>(all: readonly T[], fits: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  const fitting = all.filter(fits)
  return [fitting, all.filter((one) => !fitting.includes(one))]
}

function takes({ inside }: Block): boolean {
  return portsOf(inside, PORT_IN).length > 0
}

/** A kind of the catalog as a choice. */
export function ofKind({ kind, title, summary, search, family, params }: NodeDef<unknown>): Choice {
  return { kind, title, summary, family, what: { kind }, specs: params, ...(search === undefined ? {} : { search }) }
}

/** A block as a choice. */
export function ofBlock({ id, name, summary = '', params }: Block): Choice {
  return {
    kind: `block/${id}`,
    title: name,
    summary,
    search: listsText.palette.blockSearch,
    what: { block: id },
    specs: params,
  }
}
