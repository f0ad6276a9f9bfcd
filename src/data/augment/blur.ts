/** @file Blur: simulates an image that is out of focus. */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { exp } from '../../base/exact-math'
import { float } from '../../catalog/params'
import type { Size } from './affine'
import { defineAugmentation } from './define-augmentation'

export const blur = defineAugmentation({
  kind: 'blur',
  title: texts.blur.title,
  summary: texts.blur.summary,
  params: {
    radius: float({ ...texts.blur.params.radius, min: 0, max: 8, step: 0.1, default: 1 }),
  },
  paint(pixels, size, random, { radius }) {
    const sigma = random.uniform() * radius
    if (sigma < 0.05) return
    const kernel = gaussian(sigma)
    const turned = new Float32Array(pixels.length)
    convolve(pixels, turned, size, kernel, size.channels, size.width)
    convolve(turned, pixels, size, kernel, size.width * size.channels, size.height)
  },
})

/**
 * One half of a Gaussian kernel, from its center to a cutoff at three standard deviations. The full kernel sums to 1.
 */
function gaussian(sigma: number): Float64Array {
  const half = Float64Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, i) => exp(-(i * i) / (2 * sigma * sigma)))
  const sum = half.reduce((all, value) => all + 2 * value, -(half[0] as number))
  return half.map((value) => value / sum)
}

/**
 * Convolves along one axis that has `length` positions spaced `stride` elements apart. Beyond the ends of the axis, the
 * edge value is repeated.
 */
function convolve(
  from: Float32Array,
  to: Float32Array,
  { width, channels }: Size,
  kernel: Float64Array,
  stride: number,
  length: number,
): void {
  for (let at = 0; at < from.length; at++) {
    const position = stride === channels ? Math.floor(at / channels) % width : Math.floor(at / stride)
    const first = at - position * stride
    let sum = (kernel[0] as number) * (from[at] as number)
    for (let i = 1; i < kernel.length; i++) {
      const before = from[first + Math.max(0, position - i) * stride] as number
      const after = from[first + Math.min(length - 1, position + i) * stride] as number
      sum += (kernel[i] as number) * (before + after)
    }
    to[at] = sum
  }
}
