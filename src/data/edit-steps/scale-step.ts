/**
 * @file Scale step: multiplies a numeric column by a factor, in all rows or only where a condition is true, to convert
 * mixed units.
 */
import { stepFaults } from '../../messages/en/dataset-edits'
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import type { Condition } from '../condition'
import { maskOf } from '../evaluate-condition'
import { printCondition } from '../condition-text'
import { defineStep } from '../dataset-edit'
import { findColumn, isName, wrongColumnType, toFloat64, withColumn } from './step-helpers'

export interface ScaleStep {
  readonly kind: 'scale'
  readonly column: string
  readonly factor: number
  /** The offset to add after scaling. */
  readonly offset?: number
  readonly where?: Condition
  /** The unit of the column after the step. */
  readonly unit?: string
  readonly [part: string]: unknown
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)

export const scale = defineStep<ScaleStep>({
  kind: 'scale',
  record({ column, factor, offset = 0, where, unit }) {
    const at = where ? { where: printCondition(where) } : {}
    return message('step-did-scale', { column, factor, offset, ...at, ...(unit ? { unit } : {}) })
  },
  check({ column, factor, offset, where, unit }) {
    if (!isName(column)) return stepFaults.noColumn
    if (!isNumber(factor) || factor === 0 || (offset !== undefined && !isNumber(offset))) return stepFaults.badFactor
    if (where !== undefined && (typeof where !== 'object' || where === null)) return stepFaults.badCondition
    return unit === undefined || typeof unit === 'string' ? undefined : stepFaults.badUnit
  },
  apply(dataset, { column, factor, offset = 0, where, unit }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const { index, of: schema, column: cells } = match.value
    if (schema.type !== 'number' || cells.type !== 'number') return wrongColumnType('scale', schema)
    const mask = where && maskOf(where, dataset)
    if (mask && !mask.ok) return fail(message('step-condition', { why: mask.error.sentence }))
    const values = toFloat64(cells.values)
    for (let row = 0; row < values.length; row++)
      if (!mask || mask.value[row]) values[row] = (values[row] as number) * factor + offset
    return ok(
      withColumn(dataset, index, unit === undefined ? schema : { ...schema, unit }, {
        type: 'number',
        values: schema.wide ? values : Float32Array.from(values),
      }),
    )
  },
})
