/** @file LayerDef: one record a layer, from which all else about it derives. Floor law: it never calls tf.js. */
import { layersText } from '../messages/en/catalog/layers'
import type { Lowered } from './lowered'
import type { NodeDef } from './node-def'
import { type FlagSpec, flag, type ParamSpecs, type ValuesOf } from './params'

/** Per-sample shape: never holds the batch axis. A scalar a sample is []. */
export type Shape = readonly number[]

export interface WeightSpec {
  /** The name tf.js gives it within its layer: kernel, bias, gamma, ... */
  readonly name: string
  readonly shape: Shape
  readonly trainable: boolean
}

export interface LayerDef<P extends ParamSpecs = ParamSpecs> extends NodeDef<Shape, P> {
  /** Its weights in tf.js's order; parameter counts and artifact checks follow from it. */
  weights(inputs: readonly Shape[], params: ValuesOf<P>): readonly WeightSpec[]
  /** Multiply-adds for one sample, forward. */
  multiplyAdds(inputs: readonly Shape[], output: Shape, params: ValuesOf<P>): number
  /** Keras 2 class name and config, every number-affecting default spelled out; `name` is added by the compiler. */
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

/** Types a layer's record by its own parameters, and fills in what most layers share; one with weights can be frozen. */
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
