/** @file LayerKind: the lowering of a layer class to a program, and helpers that read Keras configs. */

import { enginesText } from '../../../messages/en/engines'
import type { Build, Shape, Tensor } from '../op-builder'
import type { View } from '../ops'

export type Config = Readonly<Record<string, unknown>>

/** A layer of a network, with the shape of its result and the positions of its weights. */
export interface Layer {
  readonly name: string
  readonly config: Config
  readonly shape: Shape
  /** The layer's index in the order of layers, which seeds its dropout masks. */
  readonly index: number
  /** The layer's weights, keyed by name, such as kernel and bias. */
  readonly weights: Readonly<Record<string, Weight>>
}

export interface Weight {
  readonly view: View
  readonly shape: Shape
  readonly size: number
  /** The buffer for the weight's gradient; absent if the weight is not trained. */
  readonly gradient?: View
}

export interface WeightShape {
  readonly name: string
  readonly shape: Shape
  /** Set for weights that are never trained, such as moving statistics. */
  readonly fixed?: true
}

export interface LayerKind {
  /** The per-sample shape of the result for inputs of these shapes. */
  shape(config: Config, inputs: readonly Shape[]): Shape
  /** The layer's weights, in the order of TensorFlow.js. */
  weights?(config: Config, inputs: readonly Shape[]): readonly WeightShape[]
  lower(b: Build, layer: Layer, inputs: readonly Tensor[]): Tensor
  /** A small layer for the gradient check, if `gradient-cases.ts` has none of this class. */
  readonly example?: { readonly config: Config; readonly inputs: readonly Shape[] }
}

/** The input of a layer that has only one input. */
export function onlyInput<T>(inputs: readonly T[]): T {
  if (inputs.length !== 1) throw new NotLowered(unsupported.inputs({ inputs: inputs.length }))
  return inputs[0] as T
}

/** Whether the layer, or anything before it, needs gradients. */
export function needsGradient(layer: Layer, inputs: readonly Tensor[]): boolean {
  return inputs.some(({ node }) => node.needsGradient) || Object.values(layer.weights).some(({ gradient }) => gradient)
}

/** A number from the config. Throws if it is missing and there is no default. */
export function num(config: Config, key: string, fallback?: number): number {
  const value = config[key] ?? fallback
  if (typeof value !== 'number')
    throw new NotLowered(unsupported.setting({ setting: key, value: JSON.stringify(value) }))
  return value
}

/** Returns one number per axis; the config may contain a single number for all axes. */
export function perAxis(config: Config, key: string, axes: number, fallback: number): readonly number[] {
  const value = config[key] ?? fallback
  const list = Array.isArray(value) ? value : Array.from({ length: axes }, () => value)
  if (list.length !== axes || list.some((n) => typeof n !== 'number')) {
    throw new NotLowered(unsupported.setting({ setting: key, value: JSON.stringify(value) }))
  }
  return list as readonly number[]
}

/** Throws if the config sets this key to anything other than these values. */
export function expectSetting(config: Config, key: string, ...values: readonly unknown[]): void {
  const value = config[key]
  if (value === undefined || value === null || values.includes(value)) return
  throw new NotLowered(unsupported.setting({ setting: key, value: JSON.stringify(value) }))
}

/** Returns the product of all axes but the last, and the size of the last axis. Throws for a shape without axes. */
export function lastAxis(shape: Shape): readonly [number, number] {
  const last = shape.at(-1)
  if (last === undefined) throw new NotLowered(unsupported.oneNumber)
  return [shape.slice(0, -1).reduce((size, n) => size * n, 1), last]
}

/** Texts for everything that a program may not support. */
export const unsupported = enginesText.unsupported

/**
 * Thrown if the program does not support something that a network uses. The network is then trained with plain
 * TensorFlow.js.
 */
export class NotLowered extends Error {
  /** `why` is one of the texts in `unsupported`. */
  constructor(why: string) {
    super(why)
    this.name = 'NotLowered'
  }
}
