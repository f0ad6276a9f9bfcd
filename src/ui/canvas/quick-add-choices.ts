/**
 * @file The choices offered by the palette and the quick add: node kinds and blocks in one searchable list, with those
 * that fit the position first.
 */
import type { Family, NodeDef } from '../../catalog/node-def'
import type { ParamSpecs } from '../../catalog/params'
import type { Block } from '../../graph/drawing'
import { listsText } from '../../messages/en/canvas/lists'
import type { BoardState } from '../../studio/network/canvas-board'
import { holdsItself } from '../../studio/network/new-node'
import type { CatalogText } from './canvas-catalog'
import type { Addable } from './canvas-ui-state'

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

/**
 * Blocks that can be added to the visible level: first the project's blocks, then the built-in blocks of the catalog.
 */
export function availableBlocks(shipped: readonly Block[], state: State): readonly Block[] {
  const own = state.project.drawing.blocks ?? {}
  const others = shipped.filter(({ id }) => !Object.hasOwn(own, id))
  return [...Object.values(own), ...others].filter((block) => !holdsItself(state, block))
}

/** Converts a node kind to a choice. */
export function choiceOfKind({ kind, title, summary, search, family, params }: NodeDef<unknown>): Choice {
  const terms = [...(search === undefined ? [] : [search]), ...onlyOptions(params)]
  return {
    ...{ kind, title, summary, family, addable: { kind }, specs: params },
    ...(terms.length === 0 ? {} : { search: terms.join(' ') }),
  }
}

/** The options of a kind that has no other parameter: they name it, as "swish" names an activation. */
function onlyOptions(params: ParamSpecs): readonly string[] {
  const [only, another] = Object.values(params)
  return only?.type === 'choice' && !another ? only.options : []
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

type Def = NodeDef<unknown>
/** All node kinds, grouped by family, and in catalog order within each family. */
export function kindsOf({ nodes, groups }: Pick<CatalogText, 'nodes' | 'groups'>): readonly Def[] {
  const all = nodes.kinds.flatMap((kind) => nodes.find(kind) ?? [])
  return groups.flatMap(({ family }) => all.filter((def) => def.family === family))
}
