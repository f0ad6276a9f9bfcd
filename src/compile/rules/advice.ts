/** @file Advice: what a network may do and still be trained, and what those who have trained many would do otherwise. */
import { message } from '../../base/messages/message'
import type { Diagnostic } from '../../graph/diagnostic'
import { bypass } from '../../graph/edits'
import { fix } from '../../graph/fixes'
import { paramOf, type Placed, placed, type Rule, type Scene } from './scene'

export const advice: Rule = (scene) => {
  if (!scene.report.checked) return []
  const all = scene.report.checked.steps.flatMap(({ node }) => placed(scene, node.id) ?? [])
  return [
    ...all.flatMap((layer) => [
      ...dropoutAtTheEnd(scene, layer),
      ...oneUnit(scene, layer),
      ...batchOfOne(scene, layer),
      ...startWeights(layer),
    ]),
    ...moreParametersThanSamples(scene, all),
  ]
}

/** Answers that are dropped at random are wrong at random. */
function dropoutAtTheEnd(scene: Scene, { node }: Placed): readonly Diagnostic[] {
  if (node.kind !== 'dropout' || !followers(scene, node.id).some(({ def }) => !def.out)) return []
  const said = message('advice-dropout-end', { layer: node.label })
  const title = message('fix-remove-node', { layer: node.label })
  return [tell(node.id, said, [fix('remove-dropout', title, () => bypass(scene.drawing, node.id))])]
}

/** Everything behind it has one number to go by. */
function oneUnit(scene: Scene, layer: Placed): readonly Diagnostic[] {
  const { node } = layer
  const units = paramOf(layer, 'units') ?? paramOf(layer, 'filters')
  if (units !== 1 || leadsOnlyToEnds(scene, node.id)) return []
  const said = message('advice-one-unit', { layer: node.label })
  const param = paramOf(layer, 'units') === undefined ? 'filters' : 'units'
  const title = message('fix-set', { param: layer.def.params[param]?.label ?? param, value: '8' })
  return [tell(node.id, said, [fix('widen', title, () => [{ type: 'set', node: node.id, params: { [param]: 8 } }])])]
}

/** The mean of a batch of one is its only sample, and what is left of it is nothing. */
function batchOfOne(scene: Scene, { node }: Placed): readonly Diagnostic[] {
  if (node.kind !== 'batchNormalization' || scene.plan.batchSize !== 1) return []
  return [tell(node.id, message('advice-batch-of-one', { layer: node.label }), [])]
}

/** He et al. 2015 for rectifiers; equal weights learn equal things whatever comes behind them. */
function startWeights(layer: Placed): readonly Diagnostic[] {
  const { node } = layer
  const start = paramOf(layer, 'kernelInitializer')
  const activation = String(paramOf(layer, 'activation') ?? 'linear')
  if (typeof start !== 'string') return []
  const wants = RECTIFIERS.has(activation) ? 'heUniform' : 'glorotUniform'
  const set = () =>
    fix('set-start-weights', message('fix-set', { param: 'Start weights', value: wants }), () => [
      { type: 'set', node: node.id, params: { kernelInitializer: wants } },
    ])
  const units = paramOf(layer, 'units') ?? paramOf(layer, 'filters')
  if ((start === 'zeros' || start === 'ones') && units !== 1)
    return [tell(node.id, message('advice-equal-weights', { layer: node.label, start }), [set()])]
  if (start.startsWith('he') && SATURATING.has(activation))
    return [tell(node.id, message('advice-start-weights', { layer: node.label, start, activation }), [set()])]
  return []
}

const RECTIFIERS: ReadonlySet<string> = new Set(['relu', 'relu6', 'elu', 'selu', 'swish', 'gelu', 'mish'])
/** Large sums leave them flat, and nothing to learn by. */
const SATURATING: ReadonlySet<string> = new Set(['tanh', 'sigmoid', 'hardSigmoid', 'softsign', 'softmax'])

/** So many numbers to set for each sample to set them by; pictures do well with hundreds. */
const TIMES = 1000

function moreParametersThanSamples(scene: Scene, all: readonly Placed[]): readonly Diagnostic[] {
  const { schema, plan } = scene
  if (!schema) return []
  const samples = Math.round((schema.rows - schema.testRows) * (plan.split.kind === 'random' ? plan.split.train : 1))
  const counts = all.map((layer) => ({ layer, count: scene.parameters.get(layer.node.id) ?? 0 }))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const largest = counts.reduce((a, b) => (b.count > a.count ? b : a), counts[0] ?? { layer: undefined, count: 0 })
  if (!largest.layer || samples <= 0 || total < TIMES * samples) return []
  const said = message('advice-many-parameters', { parameters: total, samples, layer: largest.layer.node.label })
  return [tell(largest.layer.node.id, said, [])]
}

function followers(scene: Scene, id: string): readonly Placed[] {
  return (scene.outgoing.get(id) ?? []).flatMap(({ to }) => placed(scene, to) ?? [])
}

/** Whether nothing that learns comes behind it. */
function leadsOnlyToEnds(scene: Scene, id: string): boolean {
  const seen = new Set([id])
  for (const at of seen) {
    for (const { node, def } of followers(scene, at)) {
      if (def.family === 'learns' || def.family === 'combines') return false
      seen.add(node.id)
    }
  }
  return true
}

function tell(node: string, said: Diagnostic['said'], fixes: Diagnostic['fixes']): Diagnostic {
  return { severity: 'advice', said, node, fixes }
}
