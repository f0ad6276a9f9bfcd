/** @file Noteworthy: layers that some advice may be about, by what they are set to alone. Of a thousand layers most are not, and a check has no time for them. */
import type { Shape } from '../../catalog/layer-def'
import type { Step } from '../../graph/checked-drawing'
import type { DrawnNode } from '../../graph/drawing'
import { paramOf, type Placed, placed, type Scene } from './scene'

export interface Noted extends Placed {
  readonly step: Step<Shape>
}

const KINDS: ReadonlySet<string> = new Set(['dropout', 'batchNormalization', 'layerNormalization', 'embedding'])
const ACTIVATIONS: ReadonlySet<unknown> = new Set(['selu', 'softmax', 'logSoftmax'])

/** The layers of the network that are worth a closer look, from input to output. */
export function noteworthy(scene: Scene): readonly Noted[] {
  return (scene.report.checked?.steps ?? []).flatMap((step) => {
    if (known.get(step.node) === false) return []
    const layer = placed(scene, step.node.id)
    const worth = layer !== undefined && isNoteworthy(layer)
    known.set(step.node, worth)
    return worth ? [{ ...layer, step }] : []
  })
}

/** Nodes never change in place, so each is looked at once. */
const known = new WeakMap<DrawnNode, boolean>()

function isNoteworthy(layer: Placed): boolean {
  const start = paramOf(layer, 'kernelInitializer')
  return (
    KINDS.has(layer.node.kind) ||
    (paramOf(layer, 'units') ?? paramOf(layer, 'filters')) === 1 ||
    (start !== undefined && start !== 'glorotUniform') ||
    ACTIVATIONS.has(paramOf(layer, 'activation'))
  )
}
