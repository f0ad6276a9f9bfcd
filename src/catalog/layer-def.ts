/** @file LayerDef: the record of a layer, from which everything else about it follows. It never calls TensorFlow.js. */
import { layersText } from '../messages/en/catalog/layers'
import type { Lowered } from './lowered'
import type { NodeDef } from './node-def'
import { type FlagSpec, flag, type ParamSpecs, type ValuesOf } from './params'

/** Per-sample shape, without the batch axis. One number per sample is []. */
export type Shape = readonly number[]

export interface WeightSpec {
  /** Its name within the layer in TensorFlow.js: kernel, bias, gamma, ... */
  readonly name: string
  readonly shape: Shape
  readonly trainable: boolean
}

export interface LayerDef<P extends ParamSpecs = ParamSpecs> extends NodeDef<Shape, P> {
  /** Its weights in the order of TensorFlow.js; parameter counts and artifact checks follow from it. */
  weights(inputs: readonly Shape[], params: ValuesOf<P>): readonly WeightSpec[]
  /** Multiply-adds for one sample, forward. */
  multiplyAdds(inputs: readonly Shape[], output: Shape, params: ValuesOf<P>): number
  /** Keras 2 class name and config, with every default that affects numbers spelled out; the compiler adds `name`. */
  keras(params: ValuesOf<P>, inputs: readonly Shape[]): Lowered
}

const frozen = flag({
  ...layersText.params.frozen,
  default: false,
  advanced: true,
})

type Freezable<P> = P & { readonly frozen: FlagSpec }
type Described<P extends ParamSpecs> = Omit<LayerDef<P>, 'out' | 'weights' | 'multiplyAdds'> &
  Partial<Pick<LayerDef<P>, 'out' | 'multiplyAdds'>>

/**
 * Defines a layer, typed by its parameters, with defaults that most layers share. A layer with weights can be frozen.
 */
export function defineLayer<const P extends ParamSpecs>(
  def: Described<P> & Pick<LayerDef<P>, 'weights'>,
): LayerDef<Freezable<P>>
export function defineLayer<const P extends ParamSpecs>(def: Described<P>): LayerDef<P>
export function defineLayer<P extends ParamSpecs>(
  def: Described<P> & Partial<Pick<LayerDef<P>, 'weights'>>,
): LayerDef<P> | LayerDef<Freezable<P>> {
  const { weights } = def
  const plain: LayerDef<P> = { out: true, weights: () => [], multiplyAdds: () => 0, ...def }
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
