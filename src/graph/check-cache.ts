/**
 * @file What is remembered from one check to the next, so that an edit is checked where it tells and not everywhere: what flows
 * out of a node, and the nodes of opened blocks. Nodes never change in place: what was true of one stays true.
 */
import type { Problem } from '../messages/problem'
import type { Result } from '../base/result'
import type { NodeDef } from '../catalog/node-def'
import type { ParamSpecs, ValuesOf } from '../catalog/params'
import type { DrawnNode } from './drawing'

type Flow = Result<unknown, Problem>

const flows = new WeakMap<
  DrawnNode,
  { readonly def: object; readonly inputs: readonly unknown[]; readonly flow: Flow }
>()

/** What flows out of a node; worked out anew only where something else flows into it than the last time. */
export function cachedOutput<S>(
  def: NodeDef<S>,
  node: DrawnNode,
  inputs: readonly S[],
  params: ValuesOf<ParamSpecs>,
): Result<S, Problem> {
  const before = flows.get(node)
  // Cast: it was this definition that made it.
  if (before?.def === def && sameAll(before.inputs, inputs)) return before.flow as Result<S, Problem>
  const flow = def.shape(inputs, params)
  flows.set(node, { def, inputs, flow })
  return flow
}

const opened = new WeakMap<DrawnNode, Map<string, DrawnNode>>()

/** A node of a block as it is where the block is used: the very same as long as nothing about it differs. */
export function expandedNode(node: DrawnNode, as: Pick<DrawnNode, 'id' | 'kind' | 'label' | 'params'>): DrawnNode {
  const uses = opened.get(node) ?? new Map<string, DrawnNode>()
  opened.set(node, uses)
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
