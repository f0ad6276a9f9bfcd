/**
 * @file LayerDef: the definition of a layer, from which everything else about it is derived. It never calls
 * TensorFlow.js.
 */
import { layersText } from '../messages/en/catalog/layers'
import type { Lowered } from './keras-json'
import type { NodeDef } from './node-def'
import { type FlagSpec, flag, type ParamSpecs, type ValuesOf } from './params'

/** The shape of one sample, without the batch axis. A single number per sample has the shape []. */
export type Shape = readonly number[]

export interface WeightSpec {
  /** The weight's name within the layer in TensorFlow.js: kernel, bias, gamma, ... */
  readonly name: string
  readonly shape: Shape
  readonly trainable: boolean
}

/** How many numbers an engine keeps for one sample, in addition to weights. */
export interface LayerMemory {
  /** The result, and what the forward pass keeps for the backward pass; also while the engine only evaluates. */
  readonly forward: number
  /** The gradient of the result, and other values that only training needs. */
  readonly backward: number
  /** Time steps that TensorFlow.js records one by one, in a recurrent layer. */
  readonly timeSteps?: number
}

/** The memory of a layer that only reshapes its input. */
export const NO_MEMORY: LayerMemory = { forward: 0, backward: 0 }

/** The memory of a layer that keeps its result and the gradient of its result, as most layers do. */
export function resultMemory(output: Shape): LayerMemory {
  const size = output.reduce((product, n) => product * n, 1)
  return { forward: size, backward: size }
}

export interface LayerDef<P extends ParamSpecs = ParamSpecs> extends NodeDef<Shape, P> {
  /** The layer's weights, in the order of TensorFlow.js; parameter counts and artifact checks are derived from them. */
  weights(inputs: readonly Shape[], params: ValuesOf<P>): readonly WeightSpec[]
  /** Number of multiply-adds in the forward pass of one sample. */
  multiplyAdds(inputs: readonly Shape[], output: Shape, params: ValuesOf<P>): number
  /** The memory of one sample; a test compares it with the engine's buffers. By default, that of `resultMemory`. */
  memory(inputs: readonly Shape[], output: Shape, params: ValuesOf<P>): LayerMemory
  /** Set if another width of the input could break the layer, as it does where the shape of the result is a parameter. */
  readonly dependsOnWidth?: true
  /**
   * Whether the engines have no lowering for the layer with these parameters, so that a network with it trains on plain
   * TensorFlow.js, which is slower. The check then says so. A test compares this with `training/program/layers/`.
   */
  plainTensorFlow?(params: ValuesOf<P>): boolean
  /**
   * Keras 2 class name and config, with every default that affects the results spelled out; the compiler adds `name`.
   */
  keras(params: ValuesOf<P>, inputs: readonly Shape[]): Lowered
}

const frozen = flag({
  ...layersText.params.frozen,
  default: false,
  advanced: true,
})

type Freezable<P> = P & { readonly frozen: FlagSpec }
/** The kinds of layers: the entries of the text catalog that describe one. */
type LayerKind = {
  [K in keyof typeof layersText]: (typeof layersText)[K] extends { readonly summary: string } ? K : never
}[keyof typeof layersText]
type Derived = 'kind' | 'title' | 'summary' | 'search' | 'out' | 'weights' | 'multiplyAdds' | 'memory'
type Described<P extends ParamSpecs> = Omit<LayerDef<P>, Derived> & { readonly kind: LayerKind } & Partial<
    Pick<LayerDef<P>, 'out' | 'multiplyAdds' | 'memory'>
  >

/**
 * Defines a layer, typed by its parameters; its texts are the entry of its kind. Fills in defaults that most layers
 * share. A layer with weights can be frozen.
 */
export function defineLayer<const P extends ParamSpecs>(
  def: Described<P> & Pick<LayerDef<P>, 'weights'>,
): LayerDef<Freezable<P>>
export function defineLayer<const P extends ParamSpecs>(def: Described<P>): LayerDef<P>
export function defineLayer<P extends ParamSpecs>(
  def: Described<P> & Partial<Pick<LayerDef<P>, 'weights'>>,
): LayerDef<P> | LayerDef<Freezable<P>> {
  const { weights } = def
  const memory: LayerDef<P>['memory'] = (_, output) => (plain.out ? resultMemory(output) : NO_MEMORY)
  const { title, summary, search } = layersText[def.kind]
  const texts = { title, summary, search }
  const plain: LayerDef<P> = { ...texts, out: true, weights: () => [], multiplyAdds: () => 0, memory, ...def }
  return weights ? freezable({ ...plain, weights }) : plain
}

function freezable<P extends ParamSpecs>(def: LayerDef<P>): LayerDef<Freezable<P>> {
  return {
    ...def,
    params: { ...def.params, frozen },
    weights: (inputs, params) =>
      def.weights(inputs, params).map((weight) => (params.frozen ? { ...weight, trainable: false } : weight)),
    keras(params, inputs) {
      const { class_name, config } = def.keras(params, inputs)
      return { class_name, config: { ...config, trainable: !params.frozen } }
    },
  }
}
