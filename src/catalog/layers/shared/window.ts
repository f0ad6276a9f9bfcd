/** @file Sliding windows: kernel, stride and padding of convolutions and pools, and where they may stand. */
import { message } from '../../../messages/message'
import type { Problem } from '../../../messages/problem'
import { fail, ok, type Result } from '../../../base/result'
import type { Shape } from '../../layer-def'
import { choice, perAxis, window } from '../../params'

type Window = number | readonly number[]

export const padding = choice({
  label: 'Padding',
  options: ['valid', 'same'],
  default: 'valid',
  help: '"valid" stays inside the input; "same" adds zeros around it so that every place gets an answer.',
})

/** The window of a convolution over so many axes. */
export const kernelSize = (axes: 1 | 2) =>
  window({ label: 'Kernel', axes, min: 1, max: 64, default: 3, help: 'How much the window sees at once.' })

/** The stride of a convolution over so many axes. */
export const strides = (axes: 1 | 2) =>
  window({ label: 'Stride', axes, min: 1, max: 64, default: 1, help: 'How far the window moves from place to place.' })

/** The window of a pool over so many axes. */
export const poolSize = (axes: 1 | 2) =>
  window({ label: 'Window', axes, min: 1, max: 64, default: 2, help: 'How much is brought down to one number.' })

/** The stride of a pool: 0, as tf.js's null, is as far as the window is wide. */
export const poolStrides = (axes: 1 | 2) =>
  window({
    label: 'Stride',
    axes,
    min: 0,
    max: 64,
    default: 0,
    advanced: true,
    help: 'How far the window moves; 0 is as far as it is wide.',
  })

/** A pool's stride as a number for each axis. */
export function strideOf(stride: Window, pool: Window, axes: 1 | 2): readonly number[] {
  const wide = perAxis(pool, axes)
  return perAxis(stride, axes).map((step, axis) => step || (wide[axis] ?? 1))
}

/** Places a window stands at along each axis: floor((n - k) / s) + 1 inside, ceil(n / s) with zeros around. */
export function slide(
  over: Shape,
  kernel: readonly number[],
  stride: readonly number[],
  padded: 'valid' | 'same',
): Result<Shape, Problem> {
  const places = over.map((n, axis) => {
    const step = stride[axis] ?? 1
    return padded === 'same' ? Math.ceil(n / step) : Math.floor((n - (kernel[axis] ?? 1)) / step) + 1
  })
  if (places.every((n) => n >= 1)) return ok(places)
  return fail(message('kernel-too-large', { kernel, image: over }))
}

/** A window in few words: 3×3. */
export function windowWords(value: Window, axes: 1 | 2): string {
  return perAxis(value, axes).join('×')
}
