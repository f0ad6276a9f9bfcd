/**
 * @file admit: what is wrong with the raw values of a request, by what the columns are and what training saw of them; and the values
 * as they go on: clipped or missing where the Validate stage says so.
 */
import { type Message, message } from '../messages/message'
import '../messages/en/serving'
import { fail, ok, type Result } from '../base/result'
import type { StageConfigs } from '../catalog/lowered-stage'
import { found, isList, isRecord } from '../data/describe-value'
import type { Pipeline } from '../data/pipeline'
import { chainOf } from '../data/transforms/chain'
import { type Form, sizeOfForm } from '../data/transforms/transform'
import type { Reference } from '../protocol/serving-messages'

/** Values by column. Pictures and arrays are lists within lists, or all their numbers in one. */
export type RawRow = Readonly<Record<string, unknown>>

export type Rules = StageConfigs['Validate']
/** Where nothing validates: whatever can be read goes in. */
export const PASS: Rules = { range: 'pass', unseen: 'missing', missing: 'pass' }

/** Codes of what can be wrong with one input, as the book has them; it only grows. */
export const VERDICTS = [
  '',
  'request-missing',
  'request-column',
  'request-type',
  'request-rank',
  'request-not-finite',
  'request-unseen',
  'request-range',
  'request-no-record',
] as const

/** Most rows of one request. */
export const MOST_ROWS = 4096

/** A column that a model reads, as its first step gets it. */
export interface ReadColumn {
  readonly name: string
  readonly form: Form
  /** Rows in a window of it. */
  readonly window?: number
}

/** All columns that a pipeline reads, each once. */
export function columnsRead({ inputs }: Pipeline): readonly ReadColumn[] {
  const all = new Map<string, ReadColumn>()
  for (const input of inputs) {
    if (input.kind === 'image')
      all.set(input.column, { name: input.column, form: { type: 'image', shape: input.shape } })
    else
      for (const fitted of input.columns) {
        const window = chainOf(fitted).reach?.length
        all.set(fitted.column, { name: fitted.column, form: fitted.from, ...(window ? { window } : {}) })
      }
  }
  return [...all.values()]
}

/** The row with null for what is missing, or the first thing that is wrong with it. */
export function admit(
  columns: readonly ReadColumn[],
  { ranges }: Pick<Reference, 'ranges'>,
  row: unknown,
  rules: Rules,
): Result<RawRow, Message> {
  if (isList(row) || !isRecord(row)) return fail(message('request-no-record', { found: found(row) }))
  // Without a prototype: a column may be called as anything that objects inherit.
  const clean: Record<string, unknown> = Object.create(null)
  for (const column of columns) {
    const { name } = column
    const given = Object.hasOwn(row, name) ? row[name] : undefined
    if (given === undefined || given === null || given === '') {
      // A column that came under another name is told by that name.
      const other = Object.keys(row).find((key) => !columns.some((one) => one.name === key))
      if (rules.missing === 'refuse')
        return fail(
          given === undefined && other !== undefined
            ? message('request-column', { column: other, columns: columns.map((one) => one.name) })
            : message('request-missing', { column: name }),
        )
      clean[name] = column.window ? new Array(column.window).fill(null) : null
      continue
    }
    const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined
    const value = admitValue(column, given, range, rules)
    if (!value.ok) return value
    clean[name] = value.value
  }
  return ok(clean)
}

function admitValue(
  { name: column, form, window }: ReadColumn,
  value: unknown,
  range: readonly [number, number] | undefined,
  rules: Rules,
): Result<unknown, Message> {
  switch (form.type) {
    case 'category': {
      const values = form.values ?? []
      if (typeof value !== 'string')
        return fail(message('request-type', { column, wants: 'a word', found: found(value) }))
      if (values.includes(value)) return ok(value)
      return rules.unseen === 'missing'
        ? ok(null)
        : fail(message('request-unseen', { column, found: found(value), values }))
    }
    case 'text':
      return typeof value === 'string'
        ? ok(value)
        : fail(message('request-type', { column, wants: 'a text', found: found(value) }))
    case 'time': {
      const readable = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && isMoment(value)
      if (typeof value === 'number' && !readable)
        return fail(message('request-not-finite', { column, found: found(value) }))
      return readable
        ? ok(value)
        : fail(message('request-type', { column, wants: 'a time such as 2026-01-31T12:00Z', found: found(value) }))
    }
    case 'number':
      if (window === undefined) return admitNumber(column, value, range, rules)
      return admitNumbers(column, value, [window], range, rules)
    case 'image':
      // A pixel is 0 to 255 whatever training saw.
      return admitNumbers(
        column,
        value,
        form.shape,
        [0, 255],
        rules.range === 'clip' ? rules : { ...rules, range: 'refuse' },
      )
    default:
      return admitNumbers(column, value, form.shape, range, rules)
  }
}

function admitNumber(
  column: string,
  value: unknown,
  range: readonly [number, number] | undefined,
  rules: Rules,
): Result<number | null, Message> {
  if (isList(value)) return fail(message('request-rank', { column, wants: [], found: found(value) }))
  if (typeof value !== 'number')
    return fail(message('request-type', { column, wants: 'a number', found: found(value) }))
  if (!Number.isFinite(value)) return fail(message('request-not-finite', { column, found: found(value) }))
  if (!range || (value >= range[0] && value <= range[1])) return ok(value)
  switch (rules.range) {
    case 'pass':
      return ok(value)
    case 'clip':
      return ok(Math.min(Math.max(value, range[0]), range[1]))
    case 'refuse':
      return fail(message('request-range', { column, value, least: range[0], most: range[1] }))
    default:
      return rules.range satisfies never
  }
}

/** The numbers of a shape, as one list. */
function admitNumbers(
  column: string,
  value: unknown,
  shape: readonly number[],
  range: readonly [number, number] | undefined,
  rules: Rules,
): Result<ArrayLike<unknown>, Message> {
  const size = sizeOfForm({ shape })
  const flat = flatOf(value, shape, size)
  if (!flat) return fail(message('request-rank', { column, wants: shape, found: found(value) }))
  if (flat instanceof Uint8Array) return ok(flat)
  const numbers: (number | null)[] = []
  for (let i = 0; i < flat.length; i++) {
    if (flat[i] === null) {
      numbers.push(null)
      continue
    }
    const one = admitNumber(column, flat[i], range, rules)
    if (!one.ok) return one
    numbers.push(one.value)
  }
  return ok(numbers)
}

/** Lists within lists of this shape as one list; one list of all of them as it is. */
function flatOf(value: unknown, shape: readonly number[], size: number): ArrayLike<unknown> | undefined {
  if (!isList(value)) return undefined
  if (value.length === size && !isList(value[0])) return value
  const [length, ...inner] = shape
  if (value.length !== length) return undefined
  const flat: unknown[] = []
  for (let i = 0; i < value.length; i++) {
    // A picture of one channel may leave out its last axis.
    const bare = inner.length === 1 && inner[0] === 1 && !isList(value[i])
    const part = bare ? [value[i]] : flatOf(value[i], inner, size / length)
    if (!part) return undefined
    for (let k = 0; k < part.length; k++) flat.push(part[k])
  }
  return flat
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text))
}
