/** @file Arithmetic on per-sample shapes, and shape checks that several layers share. */
import { layersText } from '../../../messages/en/catalog/layers'
import { message } from '../../../messages/message'
import type { Problem } from '../../../messages/problem'
import { fail, ok, type Result } from '../../../base/result'
import type { Shape } from '../../layer-def'

/** Number of values in a shape. */
export function size(shape: Shape): number {
  return shape.reduce((product, n) => product * n, 1)
}

/** The shape of the single input, if it has the number of axes that the layer needs. */
export function ranked(inputs: readonly Shape[], rank: 1 | 2 | 3, layer: string): Result<Shape, Problem> {
  const shape = inputs[0] ?? []
  if (shape.length === rank) return ok(shape)
  const { vector, sequence: steps, image: picture } = layersText.takes
  const wants = rank === 1 ? vector : rank === 2 ? steps : picture
  return fail(message('needs-rank', { layer, rank, wants, shape }))
}

/** The shape of the single input, if it has at least one axis. */
export function featured(inputs: readonly Shape[], layer: string): Result<Shape, Problem> {
  const shape = inputs[0] ?? []
  return shape.length > 0 ? ok(shape) : fail(message('needs-features', { layer }))
}

/** Height, width, and channels of the single input. Only for shapes that passed `ranked`. */
export function image(inputs: readonly Shape[]): readonly [number, number, number] {
  const [height = 0, width = 0, channels = 0] = inputs[0] ?? []
  return [height, width, channels]
}

/** Steps and features of the single input. Only for shapes that passed `ranked`. */
export function sequence(inputs: readonly Shape[]): readonly [number, number] {
  const [steps = 0, features = 0] = inputs[0] ?? []
  return [steps, features]
}

/** The size of the single input's last axis. */
export function features(inputs: readonly Shape[]): number {
  return inputs[0]?.at(-1) ?? 0
}
