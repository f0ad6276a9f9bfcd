/** @file orderProblem: whether the columns that a window goes by are there, and whether the split keeps what is later out of training. */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Plan, PrepareStep } from '../../catalog/plan'

type Types = ReadonlySet<ColumnSchema['type']>
const TIMES: Types = new Set(['time', 'number'] as const)
const GROUPS: Types = new Set(['category', 'text', 'number'] as const)

/** The columns that windows of a column can go by, and those that can be groups to them. */
export function orderColumns(name: string, columns: readonly ColumnSchema[]) {
  const of = (types: Types) => columns.filter((one) => one.name !== name && types.has(one.type)).map((one) => one.name)
  // A time is what is meant where there is one.
  const times = columns.filter(({ type }) => type === 'time').map((one) => one.name)
  return { times: [...times, ...of(TIMES).filter((one) => !times.includes(one))], groups: of(GROUPS) }
}

/** Why a window in time of this column cannot be, if so. Without a split it is not asked. */
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
  const apart =
    (split.kind === 'time' && split.column === by) ||
    (split.kind === 'group' && within !== '' && split.column === within)
  return apart ? undefined : message('prepare-window-split', { column, by, within })
}
