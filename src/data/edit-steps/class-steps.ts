/** @file Map, off and order steps: merge different spellings, rename, disable or order the classes of a column. */
import { message, type Message } from '../../messages/message'
import { stepFaults } from '../../messages/en/dataset-edits'
import { fail, ok, type Result } from '../../base/result'
import { textAt, textColumn } from '../column-operations'
import type { Dataset } from '../dataset'
import { defineStep } from '../dataset-edit'
import { findColumn, type ColumnMatch, isName, wrongColumnType, shorten, withColumn } from './step-helpers'
import { withRows } from './row-steps'

export interface MapStep {
  readonly kind: 'map'
  readonly column: string
  /** Pairs of an old and a new value; a new value of null means missing. */
  readonly values: readonly (readonly [from: string, to: string | null])[]
  readonly [part: string]: unknown
}

export const mapValues = defineStep<MapStep>({
  kind: 'map',
  record: ({ column, values }) => message('step-did-map', { column, values }),
  check({ column, values }) {
    if (!isName(column)) return stepFaults.noColumn
    const isPair = (pair: unknown) =>
      Array.isArray(pair) &&
      pair.length === 2 &&
      typeof pair[0] === 'string' &&
      (pair[1] === null || (typeof pair[1] === 'string' && pair[1] !== ''))
    return Array.isArray(values) && values.length > 0 && values.every(isPair) ? undefined : stepFaults.noPairs
  },
  apply(dataset, { column, values }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    return replaceValues(dataset, match.value, new Map(values))
  },
})

/** Replaces each listed value with its new value, or with missing, and removes the classes that were replaced. */
export function replaceValues(
  dataset: Dataset,
  { index, of, column }: ColumnMatch,
  values: ReadonlyMap<string, string | null>,
): Result<Dataset, Message> {
  const become = (value: string) => (values.has(value) ? (values.get(value) as string | null) : value)
  if (of.type === 'text' && column.type === 'text') {
    const texts = Array.from(column.ends, (_, row) => become(textAt(column, row)) ?? '')
    return ok(withColumn(dataset, index, of, textColumn(texts)))
  }
  if (of.type !== 'category' || column.type !== 'category') return wrongColumnType('map', of)
  const unknown = [...values.keys()].find((value) => !of.values.includes(value))
  if (unknown !== undefined)
    return fail(message('step-no-value', { column: of.name, value: shorten(unknown), values: of.values.slice(0, 20) }))
  const names = [...new Set(of.values.map(become).filter((name) => name !== null))]
  const codeOf = of.values.map((value) => {
    const name = become(value)
    return name === null ? -1 : names.indexOf(name)
  })
  const codes = column.codes.map((code) => (code < 0 ? -1 : (codeOf[code] as number)))
  return ok(withColumn(dataset, index, { ...of, values: names }, { type: 'category', codes }))
}

export interface OffStep {
  readonly kind: 'off'
  readonly column: string
  readonly values: readonly string[]
  readonly [part: string]: unknown
}

/** Removes the rows of a class but keeps its name; undoing the step enables the class again. */
export const turnOff = defineStep<OffStep>({
  kind: 'off',
  movesRows: true,
  record: ({ column, values }) => message('step-did-off', { column, values }),
  check: ({ column, values }) =>
    isName(column)
      ? Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string')
        ? undefined
        : stepFaults.noValues
      : stepFaults.noColumn,
  apply(dataset, { column, values }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const { of: schema, column: cells } = match.value
    if (schema.type !== 'category' || cells.type !== 'category') return wrongColumnType('off', schema)
    const unknown = values.find((value) => !schema.values.includes(value))
    if (unknown !== undefined)
      return fail(message('step-no-value', { column, value: shorten(unknown), values: schema.values.slice(0, 20) }))
    const removed = new Set(values.map((value) => schema.values.indexOf(value)))
    return withRows(
      dataset,
      Uint8Array.from(cells.codes, (code) => (removed.has(code) ? 0 : 1)),
    )
  },
})

export interface OrderStep {
  readonly kind: 'order'
  readonly column: string
  /** All classes, lowest first; absent to take back that the classes are ordered. */
  readonly values?: readonly string[]
  readonly [part: string]: unknown
}

/** Marks the classes of a column as ordered, and puts them in that order; without values, no longer. */
export const orderClasses = defineStep<OrderStep>({
  kind: 'order',
  record: ({ column, values }) => message('step-did-order', { column, ...(values && { values }) }),
  check({ column, values }) {
    if (!isName(column)) return stepFaults.noColumn
    if (values === undefined) return undefined
    const isOrder = Array.isArray(values) && values.length > 1 && values.every((value) => typeof value === 'string')
    return isOrder && new Set(values).size === values.length ? undefined : stepFaults.badOrder
  },
  apply(dataset, { column, values }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const { index, of: schema, column: cells } = match.value
    if (schema.type !== 'category' || cells.type !== 'category') return wrongColumnType('order', schema)
    if (values === undefined) {
      const { ordered: _ordered, ...unordered } = schema
      return ok(withColumn(dataset, index, unordered, cells))
    }
    if (values.length !== schema.values.length || schema.values.some((value) => !values.includes(value)))
      return fail(message('step-order', { column, values: schema.values.slice(0, 20) }))
    const codeOf = schema.values.map((value) => values.indexOf(value))
    const codes = cells.codes.map((code) => (code < 0 ? -1 : (codeOf[code] as number)))
    return ok(withColumn(dataset, index, { ...schema, values, ordered: true }, { type: 'category', codes }))
  },
})
