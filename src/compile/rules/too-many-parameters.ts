/**
 * @file Too many: advice when a network has far more parameters than samples, with fixes that reduce them without
 * breaking later layers.
 */
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import type { Diagnostic, Fix } from '../../graph/diagnostic'
import { fix } from '../../graph/fixes'
import { widthParam } from './output-heads'
import {
  before,
  feedsOne,
  paramOf,
  type PlacedNode,
  placed,
  type Rule,
  type RuleContext,
  wireInto,
} from './rule-context'
import { widthIsFree } from './graph-walks'

/** Number of parameters per sample above which advice is given; image networks work well with hundreds. */
const TIMES = 1000

export const tooMany: Rule = (context) => {
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
  const title = message('fix-set', { param: layer.def.params[param]?.label ?? param, value: String(width) })
  return [fix('narrow', title, () => [{ type: 'set', node: layer.node.id, params: { [param]: width } }])]
}
