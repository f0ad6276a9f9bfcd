/** @file Activation: a loss that speaks of chances needs a last layer that gives chances; a number needs one that can be any number. */
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import type { LossDef } from '../../catalog/loss-def'
import { layers } from '../../catalog/layers'
import type { Diagnostic, Fix } from '../../graph/diagnostic'
import type { Edit } from '../../graph/edit'
import { insertIntoWire } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { type WiredHead, wiredHeadsOf } from './heads'
import { lacksLayer } from './output-shape'
import { before, feedsOne, paramOf, type Placed, type Rule, type Scene } from './scene'

/** Layers that hand on the numbers they get, in whatever order. */
const HANDS_ON = new Set(['dropout', 'flatten', 'reshape', 'permute', 'repeatVector'])

export const activation: Rule = (scene) =>
  wiredHeadsOf(scene).flatMap((head) => {
    if (lacksLayer(scene, head)) return []
    const last = lastActive(scene, head.last)
    const has = String(paramOf(last, 'activation') ?? 'linear')
    const wants = wanted(head.loss)
    const severity = wants === has ? undefined : severityOf(head, has)
    if (!severity) return []
    const problem = message('activation-misfit', {
      loss: head.loss.title,
      layer: last.node.label,
      has,
      wants,
      column: head.binding.task.column,
    })
    return [{ severity, problem, node: last.node.id, fixes: setActivation(scene, head, last, wants) }]
  })

/** Without a word from the loss: any number. */
function wanted(loss: LossDef): string {
  return loss.activation ?? 'linear'
}

/** An error where training cannot come to anything, advice where it can but is held back. */
function severityOf(head: WiredHead, has: string): Diagnostic['severity'] | undefined {
  // The softmax of one number is 1, whatever the number.
  if (has === 'softmax' && head.wants === 1) return 'error'
  switch (head.loss.activation) {
    case 'softmax':
    case 'sigmoid':
      return 'error'
    case 'tanh':
    case 'softplus':
      return 'advice'
    case undefined:
      // Margins and cosines over classes learn with any activation; so do pixels, which are 0 to 1.
      return head.loss.targets === 'number' && head.binding.task.kind === 'number' ? 'advice' : undefined
    default:
      return head.loss.activation satisfies never
  }
}

/** The layer that decides what the numbers at an end look like: the last one that does more than hand them on. */
export function lastActive(scene: Scene, last: Placed): Placed {
  let here = last
  while (HANDS_ON.has(here.node.kind)) {
    const ahead = before(scene, here.node.id)
    if (!ahead) return here
    here = ahead
  }
  return here
}

/** Sets the layer's own activation, or puts one before the output where the layer has none or feeds others too. */
function setActivation(scene: Scene, head: WiredHead, last: Placed, wants: string): readonly Fix[] {
  const title = message('fix-set', { param: layersText.params.activation.label, value: wants })
  const own = paramOf(last, 'activation') !== undefined && feedsOne(scene, last.node.id)
  // What an activation has bent, a linear one behind it does not straighten.
  if (!own && wants === 'linear') return []
  const work = (): readonly Edit[] =>
    own
      ? [{ type: 'set', node: last.node.id, params: { activation: wants } }]
      : insertIntoWire(scene.drawing, layers, head.wire, [{ kind: 'activation', params: { activation: wants } }])
  return [fix(`set-${wants}`, title, work)]
}
