/** @file Advice: networks that can be trained but that an expert would change. */
import { findOptimizer } from '../../catalog/optimizers'
import type { Diagnostic, Fix } from '../../graph/check-report'
import { removeAndReconnect } from '../../graph/edit-helpers'
import { fix } from '../../graph/fixes'
import { valuesOfNode } from '../../graph/node-values'
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import { setSizes, tooLargeAt } from '../training-memory'
import { gradient, isDead, setStart } from './blocked-gradient'
import { HANDS_ON, lastActive } from './output-activation'
import { type WiredHead, widthParam, wiredHeadsOf } from './output-heads'
import {
  type AdviceCandidates,
  adviceCandidates,
  before,
  feedsOne,
  followers,
  isLinearDense,
  isPartOfAnswer,
  leadsOnlyToEnds,
  type PlacedNode,
  paramOf,
  placed,
  type Rule,
  type RuleContext,
  sizeOf,
  widthIsFree,
  wireInto,
} from './rule-context'

/** Number of parameters per sample above which advice is given; image networks work well with hundreds. */
const TIMES = 1000

const tooMany: Rule = (context) => {
  const { schema, plan } = context
  if (!schema) return []
  const samples = Math.round((schema.rows - schema.testRows) * (plan.split.kind === 'random' ? plan.split.train : 1))
  const steps = context.report.checked?.steps ?? []
  const countOf = (id: string) => context.parameters.get(id) ?? 0
  const parameters = steps.reduce((sum, { node }) => sum + countOf(node.id), 0)
  const [first] = steps
  if (!first || samples <= 0 || parameters < TIMES * samples) return []
  const most = steps.reduce((a, b) => (countOf(b.node.id) > countOf(a.node.id) ? b : a), first)
  const layer = placed(context, most.node.id)
  if (!layer) return []
  const { node } = layer
  const problem = message('advice-many-parameters', { parameters, samples, layer: node.label })
  // The surplus, plus one because the limit itself already counts as too many.
  const spare = parameters - TIMES * samples + 1
  const fixes = [...pooled(context, layer, spare), ...narrower(context, layer, countOf(node.id), spare)]
  return [{ severity: 'advice', problem, node: node.id, fixes } satisfies Diagnostic]
}

/** Replaces a Flatten before a Dense layer with global average pooling, if that saves enough. */
function pooled(context: RuleContext, layer: PlacedNode, spare: number): readonly Fix[] {
  const flatten = before(context, layer.node.id)
  const wire = flatten?.node.kind === 'flatten' ? wireInto(context, flatten.node.id) : undefined
  const image = wire && context.report.shapes.get(wire.from)
  const [height = 1, width = 1, channels = 1] = image ?? []
  const units = Number(paramOf(layer, 'units'))
  const saved = (height * width - 1) * channels * units
  if (!flatten || layer.node.kind !== 'dense' || image?.length !== 3 || !feedsOne(context, flatten.node.id)) return []
  if (!(saved >= spare)) return []
  const { id } = flatten.node
  const label = layersText.globalAveragePooling2d.title
  return [
    fix('pool-places', message('fix-replace', { layer: flatten.node.label, by: label }), () => [
      { type: 'replace', node: id, kind: 'globalAveragePooling2d', label, params: {} },
    ]),
  ]
}

/** Narrows the layer to the largest power of two that saves enough. */
function narrower(context: RuleContext, layer: PlacedNode, count: number, spare: number): readonly Fix[] {
  const param = widthParam(layer.def)
  const has = Number(param && paramOf(layer, param))
  const left = Math.floor(has * (1 - spare / count))
  const width = 2 ** Math.floor(Math.log2(left))
  if (!param || !(width >= 2) || !widthIsFree(context, layer.node.id)) return []
  const title = message('fix-set', { param: layer.def.params[param]?.label ?? param, value: width })
  return [fix('narrow', title, () => [{ type: 'set', node: layer.node.id, params: { [param]: width } }])]
}

const scores: Rule = (context) =>
  wiredHeadsOf(context).flatMap((head) => [...squeezed(context, head), ...softmaxTwice(context, head)])

const SQUEEZES: ReadonlySet<unknown> = new Set(['softmax', 'sigmoid', 'hardSigmoid'])

/**
 * Reports an activation that limits outputs to 0 to 1 although the loss needs raw scores: such values cannot differ by
 * the required margin.
 */
function squeezed(context: RuleContext, { loss, last }: WiredHead): readonly Diagnostic[] {
  const layer = lastActive(context, last)
  const has = paramOf(layer, 'activation')
  if (!loss.scores || !SQUEEZES.has(has)) return []
  const problem = message('advice-softmax-scores', { loss: loss.title, layer: layer.node.label, has: String(has) })
  return [{ severity: 'advice', problem, node: layer.node.id, fixes: plain(context, layer) }]
}

/**
 * Softmax applied twice: probabilities lie between 0 and 1, so using them as logits yields an almost uniform result.
 */
function softmaxTwice(context: RuleContext, { last, wants }: WiredHead): readonly Diagnostic[] {
  const layer = lastActive(context, last)
  const ahead = before(context, layer.node.id)
  const first = ahead && lastActive(context, ahead)
  const twice = [layer, first].every((one) => one && paramOf(one, 'activation') === 'softmax')
  if (!first || !twice || layer.node.kind !== 'activation' || wants < 2) return []
  const problem = message('advice-softmax-twice', { layer: layer.node.label, first: first.node.label, classes: wants })
  return [{ severity: 'advice', problem, node: layer.node.id, fixes: plain(context, first) }]
}

/** A fix that removes the activation, unless other nodes use the layer's output too. */
function plain(context: RuleContext, { node }: PlacedNode): readonly Fix[] {
  if (!feedsOne(context, node.id)) return []
  if (node.kind === 'activation') {
    const title = message('fix-remove-node', { layer: node.label })
    return [fix('remove-activation', title, () => removeAndReconnect(context.drawing, node.id))]
  }
  const title = message('fix-set', { param: layersText.params.activation.label, value: 'linear' })
  return [fix('set-linear', title, () => [{ type: 'set', node: node.id, params: { activation: 'linear' } }])]
}

/**
 * This is advice, not an error: the drawing is valid, and the cost table shows its largest layers. Only starting the
 * run is refused.
 */
const tooLarge: Rule = ({ report: { checked }, plan, schema }) => {
  const found = checked && tooLargeAt(checked, plan, schema)
  return found ? [{ severity: 'advice', ...found, fixes: [] }] : []
}

export const advice: Rule = (context) => {
  if (!context.report.checked) return []
  const noted = adviceCandidates(context)
  return [
    ...noted.flatMap((layer) => [
      ...dropoutAtTheEnd(context, layer),
      ...oneUnit(context, layer),
      ...batchOfOne(context, layer),
      ...startWeights(context, layer),
      ...withoutEngine(layer),
    ]),
    ...linearLayers(context, noted),
    ...momentum(context, noted),
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
 * Dense layers without an activation before another Dense layer: a product of matrices is one matrix, so the layers can
 * represent no more than one of them.
 */
function linearLayers(context: RuleContext, noted: readonly AdviceCandidates[]): readonly Diagnostic[] {
  const linear = noted.filter(
    (layer) => isLinearDense(layer) && nextActive(context, layer.node.id)?.node.kind === 'dense',
  )
  const [first] = linear
  if (!first) return []
  const problem = message('advice-linear-layers', { layer: first.node.label, layers: linear.length })
  const title = message('fix-set', { param: layersText.params.activation.label, value: 'relu' })
  const set = fix('set-relu', title, () =>
    linear.map(({ node }) => ({ type: 'set', node: node.id, params: { activation: 'relu' } }) as const),
  )
  return [advise(first.node.id, problem, [set])]
}

/** The layer that next changes the values of a layer; undefined if they go several ways. */
function nextActive(context: RuleContext, id: string): PlacedNode | undefined {
  const [next, ...others] = followers(context, id)
  if (!next || others.length > 0) return undefined
  return HANDS_ON.has(next.node.kind) ? nextActive(context, next.node.id) : next
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
 * A moving average forgets its start with a time constant of 1 / (1 - momentum) steps. After fewer than five of them,
 * predictions use averages of weights that the network no longer has, and validation stays close to chance.
 */
const TIME_CONSTANTS = 5
const MOMENTA: readonly number[] = [0.9, 0.8, 0.5]

/** The number of steps after which batch norm with this momentum has forgotten its start. */
export function stepsOfMomentum(momentum: number): number {
  // The tolerance makes 1 - 0.9 a tenth.
  return Math.ceil(TIME_CONSTANTS / (1 - momentum) - 1e-6)
}

/** Batch norm whose moving averages cannot follow the weights in a run as short as the plan's. */
function momentum({ plan, schema }: RuleContext, noted: readonly AdviceCandidates[]): readonly Diagnostic[] {
  const { training } = (schema && setSizes(plan, schema)) ?? { training: 0 }
  const planned = plan.epochs * Math.ceil(training / plan.batchSize)
  const steps = Math.min(planned, plan.stopWhen?.steps ?? planned)
  const needs = stepsOfMomentum
  const slow = noted.filter((layer) => {
    const value = layer.node.kind === 'batchNormalization' ? Number(paramOf(layer, 'momentum')) : 0
    return needs(value) > Math.max(steps, needs(0.5))
  })
  const [first] = slow
  if (!first || steps === 0) return []
  const has = Number(paramOf(first, 'momentum'))
  const args = { layer: first.node.label, layers: slow.length, momentum: has, steps, needs: needs(has) }
  const better = MOMENTA.find((value) => needs(value) <= steps)
  if (better === undefined) return [advise(first.node.id, message('advice-momentum', args), [])]
  const title = message('fix-set', { param: first.def.params.momentum?.label ?? '', value: better })
  const set = fix('set-momentum', title, () =>
    slow.map(({ node }) => ({ type: 'set', node: node.id, params: { momentum: better } }) as const),
  )
  return [advise(first.node.id, message('advice-momentum', args), [set])]
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

/** A layer that no engine can train makes every step of the whole network slower. */
function withoutEngine({ node, def }: PlacedNode): readonly Diagnostic[] {
  const values = valuesOfNode(def, node)
  if (!values.ok || !def.plainTensorFlow?.(values.value)) return []
  const args = { layer: node.label, kind: def.title }
  const { activation } = values.value
  const usual = def.params.activation?.default
  if (typeof usual !== 'string' || def.plainTensorFlow({ ...values.value, activation: usual }))
    return [advise(node.id, message('advice-plain-tensorflow', args), [])]
  const title = message('fix-set', { param: layersText.params.activation.label, value: usual })
  const set = fix('set-activation', title, () => [{ type: 'set', node: node.id, params: { activation: usual } }])
  return [advise(node.id, message('advice-plain-tensorflow', { ...args, activation: String(activation) }), [set])]
}

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
