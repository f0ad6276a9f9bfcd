/** @file Kind of a column of a table: what its texts are taken for, and how the texts of a sample or of a whole file decide on it. */
import { message, formatMessage } from '../../messages/message'
import { type Dates, momentOf, noDates, type Order, orderOf, weighMoment } from '../../data/written-times'
import type { ColumnChoice } from '../../protocol/ingest-messages'
import { LIMITS } from '../limits'
import type { Counted } from './lines'
import type { IsMissing } from './missing'
import { type Decimal, hasLeadingZero, isTooLong, toNumber } from './numbers'

/** What texts are taken for. Words become a category or text, by how many different ones there are. */
export type Kind =
  /** Narrow: they were float32s, and are so again. */
  | {
      readonly is: 'number'
      readonly narrow?: true
      /** Texts that stand for a missing value in this column, as its rows show. */
      readonly gaps?: readonly string[]
    }
  | { readonly is: 'time'; readonly order: Order }
  | { readonly is: 'words' }
  | { readonly is: 'category' }
  | { readonly is: 'text' }

/** Of all values that are there, so many may be something else and count as missing: typing errors do not make a column text. */
const STRAYS = 0.01
/** So many may be one of a few texts that come again and again, which stand for a missing value: k.A., unknown. */
export const GAPS = 0.1
const MOST_GAPS = 3
/** Different values that are followed before a column is called text. */
const MOST_VALUES = LIMITS.categories
const MOST_CLASSES = 32
const LONGEST_VALUE = 200
/** So few short values are classes, however few rows there are. */
const FEW_VALUES = 12

/** What was found among the texts of a column. */
export interface Evidence extends Dates {
  rows: number
  missing: number
  numbers: number
  leadingZeros: number
  tooLong: number
  /** First text that is no number, and where it stands in the file. */
  stray: { value: string; by: Counted; at: number } | undefined
  /** The different texts that are no number, until they are too many to stand for a missing value. */
  strays: Set<string>
  values: Set<string>
  longest: number
  wholes: boolean
}

/** Nothing found yet. */
export function noEvidence(): Evidence {
  return {
    ...{ rows: 0, missing: 0, numbers: 0, leadingZeros: 0, tooLong: 0, stray: undefined, longest: 0 },
    ...{ ...noDates(), values: new Set(), strays: new Set(), wholes: true },
  }
}

/** Takes one trimmed text into account, which stands there in the file. */
export function weigh(
  found: Evidence,
  text: string,
  decimal: Decimal,
  isMissing: IsMissing,
  place: { readonly by: Counted; readonly at: number },
): void {
  found.rows++
  if (isMissing(text)) {
    found.missing++
    return
  }
  found.longest = Math.max(found.longest, text.length)
  if (found.values.size <= MOST_VALUES) found.values.add(text)
  const value = toNumber(text, decimal)
  if (value === undefined) {
    found.stray ??= { value: text.slice(0, 60), ...place }
    if (found.strays.size <= MOST_GAPS) found.strays.add(text)
    const moment = momentOf(text)
    if (moment) weighMoment(found, moment)
    return
  }
  found.numbers++
  if (!Number.isInteger(value)) found.wholes = false
  if (hasLeadingZero(text)) found.leadingZeros++
  if (isTooLong(text, value)) found.tooLong++
}

export interface Judged {
  readonly kind: Kind
  readonly why: string
}

/** What a column is, and why, in words. A person's choice goes before what was found. */
export function judge(found: Evidence, choice: ColumnChoice | undefined): Judged {
  const present = found.rows - found.missing
  const chosen = choice?.type
  if (chosen) return { kind: chosenKind(chosen, choice, found), why: formatMessage(message('ingest-why-chosen', {})) }
  if (present === 0) return { kind: { is: 'number' }, why: formatMessage(message('ingest-why-all-missing', {})) }
  const enough = present * (1 - STRAYS)
  if (found.leadingZeros > present * STRAYS)
    return words(message('ingest-why-leading-zeros', { values: found.leadingZeros }))
  if (found.tooLong > present * STRAYS) return words(message('ingest-why-too-long', { values: found.tooLong }))
  if (found.numbers >= enough) {
    const { numbers, stray } = found
    const why = stray
      ? message('ingest-why-most-numbers', { numbers, values: present, ...stray })
      : message('ingest-why-numbers', { values: present })
    return { kind: { is: 'number' }, why: formatMessage(why) }
  }
  const gaps = gapsOf(found, present)
  if (gaps) {
    const missing = present - found.numbers
    return { kind: { is: 'number', gaps }, why: formatMessage(message('ingest-why-gaps', { missing, values: present, gaps })) }
  }
  const { order, sure } = orderOf(found)
  const times = found.times.ymd + (order === 'ymd' ? 0 : found.times[order])
  if (times >= enough)
    return {
      kind: { is: 'time', order },
      why: formatMessage(message('ingest-why-times', { values: present, order, sure })),
    }
  return isCategory(present, found.values.size, found.longest)
    ? words(message('ingest-why-category', { values: found.values.size, rows: present }))
    : words(message('ingest-why-text', { rows: present, limit: MOST_VALUES }))
}

/** The few texts among many different numbers that can only stand for a missing one; grades of which one is a letter are classes. */
function gapsOf({ numbers, strays, values }: Evidence, present: number): readonly string[] | undefined {
  const others = present - numbers
  if (others > present * GAPS || strays.size > MOST_GAPS || values.size - strays.size <= MOST_CLASSES) return undefined
  // Each comes again: what stands there once is a typing error, or means something of its own.
  if (others < strays.size * 2 || [...strays].some((text) => /\d/.test(text))) return undefined
  return [...strays]
}

function words(why: Parameters<typeof formatMessage>[0]): Judged {
  return { kind: { is: 'words' }, why: formatMessage(why) }
}

/** Whether so many different values among so many make classes, rather than texts. */
export function isCategory(present: number, values: number, longest: number): boolean {
  if (values > MOST_VALUES || longest > LONGEST_VALUE) return false
  return values * 2 <= present || (values <= FEW_VALUES && values < present && longest <= 40)
}

/** Whether numbers are the names of classes: few whole ones, each of them often. */
export function isClasses({ wholes, values, rows, missing }: Evidence): boolean {
  return wholes && values.size >= 2 && values.size <= MOST_CLASSES && values.size * 3 <= rows - missing
}

function chosenKind(type: NonNullable<ColumnChoice['type']>, choice: ColumnChoice, found: Evidence): Kind {
  switch (type) {
    case 'time':
      return { is: 'time', order: choice.order ?? orderOf(found).order }
    case 'number':
    case 'category':
    case 'text':
      return { is: type }
    default:
      return { is: 'words' }
  }
}
