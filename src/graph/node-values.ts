/** @file valuesOfNode: a node's parameters as its definition reads them. Nodes never change in place, so each is read once. */
import type { Problem } from '../messages/problem'
import type { Result } from '../base/result'
import { type ParamSpecs, type ValuesOf, valuesOf } from '../catalog/params'
import type { DrawnNode } from './drawing'

type Values = Result<ValuesOf<ParamSpecs>, Problem>

const read = new WeakMap<DrawnNode, { readonly specs: ParamSpecs; readonly values: Values }>()

/** The node's parameters over the defaults, or what is wrong with them. */
export function valuesOfNode(def: { readonly params: ParamSpecs; readonly title: string }, node: DrawnNode): Values {
  const before = read.get(node)
  if (before?.specs === def.params) return before.values
  const values = valuesOf(def.params, node.params, def.title)
  read.set(node, { specs: def.params, values })
  return values
}
