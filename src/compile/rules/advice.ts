/** @file Advice: networks that can be trained but that an expert would change. */
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import { findOptimizer } from '../../catalog/optimizers'
import type { Diagnostic } from '../../graph/diagnostic'
import { removeAndReconnect } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { gradient, isDead, setStart } from './blocked-gradient'
import { adviceCandidates } from './advice-candidates'
import { scores } from './logits'
import { paramOf, type PlacedNode, type Rule, type RuleContext, sizeOf } from './rule-context'
import { tooLarge } from './too-large-for-memory'
import { tooMany } from './too-many-parameters'
import { followers, isPartOfAnswer, leadsOnlyToEnds, widthIsFree } from './graph-walks'

export const advice: Rule = (context) => {
  if (!context.report.checked) return []
  const noted = adviceCandidates(context)
  return [
    ...noted.flatMap((layer) => [
      ...dropoutAtTheEnd(context, layer),
      ...oneUnit(context, layer),
      ...batchOfOne(context, layer),
      ...startWeights(context, layer),
    ]),
    ...scores(context),
    ...gradient(context, noted),
    ...tooMany(context),
    ...tooLarge(context),
    ...farRate(context),
  ]
}

/** Dropout right before the output would train on randomly zeroed predictions. */
function dropoutAtTheEnd(context: RuleContext, { node }: PlacedNode): readonly Diagnostic[] {
  if (node.kind !== 'dropout' || !followers(context, node.id).some(({ def }) => !def.out)) return []
  const problem = message('advice-dropout-end', { layer: node.label })
  const title = message('fix-remove-node', { layer: node.label })
  return [advise(node.id, problem, [fix('remove-dropout', title, () => removeAndReconnect(context.drawing, node.id))])]
}

/** A single unit is a bottleneck: all layers after it receive just one number. */
function oneUnit(context: RuleContext, layer: PlacedNode): readonly Diagnostic[] {
  const { node } = layer
  const units = paramOf(layer, 'units') ?? paramOf(layer, 'filters')
  if (units !== 1 || isPartOfAnswer(context, node.id)) return []
  const problem = message('advice-one-unit', { layer: node.label })
  if (!widthIsFree(context, node.id)) return [advise(node.id, problem, [])]
  const param = paramOf(layer, 'units') === undefined ? 'filters' : 'units'
  const title = message('fix-set', { param: layer.def.params[param]?.label ?? param, value: '8' })
  return [
    advise(node.id, problem, [fix('widen', title, () => [{ type: 'set', node: node.id, params: { [param]: 8 } }])]),
  ]
}

/**
 * With a batch size of 1, a vector's batch mean is the sample itself, so normalization leaves nothing; in an image, the
 * positions still differ.
 */
function batchOfOne(context: RuleContext, { node }: PlacedNode): readonly Diagnostic[] {
  const shape = context.report.shapes.get(node.id)
  if (node.kind !== 'batchNormalization' || context.plan.batchSize !== 1 || !shape) return []
  const problem = message('advice-batch-of-one', { layer: node.label, places: sizeOf(shape.slice(0, -1)) })
  // Layer normalization of a single feature would also produce a constant, so offer no fix.
  if ((shape.at(-1) ?? 1) < 2) return [advise(node.id, problem, [])]
  const label = layersText.layerNormalization.title
  const title = message('fix-replace', { layer: node.label, by: label })
  const replace = fix('layer-norm', title, () => [
    { type: 'replace', node: node.id, kind: 'layerNormalization', label, params: {} },
  ])
  return [advise(node.id, problem, [replace])]
}

/**
 * Weight initializers suited to the activation: He et al. 2015 for rectifiers, Klambauer et al. 2017 for selu. Units
 * with equal initial weights stay equal unless something breaks the symmetry.
 */
function startWeights(context: RuleContext, layer: PlacedNode): readonly Diagnostic[] {
  const { node } = layer
  const start = paramOf(layer, 'kernelInitializer')
  const activation = String(paramOf(layer, 'activation') ?? 'linear')
  // Layers that get no gradient at all are reported by the gradient rule.
  if (typeof start !== 'string' || isDead(layer)) return []
  const wants = activation === 'selu' ? 'leCunNormal' : RECTIFIERS.has(activation) ? 'heUniform' : 'glorotUniform'
  const fixes = [setStart(node.id, wants)]
  const units = Number(paramOf(layer, 'units') ?? paramOf(layer, 'filters'))
  // In the last layer, units that start with equal weights still diverge, because each one is trained on a different
  // label.
  if ((start === 'zeros' || start === 'ones') && units > 1 && !leadsOnlyToEnds(context, node.id))
    return [advise(node.id, message('advice-equal-weights', { layer: node.label, start, units }), fixes)]
  if (start.startsWith('he') && SATURATING.has(activation))
    return [advise(node.id, message('advice-start-weights', { layer: node.label, start, activation }), fixes)]
  if (activation === 'selu' && !start.startsWith('leCun') && start !== 'zeros' && start !== 'ones')
    return [advise(node.id, message('advice-selu-start', { layer: node.label, start }), fixes)]
  return []
}

const RECTIFIERS: ReadonlySet<string> = new Set(['relu', 'relu6', 'elu', 'swish', 'gelu', 'mish'])
/** Large sums saturate these activations, so the gradient vanishes. */
const SATURATING: ReadonlySet<string> = new Set(['tanh', 'sigmoid', 'hardSigmoid', 'softsign', 'softmax'])

/** No network is known to train at this multiple of the optimizer's default learning rate. */
const FAR = 1000

function farRate({ plan }: RuleContext): readonly Diagnostic[] {
  const optimizer = findOptimizer(plan.optimizer.kind)
  if (!optimizer || plan.learningRate < FAR * optimizer.learningRate) return []
  const args = { rate: plan.learningRate, optimizer: optimizer.title, usual: optimizer.learningRate }
  return [{ severity: 'advice', problem: message('advice-learning-rate', args), fixes: [] }]
}

function advise(node: string, problem: Diagnostic['problem'], fixes: Diagnostic['fixes']): Diagnostic {
  return { severity: 'advice', problem, node, fixes }
}
