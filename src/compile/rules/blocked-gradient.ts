/** @file Gradient: layers that cannot learn because every path from them to an output blocks the gradient. */

import type { Shape } from '../../catalog/layer-def'
import type { Diagnostic, Fix, Step } from '../../graph/check-report'
import { removeAndReconnect } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { layersText } from '../../messages/en/catalog/layers'
import { type Args, message } from '../../messages/message'
import { type AdviceCandidates, followers, type PlacedNode, paramOf, placed, type RuleContext } from './rule-context'

/** Why a layer blocks the gradient, and whether its own weights get no gradient either. */
interface Stop {
  readonly why: Args<'advice-no-gradient'>['why']
  readonly itself: boolean
}

/**
 * Reports only problems that follow from the drawing alone; problems that depend on numeric values are left to the *One
 * batch* test.
 */
export function gradient(context: RuleContext, noted: readonly AdviceCandidates[]): readonly Diagnostic[] {
  const stops = new Map<string, Stop>()
  for (const layer of noted) {
    const stop = stopAt(layer)
    if (stop) stops.set(layer.node.id, stop)
  }
  if (stops.size === 0) return []
  const steps = context.report.checked?.steps ?? []
  const byId = new Map(steps.map((step) => [step.node.id, step]))
  const ends = steps.filter(({ node }) => placed(context, node.id)?.def.out === false).map(({ node }) => node.id)
  const reached = upstream(byId, ends, (id) => !stops.has(id))
  return [...stops].flatMap(([id, { why, itself }]) => {
    // If all paths after this layer are blocked again further on, only the later blocking layer is reported.
    if (!reached.has(id)) return []
    const stuck = [...upstream(byId, [id], () => true)].filter((one) =>
      one === id ? itself && learns(context, one) : !reached.has(one) && learns(context, one),
    )
    const at = placed(context, id)
    if (!at || stuck.length === 0) return []
    const column = targetOfOneClass(context, id)
    const problem = message('advice-no-gradient', { layer: at.node.label, layers: named(context, stuck), why, column })
    const fixes = column === undefined ? fixesFor(context, at, why) : []
    return [{ severity: 'advice', problem, node: id, fixes } as const]
  })
}

/** The target of the output that a layer feeds, if all of its rows have the same class. */
function targetOfOneClass({ binding, outgoing }: RuleContext, id: string): string | undefined {
  const fed = binding.outputs.find(({ node }) => outgoing.get(id)?.some(({ to }) => to === node))
  return fed?.task.kind === 'classes' && fed.task.labels.length === 1 ? fed.task.column : undefined
}

function stopAt(layer: AdviceCandidates): Stop | undefined {
  const { node, step } = layer
  const activation = paramOf(layer, 'activation')
  const one = step.output.at(-1) === 1
  // The softmax of a single number is always 1. Recurrent layers are exempt: they apply softmax inside gates that can
  // still learn.
  const even =
    (activation === 'softmax' || activation === 'logSoftmax') && !Object.hasOwn(layer.def.params, 'returnSequences')
  if (one && even) return { why: 'constant', itself: true } // not text: ids
  // A single feature equals its own mean, so the result is constant; only the shift still learns.
  if (one && node.kind === 'layerNormalization') return { why: 'constant', itself: false } // not text: ids
  if (node.kind === 'embedding') return { why: 'looked-up', itself: false } // not text: ids
  return isDead(layer) ? { why: 'dead', itself: true } : undefined // not text: ids
}

/**
 * Whether a layer can never learn: if its weights are zero, every weighted sum is 0, where the gradient of relu is
 * zero.
 */
export function isDead(layer: PlacedNode): boolean {
  const activation = paramOf(layer, 'activation')
  return paramOf(layer, 'kernelInitializer') === 'zeros' && (activation === 'relu' || activation === 'relu6')
}

/** Returns these nodes and every node that feeds them, following only nodes that let gradients pass. */
function upstream(
  steps: ReadonlyMap<string, Step<Shape>>,
  from: readonly string[],
  lets: (id: string) => boolean,
): ReadonlySet<string> {
  const seen = new Set(from)
  for (const id of seen) if (lets(id)) for (const ahead of steps.get(id)?.from ?? []) seen.add(ahead)
  return seen
}

function learns(context: RuleContext, id: string): boolean {
  const layer = placed(context, id)
  return layer !== undefined && (context.parameters.get(id) ?? 0) > 0 && paramOf(layer, 'frozen') !== true
}

/** Maximum number of names in one sentence. */
const MOST_NAMES = 4

function named(context: RuleContext, ids: readonly string[]): readonly string[] {
  const labels = ids.map((id) => context.nodes.get(id)?.label ?? id)
  const more = labels.length - MOST_NAMES
  return more > 1 ? [...labels.slice(0, MOST_NAMES), `${more} more`] : labels
}

function fixesFor(context: RuleContext, { node }: PlacedNode, why: Stop['why']): readonly Fix[] {
  switch (why) {
    case 'dead':
      return [setStart(node.id, 'heUniform')]
    case 'looked-up':
      return []
    case 'constant': {
      if (node.kind === 'layerNormalization') {
        const title = message('fix-remove-node', { layer: node.label })
        return [fix('remove-node', title, () => removeAndReconnect(context.drawing, node.id))]
      }
      // The last layer gets its gradient directly from the loss.
      if (followers(context, node.id).some(({ def }) => !def.out)) return []
      const title = message('fix-set', { param: layersText.params.activation.label, value: 'sigmoid' })
      return [fix('set-sigmoid', title, () => [{ type: 'set', node: node.id, params: { activation: 'sigmoid' } }])]
    }
    default:
      return why satisfies never
  }
}

/** A fix that sets another weight initializer. */
export function setStart(node: string, start: string): Fix {
  return fix(
    'set-start-weights',
    message('fix-set', { param: layersText.params.kernelInitializer.label, value: start }),
    () => [{ type: 'set', node, params: { kernelInitializer: start } }],
  )
}
