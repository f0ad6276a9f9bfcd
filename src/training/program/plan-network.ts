/** @file planNetwork: plans the layers of a model in execution order, with their shapes, weights and regularizers. */
import { expectDefined } from '../../base/assert'
import type { KerasLayer, KerasModel } from '../../catalog/keras-json'
import { kindOf } from './layers'
import { type Config, type LayerKind, NotLowered, unsupported, type WeightShape } from './layers/layer'
import { type Shape, sizeOf } from './op-builder'
import type { WeightSlice } from './program'

export interface PlannedLayer {
  readonly name: string
  readonly className: string
  readonly config: Config
  readonly kind: LayerKind
  readonly from: readonly string[]
  readonly index: number
  readonly shape: Shape
}

export interface PlannedNetwork {
  /** All layers except the input layers. */
  readonly layers: readonly PlannedLayer[]
  /** The model's inputs in order. */
  readonly inputs: readonly { readonly name: string; readonly shape: Shape }[]
  /** The name of the layer that produces each output. */
  readonly outputs: readonly string[]
  readonly weights: readonly WeightSlice[]
  readonly trainableWords: number
  readonly penalties: readonly { readonly weight: WeightSlice; readonly l1: number; readonly l2: number }[]
}

/**
 * Plans a model whose layers are lowered by `kindOfClass`. Throws NotLowered if the program does not support something
 * in the model.
 */
export function planNetwork(model: KerasModel, kindOfClass: (className: string) => LayerKind = kindOf): PlannedNetwork {
  const shapes = new Map<string, Shape>()
  const layers: PlannedLayer[] = []
  const weightShapes: { readonly layer: KerasLayer; readonly weight: WeightShape }[] = []
  orderLayers(model).forEach((layer, place) => {
    const { name, class_name: className, config } = layer
    if (className === 'InputLayer') {
      shapes.set(name, inputShape(config))
      return
    }
    checkConfig(config)
    const kind = kindOfClass(className)
    const from = inboundOf(layer)
    const inputs = from.map((other) => expectDefined(shapes.get(other), `the shape of ${other}`))
    const shape = kind.shape(config, inputs)
    shapes.set(name, shape)
    layers.push({ name, className, config, kind, from, index: place, shape })
    for (const weight of kind.weights?.(config, inputs) ?? []) weightShapes.push({ layer, weight })
  })
  const isTrainable = ({ layer, weight }: (typeof weightShapes)[number]) =>
    !weight.fixed && layer.config.trainable !== false
  let offset = 0
  // Trainable weights come first, as in `model.weights` of TensorFlow.js.
  const ordered = [...weightShapes.filter(isTrainable), ...weightShapes.filter((one) => !isTrainable(one))]
  const penalties: { weight: WeightSlice; l1: number; l2: number }[] = []
  const weights = ordered.map((one): WeightSlice => {
    const { layer, weight } = one
    const size = sizeOf(weight.shape)
    const name = `${layer.name}/${weight.name}`
    const place = { name, layer: layer.name, shape: weight.shape, offset, size, trainable: isTrainable(one) }
    offset += size
    const regularizer = penaltyOf(layer.config, weight.name)
    if (regularizer) penalties.push({ weight: place, ...regularizer })
    return place
  })
  return {
    layers,
    inputs: model.config.input_layers.map(([name]) => ({
      name,
      shape: expectDefined(shapes.get(name), `the input ${name}`),
    })),
    outputs: model.config.output_layers.map(([name]) => name),
    weights,
    trainableWords: weights.reduce((sum, { size, trainable }) => sum + (trainable ? size : 0), 0),
    penalties,
  }
}

function inputShape(config: Config): Shape {
  const shape = config.batch_input_shape ?? config.batch_shape
  if (!Array.isArray(shape) || shape.slice(1).some((n) => typeof n !== 'number')) {
    throw new NotLowered(unsupported.inputShape({ shape: JSON.stringify(shape) }))
  }
  return shape.slice(1) as number[]
}

/** Throws for settings that no layer of the program supports. */
function checkConfig(config: Config): void {
  for (const [key, value] of Object.entries(config)) {
    const unknown = key.endsWith('_constraint') || key === 'activity_regularizer'
    if (unknown && value !== null && value !== undefined)
      throw new NotLowered(unsupported.setting({ setting: key, value: JSON.stringify(value) }))
  }
}

/** The name of the regularizer field, for weights whose regularizer field does not follow the naming pattern. */
const REGULARIZER_OF: Readonly<Record<string, string>> = {
  recurrent_kernel: 'recurrent_regularizer',
  depthwise_kernel: 'depthwise_regularizer',
  pointwise_kernel: 'pointwise_regularizer',
}

function penaltyOf(config: Config, weight: string): { readonly l1: number; readonly l2: number } | undefined {
  const given = config[REGULARIZER_OF[weight] ?? `${weight}_regularizer`]
  if (given === null || given === undefined) return undefined
  const { class_name: name, config: held } = given as { readonly class_name: unknown; readonly config: Config }
  if (name !== 'L1L2' || typeof held.l1 !== 'number' || typeof held.l2 !== 'number') {
    throw new NotLowered(unsupported.regularizer({ regularizer: JSON.stringify(given) }))
  }
  return held.l1 === 0 && held.l2 === 0 ? undefined : { l1: held.l1, l2: held.l2 }
}

/**
 * Returns the names of a layer's input layers. Throws if a layer is used several times, which never happens for models
 * from the catalog.
 */
function inboundOf({ name, inbound_nodes: nodes }: KerasLayer): readonly string[] {
  if (nodes.length > 1) throw new NotLowered(unsupported.sharedLayer({ layer: name }))
  return (nodes[0] ?? []).map(([from]) => from)
}

/** The layers that contribute to an output, including input layers, in the order that seeds dropout masks. */
export function orderLayers({ config }: KerasModel): readonly KerasLayer[] {
  const byName = new Map(config.layers.map((layer) => [layer.name, layer]))
  const met = new Map<string, number>()
  const finished: KerasLayer[] = []
  const visit = (name: string) => {
    if (met.has(name)) return
    met.set(name, met.size)
    const layer = expectDefined(byName.get(name), `the layer ${name}`)
    inboundOf(layer).forEach(visit)
    finished.push(layer)
  }
  for (const [name] of config.output_layers) visit(name)
  const depths = new Map<string, number>()
  for (const layer of [...finished].reverse()) {
    const depth = depths.get(layer.name) ?? 0
    depths.set(layer.name, depth)
    for (const from of inboundOf(layer)) depths.set(from, Math.max(depth + 1, depths.get(from) ?? 0))
  }
  const at = (numbers: ReadonlyMap<string, number>, { name }: KerasLayer) => numbers.get(name) as number
  return [...finished].sort((a, b) => at(depths, b) - at(depths, a) || at(met, a) - at(met, b))
}
