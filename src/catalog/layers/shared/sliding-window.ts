/**
 * @file Sliding windows: kernel size, stride and padding of convolutions and pools, and the number of window positions.
 */
import { layersText } from '../../../messages/en/catalog/layers'
import { message } from '../../../messages/message'
import type { Problem } from '../../../messages/problem'
import { fail, ok, type Result } from '../../../base/result'
import type { Shape } from '../../layer-def'
import { choice, perAxis, window } from '../../params'

type Window = number | readonly number[]

export const padding = choice({
  ...layersText.params.padding,
  options: ['valid', 'same'],
  default: 'valid',
})

/** The kernel size of a convolution over this many axes. */
export const kernelSize = (axes: 1 | 2) =>
  window({ ...layersText.params.kernelSize, axes, min: 1, max: 64, default: 3 })

/** The stride of a convolution over this many axes. */
export const strides = (axes: 1 | 2) => window({ ...layersText.params.strides, axes, min: 1, max: 64, default: 1 })

/** The window size of a pool over this many axes. */
export const poolSize = (axes: 1 | 2) => window({ ...layersText.params.poolSize, axes, min: 1, max: 64, default: 2 })

/** The stride of a pool; 0 (null in TensorFlow.js) means the window size. */
export const poolStrides = (axes: 1 | 2) =>
  window({
    ...layersText.params.poolStrides,
    axes,
    min: 0,
    max: 64,
    default: 0,
    advanced: true,
  })

/** The stride of a pool, as one number per axis. */
export function strideOf(stride: Window, pool: Window, axes: 1 | 2): readonly number[] {
  const wide = perAxis(pool, axes)
  return perAxis(stride, axes).map((step, axis) => step || (wide[axis] ?? 1))
}

/** The number of window positions along each axis: floor((n - k) / s) + 1 for valid padding, ceil(n / s) for same. */
export function slide(
  over: Shape,
  kernel: readonly number[],
  stride: readonly number[],
  padded: 'valid' | 'same',
  of: 'kernel' | 'pool' = 'kernel',
): Result<Shape, Problem> {
  const places = over.map((n, axis) => {
    const step = stride[axis] ?? 1
    return padded === 'same' ? Math.ceil(n / step) : Math.floor((n - (kernel[axis] ?? 1)) / step) + 1
  })
  if (places.every((n) => n >= 1)) return ok(places)
  return fail(message('kernel-too-large', { kernel, image: over, ...(of === 'pool' && { pool: true }) }))
}

/** A window size as text: 3×3. */
export function windowText(value: Window, axes: 1 | 2): string {
  return perAxis(value, axes).join('×')
}
