/** @file valuesOfNode: a node's parameter values, with defaults. Nodes are immutable, so the result is cached per node. */
import type { Problem } from '../messages/problem'
import type { Result } from '../base/result'
import { type ParamSpecs, type ValuesOf, valuesOf } from '../catalog/params'
import type { DrawnNode } from './drawing'

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
