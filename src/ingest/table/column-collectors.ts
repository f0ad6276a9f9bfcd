/**
 * @file Collectors: store one column of a table while all rows are read, using as little memory as the column's type
 * allows, and count values that do not fit. At the end, they return the column, or the type with which to read the rows
 * again.
 */
import { type Message, message, refuse } from '../../messages/message'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { possibleDates, noDateCounts, type DateOrder, dateOrder, countDate } from '../../data/date-formats'
import { buildColumn, type ColumnBuilder } from '../column-builders'
import { LIMITS } from '../limits'
import { isCategory, type IsMissing, type Kind, MAX_GAP_SHARE, MAX_OTHER_DECIMAL_SHARE } from './detect-kind'
import type { PositionUnit } from './text-table'
import {
  type Decimal,
  hasLeadingZero,
  isTooLong,
  isWide,
  float32Value,
  otherDecimal,
  parseNumber,
} from './parse-number'

export interface CollectorOptions {
  readonly file: string
  /** The column name after any renaming. */
  readonly name: string
  readonly decimal: Decimal
  readonly isMissing: IsMissing
  /** Whether the column has a number, such as -999, that represents a missing value. */
  readonly hasMissingNumbers: boolean
  /** Returns the position of the current row in the file. It is computed only when a position must be reported. */
  position(): { readonly by: PositionUnit; readonly at: number; readonly row: number }
  /** The number of rows per block. */
  readonly block: number
  /**
   * Set if the user chose the type or if this type has already been tried. In that case, any number of values that do
   * not fit may become missing.
   */
  readonly isFixed: boolean
}

export interface Collector {
  push(text: string): void
  /** Ends the current block of rows and starts a new one. */
  endBlock(): void
  settle(): Settled
  /** Returns the values of a block. Call this only after `settle`. */
  take(block: number): Column
}

export type Settled =
  | { readonly schema: ColumnSchema; readonly notes: readonly Message[]; readonly values?: number }
  | {
      readonly again: Kind
      /** The first value that is not a number, and how many there are. */
      readonly misfit?: NonNullable<Misfits['first']> & { readonly values: number }
    }

/**
 * The maximum share of values that may not fit the type; the type detection from the first rows uses the same limit.
 */
const MAX_MISFIT_SHARE = 0.01

/** Creates a collector for text values of this kind. */
export function makeCollector(kind: Kind, options: CollectorOptions): Collector {
  switch (kind.is) {
    case 'number':
      return collectNumbers(kind.narrow === true ? 'narrow' : 'any', new Set(kind.gaps), options)
    case 'time':
      return collectTimes(kind.order, options)
    case 'words':
    case 'category':
    case 'text':
      return collectWords(kind.is, options)
    default:
      return kind satisfies never
  }
}

/** Trims a cell, with a fast path because most cells need no trimming. */
function trimmed(text: string): string {
  const { length } = text
  if (
    length === 0 ||
    (text.charCodeAt(0) > 32 && text.charCodeAt(length - 1) > 32 && text.charCodeAt(length - 1) < 128)
  )
    return text
  return text.trim()
}

interface Misfits {
  first: { value: string; by: PositionUnit; at: number; row: number } | undefined
  count: number
}

function countMisfit(misfits: Misfits, value: string, position: CollectorOptions['position']): void {
  misfits.first ??= { value: value.slice(0, 60), ...position() }
  misfits.count++
}

function misfitNotes({ first, count }: Misfits, { file, name }: CollectorOptions, type: string): Message[] {
  if (!first) return []
  return [message('ingest-value-misfit', { file, column: name, type, ...first, more: count - 1 })]
}

function otherDecimalNotes({ first, count }: Misfits, { file, name, decimal }: CollectorOptions): Message[] {
  if (!first) return []
  const mark = otherDecimal(decimal)
  return [message('ingest-other-decimal', { file, column: name, ...first, mark, more: count - 1 })]
}

function collectNumbers(precision: 'narrow' | 'any', gaps: ReadonlySet<string>, options: CollectorOptions): Collector {
  const { decimal, isMissing, hasMissingNumbers: numbersMiss, block, isFixed: settled } = options
  type Values = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>
  const blocks: (Values | undefined)[] = []
  const misfits: Misfits = { first: undefined, count: 0 }
  const others: Misfits = { first: undefined, count: 0 }
  let wide = false
  let now: Values = new Float32Array(block)
  let at = 0
  let present = 0
  let reported = 0
  let zeros = 0
  let long = 0

  function goWide(): void {
    wide = true
    now = toFloat64(now)
  }
  return {
    push(cell) {
      const text = trimmed(cell)
      let value = Number.NaN
      if (text !== '') {
        const number = parseNumber(text, decimal)
        if (number !== undefined && !(numbersMiss && isMissing(text))) {
          value = number
          present++
          if (hasLeadingZero(text)) zeros++
          if (isTooLong(text, number)) long++
          if (!wide && precision !== 'narrow' && isWide(text, number)) goWide()
        } else if (!isMissing(text)) {
          present++
          const other = number === undefined ? parseNumber(text, otherDecimal(decimal)) : undefined
          if (other !== undefined) {
            value = other
            countMisfit(others, text, options.position)
            if (!wide && precision !== 'narrow' && isWide(text, other)) goWide()
          } else {
            if (gaps.has(text)) reported++
            countMisfit(misfits, text, options.position)
          }
        }
      }
      now[at++] = value
    },
    endBlock() {
      blocks.push(at === now.length ? now : now.slice(0, at))
      now = wide ? new Float64Array(block) : new Float32Array(block)
      at = 0
    },
    settle() {
      const maxMisfits = present * MAX_MISFIT_SHARE
      if (!settled && (misfits.count - reported > maxMisfits || reported > present * MAX_GAP_SHARE))
        return {
          again: possibleDates(misfits.first?.value ?? '') ? { is: 'time', order: 'ymd' } : { is: 'words' },
          ...(misfits.first ? { misfit: { ...misfits.first, values: misfits.count } } : {}),
        }
      if (!settled && others.count > present * MAX_OTHER_DECIMAL_SHARE) return { again: { is: 'words' } }
      if (!settled && (long > maxMisfits || zeros > maxMisfits)) return { again: { is: 'words' } }
      return {
        schema: wide ? { name: options.name, type: 'number', wide: true } : { name: options.name, type: 'number' },
        notes: [...misfitNotes(misfits, options, 'number'), ...otherDecimalNotes(others, options)],
      }
    },
    take(i) {
      const values = blocks[i] as Values
      blocks[i] = undefined
      return { type: 'number', values: wide ? toFloat64(values) : values }
    },
  }
}

function toFloat64(values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  return values instanceof Float64Array ? values : Float64Array.from(values, float32Value)
}

function collectTimes(order: DateOrder, options: CollectorOptions): Collector {
  const { isMissing, block, isFixed: settled } = options
  const blocks: (Float64Array<ArrayBuffer> | undefined)[] = []
  const misfits: Misfits = { first: undefined, count: 0 }
  const counts = noDateCounts()
  let now = new Float64Array(block)
  let at = 0
  let present = 0
  return {
    push(cell) {
      const text = trimmed(cell)
      let value = Number.NaN
      if (!isMissing(text)) {
        present++
        const dates = possibleDates(text)
        if (dates) countDate(counts, dates)
        const read = dates && (dates.ymd ?? (order === 'ymd' ? undefined : dates[order]))
        if (read === undefined) countMisfit(misfits, text, options.position)
        else value = read
      }
      now[at++] = value
    },
    endBlock() {
      blocks.push(at === block ? now : now.slice(0, at))
      now = new Float64Array(block)
      at = 0
    },
    settle() {
      const borneOut = dateOrder(counts)
      const max = counts.times.ymd + (borneOut.order === 'ymd' ? 0 : counts.times[borneOut.order])
      if (!settled && max < present * (1 - MAX_MISFIT_SHARE)) return { again: { is: 'words' } }
      if (!settled && borneOut.order !== order && borneOut.order !== 'ymd')
        return { again: { is: 'time', order: borneOut.order } }
      const { file, name } = options
      const unsure =
        settled || borneOut.isCertain ? [] : [message('ingest-order-unsure', { file, column: name, order })]
      return { schema: { name, type: 'time' }, notes: [...misfitNotes(misfits, options, 'date'), ...unsure] }
    },
    take(i) {
      const values = blocks[i] as Float64Array<ArrayBuffer>
      blocks[i] = undefined
      return { type: 'time', values }
    },
  }
}

/** The maximum category code that int16 can store. */
const MAX_CODES = 32_767

/** Collects words as category codes while there are few distinct words, and as text when there are more. */
function collectWords(is: 'words' | 'category' | 'text', options: CollectorOptions): Collector {
  const { file, name, isMissing, block } = options
  const max = is === 'category' ? MAX_CODES : LIMITS.categories
  const codes = new Map<string, number>()
  const blocks: (Int16Array<ArrayBuffer> | Column | undefined)[] = []
  let texts: ColumnBuilder<string> | undefined
  const now = new Int16Array(block)
  let at = 0
  let present = 0
  let longest = 0

  const newTexts = () => buildColumn({ name, type: 'text' })
  const values = () => [...codes.keys()]
  function asText(buffer: Int16Array): ColumnBuilder<string> {
    const made = newTexts()
    const words = values()
    for (const code of buffer) made.push(code < 0 ? undefined : words[code])
    return made
  }
  if (is === 'text') texts = newTexts()

  return {
    push(cell) {
      const text = trimmed(cell)
      const missing = isMissing(text)
      if (!missing) present++
      if (texts) return texts.push(missing ? undefined : text)
      if (missing) {
        now[at++] = -1
        return
      }
      let code = codes.get(text)
      if (code === undefined) {
        if (codes.size >= max) {
          if (is === 'category')
            return refuse('ingest-too-many-values', { file, column: name, ...options.position(), limit: max })
          texts = asText(now.subarray(0, at))
          at = 0
          return texts.push(text)
        }
        code = codes.size
        longest = Math.max(longest, text.length)
        codes.set(detachedCopy(text), code)
      }
      now[at++] = code
    },
    endBlock() {
      if (texts) return void blocks.push(texts.take())
      blocks.push(now.slice(0, at))
      at = 0
    },
    settle() {
      const category = is === 'category' || (!texts && is === 'words' && isCategory(present, codes.size, longest))
      if (category)
        return { schema: { name, type: 'category', values: sorted(values()) }, notes: [], values: codes.size }
      return { schema: { name, type: 'text' }, notes: [] }
    },
    take(i) {
      const buffer = blocks[i]
      blocks[i] = undefined
      if (!(buffer instanceof Int16Array)) return buffer as Column
      if (is !== 'category' && (texts || !isCategory(present, codes.size, longest))) return asText(buffer).take()
      return { type: 'category', codes: recoded(buffer) }
    },
  }

  /** Converts codes from the order of first occurrence to display order. */
  function recoded(buffer: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
    const position = new Map(sorted(values()).map((value, i) => [value, i]))
    const to = Int16Array.from(codes.keys(), (value) => position.get(value) as number)
    return buffer.map((code) => (code < 0 ? -1 : (to[code] as number)))
  }
}

/**
 * Sorts numerically if all values are numbers (2 before 10), otherwise alphabetically, with the same result on every
 * machine.
 */
function sorted(values: readonly string[]): readonly string[] {
  const numbers = values.every((value) => parseNumber(value, '.') !== undefined)
  return [...values].sort((a, b) => (numbers ? Number(a) - Number(b) : 0) || (a < b ? -1 : a > b ? 1 : 0))
}

/** Copies a string, so that the megabyte-long string from which it was sliced can be freed. */
function detachedCopy(text: string): string {
  return ` ${text}`.slice(1)
}
