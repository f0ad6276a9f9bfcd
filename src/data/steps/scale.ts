/** @file A number column scaled, everywhere or where a condition holds, so that mixed units become one. */
import { stepFaults } from '../../messages/en/dataset-edits'
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import type { Condition } from '../condition'
import { maskOf } from '../condition-mask'
import { printCondition } from '../condition-print'
import { defineStep } from '../step'
import { findColumn, isName, otherType, widened, withColumn } from './step-helpers'

export interface ScaleStep {
  readonly kind: 'scale'
  readonly column: string
  readonly factor: number
  /** Added after. */
  readonly offset?: number
  readonly where?: Condition
  /** The unit of the column afterwards. */
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
    const found = findColumn(dataset, column)
    if (!found.ok) return found
    const { index, of, column: cells } = found.value
    if (of.type !== 'number' || cells.type !== 'number') return otherType('scale', of)
    const mask = where && maskOf(where, dataset)
    if (mask && !mask.ok) return fail(message('step-condition', { why: mask.error.sentence }))
    const values = widened(cells.values)
    for (let row = 0; row < values.length; row++)
      if (!mask || mask.value[row]) values[row] = (values[row] as number) * factor + offset
    return ok(
      withColumn(dataset, index, unit === undefined ? of : { ...of, unit }, {
        type: 'number',
        values: of.wide ? values : Float32Array.from(values),
      }),
    )
  },
})
