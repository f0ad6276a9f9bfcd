/** @file OpenRows: what shows the examples behind a number, a cell, or a bar of the Evaluate page in the Data page. */
import { type ReactNode, useState } from 'react'
import type { Condition } from '../../data/condition'
import { openRowsText as text } from '../../messages/en/evaluate/failures'
import { errorNotice } from '../../studio/notice'
import type { Predicted } from '../../studio/evaluation/report'
import { Button } from '../kit/button'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import { Chart } from './chart'
import type { ChartProps } from './chart-frame'

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

/** Finds the evaluated rows whose prediction meets a test, and that meet a condition, by predicting the set again. */
export function useFindPredicted(output: string) {
  const studio = useStudio()
  const split = useSelect((state) => state.metrics?.split)
  return (matches: (predicted: Predicted, i: number) => boolean, where?: Condition) =>
    async (): Promise<readonly number[]> => {
      const predicted = await studio.run('evaluate.predictions', { split, output })
      if ('byteLength' in predicted) return []
      const found = [...predicted.rows].filter((_, i) => matches(predicted, i))
      if (!where) return found
      const also = new Set(await studio.run('data.find', { where }))
      return found.filter((row) => also.has(row))
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
  // A text of its own in a row, so that the row leaves space around it.
  if (disabled) return <span>{children}</span>
  return (
    <button type="button" className={kit.link} {...shared}>
      {children}
    </button>
  )
}

/** A place on the x-axis of a chart, with the rows behind it. */
interface PickedPlace extends Pick<OpenRowsProps, 'rows' | 'title'> {
  readonly at: number
}

interface PickRowsProps extends Omit<ChartProps, 'pick'> {
  /** What is picked, for screen readers. */
  readonly pickLabel: string
  /** The place that is nearest to an x value. */
  readonly placeAt: (x: number) => PickedPlace | undefined
  /** The place that is picked at first. */
  readonly preset: number
}

/** A chart in which a place is picked by a click or with the arrow keys, with a button that opens its rows. */
export function PickRows({ pickLabel: label, placeAt, preset, ...chart }: PickRowsProps) {
  const [picked, setPicked] = useState<number>()
  const place = placeAt(picked ?? preset)
  if (!place) return null
  return (
    <div>
      <Chart hasHeading {...chart} pick={{ label, at: place.at, onPick: setPicked }} />
      <OpenRows rows={place.rows} title={place.title} look="button">
        {place.title}
      </OpenRows>
    </div>
  )
}
