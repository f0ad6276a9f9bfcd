/**
 * @file The 15 corruptions of images by Hendrycks and Dietterich ("Benchmarking neural network robustness to common
 * corruptions and perturbations", ICLR 2019), each at five strengths close to those for images of 32×32 pixels. Lengths
 * grow with the image. Frost is drawn from noise instead of photographs, and JPEG compresses each channel.
 */
import { cosTurn, exp, sinTurn } from '../../base/exact-math'
import type { Rng } from '../../base/rng'
import { float } from '../../catalog/params'
import { augmentationsText as texts } from '../../messages/en/data/augment'
import type { Size } from './affine'
import { gaussianBlur } from './appearance'
import { defineAugmentation } from './define-augmentation'

type Strengths = readonly [number, number, number, number, number]

interface Corruption {
  readonly id: string
  /** Returns a changed copy of an image with values from 0 to 1, not yet limited to them; strengths are 0 to 4. */
  change(image: Float32Array, size: Size, strength: number, random: Rng): Float32Array
}

/** Each amount has one number for each strength. */
function defineCorruption<const I extends string, const A extends Readonly<Record<string, Strengths>>>(
  id: I,
  amounts: A,
  change: (image: Float32Array, size: Size, amounts: { readonly [N in keyof A]: number }, random: Rng) => Float32Array,
) {
  return {
    id,
    change(image: Float32Array, size: Size, strength: number, random: Rng) {
      const own = Object.entries(amounts).map(([name, values]) => [name, values[strength]])
      return change(image, size, Object.fromEntries(own), random)
    },
  }
}

const CORRUPTIONS = [
  defineCorruption(
    'gaussianNoise',
    { deviation: [0.04, 0.06, 0.08, 0.09, 0.1] },
    (image, _size, { deviation }, random) => image.map((value) => value + deviation * random.normal()),
  ),
  defineCorruption('shotNoise', { photons: [500, 250, 100, 75, 50] }, (image, _size, { photons }, random) =>
    image.map((value) => poisson(value * photons, random) / photons),
  ),
  defineCorruption('impulseNoise', { share: [0.01, 0.02, 0.03, 0.05, 0.07] }, (image, _size, { share }, random) =>
    image.map((value) => {
      const draw = random.uniform()
      return draw >= share ? value : draw < share / 2 ? 0 : 1
    }),
  ),
  defineCorruption('defocusBlur', { radius: [0.7, 0.9, 1.2, 1.6, 2] }, (image, size, { radius }) =>
    disk(image, size, radius),
  ),
  defineCorruption(
    'glassBlur',
    { sigma: [0.3, 0.5, 0.6, 0.5, 0.6], times: [1, 1, 1, 2, 2] },
    (image, size, { sigma, times }, random) => {
      const out = blurred(image, size, sigma)
      for (let time = 0; time < times; time++) swapNeighbors(out, size, random)
      return blurred(out, size, sigma)
    },
  ),
  defineCorruption(
    'motionBlur',
    { radius: [3, 3, 4, 5, 6], sigma: [1, 1.5, 2, 2.5, 3] },
    (image, size, { radius, sigma }, random) =>
      motion(image, size, { radius, sigma, turn: (random.uniform() - 0.5) / 4 }),
  ),
  defineCorruption('zoomBlur', { most: [1.06, 1.11, 1.16, 1.21, 1.26] }, (image, size, { most }) => {
    const sum = image.slice()
    const times = Math.round((most - 1) * 100)
    for (let i = 1; i <= times; i++) {
      const zoomed = sampled(image, size, scaled(size, 1 + i / 100))
      for (let k = 0; k < sum.length; k++) sum[k] = at(sum, k) + at(zoomed, k)
    }
    return sum.map((value) => value / (times + 1))
  }),
  defineCorruption(
    'snow',
    {
      mean: [0.1, 0.1, 0.15, 0.25, 0.3],
      deviation: [0.2, 0.2, 0.3, 0.3, 0.3],
      least: [0.6, 0.5, 0.55, 0.6, 0.65],
      sigma: [1, 1.3, 1.3, 1.5, 1.8],
      kept: [0.95, 0.9, 0.9, 0.85, 0.8],
    },
    (image, size, { mean, deviation, least, sigma, kept }, random) => {
      const plane = { ...size, channels: 1 }
      const flakes = Float32Array.from({ length: size.height * size.width }, () => {
        const value = mean + deviation * random.normal()
        return value < least ? 0 : Math.min(1, value)
      })
      const turn = -0.25 - random.uniform() / 4
      const layer = motion(flakes, plane, { radius: 2 * sigma, sigma, turn })
      const gray = grayOf(image, size)
      return image.map((value, i) => {
        const pixel = Math.floor(i / size.channels)
        const white = Math.max(value, at(gray, pixel) * 1.5 + 0.5)
        return kept * value + (1 - kept) * white + at(layer, pixel) + at(layer, layer.length - 1 - pixel)
      })
    },
  ),
  defineCorruption(
    'frost',
    { kept: [1, 0.95, 0.9, 0.85, 0.75], added: [0.2, 0.3, 0.4, 0.5, 0.6] },
    (image, size, { kept, added }, random) => {
      // Thin bright lines where fractal noise crosses its middle.
      const noise = fractal(size, 1.7, random)
      return image.map((value, i) => {
        const line = 1 - Math.min(1, 6 * Math.abs(at(noise, Math.floor(i / size.channels)) - 0.5))
        return kept * value + added * (0.3 + 0.7 * line)
      })
    },
  ),
  defineCorruption(
    'fog',
    { added: [0.2, 0.5, 0.75, 1, 1.5], decay: [3, 3, 2.5, 2, 1.75] },
    (image, size, { added, decay }, random) => {
      const most = image.reduce((a, b) => Math.max(a, b), 0)
      const noise = fractal(size, decay, random)
      return image.map(
        (value, i) => ((value + added * at(noise, Math.floor(i / size.channels))) * most) / (most + added || 1),
      )
    },
  ),
  defineCorruption('brightness', { added: [0.05, 0.1, 0.15, 0.2, 0.3] }, (image, { channels }, { added }) => {
    const out = image.slice()
    for (let i = 0; i < out.length; i += channels) {
      const pixel = out.subarray(i, i + channels)
      const most = Math.max(...pixel)
      for (let c = 0; c < channels; c++) pixel[c] = most > 0 ? (at(pixel, c) * Math.min(1, most + added)) / most : added
    }
    return out
  }),
  defineCorruption('contrast', { factor: [0.75, 0.5, 0.4, 0.3, 0.15] }, (image, { channels }, { factor }) => {
    const means = Array.from({ length: channels }, (_, c) => {
      let sum = 0
      for (let i = c; i < image.length; i += channels) sum += at(image, i)
      return (sum * channels) / image.length
    })
    return image.map((value, i) => at(means, i % channels) + factor * (value - at(means, i % channels)))
  }),
  defineCorruption('elastic', { most: [0.6, 1, 1.4, 1.8, 2.4] }, (image, size, { most }, random) => {
    const plane = { ...size, channels: 1 }
    const displacements = () => {
      const field = Float32Array.from({ length: size.height * size.width }, () => 2 * random.uniform() - 1)
      const smooth = blurred(field, plane, 3)
      const largest = smooth.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-6)
      return smooth.map((value) => (value / largest) * most * unitOf(size))
    }
    const [down, across] = [displacements(), displacements()]
    return sampled(image, size, (y, x) => [y + at(down, y * size.width + x), x + at(across, y * size.width + x)])
  }),
  defineCorruption('pixelate', { share: [0.95, 0.9, 0.85, 0.75, 0.65] }, (image, size, { share }) =>
    blockMeans(image, size, share),
  ),
  defineCorruption('jpeg', { quality: [80, 65, 58, 50, 40] }, (image, size, { quality }) => jpeg(image, size, quality)),
] as const satisfies readonly Corruption[]

export type ImageCorruption = (typeof CORRUPTIONS)[number]['id']

export const IMAGE_CORRUPTIONS: readonly ImageCorruption[] = CORRUPTIONS.map(({ id }) => id)

export const STRENGTHS = [1, 2, 3, 4, 5] as const

/** Corrupts an image with values from 0 to 1; `strength` is 1 to 5. The result depends on the arguments only. */
export function corruptImage(
  image: Float32Array,
  size: Size,
  { kind, strength, random }: { readonly kind: ImageCorruption; readonly strength: number; readonly random: Rng },
): Float32Array {
  const found = CORRUPTIONS[IMAGE_CORRUPTIONS.indexOf(kind)] as Corruption
  return found.change(image, size, strength - 1, random).map((value) => Math.min(1, Math.max(0, value)))
}

/** Corruption: one of them, drawn for each of a share of the images, at a random strength up to the given one. */
export const corruption = defineAugmentation({
  kind: 'corruption',
  title: texts.corruption.title,
  summary: texts.corruption.summary,
  params: {
    share: float({ ...texts.corruption.params.share, min: 0, max: 1, step: 0.05, default: 0.5 }),
    strength: float({ ...texts.corruption.params.strength, min: 0, max: 5, step: 1, default: 3 }),
  },
  paint(pixels, size, random, { share, strength: most }) {
    if (random.uniform() >= share || most < 0.5) return
    const kind = IMAGE_CORRUPTIONS[random.below(CORRUPTIONS.length)] as ImageCorruption
    const known = { kind, strength: 1 + random.below(Math.floor(most + 0.5)), random }
    const image = pixels.map((value) => value / 255)
    pixels.set(corruptImage(image, size, known).map((value) => value * 255))
  },
})

function at(values: ArrayLike<number>, i: number): number {
  return values[i] as number
}

/** The length of a pixel of a 32×32 image. */
function unitOf({ height, width }: Size): number {
  return Math.min(height, width) / 32
}

function blurred(image: Float32Array, size: Size, sigma: number): Float32Array {
  const out = image.slice()
  gaussianBlur(out, size, sigma * unitOf(size))
  return out
}

/** A draw of the Poisson distribution: Knuth's method, and the normal approximation from a mean of 30. */
function poisson(mean: number, random: Rng): number {
  if (mean >= 30) return Math.max(0, Math.floor(mean + Math.sqrt(mean) * random.normal() + 0.5))
  const limit = exp(-mean)
  let count = 0
  for (let product = random.uniform(); product > limit; product *= random.uniform()) count++
  return count
}

/** The mean of a disk around each pixel; its edge counts in part. */
function disk(image: Float32Array, size: Size, radius: number): Float32Array {
  const wide = Math.max(0.6, radius * unitOf(size))
  const reach = Math.ceil(wide)
  const places: Weighted[] = []
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const weight = Math.min(1, wide + 0.5 - Math.sqrt(x * x + y * y))
      if (weight > 0) places.push({ y, x, weight })
    }
  }
  return weighted(image, size, places)
}

type Line = { readonly radius: number; readonly sigma: number; readonly turn: number }

/** The mean along a line through each pixel, with weights of a Gaussian. */
function motion(image: Float32Array, size: Size, { radius, sigma, turn }: Line): Float32Array {
  const unit = unitOf(size)
  const [dy, dx] = [sinTurn, cosTurn].map((of) => of(turn - Math.floor(turn))) as [number, number]
  const wide = Math.max(0.5, sigma * unit)
  const reach = Math.max(1, Math.round(radius * unit))
  const places = Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const step = i - reach
    return { y: step * dy, x: step * dx, weight: exp(-(step * step) / (2 * wide * wide)) }
  })
  return weighted(image, size, places)
}

type Weighted = { readonly y: number; readonly x: number; readonly weight: number }

function weighted(image: Float32Array, size: Size, places: readonly Weighted[]): Float32Array {
  const all = places.reduce((sum, { weight }) => sum + weight, 0)
  const out = new Float32Array(image.length)
  for (const { y, x, weight } of places) {
    const moved = sampled(image, size, (row, column) => [row + y, column + x])
    for (let i = 0; i < out.length; i++) out[i] = at(out, i) + (at(moved, i) * weight) / all
  }
  return out
}

function swapNeighbors(image: Float32Array, { height, width, channels }: Size, random: Rng): void {
  for (let y = height - 2; y >= 1; y--) {
    for (let x = width - 2; x >= 1; x--) {
      const other = (y + random.below(3) - 1) * width + x + random.below(3) - 1
      for (let c = 0; c < channels; c++) {
        const [from, to] = [(y * width + x) * channels + c, other * channels + c]
        ;[image[from], image[to]] = [at(image, to), at(image, from)]
      }
    }
  }
}

type Place = (y: number, x: number) => readonly [y: number, x: number]

function scaled({ height, width }: Size, factor: number): Place {
  const [cy, cx] = [(height - 1) / 2, (width - 1) / 2]
  return (y, x) => [cy + (y - cy) / factor, cx + (x - cx) / factor]
}

/** Reads an image at other places, linearly between pixels. */
function sampled(image: Float32Array, { height, width, channels }: Size, place: Place): Float32Array {
  const out = new Float32Array(image.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sy, sx] = place(y, x)
      const [py, px] = [Math.min(height - 1, Math.max(0, sy)), Math.min(width - 1, Math.max(0, sx))]
      const [top, left] = [Math.floor(py), Math.floor(px)]
      const [bottom, right] = [Math.min(height - 1, top + 1), Math.min(width - 1, left + 1)]
      const [v, u] = [py - top, px - left]
      for (let c = 0; c < channels; c++) {
        const read = (row: number, column: number) => at(image, (row * width + column) * channels + c)
        const above = read(top, left) + (read(top, right) - read(top, left)) * u
        const below = read(bottom, left) + (read(bottom, right) - read(bottom, left)) * u
        out[(y * width + x) * channels + c] = above + (below - above) * v
      }
    }
  }
  return out
}

/** The means of as many blocks as this share of the rows and columns. */
function blockMeans(image: Float32Array, { height, width, channels }: Size, share: number): Float32Array {
  const [rows, columns] = [Math.max(1, Math.floor(height * share)), Math.max(1, Math.floor(width * share))]
  const blockOf = (i: number) => {
    const [y, x] = [Math.floor(i / channels / width), Math.floor(i / channels) % width]
    return (Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)) * channels + (i % channels)
  }
  const [sums, counts] = [new Float64Array(rows * columns * channels), new Float64Array(rows * columns * channels)]
  image.forEach((value, i) => {
    sums[blockOf(i)] = at(sums, blockOf(i)) + value
    counts[blockOf(i)] = at(counts, blockOf(i)) + 1
  })
  return image.map((_, i) => at(sums, blockOf(i)) / at(counts, blockOf(i)))
}

function grayOf(image: Float32Array, { channels }: Size): Float32Array {
  const sums = new Float32Array(image.length / channels)
  for (let i = 0; i < image.length; i++)
    sums[Math.floor(i / channels)] = at(sums, Math.floor(i / channels)) + at(image, i) / channels
  return sums
}

/** Fractal noise from 0 to 1 (diamond-square), one value for each pixel; a smaller `decay` is rougher. */
function fractal({ height, width }: Size, decay: number, random: Rng): Float32Array {
  let side = 2
  while (side < Math.max(height, width)) side *= 2
  const map = new Float32Array(side * side)
  const read = (y: number, x: number) => at(map, ((y + side) % side) * side + ((x + side) % side))
  let roughness = 1
  for (let step = side; step >= 2; step /= 2) {
    const half = step / 2
    const set = (y: number, x: number, a: number, b: number, c: number, d: number) => {
      map[(y % side) * side + (x % side)] = (a + b + c + d) / 4 + roughness * (2 * random.uniform() - 1)
    }
    for (let y = 0; y < side; y += step) {
      for (let x = 0; x < side; x += step)
        set(y + half, x + half, read(y, x), read(y, x + step), read(y + step, x), read(y + step, x + step))
    }
    for (let y = 0; y < side; y += step) {
      for (let x = 0; x < side; x += step) {
        set(y, x + half, read(y, x), read(y, x + step), read(y - half, x + half), read(y + half, x + half))
        set(y + half, x, read(y, x), read(y + step, x), read(y + half, x - half), read(y + half, x + half))
      }
    }
    roughness /= decay
  }
  const [low, high] = [map.reduce((a, b) => Math.min(a, b)), map.reduce((a, b) => Math.max(a, b))]
  const valueAt = (i: number) => at(map, Math.floor(i / width) * side + (i % width))
  return Float32Array.from({ length: height * width }, (_, i) => (valueAt(i) - low) / (high - low || 1))
}

/** The quantization table for brightness of the JPEG standard (ITU T.81, annex K), by frequency. */
const QUANTIZATION = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
]
/** The cosines of the discrete cosine transform: row k, column n. */
const COSINES = Array.from({ length: 64 }, (_, i) => {
  const [k, n] = [i >> 3, i & 7]
  return cosTurn((((2 * n + 1) * k) / 32) % 1) * (k === 0 ? Math.sqrt(1 / 8) : 0.5)
})

/** Rounds the frequencies of each 8×8 block, as a JPEG file of this quality does. */
function jpeg(image: Float32Array, size: Size, quality: number): Float32Array {
  const { height, width, channels } = size
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality
  const out = new Float32Array(image.length)
  const table = QUANTIZATION.map((value) => Math.max(1, Math.floor((value * scale + 50) / 100)))
  const block = new Float64Array(64)
  for (let c = 0; c < channels; c++) {
    for (let top = 0; top < height; top += 8) {
      for (let left = 0; left < width; left += 8) {
        const place = (i: number) =>
          (Math.min(height - 1, top + (i >> 3)) * width + Math.min(width - 1, left + (i & 7))) * channels + c
        for (let i = 0; i < 64; i++) block[i] = at(image, place(i)) * 255 - 128
        const frequencies = transform(block, false).map((value, i) => Math.round(value / at(table, i)) * at(table, i))
        const back = transform(frequencies, true)
        for (let i = 0; i < 64; i++)
          if (top + (i >> 3) < height && left + (i & 7) < width) out[place(i)] = (at(back, i) + 128) / 255
      }
    }
  }
  return out
}

/** The cosine transform of a block, or its inverse. */
function transform(block: Float64Array, isInverse: boolean): Float64Array {
  const cosine = (k: number, n: number) => at(COSINES, isInverse ? n * 8 + k : k * 8 + n)
  const rows = new Float64Array(64)
  const out = new Float64Array(64)
  for (let y = 0; y < 8; y++)
    for (let k = 0; k < 8; k++)
      for (let n = 0; n < 8; n++) rows[y * 8 + k] = at(rows, y * 8 + k) + cosine(k, n) * at(block, y * 8 + n)
  for (let k = 0; k < 8; k++)
    for (let x = 0; x < 8; x++)
      for (let n = 0; n < 8; n++) out[k * 8 + x] = at(out, k * 8 + x) + cosine(k, n) * at(rows, n * 8 + x)
  return out
}
