/** @file Which column of a table is predicted, and which are no features, where nobody says. */
import type { ColumnSchema } from '../../catalog/dataset-schema'

const CLASSES = /^(label|labels|class|target|species|category|digit|outcome|y)$/i
const IDENTIFIERS = /^(id|index|idx|key|uuid|guid|row|rowid|row id|row_id|nr|no|unnamed: ?\d+)$|[_ -]id$/i

/** Whether a column of this name holds classes, as people call them. */
export function namesClasses(name: string): boolean {
  return CLASSES.test(name)
}

/** How people call what they want to know of a thing as a number. */
const AMOUNTS =
  /(^|[^a-z])(price|cost|costs|amount|value|salary|wage|wages|income|revenue|sales|score|rating|yield|demand|preis|kosten|umsatz|gehalt|lohn)$/i
/** More values than this are names of things, agents or places, sooner than answers. */
const MOST_CLASSES = 12

/**
 * The one asked for; else one whose name says so, the last category, the last number. A category loses to a number behind it where
 * it holds many names, or where that number stands last and is called what people want to know.
 */
export function targetOf(columns: readonly ColumnSchema[], asked: string | undefined): string | undefined {
  const can = columns.filter(({ type }) => type === 'category' || type === 'number')
  const named = can.find(({ name }) => name === asked) ?? can.find(({ name }) => namesClasses(name))
  const plain = can.filter(({ name }) => !IDENTIFIERS.test(name))
  const category = plain.findLast(({ type }) => type === 'category')
  const number = plain.findLast(({ type }) => type === 'number')
  const behind = number && category && plain.indexOf(number) > plain.indexOf(category) ? number : undefined
  const many = category?.type === 'category' && category.values.length > MOST_CLASSES
  const amount = behind && behind === columns.at(-1) && AMOUNTS.test(behind.name)
  const found = named ?? (behind && (many || amount) ? behind : (category ?? number)) ?? can.at(-1)
  return found?.name
}

/** Texts and times are no features until they are prepared; an identifier never is one. */
export function ignoredOf(columns: readonly ColumnSchema[]): readonly string[] {
  return columns
    .filter(({ name, type }) => type === 'text' || type === 'time' || IDENTIFIERS.test(name))
    .map(({ name }) => name)
}
