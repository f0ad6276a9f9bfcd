/**
 * @file Preselects the layers that may get advice, looking only at each layer's own parameters. Most layers of a large
 * network never get advice, and checking all of them would be slow.
 */
import type { Shape } from '../../catalog/layer-def'
import type { Step } from '../../graph/checked-drawing'
import type { DrawnNode } from '../../graph/drawing'
import { type PlacedNode, paramOf, placed, type RuleContext } from './rule-context'

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
    layer.def.plainTensorFlow !== undefined ||
    (paramOf(layer, 'units') ?? paramOf(layer, 'filters')) === 1 ||
    (start !== undefined && start !== 'glorotUniform') ||
    ACTIVATIONS.has(paramOf(layer, 'activation'))
  )
}
