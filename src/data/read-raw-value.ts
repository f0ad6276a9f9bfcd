/**
 * @file Reads raw values: converts one to the number, text or pixels that a dataset row would contain, which is what
 * the first step of its column expects.
 */
import '../messages/en/raw-values'
import { valuesText as text } from '../messages/en/raw-values'
import { type Message, message } from '../messages/message'
import { textAt, textColumn } from './column-operations'
import { describeValue, isList } from './describe-value'
import { type FittedColumn, type FittedInput, sizeOf } from './pipeline'
import { chainOf } from './transforms/step-chain'
import { readsText, sizeOfForm } from './transforms/transform'
import '../messages/en/raw-values'

/** A buffer for the values of several samples, in the format that the steps accept. */
export type ValueBuffer = Float64Array<ArrayBuffer> | string[]

interface SampleRef {
  readonly row: number
  readonly input: string
}

/** Allocates a buffer for `count` samples of a column. */
export function allocateValues(fitted: FittedColumn, count: number): ValueBuffer {
  if (readsText(fitted)) return new Array<string>(count).fill('')
  return new Float64Array(count * (chainOf(fitted).reach?.length ?? sizeOfForm(fitted.from)))
}

/** Writes a raw value to row `at` of the buffer; null means missing. Returns a problem if the value is not valid. */
export function readValue(
  fitted: FittedColumn,
  value: unknown,
  ref: SampleRef,
  buffer: ValueBuffer,
  at: number,
): Message | undefined {
  const { column, from } = fitted
  if (!(buffer instanceof Float64Array)) {
    if (value !== null && typeof value !== 'string') {
      return message('value-no-text', { ...ref, column, found: describeValue(value) })
    }
    // The round trip through UTF-8 removes characters that a dataset cannot store.
    buffer[at] = value === null ? '' : textAt(textColumn([value]), 0)
    return undefined
  }
  switch (from.type) {
    case 'category':
      return readClass(fitted, value, ref, buffer, at)
    case 'number':
      return readNumbers(fitted, value, ref, buffer, at)
    case 'time': {
      const ms = value === null ? Number.NaN : timeOf(value)
      if (ms === undefined) return message('value-no-time', { ...ref, column, found: describeValue(value) })
      buffer[at] = ms
      return undefined
    }
    case 'image': {
      const [height = 1, width = 1, channels = 1] = from.shape
      const pixels = { label: ref.input, kind: 'image', column, shape: [height, width, channels], scale: 1 } as const
      const problem = encodeImage(pixels, value, at, buffer)
      return problem && (encodeImage(pixels, value, ref.row - 1, new Float64Array(buffer.length)) ?? problem)
    }
    default:
      return readArray(fitted, value, ref, buffer, at)
  }
}

function readClass(
  { column, from: { values = [] } }: FittedColumn,
  value: unknown,
  ref: SampleRef,
  buffer: Float64Array,
  at: number,
): Message | undefined {
  const code = typeof value === 'string' ? values.indexOf(value) : -1
  if (value !== null && code < 0)
    return message('value-no-class', { ...ref, column, found: describeValue(value), values })
  buffer[at] = code
  return undefined
}

function readNumbers(
  fitted: FittedColumn,
  value: unknown,
  ref: SampleRef,
  buffer: Float64Array,
  at: number,
): Message | undefined {
  const { column, from } = fitted
  const length = chainOf(fitted).reach?.length
  const list = length === undefined ? [value] : value
  if (!isList(list) || list.length !== (length ?? 1)) {
    return message('value-no-window', { ...ref, column, found: describeValue(value), length: length ?? 1 })
  }
  for (let i = 0; i < list.length; i++) {
    const one = list[i]
    if (one !== null && !(typeof one === 'number' && Number.isFinite(one))) {
      return message('value-no-number', { ...ref, column, found: describeValue(one) })
    }
    buffer[at * list.length + i] = one === null ? Number.NaN : asStored(one, from.wide)
  }
  return undefined
}

/** Rounds a number to the precision that a dataset stores. */
function asStored(value: number, wide: boolean | undefined): number {
  return wide ? value : Math.fround(value)
}

function readArray(
  { column, from: { shape } }: FittedColumn,
  value: unknown,
  ref: SampleRef,
  buffer: Float64Array,
  at: number,
): Message | undefined {
  const size = sizeOfForm({ shape })
  const numbers = value === null ? new Array<number>(size).fill(Number.NaN) : flattened(value, shape)
  if (!numbers) return message('value-no-array', { ...ref, column, found: describeValue(value), shape })
  buffer.set(numbers, at * size)
  return undefined
}

/** Converts nested lists of this shape, or a flat list with the same number of elements, to a flat list of numbers. */
function flattened(value: unknown, shape: readonly number[]): readonly number[] | undefined {
  const [length, ...inner] = shape
  if (length === undefined) {
    if (value === null) return [Number.NaN]
    return typeof value === 'number' && Number.isFinite(value) ? [Math.fround(value)] : undefined
  }
  if (!isList(value)) return undefined
  const flat = inner.length > 0 && value.length === sizeOfForm({ shape }) && !isList(value[0])
  if (!flat && value.length !== length) return undefined
  const numbers: number[] = []
  for (let i = 0; i < value.length; i++) {
    const part = flattened(value[i], flat ? [] : inner)
    if (!part) return undefined
    for (const one of part) numbers.push(one)
  }
  return numbers
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/

/** Parses an ISO 8601 time as milliseconds since 1970. A time without a time zone is in UTC. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) <= 8.64e15 ? value : undefined
  if (typeof value !== 'string' || !ISO.test(value)) return undefined
  const [, day = value, time] = /^(.{10})[T ](.+)$/.exec(value) ?? []
  const zoned = time === undefined || /Z|[+-]\d{2}:\d{2}$/.test(time) ? time : `${time}Z`
  const ms = Date.parse(zoned === undefined ? day : `${day}T${zoned}`)
  return Number.isNaN(ms) ? undefined : ms
}

/** Writes the scaled image to its row of the output buffer; returns a problem if the image is not valid. */
export function encodeImage(
  input: Extract<FittedInput, { kind: 'image' }>,
  sample: unknown,
  row: number,
  out: Float32Array | Float64Array,
): Message | undefined {
  const [height = 0, width = 0, channels = 1] = input.shape
  const ref = { row, input: input.label }
  const badSize = (is: string) => message('image-size', { ...ref, wants: input.shape, found: is })
  if (!isList(sample)) return badSize(describeValue(sample))
  if (sample.length !== height) return badSize(sizeText(sample))
  let at = row * sizeOf(input)
  for (let y = 0; y < height; y++) {
    const line = sample[y]
    if (!isList(line) || line.length !== width) return badSize(sizeText(sample, line))
    for (let x = 0; x < width; x++) {
      const pixel = line[x]
      const bare = channels === 1 && !isList(pixel)
      if (!bare && !isList(pixel)) return badSize(text.grayImage({ size: [height, width] }))
      if (isList(pixel) && pixel.length !== channels)
        return badSize(text.image({ size: [height, width, pixel.length] }))
      for (let channel = 0; channel < channels; channel++) {
        const value = isList(pixel) ? pixel[channel] : pixel
        if (typeof value !== 'number' || !(value >= 0 && value <= 255)) {
          return message('pixel-no-number', { ...ref, y, x, found: describeValue(value) })
        }
        out[at++] = value * input.scale
      }
    }
  }
  return undefined
}

/** The size of an image given as rows of pixels, or a description of the value if it is not an image. */
function sizeText(lines: ArrayLike<unknown>, line: unknown = lines[0]): string {
  if (!isList(line)) return describeValue(lines)
  return text.image({ size: [lines.length, line.length] })
}
