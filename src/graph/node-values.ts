/**
 * @file Parameter values, port counts, parameter specs, and default title of any node: a layer of the catalog, a block,
 * or a port inside a block.
 */

import type { Result } from '../base/result'
import type { Catalog } from '../catalog/node-def'
import { type ParamSpecs, type ValuesOf, valuesOf } from '../catalog/params'
import type { Problem } from '../messages/problem'
import { BLOCK, blockOf, PORT_IN, PORT_OUT, portsOf, specsOf } from './block'
import type { Drawing, DrawnNode } from './drawing'

type Values = Result<ValuesOf<ParamSpecs>, Problem>

const cache = new WeakMap<DrawnNode, { readonly specs: ParamSpecs; readonly values: Values }>()

/** The node's parameter values merged over the defaults, or the problem with them. */
export function valuesOfNode(def: { readonly params: ParamSpecs; readonly title: string }, node: DrawnNode): Values {
  const before = cache.get(node)
  if (before?.specs === def.params) return before.values
  const values = valuesOf(def.params, node.params, def.title)
  cache.set(node, { specs: def.params, values })
  return values
}

interface PortCounts {
  readonly ins: number
  readonly outs: number
}

type Blocks = Pick<Drawing, 'blocks'>

/** Input count used for a merge layer, which accepts any number of wires. */
const MANY = 1000
const INPUTS = { none: 0, one: 1, some: MANY, many: MANY } as const

/** The port counts of a block or of a port inside a block; undefined for kinds that the catalog defines. */
export function blockPortCounts(drawing: Blocks, node: DrawnNode): PortCounts | undefined {
  if (node.kind === PORT_IN) return { ins: 0, outs: 1 }
  if (node.kind === PORT_OUT) return { ins: 1, outs: 0 }
  if (node.kind !== BLOCK) return undefined
  const inside = blockOf(drawing, node)?.inside
  return inside ? { ins: portsOf(inside, PORT_IN).length, outs: portsOf(inside, PORT_OUT).length } : { ins: 0, outs: 0 }
}

/** The port counts of any node. An unknown kind accepts any number of wires. */
export function portCountsOf<S>(drawing: Blocks, catalog: Catalog<S>, node: DrawnNode): PortCounts {
  const ports = blockPortCounts(drawing, node)
  if (ports) return ports
  const def = catalog.find(node.kind)
  return { ins: INPUTS[def?.inputs ?? 'many'], outs: def?.out === false ? 0 : 1 }
}

/** The parameter specs of any node. */
export function specsOfNode<S>(drawing: Blocks, catalog: Catalog<S>, node: DrawnNode): ParamSpecs {
  const block = blockOf(drawing, node)
  return block ? specsOf(block) : (catalog.find(node.kind)?.params ?? {})
}

/** The default label of a node. */
export function titleOf<S>(drawing: Blocks, catalog: Catalog<S>, node: DrawnNode): string {
  return blockOf(drawing, node)?.name ?? catalog.find(node.kind)?.title ?? node.kind
}
