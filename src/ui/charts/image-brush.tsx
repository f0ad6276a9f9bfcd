/** @file A brush on the image of a row: draws and erases, so that the prediction for the changed image can be seen. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { perRow } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import { rowsText } from '../../messages/en/data/rows'
import { Segmented } from '../kit/segmented'
import kit from '../kit/kit.module.css'
import { brushOnImage, type Stroke } from '../network/node-faces/strokes-to-image'
import { padLook, paintSample, usePenStrokes } from '../network/node-faces/use-pen-strokes'
import { datasetLook } from './paint-pixels'
import { useLoadedColumn } from './use-loaded-rows'

const text = rowsText.record.brush

/** Side of the pad in CSS pixels, and how wide the brush is as a share of it. */
const SIDE = 220
const WIDTH = 0.08
/** The least time between two predictions, in ms. */
const REST = 80

const TOOLS = ['draw', 'erase'] as const
type Tool = (typeof TOOLS)[number]

interface ImageBrushProps {
  readonly dataset: Dataset
  /** The index of the column of images. */
  readonly at: number
  readonly row: number
  /** The changed pixels; undefined for the image of the row. */
  readonly value: readonly number[] | undefined
  readonly onChange: (pixels: readonly number[]) => void
}

/** Shows the image of a row on a pad. Strokes change its pixels; a reset shows the image of the row again. */
export function ImageBrush({ dataset, at, row, value, onChange }: ImageBrushProps) {
  const schema = dataset.schema.columns[at]
  const values = useLoadedColumn(dataset.columns[at], schema, row)
  const own = useMemo(
    () => (schema?.type === 'image' && values?.type === 'image' ? rowOf(values, perRow(schema), row) : undefined),
    [schema, values, row],
  )
  const [tool, setTool] = useState<Tool>('draw')
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<number[][]>([])
  const tools = useRef<Tool[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const look = datasetLook(dataset)
  const shape = schema?.type === 'image' ? ([schema.height, schema.width, schema.channels] as const) : undefined

  function paint(): readonly number[] {
    if (!own || !shape) return []
    while (tools.current.length < strokes.current.length) tools.current.push(tool)
    const marks = strokes.current.map((stroke, i) => ({
      stroke: stroke as Stroke,
      isErased: tools.current[i] === 'erase',
    }))
    const pixels = brushOnImage(own, shape, marks, { side: SIDE, pen: WIDTH * SIDE })
    paintSample(canvas.current, pixels, shape, look)
    return pixels
  }
  function onInk(): void {
    const pixels = paint()
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(pixels), REST)
  }
  const handlers = usePenStrokes({ width: SIDE, height: SIDE, pen: WIDTH * SIDE }, canvas, strokes, onInk)
  const isReset = value === undefined
  const first = useRef(paint)
  first.current = paint
  useEffect(() => () => clearTimeout(timer.current), [])
  // The image of the row at first, and again after a reset.
  useEffect(() => {
    if (!isReset || !own) return
    strokes.current = []
    tools.current = []
    first.current()
  }, [isReset, own])
  if (!schema) return null
  return (
    <>
      <canvas
        ref={canvas}
        className={kit.pad}
        width={SIDE * 2}
        height={SIDE * 2}
        {...padLook(look)}
        style={{ width: SIDE, height: SIDE, ...padLook(look).style }}
        role="img"
        aria-label={text.pad({ column: schema.name })}
        {...handlers}
      />
      <Segmented
        label={text.tool}
        layout="bare"
        value={tool}
        options={TOOLS.map((one) => ({ value: one, title: text.tools[one] }))}
        onChange={setTool}
      />
    </>
  )
}
