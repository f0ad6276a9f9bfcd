/** @file Columns renamed and left out; which is predicted, and which are set aside. */
import { message } from '../../messages/message'
import { list } from '../../messages/format'
import { fail, ok } from '../../base/result'
import { columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import { defineStep } from '../step'
import { findColumn, isName, NO_COLUMN } from './step-helpers'

export interface RenameStep {
  readonly kind: 'rename'
  readonly column: string
  readonly to: string
  readonly [part: string]: unknown
}

export const rename = defineStep<RenameStep>({
  kind: 'rename',
  words: ({ column, to }) => `renamed "${column}" to "${to}"`,
  check: ({ column, to }) =>
    isName(column) ? (isName(to) ? undefined : 'gives no name of 1 to 200 letters') : NO_COLUMN,
  apply(dataset, { column, to }) {
    const found = findColumn(dataset, column)
    if (!found.ok) return found
    const { schema, columns } = dataset
    if (to !== column && columnIndex(schema, to) >= 0) return fail(message('step-name-taken', { column: to }))
    const named = (name: string) => (name === column ? to : name)
    return ok({
      schema: {
        ...schema,
        columns: schema.columns.with(found.value.index, { ...found.value.of, name: to }),
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
  words: ({ columns }) => `dropped ${list(columns.map((name) => `"${name}"`))}`,
  check: ({ columns }) =>
    Array.isArray(columns) && columns.length > 0 && columns.every(isName) ? undefined : 'names no columns',
  apply(dataset, { columns: names }) {
    const { schema, columns } = dataset
    for (const name of names) {
      const found = findColumn(dataset, name)
      if (!found.ok) return found
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
  /** The column usually predicted. */
  readonly target?: string
  /** Columns not offered as features. */
  readonly ignore?: readonly string[]
  /** Of these, which were not set aside before, and which that were are no more: for the record alone. */
  readonly newly?: readonly string[]
  readonly freed?: readonly string[]
  readonly [part: string]: unknown
}

export const roles = defineStep<RolesStep>({
  kind: 'roles',
  words({ target, ignore, newly, freed }) {
    const named = (names: readonly string[]) => list(names.map((name) => `"${name}"`))
    const all = ignore && (ignore.length === 0 ? 'set no column aside' : `set ${named(ignore)} aside`)
    // A record of before these were kept tells all that are aside.
    const aside = newly || freed ? '' : all
    return [
      target === undefined ? '' : `chose "${target}" to be predicted`,
      newly ? `set ${named(newly)} aside` : '',
      freed ? `set ${named(freed)} aside no more` : '',
      aside,
    ]
      .filter(Boolean)
      .join(', ')
  },
  settle(step, { schema: before }, { schema: after }) {
    if (step.ignore === undefined) return step
    const newly = after.ignore.filter((name) => !before.ignore.includes(name))
    const freed = before.ignore.filter((name) => !after.ignore.includes(name))
    return { ...step, ...(newly.length > 0 ? { newly } : {}), ...(freed.length > 0 ? { freed } : {}) }
  },
  check({ target, ignore, newly, freed }) {
    if (target === undefined && ignore === undefined) return 'says neither what is predicted nor what is set aside'
    if (target !== undefined && !isName(target)) return NO_COLUMN
    const fine = (names: unknown) => names === undefined || (Array.isArray(names) && names.every(isName))
    return fine(ignore) && fine(newly) && fine(freed) ? undefined : 'names no columns'
  },
  apply(dataset, { target, ignore }) {
    for (const name of [...(target === undefined ? [] : [target]), ...(ignore ?? [])]) {
      const found = findColumn(dataset, name)
      if (!found.ok) return found
    }
    const schema: DatasetSchema = { ...dataset.schema, target: target ?? dataset.schema.target }
    const aside = (ignore ?? schema.ignore).filter((name) => name !== schema.target)
    return ok({ schema: { ...schema, ignore: aside }, columns: dataset.columns })
  },
})
