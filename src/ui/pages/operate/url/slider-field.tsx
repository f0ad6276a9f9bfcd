/** @file SliderField: a slider for a number, which reports its value both while it moves and when it is released. */
import { useEffect, useId, useState } from 'react'
import { urlText as text } from '../../../../messages/en/operate/url'
import styles from './url.module.css'

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
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{text.slider({ value: at, unit })}</output>
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
