/** @file Which column of a table is predicted, and which are no features, where nobody says. */
import type { ColumnSchema } from '../../catalog/dataset-schema'

const CLASSES = /^(label|labels|class|target|species|category|digit|outcome|y)$/i
const IDENTIFIERS = /^(id|index|idx|key|uuid|guid|row|rowid|row id|row_id|nr|no|unnamed: ?\d+)$|[_ -]id$/i

/** Whether a column of this name holds classes, as people call them. */
export function namesClasses(name: string): boolean {
  return CLASSES.test(name)
}

/** The one asked for; else one whose name says so, the last category, the last number. */
export function targetOf(columns: readonly ColumnSchema[], asked: string | undefined): string | undefined {
  const can = columns.filter(({ type }) => type === 'category' || type === 'number')
  const found =
    can.find(({ name }) => name === asked) ??
    can.find(({ name }) => namesClasses(name)) ??
    can.findLast(({ type }) => type === 'category') ??
    can.findLast(({ name }) => !IDENTIFIERS.test(name)) ??
    can.at(-1)
  return found?.name
}

/** Texts and times are no features until they are prepared; an identifier never is one. */
export function ignoredOf(columns: readonly ColumnSchema[]): readonly string[] {
  return columns
    .filter(({ name, type }) => type === 'text' || type === 'time' || IDENTIFIERS.test(name))
    .map(({ name }) => name)
}
