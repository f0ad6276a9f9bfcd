/** @file searchCondition: what somebody types to find rows, as a condition: in any text or class, or as the number or date it is. */
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { momentOf } from '../../../../data/condition-time'

/** The rows in which a text is found; undefined where nothing is typed. */
export function searchCondition(typed: string, { columns }: DatasetSchema): Condition | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  const number = Number(text.replace('−', '-'))
  const parts = columns.flatMap(({ name, type }): Condition[] => {
    if (type === 'text' || type === 'category') return [{ column: name, is: 'contains', value: text }]
    if (type === 'number' && Number.isFinite(number)) return [{ column: name, is: '=', value: number }]
    if (type === 'time' && momentOf(text)) return [{ column: name, is: '=', value: text }]
    return []
  })
  return { any: parts }
}

/** Conditions that all have to be met, as one; undefined where there are none. */
export function allOf(...parts: readonly (Condition | undefined)[]): Condition | undefined {
  const flat = parts.flatMap((part): readonly Condition[] => (part === undefined ? [] : conjuncts(part)))
  return flat.length < 2 ? flat[0] : { all: flat }
}

/** What a condition asks for, part by part: all of them have to be met. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all : [condition]
}
