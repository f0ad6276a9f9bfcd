/**
 * @file Rename, drop and roles steps: rename or drop columns; set the target and the columns that are excluded from the
 * inputs.
 */
import { message } from '../../messages/message'
import { stepFaults } from '../../messages/en/dataset-edits'
import { fail, ok } from '../../base/result'
import { columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import { defineStep } from '../dataset-edit'
import { findColumn, isName } from './step-helpers'

export interface RenameStep {
  readonly kind: 'rename'
  readonly column: string
  readonly to: string
  readonly [part: string]: unknown
}

export const rename = defineStep<RenameStep>({
  kind: 'rename',
  record: ({ column, to }) => message('step-did-rename', { column, to }),
  check: ({ column, to }) => (isName(column) ? (isName(to) ? undefined : stepFaults.noName) : stepFaults.noColumn),
  apply(dataset, { column, to }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const { schema, columns } = dataset
    if (to !== column && columnIndex(schema, to) >= 0) return fail(message('step-name-taken', { column: to }))
    const named = (name: string) => (name === column ? to : name)
    return ok({
      schema: {
        ...schema,
        columns: schema.columns.with(match.value.index, { ...match.value.of, name: to }),
        target: named(schema.target),
        ignore: schema.ignore.map(named),
      },
      columns,
    })
  },
})

export interface DropStep {
  readonly kind: 'drop'
  readonly columns: readonly string[]
  readonly [part: string]: unknown
}

export const drop = defineStep<DropStep>({
  kind: 'drop',
  record: ({ columns }) => message('step-did-drop', { columns }),
  check: ({ columns }) =>
    Array.isArray(columns) && columns.length > 0 && columns.every(isName) ? undefined : stepFaults.noColumns,
  apply(dataset, { columns: names }) {
    const { schema, columns } = dataset
    for (const name of names) {
      const match = findColumn(dataset, name)
      if (!match.ok) return match
      if (name === schema.target) return fail(message('step-drop-target', { column: name }))
    }
    const stays = (i: number) => !names.includes(schema.columns[i]?.name ?? '')
    return ok({
      schema: {
        ...schema,
        columns: schema.columns.filter((_, i) => stays(i)),
        ignore: schema.ignore.filter((name) => !names.includes(name)),
      },
      columns: columns.filter((_, i) => stays(i)),
    })
  },
})

export interface RolesStep {
  readonly kind: 'roles'
  /** The target column. */
  readonly target?: string
  /** Columns that are excluded from the inputs. */
  readonly ignore?: readonly string[]
  /**
   * For the edit history only: the columns that this step excluded from the inputs, and those that it included again.
   */
  readonly newly?: readonly string[]
  readonly freed?: readonly string[]
  readonly [part: string]: unknown
}

export const roles = defineStep<RolesStep>({
  kind: 'roles',
  record({ target, ignore, newly, freed }) {
    return message('step-did-roles', {
      ...(target === undefined ? {} : { target }),
      ...(newly ? { newly } : {}),
      ...(freed ? { freed } : {}),
      // A step from an earlier version does not store the changes, so list all columns that are excluded from the
      // inputs.
      ...(ignore && !newly && !freed ? { ignore } : {}),
    })
  },
  settle(step, { schema: before }, { schema: after }) {
    if (step.ignore === undefined) return step
    const newly = after.ignore.filter((name) => !before.ignore.includes(name))
    const freed = before.ignore.filter((name) => !after.ignore.includes(name))
    return { ...step, ...(newly.length > 0 ? { newly } : {}), ...(freed.length > 0 ? { freed } : {}) }
  },
  check({ target, ignore, newly, freed }) {
    if (target === undefined && ignore === undefined) return stepFaults.noRoles
    if (target !== undefined && !isName(target)) return stepFaults.noColumn
    const fine = (names: unknown) => names === undefined || (Array.isArray(names) && names.every(isName))
    return fine(ignore) && fine(newly) && fine(freed) ? undefined : stepFaults.noColumns
  },
  apply(dataset, { target, ignore }) {
    for (const name of [...(target === undefined ? [] : [target]), ...(ignore ?? [])]) {
      const match = findColumn(dataset, name)
      if (!match.ok) return match
    }
    const schema: DatasetSchema = { ...dataset.schema, target: target ?? dataset.schema.target }
    const aside = (ignore ?? schema.ignore).filter((name) => name !== schema.target)
    return ok({ schema: { ...schema, ignore: aside }, columns: dataset.columns })
  },
})
