/**
 * @file DataPreview: a small picture of a dataset as plain data: a few images, rows as points in the plane of two
 * columns, a curve, or a few texts.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { rowsIn, textAt } from './column-operations'
import type { Dataset } from './dataset'
import { type Association, correlation, correlationRatio } from './profile-statistics/group-profile'

export type DataPreview =
  /** Pixel values from 0 to 255 in base64; `shape` is [height, width, channels]. */
  | { readonly kind: 'images'; readonly shape: readonly [number, number, number]; readonly images: readonly string[] }
  /** Coordinates from 0 to 1, and the class of each point; 0 if there are no classes. */
  | {
      readonly kind: 'points'
      readonly x: readonly number[]
      readonly y: readonly number[]
      readonly classes: readonly number[]
    }
  /** Values from 0 to 1. */
  | { readonly kind: 'curve'; readonly values: readonly number[] }
  | { readonly kind: 'texts'; readonly texts: readonly string[] }

const IMAGES = 10
const POINTS = 90
const VALUES = 160
const TEXTS = 3
/** Number of characters of a text that are kept. */
const TEXT_LENGTH = 60
/** Larger images are scaled down to this width and height, in pixels. */
const IMAGE_SIDE = 32
/** Rows that are read at most. */
const ROWS = 2000

type ImageSchema = Extract<ColumnSchema, { type: 'image' }>

/** The preview of a dataset; undefined if no column can be shown. */
export function previewOf({ schema, columns }: Dataset): DataPreview | undefined {
  const all = schema.columns.map((column, i) => ({ schema: column, values: columns[i] as Column }))
  const [first] = all
  if (!first) return undefined
  const rows = Math.min(rowsIn(first.values, first.schema), ROWS)
  const target = all.find(({ schema: { name } }) => name === schema.target)?.values
  const shown = rowsToShow(target, rows)
  for (const { schema: column, values } of all) {
    if (column.type === 'image' && !column.mask && values.type === 'image' && !values.paged)
      return { kind: 'images', ...imagesOf(column, values.pixels, shown.slice(0, IMAGES)) }
    if (column.type === 'array' && values.type === 'array' && !values.paged) {
      const [length = 1, channels = 1] = column.shape
      return curve(Array.from({ length }, (_, i) => values.values[i * channels] ?? 0))
    }
    if (column.type === 'text' && values.type === 'text' && !schema.ignore.includes(column.name))
      return { kind: 'texts', texts: shown.slice(0, TEXTS).map((row) => textAt(values, row).slice(0, TEXT_LENGTH)) }
  }
  const numbers = all.flatMap(({ schema: { name }, values }) =>
    values.type === 'number' && !schema.ignore.includes(name) ? [{ isTarget: name === schema.target, values }] : [],
  )
  const predicted = numbers.find(({ isTarget }) => isTarget)?.values.values
  const features = numbers.flatMap(({ isTarget, values }) => (isTarget ? [] : [values.values]))
  if (schema.kind === 'series') {
    const values = predicted ?? features[0]
    return values && curve(values.slice(0, rows))
  }
  const codes = target?.type === 'category' ? target.codes : undefined
  const classes = codes ? codes.subarray(0, rows).reduce((most, code) => Math.max(most, code + 1), 0) : 0
  const strength = (values: Float32Array | Float64Array) => {
    const own = values.subarray(0, rows)
    if (codes) return strengthOf(correlationRatio(codes.subarray(0, rows), own, classes))
    return predicted ? strengthOf(correlation(own, predicted.subarray(0, rows))) : 0
  }
  const [a, b] = features
    .map((values) => ({ values, strength: strength(values) }))
    .sort((one, two) => two.strength - one.strength)
    .map(({ values }) => values)
  const [x, y] = schema.kind === 'points' ? features : predicted ? [a, predicted] : [a, b]
  return x && y && pointsOf(x, y, codes, rows)
}

/** How strongly a column is associated with the target, from 0 to 1. */
function strengthOf(association: Association): number {
  if (association.kind === 'cramer') return association.v
  return Math.abs(association.kind === 'ratio' ? association.eta : association.pearson) || 0
}

/** Rows to show: one of each class in turn if the target is a class, otherwise rows at equal distances. */
function rowsToShow(target: Column | undefined, rows: number): readonly number[] {
  if (target?.type !== 'category') {
    const count = Math.min(IMAGES, rows)
    return Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count))
  }
  const queues = new Map<number, number[]>()
  for (let row = 0; row < rows; row++) {
    const code = target.codes[row] ?? -1
    if (code < 0) continue
    const queue = queues.get(code)
    if (queue) queue.push(row)
    else queues.set(code, [row])
  }
  const classes = [...queues].sort(([a], [b]) => a - b).map(([, queue]) => queue)
  return Array.from({ length: IMAGES }, (_, round) => classes.flatMap((queue) => queue[round] ?? [])).flat()
}

function imagesOf({ height, width, channels }: ImageSchema, pixels: Uint8Array, rows: readonly number[]) {
  const shape = [Math.min(height, IMAGE_SIDE), Math.min(width, IMAGE_SIDE), channels] as const
  const size = height * width * channels
  return { shape, images: rows.map((row) => base64(scaled(pixels, row * size, [height, width], shape))) }
}

/** One image at a smaller size: each pixel is the mean of the pixels that it covers. */
function scaled(
  pixels: Uint8Array,
  offset: number,
  [height, width]: readonly [number, number],
  [rows, columns, channels]: readonly [number, number, number],
): Uint8Array {
  const out = new Uint8Array(rows * columns * channels)
  for (let i = 0; i < out.length; i++) {
    const channel = i % channels
    const [row, column] = [Math.floor(i / channels / columns), Math.floor(i / channels) % columns]
    const [top, bottom] = [Math.floor((row * height) / rows), Math.floor(((row + 1) * height) / rows)]
    const [left, right] = [Math.floor((column * width) / columns), Math.floor(((column + 1) * width) / columns)]
    let sum = 0
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) sum += pixels[offset + (y * width + x) * channels + channel] ?? 0
    out[i] = Math.round(sum / ((bottom - top) * (right - left)))
  }
  return out
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function curve(values: ArrayLike<number>): DataPreview {
  const finite = Array.from(values).filter(Number.isFinite).slice(0, VALUES)
  return { kind: 'curve', values: unit(finite) }
}

function pointsOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  codes: ArrayLike<number> | undefined,
  rows: number,
): DataPreview {
  const complete = Array.from({ length: rows }, (_, row) => row).filter(
    (row) => Number.isFinite(x[row]) && Number.isFinite(y[row]) && (codes?.[row] ?? 0) >= 0,
  )
  const count = Math.min(POINTS, complete.length)
  const shown = Array.from({ length: count }, (_, i) => complete[Math.floor((i * complete.length) / count)] ?? 0)
  return {
    kind: 'points',
    x: unit(shown.map((row) => x[row] ?? 0)),
    y: unit(shown.map((row) => y[row] ?? 0)),
    classes: shown.map((row) => codes?.[row] ?? 0),
  }
}

/** Scales values to 0 to 1, with three decimals. */
function unit(values: readonly number[]): readonly number[] {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return values.map((value) => (high > low ? Math.round(((value - low) / (high - low)) * 1000) / 1000 : 0.5))
}
