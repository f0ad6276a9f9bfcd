/**
 * @file Lowered forms: plain Keras 2 JSON, as TensorFlow.js reads it. Like layers, losses and optimizers are lowered to
 * a class name and config.
 */

export interface Lowered {
  readonly class_name: string
  readonly config: Readonly<Record<string, unknown>>
}

/** [layer name, node index, tensor index, keyword arguments] */
export type InboundNode = readonly [string, number, number, Readonly<Record<string, never>>]

export interface KerasLayer extends Lowered {
  readonly name: string
  readonly inbound_nodes: readonly (readonly InboundNode[])[]
}

/** The JSON of a functional model, as `tf.models.modelFromJSON` reads it. */
export interface KerasModel {
  readonly class_name: 'Model'
  readonly config: {
    readonly name: string
    readonly layers: readonly KerasLayer[]
    readonly input_layers: readonly (readonly [string, 0, 0])[]
    readonly output_layers: readonly (readonly [string, 0, 0])[]
  }
  readonly keras_version: string
  readonly backend: 'tensor_flow.js'
}
