/**
 * @file The layers that may get advice, and walks along wires for it: whether any trainable layer comes after a given
 * layer, and whether the width of a layer may change.
 */
import type { Family } from '../../catalog/node-def'
import { paramOf, placed, type PlacedNode, type RuleContext } from './rule-context'
import type { Shape } from '../../catalog/layer-def'
import type { Step } from '../../graph/checked-drawing'
import type { DrawnNode } from '../../graph/drawing'

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

export interface AdviceCandidates extends PlacedNode {
  readonly step: Step<Shape>
}

const KINDS: ReadonlySet<string> = new Set(['dropout', 'batchNormalization', 'layerNormalization', 'embedding'])
const ACTIVATIONS: ReadonlySet<unknown> = new Set(['selu', 'softmax', 'logSoftmax'])

/** The layers to check for advice, ordered from input to output. */
export function adviceCandidates(context: RuleContext): readonly AdviceCandidates[] {
  return (context.report.checked?.steps ?? []).flatMap((step) => {
    if (known.get(step.node) === false) return []
    const layer = placed(context, step.node.id)
    const worth = layer !== undefined && isNoteworthy(layer)
    known.set(step.node, worth)
    return worth ? [{ ...layer, step }] : []
  })
}

/** Nodes are immutable, so each node is examined only once. */
const known = new WeakMap<DrawnNode, boolean>()

function isNoteworthy(layer: PlacedNode): boolean {
  const start = paramOf(layer, 'kernelInitializer')
  return (
    KINDS.has(layer.node.kind) ||
    layer.def.plainTensorFlow === true ||
    (paramOf(layer, 'units') ?? paramOf(layer, 'filters')) === 1 ||
    (start !== undefined && start !== 'glorotUniform') ||
    ACTIVATIONS.has(paramOf(layer, 'activation'))
  )
}
