/**
 * @file Affine transforms of images, and `warp`, which resamples an image through such a transform. A transform maps
 * the center of an output pixel to its source position: x' = a x + b y + c, y' = d x + e y + f, with coordinates in
 * pixels relative to the image center.
 */

/** The dimensions of an image, whose data consists of height × width × channels numbers. */
export interface Size {
  readonly height: number
  readonly width: number
  readonly channels: number
}

export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const IDENTITY: Affine = [1, 0, 0, 0, 1, 0]

/** Returns the affine transform that applies `inner` first and then `outer`. */
export function compose(inner: Affine, outer: Affine): Affine {
  const [a, b, c, d, e, f] = inner
  const [p, q, r, s, t, u] = outer
  return [a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f]
}

/**
 * How to sample between pixels: linear interpolation, or the nearest pixel, which masks need because their values are
 * labels.
 */
export type Interpolation = 'linear' | 'nearest'

/**
 * Resamples the image stored at index `at` of `source` through an affine map and writes the result to `out`. Positions
 * outside the image take the value of the nearest edge pixel.
 */
export function warp(
  source: Uint8Array,
  at: number,
  { height, width, channels }: Size,
  [a, b, c, d, e, f]: Affine,
  reading: Interpolation,
  out: Float32Array,
): void {
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]
  const [right, bottom] = [width - 1, height - 1]
  let to = 0
  for (let row = 0; row < height; row++) {
    const y = row - middleY
    for (let column = 0; column < width; column++) {
      const x = column - middleX
      const fromX = clamp(a * x + b * y + c + middleX, right)
      const fromY = clamp(d * x + e * y + f + middleY, bottom)
      if (reading === 'nearest') {
        const from = at + (Math.round(fromY) * width + Math.round(fromX)) * channels
        for (let channel = 0; channel < channels; channel++) out[to++] = source[from + channel] as number
        continue
      }
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)]
      const [shareX, shareY] = [fromX - left, fromY - top]
      const upper = at + (top * width + left) * channels
      const toRight = left < right ? channels : 0
      const lower = upper + (top < bottom ? width * channels : 0)
      for (let channel = 0; channel < channels; channel++) {
        const first = interpolate(source, upper + channel, toRight, shareX)
        const second = interpolate(source, lower + channel, toRight, shareX)
        out[to++] = first + (second - first) * shareY
      }
    }
  }
}

function interpolate(source: Uint8Array, at: number, step: number, share: number): number {
  const first = source[at] as number
  return first + ((source[at + step] as number) - first) * share
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max)
}
