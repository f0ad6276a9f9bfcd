/**
 * @file Monitored features: a few numbers recorded from the raw inputs of every request, used to check later whether
 * requests still resemble the training data. Numbers and categories are recorded directly; images, text and time series
 * are recorded as derived measures.
 */
import { monitoredFeaturesText as text } from '../../messages/en/data/monitored-features'
import type { Pipeline } from '../pipeline'
import type { FittedStep, Form } from '../transforms/transform'
import { charactersOf, tokenize } from '../transforms/tokenizer'

const IMAGE_MEASURES = ['brightness', 'contrast', 'ink', 'centre x', 'centre y', 'edges'] as const

/** Pixels with at least this value count as ink. */
const INK = 128

/**
 * Writes the measures in the order of IMAGE_MEASURES, all between 0 and 1: the mean and standard deviation of the
 * pixels; the share of ink pixels; the center of brightness, measured from the left and from the top; and the mean
 * difference between neighboring pixels. Writes nothing if the value is not an image of this shape.
 */
export function imageMeasures(
  pixels: ArrayLike<number>,
  [height = 1, width = 1, channels = 1]: readonly number[],
  out: Float32Array,
): void {
  const size = height * width * channels
  if (pixels.length !== size || size === 0) return
  let [sum, squares, ink, x, y, edges] = [0, 0, 0, 0, 0, 0]
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < channels; channel++, at++) {
        const pixel = pixels[at] as number
        sum += pixel
        squares += pixel * pixel
        if (pixel >= INK) ink++
        x += pixel * (column + 0.5)
        y += pixel * (row + 0.5)
        if (column > 0) edges += Math.abs(pixel - (pixels[at - channels] as number))
        if (row > 0) edges += Math.abs(pixel - (pixels[at - channels * width] as number))
      }
    }
  }
  const mean = sum / size
  out[0] = mean / 255
  out[1] = Math.sqrt(Math.max(0, squares / size - mean * mean)) / 255
  out[2] = ink / size
  // A black image has no center of brightness.
  if (sum > 0) {
    out[3] = x / sum / width
    out[4] = y / sum / height
  }
  out[5] = edges / (255 * Math.max(1, channels * (height * (width - 1) + width * (height - 1))))
}

const SERIES_MEASURES = ['mean', 'spread'] as const
const TEXT_MEASURES = ['length', 'words', 'unknown words', 'unknown characters'] as const

export const MEASURES = ['value', ...IMAGE_MEASURES, ...SERIES_MEASURES, ...TEXT_MEASURES] as const
export type Measure = (typeof MEASURES)[number]

/** A feature that is recorded as one number per request. */
export interface MonitoredFeature {
  readonly column: string
  readonly measure: Measure
  /**
   * For a category, its values in the order of their codes; the code after the last value stands for any other value.
   */
  readonly values?: readonly string[]
}

/** The maximum number of features to monitor; if a table has more, only the first columns that fit are monitored. */
const MAX_FEATURES = 24

export interface FeatureMonitor {
  readonly features: readonly MonitoredFeature[]
  /** Converts a row of raw values, keyed by column name, to one number per feature; NaN marks a missing value. */
  read(row: unknown): Float32Array<ArrayBuffer>
}

/** The name under which a feature is stored. */
export function featureName({ column, measure }: MonitoredFeature): string {
  return measure === 'value' ? column : `${measure} of ${column}`
}

/** The display name of a feature; `name` is the stored name from `featureName`. */
export function featureLabel(name: string): string {
  for (const measure of MEASURES) {
    if (measure !== 'value' && name.startsWith(`${measure} of `))
      return text.measure[measure]({ column: name.slice(measure.length + ' of '.length) })
  }
  return name
}

/**
 * Creates a monitor for the columns that a pipeline reads. If the features of an earlier monitor are given, the new
 * monitor keeps their order and codes.
 */
export function createMonitor(pipeline: Pipeline, as?: readonly MonitoredFeature[]): FeatureMonitor {
  const parts: Part[] = []
  let capacity = MAX_FEATURES
  for (const column of columnsOf(pipeline)) {
    const part = partOf(column, as)
    if (!part || part.features.length > capacity) continue
    parts.push(part)
    capacity -= part.features.length
  }
  const own = parts.flatMap((part) => part.features)
  const read = reader(parts, own.length)
  if (!as) return { features: own, read }
  const indexes = as.map((feature) => own.findIndex((one) => featureName(one) === featureName(feature)))
  return {
    features: as,
    read(row) {
      const found = read(row)
      return Float32Array.from(indexes, (index) => found[index] ?? Number.NaN)
    },
  }
}

function reader(parts: readonly Part[], size: number): FeatureMonitor['read'] {
  return (row) => {
    const out = new Float32Array(size).fill(Number.NaN)
    if (typeof row !== 'object' || row === null) return out
    let at = 0
    for (const { column, features: own, read } of parts) {
      const value = Object.hasOwn(row, column) ? (row as Readonly<Record<string, unknown>>)[column] : undefined
      if (value !== undefined && value !== null && value !== '') read(value, out.subarray(at, at + own.length))
      at += own.length
    }
    return out
  }
}

interface MonitoredColumn {
  readonly column: string
  readonly form: Form
  readonly steps: readonly FittedStep[]
}

interface Part {
  readonly column: string
  readonly features: readonly MonitoredFeature[]
  /** Writes one number per feature to `out`, skipping any feature whose value it cannot read. */
  read(value: unknown, out: Float32Array): void
}

function columnsOf({ inputs }: Pipeline): readonly MonitoredColumn[] {
  const all = new Map<string, MonitoredColumn>()
  for (const input of inputs) {
    if (input.kind === 'image') {
      const { column, shape } = input
      all.set(column, { column, form: { type: 'image', shape }, steps: [] })
    } else for (const { column, from, steps } of input.columns) all.set(column, { column, form: from, steps })
  }
  return [...all.values()]
}

function partOf({ column, form, steps }: MonitoredColumn, as: readonly MonitoredFeature[] = []): Part | undefined {
  switch (form.type) {
    case 'category': {
      const values = as.find((one) => one.column === column)?.values ?? form.values ?? []
      const read = (value: unknown, out: Float32Array) => {
        const code = values.indexOf(String(value))
        out[0] = code < 0 ? values.length : code
      }
      return { column, features: [{ column, measure: 'value', values }], read }
    }
    case 'image': {
      const features = IMAGE_MEASURES.map((measure) => ({ column, measure }))
      const read = (value: unknown, out: Float32Array) => imageMeasures(flat(value), form.shape, out)
      return { column, features, read }
    }
    case 'text':
      return textPart(column, steps)
    case 'array':
      return seriesPart(column)
    case 'number': {
      // A column with a time window is sent as a list of values.
      if (steps.some(({ kind }) => kind === 'window')) return seriesPart(column)
      const read = (value: unknown, out: Float32Array) => {
        if (typeof value === 'number') out[0] = value
      }
      return { column, features: [{ column, measure: 'value' }], read }
    }
    // Times are not monitored because they always increase. Ids have no feature because requests never contain them.
    case 'time':
    case 'ids':
      return undefined
    default:
      return form.type satisfies never
  }
}

function seriesPart(column: string): Part {
  const features = SERIES_MEASURES.map((measure) => ({ column, measure }))
  return { column, features, read: (value, out) => moments(flat(value), out) }
}

/**
 * The known words are the vocabulary that the column's steps learned. If there is no vocabulary, no word counts as
 * unknown.
 */
function textPart(column: string, steps: readonly FittedStep[]): Part {
  const step = steps.find(({ learned }) => Array.isArray(learned.known))
  const known = new Set(step ? (step.learned.known as readonly string[]) : [])
  const { lower = true, punctuation = false } = (step?.params ?? {}) as Readonly<Record<string, unknown>>
  const byCharacter = step?.kind === 'characters'
  const features: MonitoredFeature[] = [
    { column, measure: 'length' },
    { column, measure: 'words' },
    ...(step ? [{ column, measure: byCharacter ? 'unknown characters' : 'unknown words' } as const] : []),
  ]
  return {
    column,
    features,
    read(value, out) {
      const text = String(value)
      const words = tokenize(text, lower === true, punctuation === true)
      out[0] = text.length
      out[1] = words.length
      if (!step) return
      const all = byCharacter ? charactersOf(text, lower === true) : words
      out[2] = all.length === 0 ? 0 : all.filter((one) => !known.has(one)).length / all.length
    },
  }
}

/** Writes the mean and the standard deviation of the values, ignoring missing values. */
function moments(values: ArrayLike<number>, out: Float32Array): void {
  let [n, sum, squares] = [0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (Number.isNaN(value)) continue
    n++
    sum += value
    squares += value * value
  }
  if (n === 0) return
  out[0] = sum / n
  if (out.length > 1) out[1] = Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2))
}

/** Flattens nested lists of numbers into a single list; a value of any other type becomes NaN. */
function flat(value: unknown): ArrayLike<number> {
  if (ArrayBuffer.isView(value)) return value as unknown as ArrayLike<number>
  if (!Array.isArray(value)) return []
  return value.flat(4).map((one) => (typeof one === 'number' ? one : Number.NaN))
}
