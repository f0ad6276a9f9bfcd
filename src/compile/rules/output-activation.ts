/**
 * @file Activation: a loss on probabilities needs a last layer that outputs probabilities; regression needs a last
 * layer with unbounded output.
 */
import { layers } from '../../catalog/layers'
import type { LossDef } from '../../catalog/losses'
import type { Diagnostic, Fix } from '../../graph/check-report'
import type { Edit } from '../../graph/edit'
import { insertIntoWire } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import { type WiredHead, wiredHeadsOf } from './output-heads'
import { lacksLayer } from './output-shape'
import { before, feedsOne, type PlacedNode, paramOf, type Rule, type RuleContext } from './rule-context'

/** Layers that pass on their input values, either unchanged or only rearranged. */
export const HANDS_ON: ReadonlySet<string> = new Set(['dropout', 'flatten', 'reshape', 'permute', 'repeatVector'])

export const activation: Rule = (context) =>
  wiredHeadsOf(context).flatMap((head) => {
    if (lacksLayer(context, head)) return []
    const last = lastActive(context, head.last)
    const has = String(paramOf(last, 'activation') ?? 'linear')
    const wants = neededActivation(head.loss)
    const severity = wants === has ? undefined : severityOf(head, has)
    if (!severity) return []
    const problem = message('activation-misfit', {
      loss: head.loss.title,
      layer: last.node.label,
      has,
      wants,
      column: head.binding.task.column,
    })
    return [{ severity, problem, node: last.node.id, fixes: setActivation(context, head, last, wants) }]
  })

/** The activation that the loss needs; linear if the loss specifies none. */
function neededActivation(loss: LossDef): string {
  return loss.activation ?? 'linear'
}

/**
 * Returns an error if training cannot work, advice if it works but is limited, and undefined if the activation is fine.
 */
function severityOf(head: WiredHead, has: string): Diagnostic['severity'] | undefined {
  // The softmax of a single number is always 1, so nothing could be learned.
  if (has === 'softmax' && head.wants === 1) return 'error'
  switch (head.loss.activation) {
    case 'softmax':
    case 'sigmoid':
      return 'error'
    case 'tanh':
    case 'softplus':
      return 'advice'
    case undefined:
      // Margin and cosine losses on classes work with any activation, and so do losses on pixels, which are 0 to 1.
      return head.loss.targets === 'number' && head.binding.task.kind === 'number' ? 'advice' : undefined
    default:
      return head.loss.activation satisfies never
  }
}

/** The layer that determines the range of an output: the last one that changes its values. */
export function lastActive(context: RuleContext, last: PlacedNode): PlacedNode {
  let here = last
  while (HANDS_ON.has(here.node.kind)) {
    const ahead = before(context, here.node.id)
    if (!ahead) return here
    here = ahead
  }
  return here
}

/**
 * Sets the layer's activation, or inserts an activation layer before the output if the layer has none or also feeds
 * other nodes.
 */
function setActivation(context: RuleContext, head: WiredHead, last: PlacedNode, wants: string): readonly Fix[] {
  const title = message('fix-set', { param: layersText.params.activation.label, value: wants })
  const own = paramOf(last, 'activation') !== undefined && feedsOne(context, last.node.id)
  // Inserting a linear activation cannot undo an activation applied earlier.
  if (!own && wants === 'linear') return []
  const work = (): readonly Edit[] =>
    own
      ? [{ type: 'set', node: last.node.id, params: { activation: wants } }]
      : insertIntoWire(context.drawing, layers, head.wire, [{ kind: 'activation', params: { activation: wants } }])
  return [fix(`set-${wants}`, title, work)]
}
