/**
 * @file blockFits: whether a block accepts the shape on a wire. Expands the block, fed by a source of that shape, and
 * checks the result.
 */
import type { Catalog, LooseParams } from '../catalog/node-def'
import { type Block, BLOCK, BLOCK_OF, PORT_IN, PORT_OUT, portsOf } from './block'
import { check } from './check-flat-drawing'
import type { DrawnNode, Drawing } from './drawing'
import { expandBlocks } from './expand-blocks'

/** Problems that any block has when it is checked outside a complete network. */
const UNFINISHED: ReadonlySet<string> = new Set(['no-input', 'no-output', 'missing-input'])

/**
 * Whether a block has no problems with this shape at its first port. `blocks` contains the blocks that this block may
 * use.
 */
export function blockFits<S>(block: Block, blocks: Drawing['blocks'], catalog: Catalog<S>, flowing: S): boolean {
  return blockAccepts(block, {}, blocks, catalog, [flowing])
}

/** Whether a block with these parameters has no problems when its first ports receive these shapes. */
export function blockAccepts<S>(
  block: Block,
  params: LooseParams,
  blocks: Drawing['blocks'],
  catalog: Catalog<S>,
  flows: readonly S[],
): boolean {
  const source = catalog.kinds.find((kind) => catalog.find(kind)?.inputs === 'none')
  if (source === undefined || portsOf(block.inside, PORT_IN).length < flows.length) return false
  const drawing: Drawing = {
    nodes: [
      ...flows.map((_, i) => node(`source-${i}`, source)),
      node('block', BLOCK, { ...params, [BLOCK_OF]: block.id }),
    ],
    wires: flows.map((_, i) => ({ id: `wire-${i}`, from: `source-${i}`, to: 'block', port: i })),
    blocks: { ...blocks, [block.id]: block },
  }
  const { drawing: expanded, problems } = expandBlocks(drawing)
  if (problems.length > 0) return false
  const { diagnostics } = check(expanded, catalog, new Map(flows.map((flow, i) => [`source-${i}`, flow])))
  return diagnostics.every(({ severity, problem }) => severity !== 'error' || UNFINISHED.has(problem.code))
}

/** Whether a block has an output. */
export function hasOutput({ inside }: Block): boolean {
  return portsOf(inside, PORT_OUT).length > 0
}

function node(id: string, kind: string, params: DrawnNode['params'] = {}): DrawnNode {
  return { id, kind, label: id, params, position: { x: 0, y: 0 } }
}
