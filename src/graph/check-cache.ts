/**
 * @file Cache between checks, so that only the nodes affected by an edit are checked again. Stores the output shape of
 * each node and the nodes of expanded blocks. Nodes are immutable, so a cached value stays valid.
 */
import type { Problem } from '../messages/problem'
import type { Result } from '../base/result'
import type { NodeDef } from '../catalog/node-def'
import type { ParamSpecs, ValuesOf } from '../catalog/params'
import type { DrawnNode } from './drawing'

type Output = Result<unknown, Problem>

const outputs = new WeakMap<
  DrawnNode,
  { readonly def: object; readonly inputs: readonly unknown[]; readonly output: Output }
>()

/** The output shape of a node, recomputed only if the inputs have changed since the last time. */
export function cachedOutput<S>(
  def: NodeDef<S>,
  node: DrawnNode,
  inputs: readonly S[],
  params: ValuesOf<ParamSpecs>,
): Result<S, Problem> {
  const before = outputs.get(node)
  // The cast is safe because the same definition computed the cached output.
  if (before?.def === def && sameAll(before.inputs, inputs)) return before.output as Result<S, Problem>
  const output = def.shape(inputs, params)
  outputs.set(node, { def, inputs, output })
  return output
}

const expanded = new WeakMap<DrawnNode, Map<string, DrawnNode>>()

/** A block's node as it appears at one use of the block. Returns the same object as long as nothing has changed. */
export function expandedNode(node: DrawnNode, as: Pick<DrawnNode, 'id' | 'kind' | 'label' | 'params'>): DrawnNode {
  const uses = expanded.get(node) ?? new Map<string, DrawnNode>()
  expanded.set(node, uses)
  const before = uses.get(as.id)
  if (before && before.kind === as.kind && before.label === as.label && same(before.params, as.params)) return before
  const fresh = { ...node, ...as }
  uses.set(as.id, fresh)
  return fresh
}

function sameAll(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => same(one, b[i]))
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)
