/** @file Layer: what a class name means in a program, and reading of Keras configs. */
import type { Build, Shape, Tensor } from '../build'
import { NotLowered } from '../not-lowered'
import type { View } from '../ops'

export type Config = Readonly<Record<string, unknown>>

/** A layer of a network, with the shape of its result and its weights in place. */
export interface Layer {
  readonly name: string
  readonly config: Config
  readonly shape: Shape
  /** Its place in the order of layers: what its masks are drawn by. */
  readonly place: number
  /** By their own names: kernel, bias. */
  readonly weights: Readonly<Record<string, Weight>>
}

export interface Weight {
  readonly view: View
  readonly shape: Shape
  readonly size: number
  /** Where its gradient goes; absent where it is not to be moved. */
  readonly gradient?: View
}

export interface WeightShape {
  readonly name: string
  readonly shape: Shape
  /** Never moved by gradients: statistics. */
  readonly fixed?: true
}

export interface LayerKind {
  /** The shape of the result by those of the inputs, all per sample. */
  shape(config: Config, inputs: readonly Shape[]): Shape
  /** In the order tf.js makes them. */
  weights?(config: Config, inputs: readonly Shape[]): readonly WeightShape[]
  lower(b: Build, layer: Layer, inputs: readonly Tensor[]): Tensor
}

/** The one input of a layer. */
export function only<T>(inputs: readonly T[]): T {
  if (inputs.length !== 1) throw new NotLowered(`way to give ${inputs.length} inputs to a layer of one`)
  return inputs[0] as T
}

/** Whether gradients are asked for behind this layer. */
export function needs(layer: Layer, inputs: readonly Tensor[]): boolean {
  return inputs.some(({ node }) => node.needs) || Object.values(layer.weights).some(({ gradient }) => gradient)
}

/** A number of the config. Throws where it is missing and has no usual value. */
export function num(config: Config, key: string, usual?: number): number {
  const value = config[key] ?? usual
  if (typeof value !== 'number') throw new NotLowered(`meaning for ${key} ${JSON.stringify(value)}`)
  return value
}

/** One number an axis, where the config may hold one for all. */
export function perAxis(config: Config, key: string, axes: number, usual: number): readonly number[] {
  const value = config[key] ?? usual
  const list = Array.isArray(value) ? value : Array.from({ length: axes }, () => value)
  if (list.length !== axes || list.some((n) => typeof n !== 'number')) {
    throw new NotLowered(`meaning for ${key} ${JSON.stringify(value)}`)
  }
  return list as readonly number[]
}

/** Throws unless the config holds one of these, or nothing. */
export function expect(config: Config, key: string, ...values: readonly unknown[]): void {
  const value = config[key]
  if (value === undefined || value === null || values.includes(value)) return
  throw new NotLowered(`${key} ${JSON.stringify(value)}`)
}

/** All but the last axis, and the last. Throws on a single number, which has none. */
export function lastAxis(shape: Shape): readonly [number, number] {
  const last = shape.at(-1)
  if (last === undefined) throw new NotLowered('layer over single numbers')
  return [shape.slice(0, -1).reduce((size, n) => size * n, 1), last]
}
