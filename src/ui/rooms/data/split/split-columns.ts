/** @file Which columns a kind of split can go by here, and the one it begins with. */
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { SplitPick } from '../../../../catalog/plan'
import { SPLIT_COLUMNS } from '../../../../compile/rules/split-and-balance'

/** Columns that the kind can go by, likeliest first: those that are no feature, then all others but the target. */
export function columnsFor(kind: SplitPick['kind'], schema: DatasetSchema, target: string): readonly string[] {
  const types = SPLIT_COLUMNS[kind]
  if (!types) return []
  const fit = schema.columns.filter(({ name, type }) => types.has(type) && name !== target)
  const rank = ({ name, type }: (typeof fit)[number]) =>
    (kind === 'time' && type === 'time') || (kind !== 'time' && schema.ignore.includes(name))
      ? 0
      : type === 'number'
        ? 2
        : 1
  return [...fit].sort((a, b) => rank(a) - rank(b)).map(({ name }) => name)
}

/** A pick of another kind, with the shares that were set and a column where it needs one. */
export function pickOfKind(kind: SplitPick['kind'], before: SplitPick, columns: readonly string[]): SplitPick {
  const { stratify, seed } = before
  const test = before.test > 0 ? before.test : kind === 'fixed' || kind === 'column' ? 0 : 0.1
  const column = before.column !== undefined && columns.includes(before.column) ? before.column : columns[0]
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
