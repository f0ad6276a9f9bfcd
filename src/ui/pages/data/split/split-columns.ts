/** @file The columns that a kind of split can use, and the column to start with. */
import { type Column, type ColumnSchema, columnIndex } from '../../../../catalog/dataset-schema'
import type { SplitPick } from '../../../../catalog/training-plan'
import { SPLIT_COLUMNS } from '../../../../compile/rules/split-and-balance'
import { textAt } from '../../../../data/column-operations'
import type { Dataset } from '../../../../data/dataset'
import { isGroupName, likelyGroupsOf } from '../../../../data/findings/group-leakage'

/**
 * The columns that a split kind can use, most likely first. For groups: first columns that the report checks, then
 * columns with repeated values, then columns that are not inputs.
 */
export function columnsFor(kind: SplitPick['kind'], dataset: Dataset, target: string): readonly string[] {
  const types = SPLIT_COLUMNS[kind]
  if (!types) return []
  const { schema } = dataset
  const fit = schema.columns.filter(({ name, type }) => types.has(type) && name !== target)
  return kind === 'group'
    ? groupsOf(dataset, target, fit)
    : inOrder(fit, ({ name, type }) => placeOf(kind, { name, type }, schema))
}

/**
 * The column preselected for a split kind; undefined if the user has to choose. Repeated values alone do not mean that
 * a column identifies groups, and a number is usually a quantity such as an age, unless its name suggests an id or a
 * time. The selected column stops being an input.
 */
export function proposedColumn(kind: SplitPick['kind'], dataset: Dataset, target: string): string | undefined {
  const [first] = columnsFor(kind, dataset, target)
  if (kind === 'column' || first === undefined) return first
  const number = dataset.schema.columns.some(({ name, type }) => name === first && type === 'number')
  if (kind === 'time') return !number || isTimeName(first) ? first : undefined
  return isGroupName(first) || (!number && likely.get(dataset)?.has(first)) ? first : undefined
}

/** Names such as `Year`, `created_at`, and `orderDate`. */
const TIME_NAME =
  /(^|[^a-z])(year|month|week|day|date|time|datetime|timestamp|epoch|created|updated|(created|updated)[ _]?at)s?$/

function isTimeName(name: string): boolean {
  return TIME_NAME.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase())
}

function placeOf(
  kind: SplitPick['kind'],
  { name, type }: Pick<ColumnSchema, 'name' | 'type'>,
  { ignore }: Dataset['schema'],
): number {
  if ((kind === 'time' && type === 'time') || (kind !== 'time' && ignore.includes(name))) return 0
  if (kind === 'time') return isTimeName(name) ? 1 : 2
  return type === 'number' ? 2 : 1
}

function inOrder(columns: readonly ColumnSchema[], rank: (column: ColumnSchema) => number): readonly string[] {
  const ranks = new Map(columns.map((column) => [column, rank(column)]))
  return columns.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)).map(({ name }) => name)
}

/**
 * Results, keyed by dataset and target, so that a large dataset is scanned only once instead of once for each section
 * of the tab.
 */
const found = new WeakMap<Dataset, Map<string, readonly string[]>>()

/** The columns that the report checks as groups, from the latest scan. */
const likely = new WeakMap<Dataset, ReadonlySet<string>>()

function groupsOf(dataset: Dataset, target: string, fit: readonly ColumnSchema[]): readonly string[] {
  const known = found.get(dataset) ?? new Map<string, readonly string[]>()
  found.set(dataset, known)
  const before = known.get(target)
  if (before) return before
  const likelyNames = new Set(likelyGroupsOf(dataset, target).map(({ column }) => column))
  likely.set(dataset, likelyNames)
  const unlikeliness = new Map(fit.map(({ name }) => [name, likelyNames.has(name) ? 0 : unlikely(dataset, name)]))
  // A column with a different value in every row would amount to a random split.
  const groups = inOrder(
    fit.filter(({ name }) => unlikeliness.get(name) !== undefined),
    (column) => 4 * (unlikeliness.get(column.name) ?? 0) + placeOf('group', column, dataset.schema),
  )
  known.set(target, groups)
  return groups
}

/** With fewer groups than this, dividing the rows evenly is hardly possible. */
const FEW = 10

/** Mean text length, in bytes, above which text is treated as prose rather than names. */
const NAMED = 40

/**
 * How unlikely it is that a column identifies groups: 1 if values repeat, 2 if there are few distinct values, 3 if
 * nearly every row has a different value; undefined if every row has a different value.
 */
function unlikely({ schema, columns }: Dataset, name: string): number | undefined {
  const column = columns[columnIndex(schema, name)]
  if (!column || column.type === 'image' || column.type === 'array') return undefined
  if (column.type === 'text' && column.bytes.length > NAMED * schema.rows) return 3
  const seen = new Set<string | number>()
  let again = false
  for (let row = 0; row < schema.rows; row++) {
    const value = cellOf(column, row)
    if (value === undefined) continue
    if (again || seen.has(value)) {
      again = true
      // A fractional number is a quantity rather than an id, so there is no need to continue counting.
      if (column.type === 'number' && !Number.isInteger(value)) return 3
    }
    seen.add(value)
  }
  if (!again) return undefined
  if (seen.size > schema.rows / 2) return 3
  return seen.size < FEW ? 2 : 1
}

type Counted = Exclude<Column, { readonly type: 'image' | 'array' }>

function cellOf(column: Counted, row: number): string | number | undefined {
  if (column.type === 'text') return textAt(column, row) || undefined
  const value = column.type === 'category' ? (column.codes[row] as number) : (column.values[row] as number)
  return (column.type === 'category' ? value < 0 : Number.isNaN(value)) ? undefined : value
}

/**
 * Converts split settings to another kind: keeps the set sizes where possible, and adds a column if the new kind needs
 * one.
 */
export function splitOfKind(kind: SplitPick['kind'], before: SplitPick, columns: readonly string[]): SplitPick {
  const { stratify, seed } = before
  const test = before.test > 0 ? before.test : kind === 'fixed' || kind === 'column' ? 0 : 0.1
  const column = before.kind === kind && before.column !== undefined ? before.column : columns[0]
  return {
    kind,
    train: before.train,
    validation: before.validation,
    test,
    ...(column !== undefined && SPLIT_COLUMNS[kind] ? { column } : {}),
    ...(stratify === undefined ? {} : { stratify }),
    ...(seed === undefined ? {} : { seed }),
  }
}
