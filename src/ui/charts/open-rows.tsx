/** @file OpenRows: what shows the examples behind a number, a cell, or a bar of the Evaluate page in the Data page. */
import type { ReactNode } from 'react'
import type { Condition } from '../../data/condition'
import { openRowsText as text } from '../../messages/en/evaluate/failures'
import { errorNotice } from '../../studio/notice'
import type { Predicted } from '../../studio/evaluation/report'
import { Button } from '../kit/button'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'

/** Rows of the evaluated data: their numbers, a condition that holds in the evaluated set, or how to find them. */
export type EvaluatedRows = readonly number[] | Condition | (() => Promise<readonly number[]>)

/** Opens rows in the Data page; undefined while the data in use is not the evaluated one, whose rows have other numbers. */
export function useOpenRows(): ((rows: EvaluatedRows, title: string) => void) | undefined {
  const studio = useStudio()
  const isInUse = useSelect(({ data, metrics }) => data.tag === 'ready' && data.key === metrics?.data)
  const split = useSelect((state) => state.metrics?.split)
  if (!isInUse) return undefined
  async function open(rows: EvaluatedRows, title: string): Promise<void> {
    try {
      if (typeof rows === 'function') await studio.run('data.look', { rows: [...(await rows())], title })
      else if ('length' in rows) await studio.run('data.look', { rows: [...rows], title })
      else {
        const inSet = { column: 'split', is: '=', value: split ?? 'validation' } as const
        await studio.run('data.look', { where: { all: [...('all' in rows ? rows.all : [rows]), inSet] }, title })
      }
    } catch (error) {
      await studio.run('notice.show', errorNotice(error))
    }
  }
  return (rows, title) => void open(rows, title)
}

/** Finds the evaluated rows whose prediction meets a test, by predicting the set again. */
export function useFindPredicted(output: string) {
  const studio = useStudio()
  const split = useSelect((state) => state.metrics?.split)
  return (matches: (predicted: Predicted, i: number) => boolean) => async (): Promise<readonly number[]> => {
    const predicted = await studio.run('evaluate.predictions', { split, output })
    return 'byteLength' in predicted ? [] : [...predicted.rows].filter((_, i) => matches(predicted, i))
  }
}

interface OpenRowsProps {
  readonly rows: EvaluatedRows
  /** The heading above the rows in the Data page. */
  readonly title: string
  /** A number or a name in a table is a link. */
  readonly look?: 'link' | 'button'
  readonly children: ReactNode
}

export function OpenRows({ rows, title, look = 'link', children }: OpenRowsProps) {
  const open = useOpenRows()
  const disabled = !open || (Array.isArray(rows) && rows.length === 0)
  const shared = { disabled, title: open ? title : text.otherVersion, onClick: () => open?.(rows, title) }
  if (look === 'button')
    return (
      <Button size="small" {...shared}>
        {children}
      </Button>
    )
  if (disabled) return children
  return (
    <button type="button" className={kit.link} {...shared}>
      {children}
    </button>
  )
}
