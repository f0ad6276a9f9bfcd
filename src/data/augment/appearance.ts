/** @file Augmentations that change pixels or numbers in place: erase, noise, brightness, and blur. */
import { exp } from '../../base/exact-math'
import { float } from '../../catalog/params'
import { augmentationsText as texts } from '../../messages/en/data/augment'
import type { Size } from './affine'
import { defineAugmentation, symmetricUniform } from './define-augmentation'

/** Erase: fills a random rectangle of the image (Zhong et al., "Random erasing data augmentation", 2017). */
export const erase = defineAugmentation({
  kind: 'erase',
  title: texts.erase.title,
  summary: texts.erase.summary,
  params: {
    share: float({ ...texts.erase.params.share, min: 0, max: 1, step: 0.05, default: 0.5 }),
    size: float({ ...texts.erase.params.size, min: 0, max: 0.9, step: 0.05, default: 0.3 }),
  },
  paint(pixels, { height, width, channels }, random, { share, size }) {
    const erased = random.uniform() < share
    const rows = Math.round(random.uniform() * size * height)
    const columns = Math.round(random.uniform() * size * width)
    const top = random.below(height - rows + 1)
    const left = random.below(width - columns + 1)
    if (!erased) return
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0
      for (let at = channel; at < pixels.length; at += channels) sum += pixels[at] as number
      const mean = (sum * channels) / pixels.length
      for (let row = top; row < top + rows; row++) {
        for (let column = left; column < left + columns; column++)
          pixels[(row * width + column) * channels + channel] = mean
      }
    }
  },
})

/** Noise: adds random noise to every pixel or number. */
export const noise = defineAugmentation({
  kind: 'noise',
  title: texts.noise.title,
  summary: texts.noise.summary,
  params: {
    deviation: float({ ...texts.noise.params.deviation, min: 0, max: 1, step: 0.01, default: 0.05 }),
  },
  paint(pixels, _size, random, { deviation }) {
    const wide = 255 * deviation
    for (let at = 0; at < pixels.length; at++) pixels[at] = (pixels[at] as number) + wide * random.normal()
  },
  shake(values, random, { deviation }) {
    for (let at = 0; at < values.length; at++) values[at] = (values[at] as number) + deviation * random.normal()
  },
})

/** Brightness and contrast: simulates different lighting. */
export const brightness = defineAugmentation({
  kind: 'brightness',
  title: texts.brightness.title,
  summary: texts.brightness.summary,
  params: {
    light: float({ ...texts.brightness.params.light, min: 0, max: 1, step: 0.01, default: 0.15 }),
    contrast: float({ ...texts.brightness.params.contrast, min: 0, max: 0.9, step: 0.01, default: 0.15 }),
  },
  paint(pixels, _size, random, { light, contrast }) {
    const added = 255 * light * symmetricUniform(random)
    const factor = 1 + contrast * symmetricUniform(random)
    let sum = 0
    for (const pixel of pixels) sum += pixel
    const mean = sum / pixels.length
    for (let at = 0; at < pixels.length; at++) pixels[at] = ((pixels[at] as number) - mean) * factor + mean + added
  },
})

/** Blur: simulates an image that is out of focus. */
export const blur = defineAugmentation({
  kind: 'blur',
  title: texts.blur.title,
  summary: texts.blur.summary,
  params: {
    radius: float({ ...texts.blur.params.radius, min: 0, max: 8, step: 0.1, default: 1 }),
  },
  paint(pixels, size, random, { radius }) {
    const sigma = random.uniform() * radius
    gaussianBlur(pixels, size, sigma)
  },
})

/** Blurs an image in place; a standard deviation below 0.05 pixels changes nothing. */
export function gaussianBlur(pixels: Float32Array, size: Size, sigma: number): void {
  if (sigma < 0.05) return
  const kernel = gaussian(sigma)
  const turned = new Float32Array(pixels.length)
  convolve(pixels, turned, size, kernel, size.channels, size.width)
  convolve(turned, pixels, size, kernel, size.width * size.channels, size.height)
}

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
