/** @file SlideField: a number on a slider, told while it moves or once it is let go. */
import { useEffect, useId, useState } from 'react'
import styles from './url.module.css'

export interface SlideFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** Of one step; absent, a hundredth of the range. */
  readonly step?: number
  readonly unit?: string
  readonly help?: string
  readonly disabled?: boolean
  /** While it moves. */
  readonly onSlide?: (value: number) => void
  /** Once it is let go, where it came to stand elsewhere. */
  readonly onSet?: (value: number) => void
}

/** A slider with its value. */
export function SlideField({ label, value, min, max, step, unit, help, disabled, onSlide, onSet }: SlideFieldProps) {
  const id = useId()
  const [at, setAt] = useState(value)
  useEffect(() => setAt(value), [value])
  const end = () => {
    if (at !== value) onSet?.(at)
  }
  return (
    <div className={styles.slide}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>
        {at.toLocaleString('en-US', { maximumSignificantDigits: 4, useGrouping: at >= 10_000 })}
        {unit && ` ${unit}`}
      </output>
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

/** A power of ten that makes at least a hundred steps of a range. */
function stepOf(range: number): number {
  return Number((10 ** Math.floor(Math.log10(Math.max(range, 1e-9) / 100))).toPrecision(1))
}
