/** @file planNetwork: the layers of a model in order, with shapes, weights and what holds the weights small. */
import { expectDefined } from '../../base/assert'
import type { KerasLayer, KerasModel } from '../../catalog/lowered'
import { type Shape, sizeOf } from './build'
import { kindOf } from './layers'
import type { Config, LayerKind, WeightShape } from './layers/layer'
import { NotLowered } from './not-lowered'
import { inboundOf, orderLayers } from './order'
import type { WeightPlace } from './program'

export interface PlannedLayer {
  readonly name: string
  readonly className: string
  readonly config: Config
  readonly kind: LayerKind
  readonly from: readonly string[]
  readonly place: number
  readonly shape: Shape
}

export interface PlannedNetwork {
  /** Without the inputs, whose shapes are apart. */
  readonly layers: readonly PlannedLayer[]
  /** In the order of the model's inputs. */
  readonly inputs: readonly { readonly name: string; readonly shape: Shape }[]
  /** The layer of each output. */
  readonly outputs: readonly string[]
  readonly weights: readonly WeightPlace[]
  readonly trainableWords: number
  readonly penalties: readonly { readonly weight: WeightPlace; readonly l1: number; readonly l2: number }[]
}

/** Plans a model of these kinds of layers. Throws NotLowered where the program lacks something it says. */
export function planNetwork(model: KerasModel, meaning: (className: string) => LayerKind = kindOf): PlannedNetwork {
  const shapes = new Map<string, Shape>()
  const layers: PlannedLayer[] = []
  const wanted: { readonly layer: KerasLayer; readonly weight: WeightShape }[] = []
  orderLayers(model).forEach((layer, place) => {
    const { name, class_name: className, config } = layer
    if (className === 'InputLayer') {
      shapes.set(name, inputShape(config))
      return
    }
    checkConfig(config)
    const kind = meaning(className)
    const from = inboundOf(layer)
    const inputs = from.map((other) => expectDefined(shapes.get(other), `the shape of ${other}`))
    const shape = kind.shape(config, inputs)
    shapes.set(name, shape)
    layers.push({ name, className, config, kind, from, place, shape })
    for (const weight of kind.weights?.(config, inputs) ?? []) wanted.push({ layer, weight })
  })
  const isMoved = ({ layer, weight }: (typeof wanted)[number]) => !weight.fixed && layer.config.trainable !== false
  let offset = 0
  // As tf.js has model.weights: those that are moved first.
  const ordered = [...wanted.filter(isMoved), ...wanted.filter((one) => !isMoved(one))]
  const penalties: { weight: WeightPlace; l1: number; l2: number }[] = []
  const weights = ordered.map((one): WeightPlace => {
    const { layer, weight } = one
    const size = sizeOf(weight.shape)
    const name = `${layer.name}/${weight.name}`
    const place = { name, layer: layer.name, shape: weight.shape, offset, size, trainable: isMoved(one) }
    offset += size
    const held = penaltyOf(layer.config, weight.name)
    if (held) penalties.push({ weight: place, ...held })
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
    throw new NotLowered(`input of shape ${JSON.stringify(shape)}`)
  }
  return shape.slice(1) as number[]
}

/** What no layer of the program minds. */
function checkConfig(config: Config): void {
  for (const [key, value] of Object.entries(config)) {
    const unknown = key.endsWith('_constraint') || key === 'activity_regularizer'
    if (unknown && value !== null && value !== undefined) throw new NotLowered(key)
  }
}

/** The regularizer of each weight whose name does not give it away. */
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
    throw new NotLowered(`regularizer ${JSON.stringify(given)}`)
  }
  return held.l1 === 0 && held.l2 === 0 ? undefined : { l1: held.l1, l2: held.l2 }
}
