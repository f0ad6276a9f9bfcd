/**
 * @file validateInput: validates the raw values of a request against the column types and the value ranges of the
 * training set. Returns the values (clipped or set to missing if the Validate stage is configured that way), or the
 * first problem with them.
 */
import { expectedText as wanted } from '../messages/en/serving'
import { type Message, message } from '../messages/message'
import '../messages/en/serving'
import { fail, ok, type Result } from '../base/result'
import type { StageConfigs } from '../catalog/lowered-stage'
import { describeValue, isList, isRecord } from '../data/describe-value'
import { groupColumns } from '../data/group-thresholds'
import type { Pipeline } from '../data/pipeline'
import { chainOf } from '../data/transforms/step-chain'
import { type Form, knownValues, sizeOfForm } from '../data/transforms/transform'
import type { Reference } from '../protocol/serving-messages'

/** Values keyed by column. Images and arrays are nested lists, or one flat list. */
export type RawRow = Readonly<Record<string, unknown>>

/** `stored` names the columns that the request may omit, because the feature store has them. */
export type Rules = StageConfigs['Validate'] & Partial<StageConfigs['Features']>
/** The rules that apply if there is no Validate stage: every readable value passes. */
export const NO_RULES: Rules = { range: 'pass', unseen: 'missing', missing: 'pass', absent: 'pass' }

/**
 * The codes of all problems that an input can have; a code's position is its index in the log dictionary, so new codes
 * must be added at the end.
 */
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

/** Maximum number of rows in one request. */
export const MAX_ROWS = 4096

/** A column that a model reads, in its form before the first preprocessing step. */
export interface ReadColumn {
  readonly name: string
  readonly form: Form
  /** The number of rows in the column's window, if the column is read as a window. */
  readonly window?: number
}

/** The distinct columns that a pipeline reads: those of its inputs, and the groups that its decisions depend on. */
export function inputColumns({ inputs, outputs }: Pipeline): readonly ReadColumn[] {
  const all = new Map<string, ReadColumn>()
  for (const value of inputs) {
    if (value.kind === 'image')
      all.set(value.column, { name: value.column, form: { type: 'image', shape: value.shape } })
    else
      for (const fitted of value.columns) {
        const window = chainOf(fitted).reach?.length
        all.set(fitted.column, { name: fitted.column, form: fitted.from, ...(window ? { window } : {}) })
      }
  }
  for (const column of groupColumns({ outputs })) if (!all.has(column.name)) all.set(column.name, column)
  return [...all.values()]
}

/** Returns the row with null for missing values, or the first problem with it. */
export function validateInput(
  columns: readonly ReadColumn[],
  { ranges }: Pick<Reference, 'ranges'>,
  row: unknown,
  rules: Rules,
): Result<RawRow, Message> {
  if (isList(row) || !isRecord(row)) return fail(message('request-no-record', { found: describeValue(row) }))
  // Created without a prototype, because a column can have the name of an inherited property.
  const clean: Record<string, unknown> = Object.create(null)
  for (const column of columns) {
    const { name } = column
    const input = Object.hasOwn(row, name) ? row[name] : undefined
    if (input === undefined || input === null || input === '') {
      // An unknown column is probably the missing column under another name.
      const other = Object.keys(row).find((key) => !columns.some((one) => one.name === key))
      const isAbsent = input === undefined && rules.absent === 'refuse' && !rules.stored?.includes(name)
      if (isAbsent || rules.missing === 'refuse')
        return fail(
          input === undefined && other !== undefined
            ? message('request-column', { column: other, columns: columns.map((one) => one.name) })
            : message('request-missing', { column: name }),
        )
      clean[name] = column.window ? new Array(column.window).fill(null) : null
      continue
    }
    const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined
    const value = validateValue(column, input, range, rules)
    if (!value.ok) return value
    clean[name] = value.value
  }
  return ok(clean)
}

function validateValue(
  { name: column, form, window }: ReadColumn,
  value: unknown,
  range: readonly [number, number] | undefined,
  rules: Rules,
): Result<unknown, Message> {
  switch (form.type) {
    case 'category': {
      const { values = [], unseen = [] } = form
      if (typeof value !== 'string')
        return fail(message('request-type', { column, wants: wanted.category, found: describeValue(value) }))
      // A value that the dataset lists, but no training row has, is as unseen as any other.
      if (values.includes(value) && !unseen.includes(value)) return ok(value)
      if (rules.unseen === 'missing') return ok(null)
      return fail(message('request-unseen', { column, found: describeValue(value), values: knownValues(form) }))
    }
    case 'text':
      return typeof value === 'string'
        ? ok(value)
        : fail(message('request-type', { column, wants: wanted.text, found: describeValue(value) }))
    case 'time': {
      const readable = typeof value === 'number' ? Number.isFinite(value) : typeof value === 'string' && isDate(value)
      if (typeof value === 'number' && !readable)
        return fail(message('request-not-finite', { column, found: describeValue(value) }))
      return readable
        ? ok(value)
        : fail(message('request-type', { column, wants: wanted.time, found: describeValue(value) }))
    }
    case 'number':
      if (window === undefined) return validateNumber(column, value, range, rules)
      return validateNumbers(column, value, [window], range, rules)
    case 'image':
      // The range of a pixel is always 0 to 255.
      return validateNumbers(
        column,
        value,
        form.shape,
        [0, 255],
        rules.range === 'clip' ? rules : { ...rules, range: 'refuse' },
      )
    default:
      return validateNumbers(column, value, form.shape, range, rules)
  }
}

function validateNumber(
  column: string,
  value: unknown,
  range: readonly [number, number] | undefined,
  rules: Rules,
): Result<number | null, Message> {
  if (isList(value)) return fail(message('request-rank', { column, wants: [], found: describeValue(value) }))
  if (typeof value !== 'number')
    return fail(message('request-type', { column, wants: wanted.number, found: describeValue(value) }))
  if (!Number.isFinite(value)) return fail(message('request-not-finite', { column, found: describeValue(value) }))
  if (!range || (value >= range[0] && value <= range[1])) return ok(value)
  switch (rules.range) {
    case 'pass':
      return ok(value)
    case 'far':
      if (!isFar(value, range)) return ok(value)
      return fail(message('request-range', { column, value, least: range[0], most: range[1] }))
    case 'clip':
      return ok(Math.min(Math.max(value, range[0]), range[1]))
    case 'refuse':
      return fail(message('request-range', { column, value, least: range[0], most: range[1] }))
    default:
      return rules.range satisfies never
  }
}

/** A number is far outside a range if it is more than this many widths of the range away. */
const FAR_WIDTHS = 10

function isFar(value: number, [least, most]: readonly [number, number]): boolean {
  // A range of one value has no width, so its size is used.
  const width = most - least || Math.max(1, Math.abs(most))
  return value < least - FAR_WIDTHS * width || value > most + FAR_WIDTHS * width
}

/** Returns the validated numbers of an image or array as one flat list. */
function validateNumbers(
  column: string,
  value: unknown,
  shape: readonly number[],
  range: readonly [number, number] | undefined,
  rules: Rules,
): Result<ArrayLike<unknown>, Message> {
  const size = sizeOfForm({ shape })
  const flat = flatOf(value, shape, size)
  if (!flat) return fail(message('request-rank', { column, wants: shape, found: describeValue(value) }))
  if (flat instanceof Uint8Array) return ok(flat)
  const numbers: (number | null)[] = []
  for (let i = 0; i < flat.length; i++) {
    if (flat[i] === null) {
      numbers.push(null)
      continue
    }
    const one = validateNumber(column, flat[i], range, rules)
    if (!one.ok) return one
    numbers.push(one.value)
  }
  return ok(numbers)
}

/**
 * Flattens nested lists of this shape into one list; returns a flat list unchanged, and undefined for any other shape.
 */
function flatOf(value: unknown, shape: readonly number[], size: number): ArrayLike<unknown> | undefined {
  if (!isList(value)) return undefined
  if (value.length === size && !isList(value[0])) return value
  const [length, ...inner] = shape
  if (value.length !== length) return undefined
  const flat: unknown[] = []
  for (let i = 0; i < value.length; i++) {
    // A single-channel image may omit its last axis.
    const bare = inner.length === 1 && inner[0] === 1 && !isList(value[i])
    const part = bare ? [value[i]] : flatOf(value[i], inner, size / length)
    if (!part) return undefined
    for (let k = 0; k < part.length; k++) flat.push(part[k])
  }
  return flat
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text))
}
