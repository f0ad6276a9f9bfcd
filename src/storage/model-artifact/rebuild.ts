/**
 * @file Rebuild: derives the model and its weight list from the drawing in an artifact. An imported model.json is never
 * trusted: it is accepted only if it equals, value for value, what this drawing lowers to. The same applies to its list
 * of weights.
 */
import '../../messages/en/files'
import { type Message, message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import { layers } from '../../catalog/layers/index'
import type { Shape } from '../../catalog/layer-def'
import type { KerasModel } from '../../catalog/keras-json'
import { valuesOf } from '../../catalog/params'
import type { ProjectContent } from '../../compile/project'
import { toKeras } from '../../compile/to-keras'
import type { WeightSet } from '../../data/training-job'
import type { Pipeline } from '../../data/pipeline'
import { check } from '../../graph/check-flat-drawing'
import { expandBlocks } from '../../graph/expand-blocks'

export interface Rebuilt {
  readonly model: KerasModel
  /** In `model.weights` order: trainable weights layer by layer, then the non-trainable weights. */
  readonly specs: WeightSet['specs']
  /** Shape of each output, in the model's order. */
  readonly outputShapes: readonly Shape[]
  /** Output shape of each layer, keyed by generated layer name. */
  readonly layerShapes: ReadonlyMap<string, Shape>
}

/** Lowers the first network of a project, with its inputs in the form that the pipeline encodes. */
export function rebuild(content: ProjectContent, pipeline: Pipeline): Result<Rebuilt, Message> {
  const { drawing, problems } = expandBlocks(content.networks[0]?.drawing ?? { nodes: [], wires: [] })
  const shapes = new Map(pipeline.inputs.map(({ label, shape }) => [label, shape]))
  const sources = new Map(
    drawing.nodes.flatMap(({ id, kind, label }) => {
      const shape = kind === 'input' ? shapes.get(label) : undefined
      return shape ? [[id, shape] as const] : []
    }),
  )
  const { checked } = check(drawing, layers, sources)
  if (!checked || problems.length > 0) return fail(message('artifact-drawing', {}))
  const { model, layerOf, outputs } = toKeras(checked)

  const byLayer = new Map<string, { name: string; shape: Shape; trainable: boolean }[]>()
  const shapeOf = new Map(checked.steps.map(({ node, output }) => [node.id, output]))
  for (const { node, inputs } of checked.steps) {
    const def = layers.find(node.kind)
    const values = def && valuesOf(def.params, node.params, def.title)
    const layer = layerOf.get(node.id)
    if (!def || !values?.ok || layer === undefined || node.kind === 'output') continue
    const specs = def.weights(inputs, values.value)
    byLayer.set(
      layer,
      specs.map(({ name, shape, trainable }) => ({ name: `${layer}/${name}`, shape, trainable })),
    )
  }
  const all = layerOrder(model).flatMap((layer) => byLayer.get(layer) ?? [])
  const specs = [...all.filter(({ trainable }) => trainable), ...all.filter(({ trainable }) => !trainable)]
  return ok({
    model,
    specs: specs.map(({ name, shape }) => ({ name, shape })),
    outputShapes: outputs.map((id) => shapeOf.get(id) ?? []),
    layerShapes: new Map([...layerOf].map(([id, layer]) => [layer, shapeOf.get(id) ?? []])),
  })
}

/** The names of the layers that the outputs depend on, in tf.js's order. */
export function layerOrder({ config }: KerasModel): readonly string[] {
  const inbound = new Map(
    config.layers.map((layer) => [layer.name, layer.inbound_nodes.flat().map(([from]) => from)] as const),
  )
  const met = new Map<string, number>()
  const finished: string[] = []
  // Use an explicit stack instead of recursion, because a chain can be as long as the drawing. `next` is the next input
  // to visit.
  for (const [output] of config.output_layers) {
    if (met.has(output)) continue
    met.set(output, met.size)
    const stack = [{ name: output, next: 0 }]
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as { name: string; next: number }
      const from = inbound.get(top.name)?.[top.next++]
      if (from === undefined) {
        finished.push(top.name)
        stack.pop()
      } else if (!met.has(from)) {
        met.set(from, met.size)
        stack.push({ name: from, next: 0 })
      }
    }
  }
  const depth = new Map<string, number>()
  for (const name of finished.reverse()) {
    const mine = depth.get(name) ?? 0
    depth.set(name, mine)
    for (const from of inbound.get(name) ?? []) depth.set(from, Math.max(mine + 1, depth.get(from) ?? 0))
  }
  return [...depth.keys()].sort(
    (a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0) || (met.get(a) ?? 0) - (met.get(b) ?? 0),
  )
}
