/** @file Blocks: reusable subgraphs with their own ports and parameters. Each use of a block is one node. */
import { paramsText } from '../messages/en/catalog/params'
import type { ParamSpec, ParamSpecs } from '../catalog/params'
import type { Block, DrawnNode, Drawing, Subgraph } from './drawing'

export type { Block, Subgraph } from './drawing'

/** Node kinds that every catalog has: a use of a block, and the ports inside a block. */
export const BLOCK = 'block'
export const PORT_IN = 'block-in'
export const PORT_OUT = 'block-out'

/** Parameters that a node of kind `block` has in addition to the block's own parameters. */
export const BLOCK_OF = 'block'
export const REPEAT = 'repeat'
/** The name by which expressions refer to the index of the current repetition of a block, counted from 0. */
export const ITERATION = 'i'

/** The spec of the parameter that repeats a block several times in sequence. */
const REPEAT_SPEC: ParamSpec = {
  type: 'int',
  label: paramsText.repeat.label,
  default: 1,
  min: 1,
  max: 64,
  help: paramsText.repeat.help,
}

/** Names that cannot be used for a block parameter. */
export const RESERVED: ReadonlySet<string> = new Set([BLOCK_OF, REPEAT, ITERATION])

/** Whether a name is valid for a block parameter, that is, whether an expression can refer to it. */
export function isParamName(name: string): boolean {
  return /^[A-Za-z_]\w{0,30}$/.test(name) && !RESERVED.has(name) && !(name in Object.prototype)
}

/** The block that a node uses; undefined if the drawing does not contain that block. */
export function blockOf(drawing: Pick<Drawing, 'blocks'>, node: DrawnNode): Block | undefined {
  const id = node.kind === BLOCK ? node.params[BLOCK_OF] : undefined
  return typeof id === 'string' && drawing.blocks && Object.hasOwn(drawing.blocks, id) ? drawing.blocks[id] : undefined
}

/** The ports inside a block, in order. */
export function portsOf({ nodes }: Subgraph, kind: typeof PORT_IN | typeof PORT_OUT): readonly DrawnNode[] {
  return nodes.filter((node) => node.kind === kind)
}

/** The nodes of a subgraph without its ports. */
export function innerNodes({ nodes }: Subgraph): readonly DrawnNode[] {
  return nodes.filter(({ kind }) => kind !== PORT_IN && kind !== PORT_OUT)
}

/** The parameter specs of a node that uses a block: `repeat`, then the block's own. */
export function specsOf({ params }: Block): ParamSpecs {
  return { [REPEAT]: REPEAT_SPEC, ...params }
}

/** A block that contains itself, directly or indirectly. A valid drawing has none. */
export function selfContainingBlock(blocks: Drawing['blocks'] = {}): Block | undefined {
  const done = new Set<string>()
  const open = new Set<string>()
  const visit = (block: Block): Block | undefined => {
    if (open.has(block.id)) return block
    if (done.has(block.id)) return undefined
    open.add(block.id)
    for (const node of block.inside.nodes) {
      const inner = blockOf({ blocks }, node)
      const match = inner && visit(inner)
      if (match) return match
    }
    open.delete(block.id)
    done.add(block.id)
    return undefined
  }
  for (const block of Object.values(blocks)) {
    const match = visit(block)
    if (match) return match
  }
  return undefined
}

/** An unused id derived from the block's name, so that saved files are readable. */
export function freshBlockId(name: string, isTaken: (id: string) => boolean): string {
  const stem =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'block'
  // Ids must not equal property names of Object.prototype, because they are used as object keys.
  const free = (id: string) => !isTaken(id) && !(id in Object.prototype)
  if (free(stem)) return stem
  let n = 2
  while (!free(`${stem}-${n}`)) n++
  return `${stem}-${n}`
}

/** The ids of the nodes that use a block, anywhere in the drawing. */
export function usesOf({ nodes, blocks }: Drawing, block: string): readonly string[] {
  const levels = [nodes, ...Object.values(blocks ?? {}).map(({ inside }) => inside.nodes)]
  return levels.flat().flatMap((node) => (node.kind === BLOCK && node.params[BLOCK_OF] === block ? [node.id] : []))
}
