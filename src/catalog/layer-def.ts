/** @file LayerDef: one record a layer, from which all else about it derives. Floor law: it never calls tf.js. */
import type { Lowered } from './lowered'
import type { NodeDef } from './node-def'
import type { ParamSpecs, ValuesOf } from './params'

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

/** Types a layer's record by its own parameters, and fills in what most layers share. */
export function defineLayer<const P extends ParamSpecs>(
  def: Omit<LayerDef<P>, 'out' | 'weights' | 'multiplyAdds'> &
    Partial<Pick<LayerDef<P>, 'out' | 'weights' | 'multiplyAdds'>>,
): LayerDef<P> {
  return { out: true, weights: () => [], multiplyAdds: () => 0, ...def }
}
