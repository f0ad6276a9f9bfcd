/**
 * @file Split and balance: reports settings that are invalid regardless of the data, and settings that this dataset
 * does not support.
 */
import { message } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { BalancePick, SplitPick } from '../../catalog/training-plan'
import type { OutputBinding } from '../../data/column-binding'
import type { Rule } from './rule-context'

type Kind = SplitPick['kind']
type Types = ReadonlySet<ColumnSchema['type']>

/** The column types that each kind of split accepts; undefined if the split needs no column. */
export const SPLIT_COLUMNS: Readonly<Record<Kind, Types | undefined>> = {
  random: undefined,
  fixed: undefined,
  group: new Set(['category', 'number', 'text', 'time'] as const),
  time: new Set(['time', 'number'] as const),
  column: new Set(['category', 'number', 'text'] as const),
}

const KINDS: readonly string[] = Object.keys(SPLIT_COLUMNS)
const SAMPLINGS: readonly unknown[] = [undefined, 'over', 'under'] satisfies readonly BalancePick['sampling'][]

/**
 * The first problem with a split that does not depend on the data. Scripts and files may contain anything, so every
 * value is checked.
 */
export function splitProblem(pick: SplitPick): Problem | undefined {
  const { kind, train, validation, test, column, seed = 0, gap = 0 } = pick
  const shares = [train, validation, test]
  const fine = shares.every((share) => share >= 0 && share <= 1) && train > 0 && train + validation + test <= 1 + 1e-9
  if (!fine) return message('plan-split', { train: Number(train), validation: Number(validation), test: Number(test) })
  if (!KINDS.includes(kind)) return message('plan-split-kind', { kind: String(kind), kinds: KINDS })
  if (SPLIT_COLUMNS[kind] && (typeof column !== 'string' || column === ''))
    return message('plan-split-column', { kind })
  if (!whole(gap, 1e9)) return message('plan-split-gap', { value: Number(gap) })
  return whole(seed, 4_294_967_295) ? undefined : message('plan-seed', { value: Number(seed) })
}

/** The first problem with a balance setting that does not depend on the data. */
export function balanceProblem({ sampling, weights, groups }: BalancePick): Problem | undefined {
  if (!SAMPLINGS.includes(sampling)) return message('plan-balance', { sampling: String(sampling) })
  for (const [part, column] of Object.entries({ weights, groups }))
    if (column !== undefined && typeof column !== 'string') return message('plan-balance', { sampling: part })
  return undefined
}

function whole(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max
}

export const splitAndBalance: Rule = ({ plan, schema, binding }) => {
  if (!schema) return []
  const { balance } = plan
  const { kind, column } = plan.split
  const types = SPLIT_COLUMNS[kind]
  const misfit = types && column !== undefined && !fits(schema.columns, column, types)
  const weightless = balance?.weights !== undefined && !fits(schema.columns, balance.weights, NUMBERS)
  const task = firstClasses(binding.outputs)
  const groupColumns = schema.columns.filter(({ name }) => name !== task?.column)
  const groupless = balance?.groups !== undefined && !fits(groupColumns, balance.groups, CATEGORIES)
  const classless = balance?.sampling ?? (balance?.groups === undefined ? undefined : 'groups')
  const codes = [
    misfit ? error(message('split-column-misfit', { kind, column, columns: named(schema.columns, types) })) : [],
    weightless
      ? error(message('balance-misfit', { column: String(balance.weights), columns: named(schema.columns, NUMBERS) }))
      : [],
    groupless
      ? error(
          message('balance-groups-misfit', {
            column: String(balance.groups),
            columns: named(groupColumns, CATEGORIES),
          }),
        )
      : [],
    classless && binding.outputs.length > 0 && !task
      ? [
          {
            severity: 'advice' as const,
            problem: message('balance-no-classes', { sampling: classless }),
            fixes: [],
          },
        ]
      : [],
  ]
  return codes.flat()
}

const NUMBERS: Types = new Set(['number'] as const)
const CATEGORIES: Types = new Set(['category'] as const)

/** The output whose classes are balanced and whose labels are weighted by group: the first with classes. */
export function firstClasses(outputs: readonly Pick<OutputBinding, 'task'>[]) {
  for (const { task } of outputs) if (task.kind === 'classes') return task
  return undefined
}

function error(problem: Problem) {
  return [{ severity: 'error' as const, problem, fixes: [] }]
}

function fits(columns: readonly ColumnSchema[], name: string, types: Types): boolean {
  return columns.some((column) => column.name === name && types.has(column.type))
}

function named(columns: readonly ColumnSchema[], types: Types): readonly string[] {
  return columns.filter(({ type }) => types.has(type)).map(({ name }) => name)
}
