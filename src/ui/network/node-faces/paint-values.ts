/**
 * @file Paints what a layer computes: feature maps, a strip, bars, or one surface per unit. Values of one sign run from
 * the ground to the ink; values of both signs are orange below zero and blue above.
 */
import type { LayerDetails } from '../../../studio/models/layer-details'
import { hexRgb, type Tokens } from '../../charts/color-tokens'

/** What a layer computes for the current example. */
export interface SeenValues {
  readonly values: Float32Array
  /** The shape for one example. */
  readonly shape: readonly number[]
  /** In a network on a plane: the values at each cell of a grid, [side × side, units]. */
  readonly surface?: {
    readonly side: number
    readonly values: Float32Array
    /** Whether the values are probabilities of the second of two classes; by default, whether they can be. */
    readonly isShare?: boolean
  }
  /** In a small network on a plane: the kernel of a dense layer, [inputs, units]. */
  readonly kernel?: { readonly values: Float32Array; readonly shape: readonly number[] }
  /** What some layers compute besides their output. */
  readonly details?: LayerDetails
  /** Where values are marked as dropped: 0 at a dropped one. */
  readonly mask?: Float32Array
}

/** What a node shows of its values: of a recurrent layer its hidden state over time, of dropout what a step keeps. */
export function pictured(seen: SeenValues): SeenValues {
  const { details, values } = seen
  if (details?.kind === 'states') {
    const { series, steps, units } = details
    return { values: series.hidden ?? new Float32Array(steps * units), shape: [steps, units], details }
  }
  if (details?.kind !== 'mask' || details.values.length !== values.length) return seen
  const mask = details.values
  return { ...seen, values: values.map((value, i) => value * (mask[i] as number)), mask }
}

export interface Summary {
  readonly low: number
  readonly high: number
  readonly mean: number
  /** The share of values that are exactly zero. */
  readonly zero: number
  /** The number of values in each of `BINS` equal ranges from low to high. */
  readonly bins: readonly number[]
}

const BINS = 24
/** Maximum number of channels or units with a picture of their own on a node. */
export const MAX_TILES = 32
/** Maximum number of values that are drawn as bars. */
const MAX_BARS = 32

/** The range and the distribution of values; not finite ones are left out. */
export function summarize(values: ArrayLike<number>): Summary {
  let [low, high, sum, zeros, known] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
    sum += value
    known++
    if (value === 0) zeros++
  }
  const bins = new Array<number>(BINS).fill(0)
  if (known === 0) return { low: 0, high: 0, mean: 0, zero: 0, bins }
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor((((values[i] as number) - low) / (high - low || 1)) * BINS)
    if (Number.isFinite(bin)) bins[Math.min(bin, BINS - 1)] = (bins[Math.min(bin, BINS - 1)] as number) + 1
  }
  return { low, high, mean: sum / known, zero: zeros / known, bins }
}

/** One channel or unit as values of its own. */
export function channelOf({ values, shape, surface }: SeenValues, channel: number): SeenValues {
  const channels = shape.at(-1) ?? 1
  const of = (all: Float32Array) =>
    Float32Array.from({ length: all.length / channels }, (_, i) => all[i * channels + channel] as number)
  // One of several units is no probability of the second of two classes, although its values may look like one.
  const isShare = channels > 1 ? { isShare: false } : {}
  if (surface)
    return { values: of(values), shape: [1], surface: { ...surface, values: of(surface.values), ...isShare } }
  return { values: of(values), shape: [...shape.slice(0, -1), 1] }
}

/** A part of the values that is drawn as one picture of `width` × `height` cells. */
export interface Tiles {
  readonly count: number
  readonly width: number
  readonly height: number
  /** The index of the value at a cell of a tile; -1 for an empty cell. */
  at(tile: number, x: number, y: number): number
  /** Whether cells are square; if not, they fill the space. */
  readonly isSquare: boolean
}

/** How values are divided into pictures; undefined if they are drawn as bars. */
export function tilesOf({ values, shape, surface }: SeenValues, wide = 2, most = MAX_TILES): Tiles | undefined {
  const size = shape.reduce((product, n) => product * n, 1)
  if (surface) {
    const { side } = surface
    const count = Math.min(size, most)
    return { count, width: side, height: side, isSquare: true, at: (unit, x, y) => (y * side + x) * size + unit }
  }
  if (shape.length === 3) {
    const [height, width, channels] = shape as [number, number, number]
    const count = Math.min(channels, most)
    return { count, width, height, isSquare: true, at: (channel, x, y) => (y * width + x) * channels + channel }
  }
  if (shape.length === 2) {
    // Time runs to the right.
    const [steps, features] = shape as [number, number]
    return { count: 1, width: steps, height: features, isSquare: false, at: (_, x, y) => x * features + y }
  }
  if (values.length <= MAX_BARS) return undefined
  const width = Math.ceil(Math.sqrt(values.length * wide))
  const height = Math.ceil(values.length / width)
  const at = (_: number, x: number, y: number) => (y * width + x < values.length ? y * width + x : -1)
  return { count: 1, width, height, isSquare: true, at }
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Places tiles in rows such that they are as large as possible. */
export function placeTiles(
  { count, width, height, isSquare }: Omit<Tiles, 'at'>,
  space: Box,
  gap: number,
): readonly Box[] {
  if (!isSquare) return [space]
  let best = { scale: 0, columns: 1 }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const across = (space.width - gap * (columns - 1)) / columns / width
    const down = (space.height - gap * (rows - 1)) / rows / height
    const scale = Math.min(across, down)
    if (scale > best.scale) best = { scale, columns }
  }
  const { scale, columns } = best
  return Array.from({ length: count }, (_, i) => ({
    x: space.x + (i % columns) * (width * scale + gap),
    y: space.y + Math.floor(i / columns) * (height * scale + gap),
    width: width * scale,
    height: height * scale,
  }))
}

const ramps = new WeakMap<Tokens, Map<string, Uint32Array>>()

/** 256 colors through the stops of a scale of the theme, as the four bytes of a pixel. */
function rampOf(tokens: Tokens, scale: 'seq' | 'div'): Uint32Array {
  const known = ramps.get(tokens) ?? new Map<string, Uint32Array>()
  ramps.set(tokens, known)
  const before = known.get(scale)
  if (before) return before
  const stops = [0, 1, 2, 3, 4].map((i) => hexRgb(tokens(`${scale}-${i}`)))
  const bytes = new Uint8ClampedArray(4 * 256)
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * 4
    const from = Math.min(3, Math.floor(at))
    for (let c = 0; c < 3; c++) {
      const [a, b] = [stops[from]?.[c] ?? 0, stops[from + 1]?.[c] ?? 0]
      bytes[4 * i + c] = a + (b - a) * (at - from)
    }
    bytes[4 * i + 3] = 255
  }
  const ramp = new Uint32Array(bytes.buffer)
  known.set(scale, ramp)
  return ramp
}

/** An opaque color as the four bytes of a pixel. */
function pixelOf(color: string): number {
  return new Uint32Array(Uint8ClampedArray.of(...hexRgb(color), 255).buffer)[0] as number
}

/** How values become colors: `ramp[value * scale + offset]`. */
interface ColorScale {
  readonly ramp: Uint32Array
  readonly scale: number
  readonly offset: number
}

/** From zero to the largest value or, if some are negative, from the most negative to the most positive one. */
function colorScale(tokens: Tokens, { low, high }: Pick<Summary, 'low' | 'high'>, isShare = false): ColorScale {
  const isSigned = low < 0 || isShare
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1
  const ramp = rampOf(tokens, isSigned ? 'div' : 'seq')
  // The second of two classes is blue, as in the decision surface and the points.
  if (isShare) return { ramp, scale: 255, offset: 0.5 }
  if (!isSigned) return { ramp, scale: 255 / most, offset: 0.5 }
  return { ramp, scale: 127.5 / most, offset: 128 }
}

/** A canvas for the cells, one pixel each. Its size only grows. */
let cells: CanvasRenderingContext2D | null = null

function cellsOf(width: number, height: number): CanvasRenderingContext2D | null {
  cells ??= document.createElement('canvas').getContext('2d')
  if (!cells) return null
  cells.canvas.width = Math.max(cells.canvas.width, width)
  cells.canvas.height = Math.max(cells.canvas.height, height)
  return cells
}

/** Paints the values into a part of a canvas. Returns where each channel or unit is. */
export function paintValues(
  pen: CanvasRenderingContext2D,
  seen: SeenValues,
  { low, high }: Summary,
  space: Box,
  gap: number,
  tokens: Tokens,
  most = MAX_TILES,
): readonly Box[] {
  const tiles = tilesOf(seen, space.width / space.height, most)
  if (!tiles) {
    const bars = paintBars(pen, seen.values, space, gap, tokens)
    crossOut(pen, bars, seen.mask, tokens)
    return bars
  }
  const { count, width, height, at } = tiles
  const source = seen.surface?.values ?? seen.values
  const range = seen.surface ? rangeOf(source) : { low, high }
  // The surface of a single probability changes color where both classes are equally likely.
  const canBeShare = seen.surface !== undefined && count === 1 && range.low === 0 && range.high <= 1
  const { ramp, scale, offset } = colorScale(tokens, range, seen.surface?.isShare ?? canBeShare)
  const dropped = seen.mask ? pixelOf(tokens('edge')) : 0
  const image = new ImageData(width, height * count)
  const pixels = new Uint32Array(image.data.buffer)
  let pixel = 0
  for (let tile = 0; tile < count; tile++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, pixel++) {
        const index = at(tile, x, y)
        // No value is gray.
        const isDropped = seen.mask?.[index] === 0 && !seen.surface
        if (isDropped) pixels[pixel] = dropped
        else if (index >= 0) pixels[pixel] = ramp[Math.floor((source[index] as number) * scale + offset)] ?? 0
      }
    }
  }
  const from = cellsOf(width, height * count)
  from?.putImageData(image, 0, 0)
  const boxes = placeTiles(tiles, space, gap)
  pen.imageSmoothingEnabled = seen.surface !== undefined
  // From the centers of the outer cells, so that a smoothed tile has nothing of the next one.
  const edge = seen.surface ? 0.5 : 0
  boxes.forEach(({ x, y, width: wide, height: high }, tile) => {
    const [across, down] = [width - 2 * edge, height - 2 * edge]
    if (from) pen.drawImage(from.canvas, edge, tile * height + edge, across, down, x, y, wide, high)
  })
  if (seen.surface) crossOut(pen, boxes, seen.mask, tokens)
  return boxes
}

/** Crosses out the boxes whose value is dropped. */
function crossOut(
  pen: CanvasRenderingContext2D,
  boxes: readonly Box[],
  mask: Float32Array | undefined,
  tokens: Tokens,
): void {
  pen.strokeStyle = tokens('soft')
  pen.lineWidth = 1
  boxes.forEach(({ x, y, width, height }, i) => {
    if (mask?.[i] !== 0) return
    const side = Math.min(width, height) / 2
    const [left, top] = [x + width / 2 - side / 2, y + height / 2 - side / 2]
    pen.beginPath()
    pen.moveTo(left, top)
    pen.lineTo(left + side, top + side)
    pen.moveTo(left + side, top)
    pen.lineTo(left, top + side)
    pen.stroke()
  })
}

function rangeOf(values: ArrayLike<number>): Pick<Summary, 'low' | 'high'> {
  let [low, high] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i] as number)
    high = Math.max(high, values[i] as number)
  }
  return { low, high }
}

/** One bar for each value, from zero to the right or to the left. */
function paintBars(pen: CanvasRenderingContext2D, values: Float32Array, space: Box, gap: number, tokens: Tokens) {
  const { low, high: largest } = rangeOf(values)
  // Probabilities are drawn as shares.
  const high = low === 0 && largest <= 1 ? 1 : largest
  const zero = space.x + (-low / (high - low || 1)) * space.width
  const step = space.height / values.length
  const thick = Math.max(1, Math.min(step - Math.min(gap, step / 3), 4 * gap))
  return Array.from(values, (value, i) => {
    const y = space.y + i * step
    const length = (value / (high - low || 1)) * space.width
    pen.fillStyle = tokens(value < 0 ? 'div-0' : 'div-4')
    pen.fillRect(Math.min(zero, zero + length), y + (step - thick) / 2, Math.abs(length), thick)
    pen.fillStyle = tokens('edge')
    pen.fillRect(zero - 0.5, y, 1, step)
    return { x: space.x, y, width: space.width, height: step }
  })
}

/** Paints the distribution of values as columns. The height is the square root of the count, so that few values show. */
export function paintHistogram(
  pen: CanvasRenderingContext2D,
  { bins, low }: Summary,
  space: Box,
  tokens: Tokens,
): void {
  const most = Math.sqrt(Math.max(1, ...bins))
  const step = space.width / bins.length
  pen.fillStyle = tokens(low < 0 ? 'data-other' : 'data-1')
  bins.forEach((count, i) => {
    const height = (Math.sqrt(count) / most) * space.height
    pen.fillRect(space.x + i * step, space.y + space.height - height, step * 0.8, height)
  })
}
