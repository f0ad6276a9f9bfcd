/** @file Advice: what a network may do and still be trained, and what those who have trained many would do otherwise. */
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import { findOptimizer } from '../../catalog/optimizers'
import type { Diagnostic } from '../../graph/diagnostic'
import { removeAndReconnect } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { gradient, isDead, setStart } from './gradient'
import { noteworthy } from './noteworthy'
import { scores } from './scores'
import { paramOf, type Placed, type Rule, type Scene, sizeOf } from './scene'
import { tooLarge } from './too-large'
import { tooMany } from './too-many'
import { followers, isPartOfAnswer, leadsOnlyToEnds, widthIsFree } from './walks'

export const advice: Rule = (scene) => {
  if (!scene.report.checked) return []
  const noted = noteworthy(scene)
  return [
    ...noted.flatMap((layer) => [
      ...dropoutAtTheEnd(scene, layer),
      ...oneUnit(scene, layer),
      ...batchOfOne(scene, layer),
      ...startWeights(scene, layer),
    ]),
    ...scores(scene),
    ...gradient(scene, noted),
    ...tooMany(scene),
    ...tooLarge(scene),
    ...farRate(scene),
  ]
}

/** Answers that are dropped at random are wrong at random. */
function dropoutAtTheEnd(scene: Scene, { node }: Placed): readonly Diagnostic[] {
  if (node.kind !== 'dropout' || !followers(scene, node.id).some(({ def }) => !def.out)) return []
  const problem = message('advice-dropout-end', { layer: node.label })
  const title = message('fix-remove-node', { layer: node.label })
  return [tell(node.id, problem, [fix('remove-dropout', title, () => removeAndReconnect(scene.drawing, node.id))])]
}

/** Everything behind it has one number to go by. */
function oneUnit(scene: Scene, layer: Placed): readonly Diagnostic[] {
  const { node } = layer
  const units = paramOf(layer, 'units') ?? paramOf(layer, 'filters')
  if (units !== 1 || isPartOfAnswer(scene, node.id)) return []
  const problem = message('advice-one-unit', { layer: node.label })
  if (!widthIsFree(scene, node.id)) return [tell(node.id, problem, [])]
  const param = paramOf(layer, 'units') === undefined ? 'filters' : 'units'
  const title = message('fix-set', { param: layer.def.params[param]?.label ?? param, value: '8' })
  return [tell(node.id, problem, [fix('widen', title, () => [{ type: 'set', node: node.id, params: { [param]: 8 } }])])]
}

/** The mean of a batch of one is its only sample, and of a vector nothing is left; of a picture its places still differ. */
function batchOfOne(scene: Scene, { node }: Placed): readonly Diagnostic[] {
  const shape = scene.report.shapes.get(node.id)
  if (node.kind !== 'batchNormalization' || scene.plan.batchSize !== 1 || !shape) return []
  const problem = message('advice-batch-of-one', { layer: node.label, places: sizeOf(shape.slice(0, -1)) })
  // Layer norm over a single feature would leave nothing either.
  if ((shape.at(-1) ?? 1) < 2) return [tell(node.id, problem, [])]
  const label = layersText.layerNormalization.title
  const title = message('fix-replace', { layer: node.label, by: label })
  const replace = fix('layer-norm', title, () => [
    { type: 'replace', node: node.id, kind: 'layerNormalization', label, params: {} },
  ])
  return [tell(node.id, problem, [replace])]
}

/** He et al. 2015 for rectifiers, Klambauer et al. 2017 for selu; units that begin as one have to be told apart by others. */
function startWeights(scene: Scene, layer: Placed): readonly Diagnostic[] {
  const { node } = layer
  const start = paramOf(layer, 'kernelInitializer')
  const activation = String(paramOf(layer, 'activation') ?? 'linear')
  // Of what never moves at all the rule of gradients tells.
  if (typeof start !== 'string' || isDead(layer)) return []
  const wants = activation === 'selu' ? 'leCunNormal' : RECTIFIERS.has(activation) ? 'heUniform' : 'glorotUniform'
  const fixes = [setStart(node.id, wants)]
  const units = Number(paramOf(layer, 'units') ?? paramOf(layer, 'filters'))
  // At the end, labels tell units apart that begin as one.
  if ((start === 'zeros' || start === 'ones') && units > 1 && !leadsOnlyToEnds(scene, node.id))
    return [tell(node.id, message('advice-equal-weights', { layer: node.label, start, units }), fixes)]
  if (start.startsWith('he') && SATURATING.has(activation))
    return [tell(node.id, message('advice-start-weights', { layer: node.label, start, activation }), fixes)]
  if (activation === 'selu' && !start.startsWith('leCun') && start !== 'zeros' && start !== 'ones')
    return [tell(node.id, message('advice-selu-start', { layer: node.label, start }), fixes)]
  return []
}

const RECTIFIERS: ReadonlySet<string> = new Set(['relu', 'relu6', 'elu', 'swish', 'gelu', 'mish'])
/** Large sums leave them flat, and nothing to learn by. */
const SATURATING: ReadonlySet<string> = new Set(['tanh', 'sigmoid', 'hardSigmoid', 'softsign', 'softmax'])

/** So many times what an optimizer usually begins with, no network is known to learn. */
const FAR = 1000

function farRate({ plan }: Scene): readonly Diagnostic[] {
  const optimizer = findOptimizer(plan.optimizer.kind)
  if (!optimizer || plan.learningRate < FAR * optimizer.learningRate) return []
  const args = { rate: plan.learningRate, optimizer: optimizer.title, usual: optimizer.learningRate }
  return [{ severity: 'advice', problem: message('advice-learning-rate', args), fixes: [] }]
}

function tell(node: string, problem: Diagnostic['problem'], fixes: Diagnostic['fixes']): Diagnostic {
  return { severity: 'advice', problem, node, fixes }
}
