/**
 * @file The value of a cell: in the table, in full below the table, and as a condition that finds rows with the same
 * value.
 */

import { memo, useEffect, useRef } from 'react'
import { cellText } from '../../../../data/cell-text'
import { isMissing, perRow } from '../../../../data/column-operations'
import type { Condition } from '../../../../data/condition'
import { rowNumber } from '../../../../data/dataset'
import { rowOf } from '../../../../data/paged-columns'
import { rowsText } from '../../../../messages/en/data/rows'
import { hexRgb, useTokens } from '../../../charts/color-tokens'
import { paintPixels } from '../../../charts/paint-pixels'
import { useDatasetLook } from '../../../charts/pixel-image'
import { useLoadedColumn } from '../../../charts/use-loaded-rows'
import { Button } from '../../../kit/button'
import { classNames } from '../../../kit/button'
import kit from '../../../kit/kit.module.css'
import styles from './rows.module.css'
import type { ShownColumn } from './table-columns'

const splitNames = rowsText.split.values

/** Maximum number of characters per cell; the full text is shown below the table and in the row's panel. */
const MAX_CHARACTERS = 160

export interface CellProps {
  readonly of: ShownColumn
  readonly row: number
  /** Side length of an image in CSS pixels. */
  readonly side?: number
}

/** Renders the content of a cell. */
export const CellValue = memo(function CellValue({ of, row, side = 34 }: CellProps) {
  const { schema, column } = of
  if (column.type === 'image') return <CellPicture of={of} row={row} side={side} />
  if (isMissing(column, schema, row))
    return (
      <span className={kit.missing} translate="yes">
        {rowsText.missing}
      </span>
    )
  if (column.type === 'array') return perRow(schema) > 1 ? <Spark of={of} row={row} /> : <Single of={of} row={row} />
  const text = cellText(schema, column, row) ?? ''
  if (of.at < 0) return <span translate="yes">{splitNames[text as keyof typeof splitNames] ?? text}</span>
  return column.type === 'number' ? text.replace('-', '−') : shortened(text)
})

/** Text reduced to one line and truncated to the length that a cell can show. */
export function shortened(text: string, max = MAX_CHARACTERS): string {
  const line = (text.length > max ? `${text.slice(0, max)}…` : text).replace(/\s+/g, ' ')
  return line === ' ' ? '␣' : line
}

/** An image drawn pixel by pixel and scaled by the browser. */
export function CellPicture({ of, row, side = 34 }: CellProps) {
  const { schema, column: kept } = of
  const column = useLoadedColumn(kept, schema, row)
  const ref = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  const look = useDatasetLook()
  const [height, width] = schema.type === 'image' ? [schema.height, schema.width] : [1, 1]
  useEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context || schema.type !== 'image' || column?.type !== 'image') return
    const pixels = rowOf(column, perRow(schema), row)
    const painted = paintPixels(pixels, [schema.height, schema.width, schema.channels], hexRgb(tokens('ink')), look)
    context.putImageData(new ImageData(painted, schema.width, schema.height), 0, 0)
  }, [schema, column, row, tokens, look])
  return (
    <canvas
      ref={ref}
      className={styles.picture}
      width={width}
      height={height}
      data-small={height > side ? 'yes' : 'no'}
      style={{ height: side, maxWidth: '100%', aspectRatio: `${width} / ${height}` }}
      role="img"
      aria-label={rowsText.cell.image({ column: schema.name, row: rowNumber(of, row) })}
    />
  )
}

/** Shows an array that contains a single number. */
function Single({ of: { schema, column: kept }, row }: CellProps) {
  const column = useLoadedColumn(kept, schema, row)
  return column ? (cellText(schema, column, row) ?? '').replace('-', '−') : null
}

const SPARK = { width: 120, height: 28 }

interface SparkProps extends CellProps {
  readonly size?: { readonly width: number; readonly height: number }
  readonly className?: string | undefined
}

/** Shows a series as a line, or as one line per channel, with gaps where numbers are missing. */
export function Spark({ of: { schema, column: kept }, row, size = SPARK, className = styles.spark }: SparkProps) {
  const column = useLoadedColumn(kept, schema, row)
  if (schema.type !== 'array' || column?.type !== 'array') return null
  const values = rowOf(column, perRow(schema), row)
  const lines = sparkLines(values, channelsOf(schema.shape), size.width, size.height)
  return (
    <svg
      className={classNames(kit.series, className)}
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={seriesText(values)}
    >
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
        <path key={i} d={line} />
      ))}
    </svg>
  )
}

/** The number of lines needed to draw an array: one per channel along its last axis. */
function channelsOf(shape: readonly number[]): number {
  return shape.length > 1 ? (shape[shape.length - 1] ?? 1) : 1
}

const MAX_LINES = 4

/**
 * SVG paths of the channels within a box, decimated to the box width by keeping the minimum and maximum of each
 * interval.
 */
function sparkLines(values: ArrayLike<number>, channels: number, width: number, height: number): readonly string[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (value < low) low = value
    if (value > high) high = value
  }
  const length = Math.ceil(values.length / channels)
  const y = (value: number) => (high > low ? height - 1 - ((value - low) / (high - low)) * (height - 2) : height / 2)
  const interval = Math.max(1, Math.ceil(length / width))
  return Array.from({ length: Math.min(channels, MAX_LINES) }, (_, channel) => {
    let path = ''
    let pen = false
    for (let from = 0; from < length; from += interval) {
      let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (let i = from; i < Math.min(length, from + interval); i++) {
        const value = values[i * channels + channel] as number
        if (value < min) min = value
        if (value > max) max = value
      }
      if (min > max) {
        pen = false
        continue
      }
      const x = ((length > 1 ? from / (length - 1) : 0.5) * width).toFixed(1)
      path += `${pen ? 'L' : 'M'}${x} ${y(min).toFixed(1)}`
      if (max > min) path += `V${y(max).toFixed(1)}`
      pen = true
    }
    return path
  })
}

function seriesText(values: Float32Array): string {
  let [low, high, known] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    known++
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return rowsText.cell.series({ values: known, low, high })
}

interface CellBarProps {
  readonly of: ShownColumn | undefined
  readonly row: number | undefined
  /** Why the text typed into the cell is invalid for its column. */
  readonly wrong?: string | undefined
  readonly onOnly: (condition: Condition) => void
  readonly children: React.ReactNode
}

/** Maximum number of characters shown; a million characters would block the page. */
const MAX_WHOLE = 20_000

/** The bar below the rows. */
export function CellBar({ of, row, wrong, onOnly, children }: CellBarProps) {
  const same = of && row !== undefined ? suchRows(of, row) : undefined
  return (
    <section className={`${kit.row} ${styles.foot}`} aria-label={rowsText.cell.label} data-clear="">
      <div className={styles.value}>
        {wrong ? (
          <span className={kit.bad} role="alert">
            {wrong}
          </span>
        ) : of && row !== undefined ? (
          <>
            <b>{rowsText.cell.at({ row: rowNumber(of, row), column: of.schema.name })}</b>
            <WholeValue of={of} row={row} />
          </>
        ) : (
          <span className={kit.missing}>{rowsText.cell.hint}</span>
        )}
      </div>
      {same && (
        <>
          <Button size="small" onClick={() => onOnly(same)}>
            {rowsText.filterBy}
          </Button>
          <Button size="small" onClick={() => onOnly({ not: same })}>
            {rowsText.filterOut}
          </Button>
        </>
      )}
      {children}
    </section>
  )
}

/** The full value of a cell as text. */
export function WholeValue({ of: { schema, column: kept }, row }: { readonly of: ShownColumn; readonly row: number }) {
  const column = useLoadedColumn(kept, schema, row)
  if (schema.type === 'image') return <span>{rowsText.cell.pixels({ size: [schema.height, schema.width] })}</span>
  if (schema.type === 'array' && perRow(schema) > 200)
    return <span>{rowsText.cell.numbers({ shape: schema.shape })}</span>
  if (!column) return null
  const text = cellText(schema, column, row)
  if (text === undefined) return <span className={kit.missing}>{rowsText.missing}</span>
  const unit = schema.type === 'number' && schema.unit ? ` ${schema.unit}` : ''
  return (
    <span className={styles.whole} translate="no">
      {text.length > MAX_WHOLE ? `${text.slice(0, MAX_WHOLE)}…` : text}
      {unit}
    </span>
  )
}

/** A condition that matches rows with the same value; undefined for images and arrays, unless the value is missing. */
export function suchRows({ schema, column }: ShownColumn, row: number): Condition | undefined {
  if (isMissing(column, schema, row)) return { column: schema.name, is: 'missing' }
  if (column.type === 'image' || column.type === 'array') return undefined
  const text = cellText(schema, column, row) ?? ''
  if (column.type === 'number') return { column: schema.name, is: '=', value: column.values[row] as number }
  if (column.type === 'time') return { column: schema.name, is: '=', value: text }
  return { column: schema.name, is: '=', value: text }
}
