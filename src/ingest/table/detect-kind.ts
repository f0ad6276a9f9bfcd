/**
 * @file Column kinds: determines what the text values of a table column represent, and which texts mark missing values,
 * from a sample or from all rows.
 */
import { message, formatMessage } from '../../messages/message'
import {
  type DateCounts,
  possibleDates,
  noDateCounts,
  type DateOrder,
  dateOrder,
  countDate,
} from '../../data/date-formats'
import type { ColumnChoice } from '../../protocol/ingest-messages'
import { LIMITS } from '../limits'
import type { PositionUnit } from './text-table'
import { type Decimal, hasLeadingZero, isTooLong, otherDecimal, parseNumber } from './parse-number'

/** The kind of a column. Words become a category or text, depending on the number of distinct words. */
export type Kind =
  /** If `narrow` is set, the source stored float32 numbers, so the column stays float32. */
  | {
      readonly is: 'number'
      readonly narrow?: true
      /** Text values that represent a missing value in this column, as inferred from its rows. */
      readonly gaps?: readonly string[]
    }
  | { readonly is: 'time'; readonly order: DateOrder }
  | { readonly is: 'words' }
  | { readonly is: 'category' }
  | { readonly is: 'text' }

/**
 * The maximum share of values that may not fit the type and become missing, so that a few typos do not turn a column
 * into text.
 */
const MAX_MISFIT_SHARE = 0.01
/**
 * The maximum share of values that may represent a missing value, such as "k.A." or "unknown", provided that there are
 * only a few different ones and each is repeated.
 */
export const MAX_GAP_SHARE = 0.1
const MAX_GAPS = 3
/** The maximum number of values that are named because they are not numbers. */
const MAX_NAMED = 3
/**
 * The maximum share of values that may be numbers only with the other decimal separator. If there are more of them,
 * they may be something else, such as the times 12.30 and 14.15 in a file with decimal commas.
 */
export const MAX_OTHER_DECIMAL_SHARE = 0.5
/** The maximum number of distinct values to track; a column with more becomes text. */
const MAX_VALUES = LIMITS.categories
const MAX_CLASSES = 32
const MAX_LENGTH_VALUE = 200
/** With at most this many distinct short values, a column is categorical even if it has few rows. */
const FEW_VALUES = 12

/** Statistics about the text values of a column. */
export interface ColumnEvidence extends DateCounts {
  rows: number
  missing: number
  numbers: number
  leadingZeros: number
  tooLong: number
  /** The values that are numbers only with the other decimal separator, and the first of them. */
  otherDecimals: number
  firstOther: { value: string; by: PositionUnit; at: number; row: number; mark: Decimal } | undefined
  /** The first values that are not numbers with either decimal separator, with their positions in the file. */
  misfits: { value: string; by: PositionUnit; at: number; row: number }[]
  /**
   * The distinct values that are not numbers. They are tracked until there are too many of them to represent a missing
   * value.
   */
  strays: Set<string>
  values: Set<string>
  longest: number
  wholes: boolean
}

/** Returns the initial statistics, before any text has been added. */
export function noEvidence(): ColumnEvidence {
  return {
    ...{ rows: 0, missing: 0, numbers: 0, leadingZeros: 0, tooLong: 0, longest: 0 },
    ...{ otherDecimals: 0, firstOther: undefined, misfits: [] },
    ...{ ...noDateCounts(), values: new Set(), strays: new Set(), wholes: true },
  }
}

/** Adds a trimmed text value and its position in the file to the statistics. */
export function addText(
  evidence: ColumnEvidence,
  text: string,
  decimal: Decimal,
  isMissing: IsMissing,
  position: { readonly by: PositionUnit; readonly at: number; readonly row: number },
): void {
  evidence.rows++
  if (isMissing(text)) {
    evidence.missing++
    return
  }
  evidence.longest = Math.max(evidence.longest, text.length)
  if (evidence.values.size <= MAX_VALUES) evidence.values.add(text)
  const value = parseNumber(text, decimal)
  if (value === undefined) {
    const dates = possibleDates(text)
    if (dates) countDate(evidence, dates)
    const other = otherDecimal(decimal)
    const otherValue = parseNumber(text, other)
    if (otherValue !== undefined) {
      evidence.otherDecimals++
      evidence.firstOther ??= { value: text.slice(0, 60), ...position, mark: other }
      if (!Number.isInteger(otherValue)) evidence.wholes = false
    } else {
      if (evidence.misfits.length < MAX_NAMED) evidence.misfits.push({ value: text.slice(0, 60), ...position })
      if (evidence.strays.size <= MAX_GAPS) evidence.strays.add(text)
    }
    return
  }
  evidence.numbers++
  if (!Number.isInteger(value)) evidence.wholes = false
  if (hasLeadingZero(text)) evidence.leadingZeros++
  if (isTooLong(text, value)) evidence.tooLong++
}

export interface DetectedKind {
  readonly kind: Kind
  readonly why: string
  /** The number of values that keep the column from being one of numbers. */
  readonly notNumbers?: number
}

/** Determines the kind of a column, with an explanation of the reason. The user's choice takes precedence. */
export function detectKind(evidence: ColumnEvidence, choice: ColumnChoice | undefined): DetectedKind {
  const present = evidence.rows - evidence.missing
  const chosen = choice?.type
  if (chosen)
    return { kind: chosenKind(chosen, choice, evidence), why: formatMessage(message('ingest-why-chosen', {})) }
  if (present === 0) return { kind: { is: 'number' }, why: formatMessage(message('ingest-why-all-missing', {})) }
  const enough = present * (1 - MAX_MISFIT_SHARE)
  if (evidence.leadingZeros > present * MAX_MISFIT_SHARE)
    return words(message('ingest-why-leading-zeros', { values: evidence.leadingZeros }))
  if (evidence.tooLong > present * MAX_MISFIT_SHARE)
    return words(message('ingest-why-too-long', { values: evidence.tooLong }))
  const { otherDecimals, firstOther } = evidence
  const mixed = otherDecimals <= present * MAX_OTHER_DECIMAL_SHARE ? firstOther : undefined
  const read = evidence.numbers + (mixed ? otherDecimals : 0)
  if (read >= enough) {
    const [stray] = evidence.misfits
    const why = mixed
      ? message('ingest-why-mixed-decimals', { numbers: read, values: present, others: otherDecimals, ...mixed })
      : stray
        ? message('ingest-why-most-numbers', { numbers: read, values: present, ...stray })
        : message('ingest-why-numbers', { values: present })
    return { kind: { is: 'number' }, why: formatMessage(why) }
  }
  const gaps = gapsOf(evidence, present, read)
  if (gaps) {
    const missing = present - read
    return {
      kind: { is: 'number', gaps },
      why: formatMessage(message('ingest-why-gaps', { missing, values: present, gaps })),
    }
  }
  const { order, isCertain: certainty } = dateOrder(evidence)
  const times = evidence.times.ymd + (order === 'ymd' ? 0 : evidence.times[order])
  if (times >= enough)
    return {
      kind: { is: 'time', order },
      why: formatMessage(message('ingest-why-times', { values: present, order, sure: certainty })),
    }
  if (firstOther && evidence.numbers + otherDecimals >= enough)
    return words(message('ingest-why-other-decimals', { others: otherDecimals, values: present, ...firstOther }))
  const { values, misfits } = evidence
  // Few repeated values, as in grades such as 1, 2, A, are classes, not numbers with errors.
  if (misfits.length > 0 && read * 2 > present && (values.size * 2 > present || values.size > MAX_CLASSES))
    return { ...words(someNumbers(evidence, read)), notNumbers: present - read }
  return isCategory(present, evidence.values.size, evidence.longest)
    ? words(message('ingest-why-category', { values: evidence.values.size, rows: present }))
    : words(message('ingest-why-text', { rows: present, limit: MAX_VALUES }))
}

/**
 * Returns the few text values that occur among many distinct numbers and can therefore only represent a missing value.
 * If there are few distinct numbers, as in grades such as 1, 2, A, all values are classes.
 */
function gapsOf({ strays, values }: ColumnEvidence, present: number, numbers: number): readonly string[] | undefined {
  const others = present - numbers
  if (others > present * MAX_GAP_SHARE || strays.size > MAX_GAPS || values.size - strays.size <= MAX_CLASSES)
    return undefined
  // Each of these values must occur repeatedly: a value that occurs only once is a typo or has a meaning of its own.
  if (others < strays.size * 2 || [...strays].some((text) => /\d/.test(text))) return undefined
  return [...strays]
}

/** Which values keep a column from being one of numbers. */
function someNumbers({ rows, missing, misfits: cells }: ColumnEvidence, numbers: number) {
  const percent = 100 * MAX_MISFIT_SHARE
  return message('ingest-why-some-numbers', { numbers, values: rows - missing, cells, percent })
}

function words(why: Parameters<typeof formatMessage>[0]): DetectedKind {
  return { kind: { is: 'words' }, why: formatMessage(why) }
}

/** Whether a column with this many distinct values is categorical rather than text. */
export function isCategory(present: number, values: number, longest: number): boolean {
  if (values > MAX_VALUES || longest > MAX_LENGTH_VALUE) return false
  return values * 2 <= present || (values <= FEW_VALUES && values < present && longest <= 40)
}

/** Whether numbers are class labels: few distinct integers, each of which is frequent. */
export function isClasses({ wholes, values, rows, missing }: ColumnEvidence): boolean {
  return wholes && values.size >= 2 && values.size <= MAX_CLASSES && values.size * 3 <= rows - missing
}

function chosenKind(type: NonNullable<ColumnChoice['type']>, choice: ColumnChoice, evidence: ColumnEvidence): Kind {
  switch (type) {
    case 'time':
      return { is: 'time', order: choice.order ?? dateOrder(evidence).order }
    case 'number':
    case 'category':
    case 'text':
      return { is: type }
    default:
      return { is: 'words' }
  }
}

/** Text values that represent a missing value by default, ignoring case; an empty cell is always missing. */
export const DEFAULT_MISSING = ['NA', 'N/A', '#N/A', '<NA>', 'NaN', 'null', '-', '?'] as const

/** Tests whether a trimmed text represents a missing value. */
export type IsMissing = (text: string) => boolean

const MAX_LENGTH_USUAL = 4

/**
 * Creates a test for missing values. It matches exactly the text values that the user specified, or the default values
 * if the user specified none.
 */
export function missingTest(texts: readonly string[] | undefined): IsMissing {
  if (texts) {
    const textSet = new Set(texts.map((text) => text.trim()))
    return (text) => text === '' || textSet.has(text)
  }
  const typical = new Set(DEFAULT_MISSING.map((text) => text.toLowerCase()))
  return (text) => text === '' || (text.length <= MAX_LENGTH_USUAL && typical.has(text.toLowerCase()))
}
