/**
 * @file usePredictionFilter: finds the rows that satisfy a condition on the model's predictions with the current
 * weights.
 */
import { useEffect, useMemo, useState } from 'react'
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { namesIn } from '../../../../data/evaluate-condition'
import { isVirtualColumn } from '../../../../data/virtual-columns'
import { useSelect, useStudio } from '../../../studio-context'

export interface PredictionFilter {
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
