/**
 * @file Collectors: hold one column of a table while all of it is read, in as little memory as its type takes, and count what does
 * not fit. At the end they say what the column is, or that it has to be read again as something else.
 */
import { type Message, message, refuse } from '../../messages/message'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { momentOf, noDates, type Order, orderOf, weighMoment } from '../../data/written-times'
import { buildColumn, type ColumnBuilder } from '../builders'
import { LIMITS } from '../limits'
import { GAPS, isCategory, type Kind } from './kind'
import type { Counted } from './lines'
import type { IsMissing } from './missing'
import { type Decimal, hasLeadingZero, isTooLong, isWide, narrowed, toNumber } from './numbers'

export interface CollectorOptions {
  readonly file: string
  /** As it will be called. */
  readonly name: string
  readonly decimal: Decimal
  readonly isMissing: IsMissing
  /** Some number stands for a missing value: -999. */
  readonly numbersMiss: boolean
  /** Where in the file the row stands whose cell is pushed; asked for where it is told. */
  here(): { readonly by: Counted; readonly at: number }
  /** Rows of a block. */
  readonly block: number
  /** It was chosen, or tried before: what does not fit is missing, however much it is. */
  readonly settled: boolean
}

export interface Collector {
  push(text: string): void
  /** The rows since the last one are a block. */
  endBlock(): void
  settle(): Settled
  /** Gives a block away, once settled. */
  take(block: number): Column
}

export type Settled =
  | { readonly schema: ColumnSchema; readonly notes: readonly Message[]; readonly values?: number }
  | { readonly again: Kind }

/** Of all values that are there, so many may be strays. The same share as the first rows are judged by. */
const STRAYS = 0.01

/** A collector of texts as what they are taken for. */
export function collect(kind: Kind, options: CollectorOptions): Collector {
  switch (kind.is) {
    case 'number':
      return ofNumbers(kind.narrow === true ? 'narrow' : 'any', new Set(kind.gaps), options)
    case 'time':
      return ofTimes(kind.order, options)
    case 'words':
    case 'category':
    case 'text':
      return ofWords(kind.is, options)
    default:
      return kind satisfies never
  }
}

/** Cells are trimmed; most have nothing to trim. */
function trimmed(text: string): string {
  const { length } = text
  if (
    length === 0 ||
    (text.charCodeAt(0) > 32 && text.charCodeAt(length - 1) > 32 && text.charCodeAt(length - 1) < 128)
  )
    return text
  return text.trim()
}

interface Strays {
  first: { value: string; by: Counted; at: number } | undefined
  count: number
}

function stray(strays: Strays, value: string, here: CollectorOptions['here']): void {
  strays.first ??= { value: value.slice(0, 60), ...here() }
  strays.count++
}

function strayNotes({ first, count }: Strays, { file, name }: CollectorOptions, type: string): Message[] {
  if (!first) return []
  return [message('ingest-value-misfit', { file, column: name, type, ...first, more: count - 1 })]
}

function ofNumbers(room: 'narrow' | 'any', gaps: ReadonlySet<string>, options: CollectorOptions): Collector {
  const { decimal, isMissing, numbersMiss, block, settled } = options
  type Values = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>
  const blocks: (Values | undefined)[] = []
  const strays: Strays = { first: undefined, count: 0 }
  let wide = false
  let now: Values = new Float32Array(block)
  let at = 0
  let present = 0
  let told = 0
  let zeros = 0
  let long = 0

  function goWide(): void {
    wide = true
    now = widened(now)
  }
  return {
    push(given) {
      const text = trimmed(given)
      let value = Number.NaN
      if (text !== '') {
        const found = toNumber(text, decimal)
        if (found !== undefined && !(numbersMiss && isMissing(text))) {
          value = found
          present++
          if (hasLeadingZero(text)) zeros++
          if (isTooLong(text, found)) long++
          if (!wide && room !== 'narrow' && isWide(text, found)) goWide()
        } else if (!isMissing(text)) {
          present++
          if (gaps.has(text)) told++
          stray(strays, text, options.here)
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
      const few = present * STRAYS
      if (!settled && (strays.count - told > few || told > present * GAPS))
        return { again: momentOf(strays.first?.value ?? '') ? { is: 'time', order: 'ymd' } : { is: 'words' } }
      if (!settled && (long > few || zeros > few)) return { again: { is: 'words' } }
      return {
        schema: wide ? { name: options.name, type: 'number', wide: true } : { name: options.name, type: 'number' },
        notes: strayNotes(strays, options, 'number'),
      }
    },
    take(i) {
      const values = blocks[i] as Values
      blocks[i] = undefined
      return { type: 'number', values: wide ? widened(values) : values }
    },
  }
}

function widened(values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  return values instanceof Float64Array ? values : Float64Array.from(values, narrowed)
}

function ofTimes(order: Order, options: CollectorOptions): Collector {
  const { isMissing, block, settled } = options
  const blocks: (Float64Array<ArrayBuffer> | undefined)[] = []
  const strays: Strays = { first: undefined, count: 0 }
  const found = noDates()
  let now = new Float64Array(block)
  let at = 0
  let present = 0
  return {
    push(given) {
      const text = trimmed(given)
      let value = Number.NaN
      if (!isMissing(text)) {
        present++
        const moment = momentOf(text)
        if (moment) weighMoment(found, moment)
        const read = moment && (moment.ymd ?? (order === 'ymd' ? undefined : moment[order]))
        if (read === undefined) stray(strays, text, options.here)
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
      const borneOut = orderOf(found)
      const most = found.times.ymd + (borneOut.order === 'ymd' ? 0 : found.times[borneOut.order])
      if (!settled && most < present * (1 - STRAYS)) return { again: { is: 'words' } }
      if (!settled && borneOut.order !== order && borneOut.order !== 'ymd')
        return { again: { is: 'time', order: borneOut.order } }
      const { file, name } = options
      const unsure = settled || borneOut.sure ? [] : [message('ingest-order-unsure', { file, column: name, order })]
      return { schema: { name, type: 'time' }, notes: [...strayNotes(strays, options, 'date'), ...unsure] }
    },
    take(i) {
      const values = blocks[i] as Float64Array<ArrayBuffer>
      blocks[i] = undefined
      return { type: 'time', values }
    },
  }
}

/** Codes of a category take an int16. */
const MOST_CODES = 32_767

/** Words are held as codes while there are few different ones, and as text from then on. */
function ofWords(is: 'words' | 'category' | 'text', options: CollectorOptions): Collector {
  const { file, name, isMissing, block } = options
  const most = is === 'category' ? MOST_CODES : LIMITS.categories
  const codes = new Map<string, number>()
  const blocks: (Int16Array<ArrayBuffer> | Column | undefined)[] = []
  let texts: ColumnBuilder<string> | undefined
  const now = new Int16Array(block)
  let at = 0
  let present = 0
  let longest = 0

  const newTexts = () => buildColumn({ name, type: 'text' })
  const values = () => [...codes.keys()]
  function asText(held: Int16Array): ColumnBuilder<string> {
    const made = newTexts()
    const words = values()
    for (const code of held) made.push(code < 0 ? undefined : words[code])
    return made
  }
  if (is === 'text') texts = newTexts()

  return {
    push(given) {
      const text = trimmed(given)
      const gone = isMissing(text)
      if (!gone) present++
      if (texts) return texts.push(gone ? undefined : text)
      if (gone) {
        now[at++] = -1
        return
      }
      let code = codes.get(text)
      if (code === undefined) {
        if (codes.size >= most) {
          if (is === 'category')
            return refuse('ingest-too-many-values', { file, column: name, ...options.here(), limit: most })
          texts = asText(now.subarray(0, at))
          at = 0
          return texts.push(text)
        }
        code = codes.size
        longest = Math.max(longest, text.length)
        codes.set(ownCopy(text), code)
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
      const held = blocks[i]
      blocks[i] = undefined
      if (!(held instanceof Int16Array)) return held as Column
      if (is !== 'category' && (texts || !isCategory(present, codes.size, longest))) return asText(held).take()
      return { type: 'category', codes: recoded(held) }
    },
  }

  /** Codes by the order in which values are shown, not met. */
  function recoded(held: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
    const place = new Map(sorted(values()).map((value, i) => [value, i]))
    const to = Int16Array.from(codes.keys(), (value) => place.get(value) as number)
    return held.map((code) => (code < 0 ? -1 : (to[code] as number)))
  }
}

/** Numbers by size, all else by letters: 2 before 10, and the same order on every machine. */
function sorted(values: readonly string[]): readonly string[] {
  const numbers = values.every((value) => toNumber(value, '.') !== undefined)
  return [...values].sort((a, b) => (numbers ? Number(a) - Number(b) : 0) || (a < b ? -1 : a > b ? 1 : 0))
}

/** A copy that does not keep alive the megabyte of text that it was cut from. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1)
}
