/** @file Conditions that filter rows: from a search, a class, or the predictions of a model, checked before use. */
import type { DatasetSchema, ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { dateRange } from '../../../../data/date-range'
import { maskOf, namesIn } from '../../../../data/evaluate-condition'
import { type FindVirtualColumn, modelColumnName, isVirtualColumn } from '../../../../data/virtual-columns'
import type { Dataset } from '../../../../data/dataset'
import { useMemo, useEffect, useState } from 'react'
import { type Notation, notationOf } from '../../../../data/parse-entered-values'
import { useSelect, useStudio } from '../../../studio-context'

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

/**
 * Why the condition does not apply; undefined if it does. `asked` also includes the columns of the models' class
 * predictions, so that class names in the condition are checked too.
 */
export function conditionMisfit(
  condition: Condition,
  dataset: Dataset,
  {
    facts,
    asked: requested,
    trained,
  }: { readonly facts: FindVirtualColumn; readonly asked: readonly ColumnSchema[]; readonly trained: boolean },
): string | undefined {
  const allFacts: FindVirtualColumn = (fact, model) => {
    const known = model === undefined ? facts(fact) : undefined
    if (known || fact === 'split' || fact === 'row' || fact === 'number') return known
    const name = model === undefined ? fact : modelColumnName({ column: fact, model })
    const schema = requested.find((one) => one.name === name)
    return schema && { schema, column: { type: 'category', codes: new Int16Array(dataset.schema.rows).fill(-1) } }
  }
  const mask = maskOf(condition, dataset, allFacts)
  if (mask.ok || mask.error.code === 'no-model-fact' || (mask.error.code === 'no-fact' && trained)) return undefined
  return mask.error.sentence
}

/** Returns the notation; empty if no files determine it, as for a built-in dataset. */
export function useNotation(): Notation {
  const id = useSelect(({ project }) => project.data.dataset)
  const read = useSelect(({ sets }) => sets.sets.find((record) => record.id === id)?.read)
  return useMemo(() => notationOf(read), [read])
}

interface PredictionFilter {
  /** Whether the condition uses predictions; if so, `rows` contains the result. */
  readonly asks: boolean
  readonly rows: readonly number[]
  readonly busy: boolean
  readonly fault: string | undefined
}

/** Virtual columns that need no model. */
const KNOWN: ReadonlySet<string> = new Set(['split', 'row', 'number'])
const NO_ROWS: readonly number[] = []

/** Re-evaluates the condition when the data or the weights change. */
export function usePredictionFilter(where: Condition | undefined, schema: DatasetSchema): PredictionFilter {
  const studio = useStudio()
  const usesModel = useMemo(() => where !== undefined && asksModel(where, schema), [where, schema])
  const weights = useSelect((state) => `${state.run.tag === 'idle' ? '' : state.run.id} ${state.run.tag}`)
  const key = useSelect((state) => (state.data.tag === 'ready' ? state.data.key : ''))
  const of = `${key} ${weights}`
  const [result, setFound] = useState<{
    readonly where: Condition
    readonly of: string
    readonly rows: readonly number[]
    readonly fault?: string
  }>()
  useEffect(() => {
    if (!usesModel || !where) return
    let closed = false
    studio.run('data.find', { where }).then(
      (rows) => {
        if (!closed) setFound({ where, of, rows: rows as readonly number[] })
      },
      (error: unknown) => {
        if (!closed)
          setFound({ where, of, rows: NO_ROWS, fault: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      closed = true
    }
  }, [studio, usesModel, where, of])
  const here = result !== undefined && result.where === where && result.of === of ? result : undefined
  return {
    asks: usesModel,
    rows: here?.rows ?? NO_ROWS,
    busy: usesModel && !here,
    fault: usesModel ? here?.fault : undefined,
  }
}

function asksModel(where: Condition, { columns }: DatasetSchema): boolean {
  const others = [...namesIn(where)].filter((name) => !columns.some((column) => column.name === name))
  return others.some((name) => isVirtualColumn(name) && !KNOWN.has(name))
}
