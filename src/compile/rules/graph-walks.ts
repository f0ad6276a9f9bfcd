/**
 * @file Walks along wires, used for advice: whether any trainable layer comes after a given layer, and whether a
 * layer's width may change.
 */
import type { Family } from '../../catalog/node-def'
import { type PlacedNode, placed, type RuleContext } from './rule-context'

/** The nodes that a node feeds. */
export function followers(context: RuleContext, id: string): readonly PlacedNode[] {
  return (context.outgoing.get(id) ?? []).flatMap(({ to }) => placed(context, to) ?? [])
}

/** Whether no trainable or merging layer comes after the node. */
export function leadsOnlyToEnds(context: RuleContext, id: string): boolean {
  return isFreeBehind(context, id, ['learns', 'combines'])
}

/**
 * Whether no trainable layer comes after the node, so that its output is part of a prediction, directly or after a
 * merge.
 */
export function isPartOfAnswer(context: RuleContext, id: string): boolean {
  return isFreeBehind(context, id, ['learns'])
}

function isFreeBehind(context: RuleContext, id: string, of: readonly Family[]): boolean {
  const seen = new Set([id])
  for (const at of seen) {
    for (const { node, def } of followers(context, at)) {
      if (of.includes(def.family)) return false
      seen.add(node.id)
    }
  }
  return true
}

/** Layers that accept any width, and either preserve it or derive their own width from it. */
const WIDTH_FOLLOWS = new Set(['flatten', 'activation', 'leakyReLU', 'repeatVector', 'zeroPadding2d', 'cropping2d'])

/**
 * Whether the layer's width can change without breaking anything: on every path, a trainable layer comes before any
 * merge or output.
 */
export function widthIsFree(context: RuleContext, id: string): boolean {
  const seen = new Set([id])
  for (const at of seen) {
    for (const { node, def } of followers(context, at)) {
      if (def.family === 'learns') continue
      const follows = def.family === 'regularises' || WIDTH_FOLLOWS.has(node.kind) || /Pooling|Sampling/.test(node.kind)
      if (!follows) return false
      seen.add(node.id)
    }
  }
  return true
}
