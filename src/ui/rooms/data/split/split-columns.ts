/** @file Which columns a kind of split can go by here, and the one it begins with. */
import type { SplitPick } from '../../../../catalog/plan'
import { SPLIT_COLUMNS } from '../../../../compile/rules/split-and-balance'
import type { Dataset } from '../../../../data/dataset'
import { likelyGroupsOf } from '../../../../data/findings/likely-groups'
import { keysOf } from '../../../../data/row-keys'

/** Columns that the kind can go by, likeliest first: of groups those that the report would tell when they are torn, then what comes again, then what is no feature. */
export function columnsFor(kind: SplitPick['kind'], dataset: Dataset, target: string): readonly string[] {
  const types = SPLIT_COLUMNS[kind]
  if (!types) return []
  const { schema } = dataset
  const fit = schema.columns.filter(
    ({ name, type }) => types.has(type) && name !== target && !(kind === 'group' && isUnique(dataset, name)),
  )
  const likely = kind === 'group' ? likelyGroupsOf(dataset, target).map(({ column }) => column) : []
  const rank = ({ name, type }: (typeof fit)[number]) =>
    (kind === 'group' ? (likely.includes(name) ? -4 : 4 * unlikely(dataset, name)) : 0) +
    ((kind === 'time' && type === 'time') || (kind !== 'time' && schema.ignore.includes(name))
      ? 0
      : type === 'number'
        ? 2
        : 1)
  const ranks = new Map(fit.map((column) => [column, rank(column)]))
  return [...fit].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)).map(({ name }) => name)
}

/** Fewer groups than this can hardly be shared out evenly. */
const FEW = 10

/** Whether each row has a value of its own: by such groups rows are split by chance. */
function isUnique(dataset: Dataset, name: string): boolean {
  const keyed = keysOf(dataset, name)
  if (!keyed) return false
  const seen = new Uint8Array(keyed.names.length)
  for (const key of keyed.keys) {
    if (key < 0) continue
    if (seen[key]) return false
    seen[key] = 1
  }
  return true
}

/** How unlikely a column names groups: 0 where its values come again, 1 where there are few of them, 2 where nearly every row has its own. */
function unlikely(dataset: Dataset, name: string): number {
  const groups = keysOf(dataset, name)?.names.length ?? dataset.schema.rows
  if (groups > dataset.schema.rows / 2) return 2
  return groups < FEW ? 1 : 0
}

/** A pick of another kind, with the shares that were set and a column where it needs one. */
export function pickOfKind(kind: SplitPick['kind'], before: SplitPick, columns: readonly string[]): SplitPick {
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
