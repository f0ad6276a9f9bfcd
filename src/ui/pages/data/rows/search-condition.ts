/**
 * @file searchCondition: converts search text to a condition that matches text and classes containing it, as well as
 * the number or date that it represents.
 */
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { dateRange } from '../../../../data/date-range'

/** A condition that matches the search text; undefined for empty text. */
export function searchCondition(typed: string, { columns }: DatasetSchema): Condition | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  const number = Number(text.replace('−', '-'))
  const parts = columns.flatMap(({ name, type }): Condition[] => {
    if (type === 'text' || type === 'category') return [{ column: name, is: 'contains', value: text }]
    if (type === 'number' && Number.isFinite(number)) return [{ column: name, is: '=', value: number }]
    if (type === 'time' && dateRange(text)) return [{ column: name, is: '=', value: text }]
    return []
  })
  return { any: parts }
}

/** Combines conditions with AND; undefined if there are none. */
export function allOf(...parts: readonly (Condition | undefined)[]): Condition | undefined {
  const flat = parts.flatMap((part): readonly Condition[] => (part === undefined ? [] : conjuncts(part)))
  return flat.length < 2 ? flat[0] : { all: flat }
}

/** Splits a condition into the parts that are joined by AND. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all : [condition]
}
