/**
 * @file orderProblem: checks that the columns of a time window exist, and that the split keeps later rows out of the
 * training set.
 */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Plan, PrepareStep } from '../../catalog/training-plan'

type Types = ReadonlySet<ColumnSchema['type']>
const TIMES: Types = new Set(['time', 'number'] as const)
const GROUPS: Types = new Set(['category', 'text', 'number'] as const)

/** Returns the columns that can determine the order of a column's windows, and the columns that can group them. */
export function orderColumns(name: string, columns: readonly ColumnSchema[]) {
  const of = (types: Types) => columns.filter((one) => one.name !== name && types.has(one.type)).map((one) => one.name)
  // If the dataset has time columns, only time columns can determine the order of the rows.
  const times = columns.filter(({ type }) => type === 'time').map((one) => one.name)
  return { times: [...times, ...of(TIMES).filter((one) => !times.includes(one))], groups: of(GROUPS) }
}

/**
 * Returns the reason why a time window of this column is not valid, or undefined if it is valid. The split is checked
 * only if it is given.
 */
export function orderProblem(
  { name: column }: Pick<ColumnSchema, 'name'>,
  steps: readonly PrepareStep[],
  columns: readonly ColumnSchema[],
  split?: Plan['split'],
): Problem | undefined {
  const step = steps.find(({ kind }) => kind === 'timeWindow')
  if (!step) return undefined
  const { times, groups } = orderColumns(column, columns)
  const [by, within] = [String(step.by ?? ''), String(step.within ?? '')]
  if (!times.includes(by)) return message('prepare-order-column', { column, named: by, part: 'by', columns: times })
  if (within !== '' && !groups.includes(within))
    return message('prepare-order-column', { column, named: within, part: 'within', columns: groups })
  if (!split) return undefined
  const isSeparated =
    (split.kind === 'time' && split.column === by) ||
    (split.kind === 'group' && within !== '' && split.column === within)
  return isSeparated ? undefined : message('prepare-window-split', { column, by, within })
}
