/**
 * @file TryForm: one field for each input column of the model: a slider, a select box, a text field or a drawing pad.
 */
import { useEffect, useId, useRef, useState } from 'react'
import { urlText } from '../../../../messages/en/operate/url'
import type { ModelMeta, TensorMeta } from '../../../../serving/http/model-metadata'
import { rowsToTry } from '../../../../studio/data/test-set-views'
import { PixelImage, useDatasetLook } from '../../../charts/pixel-image'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { columnOf, loadImage } from '../../../network/node-faces/column-ranges'
import { frameFor, type Stroke, strokesToImage } from '../../../network/node-faces/strokes-to-image'
import { clearCanvas, padLook, paintSample, usePenStrokes } from '../../../network/node-faces/use-pen-strokes'
import { useSelect } from '../../../studio-context'
import type { TryValue, TryValues } from './infer-request'
import kit from '../../../kit/kit.module.css'
import styles from './url.module.css'

export interface TryFormProps {
  readonly meta: ModelMeta
  readonly values: TryValues
  readonly onChange: (values: TryValues) => void
}

/** The form for a request with one row. */
export function TryForm({ meta, values, onChange }: TryFormProps) {
  return meta.table.map((column) => (
    <Column
      key={column.name}
      column={column}
      value={values[column.name] ?? ''}
      onChange={(value) => onChange({ ...values, [column.name]: value })}
    />
  ))
}

interface ColumnProps {
  readonly column: TensorMeta
  readonly value: TryValue
  readonly onChange: (value: TryValue) => void
}

function Column({ column, value, onChange }: ColumnProps) {
  const { name, datatype, shape, labels, range } = column
  const label = name.replaceAll('_', ' ')
  if (shape.length === 4 && Array.isArray(value)) {
    return <TryPad name={name} shape={shape.slice(1)} value={value as readonly number[]} onChange={onChange} />
  }
  if (shape.length > 1) {
    const numbers = Array.isArray(value) ? (value as readonly number[]) : []
    return (
      <TextField
        label={label}
        layout="stack"
        help={urlText.try.numbers({ n: numbers.length })}
        value={numbers.join(' ')}
        onChange={(text) =>
          onChange(
            text
              .split(/[\s,;]+/)
              .filter(Boolean)
              .map(Number),
          )
        }
      />
    )
  }
  if (labels) {
    return (
      <Select
        label={label}
        layout="stack"
        value={String(value)}
        options={labels.map((one) => ({ value: one, title: one }))}
        onChange={onChange}
      />
    )
  }
  if (datatype === 'BYTES') {
    return <TextField label={label} layout="stack" value={String(value)} onChange={onChange} />
  }
  if (!range) {
    return <NumberField label={label} layout="stack" value={Number(value)} min={-1e9} max={1e9} onChange={onChange} />
  }
  return <SliderField label={label} value={Number(value)} min={range[0]} max={range[1]} onSlide={onChange} />
}

const { try: text } = urlText

/** The width and height of the pad, in CSS pixels. */
const SIDE = 140
const PEN = 11

interface TryPadProps {
  readonly name: string
  /** The shape of the image: height, width and channels. */
  readonly shape: readonly number[]
  readonly value: readonly number[]
  readonly onChange: (pixels: readonly number[]) => void
}

/** The drawing pad, next to the image as the model receives it. */
function TryPad({ name, shape, value, onChange }: TryPadProps) {
  const data = useSelect((state) => state.data)
  const rows = useSelect(rowsToTry)
  const canvas = useRef<HTMLCanvasElement>(null)
  const look = useDatasetLook()
  const strokes = useRef<number[][]>([])
  const [exampleIndex, setExampleIndex] = useState(0)
  const [height = 1, width = 1, channels = 1] = shape
  const handlers = usePenStrokes({ width: SIDE, height: SIDE, pen: PEN }, canvas, strokes, () => {
    const ink = strokesToImage(
      strokes.current as readonly Stroke[],
      frameFor(height, width, data.tag === 'none' ? '' : data.schema.id),
    )
    onChange(Array.from(ink).flatMap((gray) => new Array<number>(channels).fill(Math.round(gray))))
  })
  const schema = data.tag === 'none' ? undefined : data.schema.columns.find((one) => one.name === name)

  async function sample(): Promise<void> {
    if (data.tag !== 'ready' || schema?.type !== 'image') return
    const column = columnOf(data.dataset, name)
    // Advances by 7 rows at a time, because neighboring rows in a stratified split often have the same class.
    const row = rows[(exampleIndex * 7) % Math.max(rows.length, 1)]
    setExampleIndex(exampleIndex + 1)
    if (!column || row === undefined) return
    const pixels = Array.from(await loadImage(column, schema, row))
    strokes.current = []
    paintSample(canvas.current, pixels, shape, look)
    onChange(pixels)
  }
  function clear(): void {
    strokes.current = []
    clearCanvas(canvas.current)
    onChange(new Array<number>(height * width * channels).fill(0))
  }
  const fits = schema?.type === 'image' && schema.height === height && schema.width === width
  return (
    <div className={`${kit.rowWide} ${kit.top} ${styles.pad}`}>
      <div className={`${kit.frame} ${styles.surface}`}>
        <canvas
          ref={canvas}
          className={kit.pad}
          {...padLook(look)}
          width={SIDE * 2}
          height={SIDE * 2}
          role="img"
          aria-label={text.draw({ name })}
          {...handlers}
        />
      </div>
      <div className={`${kit.stack} ${kit.caption}`}>
        <span>{text.sentAs}</span>
        <PixelImage
          pixels={Float32Array.from(value)}
          shape={[height, width, channels]}
          label={text.sentImage({ name })}
          side={84}
        />
        <div className={kit.wrap}>
          {fits && (
            <Button size="small" onClick={() => void sample()}>
              {text.sample}
            </Button>
          )}
          <Button size="small" onClick={clear}>
            {text.clear}
          </Button>
        </div>
      </div>
    </div>
  )
}

// SliderField: a slider for a number, which reports its value both while it moves and when it is released.

export interface SliderFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** The step size; defaults to a power of ten that results in at least 100 steps. */
  readonly step?: number
  readonly unit?: string
  readonly help?: string
  readonly disabled?: boolean
  /** Called while the slider moves. */
  readonly onSlide?: (value: number) => void
  /** Called when the slider is released at a different value. */
  readonly onSet?: (value: number) => void
}

/** A slider with its value. */
export function SliderField({ label, value, min, max, step, unit, help, disabled, onSlide, onSet }: SliderFieldProps) {
  const id = useId()
  const [at, setAt] = useState(value)
  useEffect(() => setAt(value), [value])
  const end = () => {
    if (at !== value) onSet?.(at)
  }
  return (
    <div className={styles.sliderField}>
      <label className={kit.anywhere} htmlFor={id}>
        {label}
      </label>
      <output htmlFor={id}>{urlText.slider({ value: at, unit })}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step ?? stepOf(max - min)}
        value={at}
        disabled={disabled === true}
        onChange={({ currentTarget }) => {
          setAt(Number(currentTarget.value))
          onSlide?.(Number(currentTarget.value))
        }}
        onPointerUp={end}
        onKeyUp={end}
        onBlur={end}
      />
      {help && <p>{help}</p>}
    </div>
  )
}

/** The largest power of ten that divides the range into at least a hundred steps. */
function stepOf(range: number): number {
  return Number((10 ** Math.floor(Math.log10(Math.max(range, 1e-9) / 100))).toPrecision(1))
}
