/** @file Columns of a table: their names, the default target, and the columns that are ignored by default. */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { type Message, message } from '../../messages/message'

const MAX_LENGTH = 120

/** Returns the names to use, with notes about changed names. An empty name is replaced by the column's position. */
export function uniqueNames(header: readonly string[]): {
  readonly names: readonly string[]
  readonly notes: readonly Message[]
} {
  const taken = new Set<string>()
  const notes: Message[] = []
  const names = header.map((given, i) => {
    const clean = given
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, MAX_LENGTH)
    // Replace this name, because an object cannot have a plain key called __proto__.
    const base = clean === '' ? `column ${i + 1}` : clean === '__proto__' ? '__proto___1' : clean
    let name = base
    for (let n = 2; taken.has(name); n++) name = `${base} ${n}`
    taken.add(name)
    if (name !== given.trim()) notes.push(message('ingest-renamed', { column: name, from: given.slice(0, MAX_LENGTH) }))
    return name
  })
  return { names, notes }
}

/** Column names that are typical of classes, the most typical first. */
const CLASS_NAMES = ['target', 'label', 'labels', 'class', 'species', 'outcome', 'digit', 'category', 'y']
const IDENTIFIERS = /^(id|index|idx|key|uuid|guid|row|rowid|row id|row_id|nr|no|unnamed: ?\d+)$|[_ -]id$/i

/** Whether a column name is typical of classes. */
export function isClassName(name: string): boolean {
  return CLASS_NAMES.includes(name.toLowerCase())
}

/** The column whose name is the most typical of classes, if there is one: next to `x`, `y` is a coordinate. */
export function classColumn(columns: readonly string[]): string | undefined {
  const names = columns.map((name) => name.toLowerCase())
  const typical = CLASS_NAMES.filter((name) => name !== 'y' || !names.includes('x')).find((name) =>
    names.includes(name),
  )
  return typical === undefined ? undefined : columns[names.indexOf(typical)]
}

/** Matches column names that are typical of quantities to predict. */
const QUANTITY_NAMES =
  /(^|[^a-z])(price|cost|costs|amount|value|salary|wage|wages|income|revenue|sales|score|rating|yield|demand|preis|kosten|umsatz|gehalt|lohn)$/i
/** A category with more values than this is more likely to contain names of things, people or places than classes. */
const MAX_CLASSES = 12

/**
 * Returns the requested target. If none is requested, returns a column with a typical name, otherwise the last
 * category, otherwise the last number. A number column after the category is preferred if the category has many values,
 * or if the number column is the last column and has a typical name.
 */
export function defaultTarget(columns: readonly ColumnSchema[], requested: string | undefined): string | undefined {
  const can = columns.filter(({ type }) => type === 'category' || type === 'number')
  const typical = classColumn(can.map(({ name }) => name))
  const named = can.find(({ name }) => name === requested) ?? can.find(({ name }) => name === typical)
  const plain = can.filter(({ name }) => !IDENTIFIERS.test(name))
  const category = plain.findLast(({ type }) => type === 'category')
  const number = plain.findLast(({ type }) => type === 'number')
  const numberAfter = number && category && plain.indexOf(number) > plain.indexOf(category) ? number : undefined
  const many = category?.type === 'category' && category.values.length > MAX_CLASSES
  const amount = numberAfter && numberAfter === columns.at(-1) && QUANTITY_NAMES.test(numberAfter.name)
  const column = named ?? (numberAfter && (many || amount) ? numberAfter : (category ?? number)) ?? can.at(-1)
  return column?.name
}

/**
 * Returns the columns to ignore by default: identifiers, and text and time columns, which first need preparation steps.
 */
export function defaultIgnored(columns: readonly ColumnSchema[]): readonly string[] {
  return columns
    .filter(({ name, type }) => type === 'text' || type === 'time' || IDENTIFIERS.test(name))
    .map(({ name }) => name)
}
