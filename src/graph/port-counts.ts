/** @file Sides: how many wires a node takes and gives, and what can be set of it: of the catalog, a block, or a block's edge. */
import type { Catalog } from '../catalog/node-def'
import type { ParamSpecs } from '../catalog/params'
import { BLOCK, blockOf, PORT_IN, PORT_OUT, portsOf, specsOf } from './block'
import type { DrawnNode, Drawing } from './drawing'

export interface PortCounts {
  readonly ins: number
  readonly outs: number
}

type Blocks = Pick<Drawing, 'blocks'>

/** Wires into what joins as many as there are. */
const MANY = 1000
const INPUTS = { none: 0, one: 1, some: MANY, many: MANY } as const

/** How many wires a block or a block's edge takes and gives; undefined for what the catalog knows. */
export function blockPortCounts(drawing: Blocks, node: DrawnNode): PortCounts | undefined {
  if (node.kind === PORT_IN) return { ins: 0, outs: 1 }
  if (node.kind === PORT_OUT) return { ins: 1, outs: 0 }
  if (node.kind !== BLOCK) return undefined
  const inside = blockOf(drawing, node)?.inside
  return inside ? { ins: portsOf(inside, PORT_IN).length, outs: portsOf(inside, PORT_OUT).length } : { ins: 0, outs: 0 }
}

/** How many wires any node takes and gives. What the catalog does not know may be wired like anything. */
export function portCountsOf<S>(drawing: Blocks, catalog: Catalog<S>, node: DrawnNode): PortCounts {
  const ports = blockPortCounts(drawing, node)
  if (ports) return ports
  const def = catalog.find(node.kind)
  return { ins: INPUTS[def?.inputs ?? 'many'], outs: def?.out === false ? 0 : 1 }
}

/** What can be set of any node. */
export function specsOfNode<S>(drawing: Blocks, catalog: Catalog<S>, node: DrawnNode): ParamSpecs {
  const block = blockOf(drawing, node)
  return block ? specsOf(block) : (catalog.find(node.kind)?.params ?? {})
}

/** What a node is called before anyone names it. */
export function titleOf<S>(drawing: Blocks, catalog: Catalog<S>, node: DrawnNode): string {
  return blockOf(drawing, node)?.name ?? catalog.find(node.kind)?.title ?? node.kind
}
