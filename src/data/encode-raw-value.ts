/** @file readValue: one raw value of a column as its first step gets it: exactly what a row of the set would have held. */
import '../messages/en/raw-values'
import { type Message, message } from '../messages/message'
import { textAt, textColumn } from './columns'
import { encodeImage } from './encode-raw-image'
import { found, isList } from './describe-value'
import type { FittedColumn } from './pipeline'
import { chainOf } from './transforms/chain'
import { sizeOfForm } from './transforms/transform'

/** Where the values of some samples lie, as the steps take them. */
export type Room = Float64Array<ArrayBuffer> | string[]

interface Place {
  readonly row: number
  readonly input: string
}

/** Room for so many samples of a column. */
export function roomFor(fitted: FittedColumn, count: number): Room {
  if (fitted.from.type === 'text') return new Array<string>(count).fill('')
  return new Float64Array(count * (chainOf(fitted).reach?.length ?? sizeOfForm(fitted.from)))
}

/** Puts a raw value, null for a missing one, into row `at` of the room; returns what is wrong with it, if anything. */
export function readValue(
  fitted: FittedColumn,
  value: unknown,
  place: Place,
  room: Room,
  at: number,
): Message | undefined {
  const { column, from } = fitted
  if (!(room instanceof Float64Array)) {
    if (value !== null && typeof value !== 'string') {
      return message('value-no-text', { ...place, column, found: found(value) })
    }
    // Through the bytes that a set keeps: what they cannot hold is no part of a text.
    room[at] = value === null ? '' : textAt(textColumn([value]), 0)
    return undefined
  }
  switch (from.type) {
    case 'category':
      return readClass(fitted, value, place, room, at)
    case 'number':
      return readNumbers(fitted, value, place, room, at)
    case 'time': {
      const ms = value === null ? Number.NaN : timeOf(value)
      if (ms === undefined) return message('value-no-time', { ...place, column, found: found(value) })
      room[at] = ms
      return undefined
    }
    case 'image': {
      const [height = 1, width = 1, channels = 1] = from.shape
      const pixels = { label: place.input, kind: 'image', column, shape: [height, width, channels], scale: 1 } as const
      const problem = encodeImage(pixels, value, at, room)
      return problem && (encodeImage(pixels, value, place.row - 1, new Float64Array(room.length)) ?? problem)
    }
    default:
      return readArray(fitted, value, place, room, at)
  }
}

function readClass(
  { column, from: { values = [] } }: FittedColumn,
  value: unknown,
  place: Place,
  room: Float64Array,
  at: number,
): Message | undefined {
  const code = typeof value === 'string' ? values.indexOf(value) : -1
  if (value !== null && code < 0) return message('value-no-class', { ...place, column, found: found(value), values })
  room[at] = code
  return undefined
}

function readNumbers(
  fitted: FittedColumn,
  value: unknown,
  place: Place,
  room: Float64Array,
  at: number,
): Message | undefined {
  const { column, from } = fitted
  const length = chainOf(fitted).reach?.length
  const list = length === undefined ? [value] : value
  if (!isList(list) || list.length !== (length ?? 1)) {
    return message('value-no-window', { ...place, column, found: found(value), length: length ?? 1 })
  }
  for (let i = 0; i < list.length; i++) {
    const one = list[i]
    if (one !== null && !(typeof one === 'number' && Number.isFinite(one))) {
      return message('value-no-number', { ...place, column, found: found(one) })
    }
    room[at * list.length + i] = one === null ? Number.NaN : kept(one, from.wide)
  }
  return undefined
}

/** As a set keeps it. */
function kept(value: number, wide: boolean | undefined): number {
  return wide ? value : Math.fround(value)
}

function readArray(
  { column, from: { shape } }: FittedColumn,
  value: unknown,
  place: Place,
  room: Float64Array,
  at: number,
): Message | undefined {
  const size = sizeOfForm({ shape })
  const numbers = value === null ? new Array<number>(size).fill(Number.NaN) : flattened(value, shape)
  if (!numbers) return message('value-no-array', { ...place, column, found: found(value), shape })
  room.set(numbers, at * size)
  return undefined
}

/** The numbers of lists within lists of this shape, or of one list of all of them. */
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

/** Milliseconds since 1970 of a time as people write it for machines; without a zone it is UTC. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) <= 8.64e15 ? value : undefined
  if (typeof value !== 'string' || !ISO.test(value)) return undefined
  const [, day = value, time] = /^(.{10})[T ](.+)$/.exec(value) ?? []
  const zoned = time === undefined || /Z|[+-]\d{2}:\d{2}$/.test(time) ? time : `${time}Z`
  const ms = Date.parse(zoned === undefined ? day : `${day}T${zoned}`)
  return Number.isNaN(ms) ? undefined : ms
}
