/** @file Blocks: a drawing within a drawing, with ports and parameters of its own. Wherever it is used it stands as one node. */
import { paramsText } from '../messages/en/catalog/params'
import type { ParamSpec, ParamSpecs } from '../catalog/params'
import type { Block, DrawnNode, Drawing, Subgraph, Wire } from './drawing'

export type { Block, Subgraph } from './drawing'

/** The kinds of nodes that are of every catalog: a block in use, and the ports within its drawing. */
export const BLOCK = 'block'
export const PORT_IN = 'block-in'
export const PORT_OUT = 'block-out'

/** What a node that stands for a block says beside the block's own parameters. */
export const BLOCK_OF = 'block'
export const REPEAT = 'repeat'
/** Which turn of a repeated block it is, from 0, for expressions within. */
export const ITERATION = 'i'

/** How often a block is repeated, one behind the other. */
export const REPEAT_SPEC: ParamSpec = {
  type: 'int',
  label: paramsText.repeat.label,
  default: 1,
  min: 1,
  max: 64,
  help: paramsText.repeat.help,
}

/** Names that no parameter of a block can have. */
export const RESERVED: ReadonlySet<string> = new Set([BLOCK_OF, REPEAT, ITERATION])

/** Whether a parameter of a block can be called so: expressions have to be able to speak of it. */
export function isParamName(name: string): boolean {
  return /^[A-Za-z_]\w{0,30}$/.test(name) && !RESERVED.has(name) && !(name in Object.prototype)
}

/** The block a node stands for, where it is one that the drawing has. */
export function blockOf(drawing: Pick<Drawing, 'blocks'>, node: DrawnNode): Block | undefined {
  const id = node.kind === BLOCK ? node.params[BLOCK_OF] : undefined
  return typeof id === 'string' && drawing.blocks && Object.hasOwn(drawing.blocks, id) ? drawing.blocks[id] : undefined
}

/** The ports of a block's drawing, in order. */
export function portsOf({ nodes }: Subgraph, kind: typeof PORT_IN | typeof PORT_OUT): readonly DrawnNode[] {
  return nodes.filter((node) => node.kind === kind)
}

/** What a drawing holds without the ports of the block it is of: what is counted of it. */
export function innerNodes({ nodes }: Subgraph): readonly DrawnNode[] {
  return nodes.filter(({ kind }) => kind !== PORT_IN && kind !== PORT_OUT)
}

/** The specs of a node that stands for a block: its repeats, then the block's own. */
export function specsOf({ params }: Block): ParamSpecs {
  return { [REPEAT]: REPEAT_SPEC, ...params }
}

/** The wires into a node, in port order. */
export function wiresInto(inside: Subgraph, id: string): readonly Wire[] {
  return inside.wires.filter(({ to }) => to === id).sort((a, b) => a.port - b.port)
}

/** A block that contains itself, however deep; there is none in a sound drawing. */
export function selfContainingBlock(blocks: Drawing['blocks'] = {}): Block | undefined {
  const done = new Set<string>()
  const open = new Set<string>()
  const look = (block: Block): Block | undefined => {
    if (open.has(block.id)) return block
    if (done.has(block.id)) return undefined
    open.add(block.id)
    for (const node of block.inside.nodes) {
      const inner = blockOf({ blocks }, node)
      const found = inner && look(inner)
      if (found) return found
    }
    open.delete(block.id)
    done.add(block.id)
    return undefined
  }
  for (const block of Object.values(blocks)) {
    const found = look(block)
    if (found) return found
  }
  return undefined
}

/** An id that says what the block is called, for people who read the file, and that is not taken. */
export function freshBlockId(name: string, isTaken: (id: string) => boolean): string {
  const stem =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'block'
  // What every object has is no key of a table.
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
