/**
 * @file NumberField: a number to type, to step with the arrow keys, or to drag at its handle. A change is reported once, at the end of
 * the gesture. A value that does not fit is not taken, and the field says why.
 */
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react'
import { kitText as text } from '../../messages/en/kit'
import { join } from './button'
import { Field, type FieldLook, naming, type ShownLook } from './field'
import fields from './field.module.css'
import styles from './number-field.module.css'
import { type NumberRange, numberText, parseNumber, rangeText, stepped } from './number-text'
import { useLit } from './use-lit'

export interface NumberFieldProps extends FieldLook, NumberRange {
  readonly value: number
  /** Called at the end of a gesture: Enter, leaving the field, an arrow key, or the end of a drag. */
  readonly onChange: (value: number) => void
  /** The change by one arrow key or a few dragged pixels; ten times as much with Shift. */
  readonly step?: number
  readonly unit?: string
}

/** Dragged pixels per step. */
const PIXELS = 4

/** A number within a range. */
export function NumberField(props: NumberFieldProps) {
  const { value, onChange, min, max, integer = false, step = integer ? 1 : stepFor(value), unit, ...look } = props
  const id = useId()
  const [draft, setDraft] = useState<string>()
  const [problem, setProblem] = useState<string>()
  /** Why the text left in the field was not taken. Shown once the pointer is up, because it moves what is below. */
  const [refused, setRefused] = useState<string>()
  const { lit, onFocus, onBlur } = useLit()
  const scrub = useRef<{ x: number; from: number; step: number; to: number } | null>(null)
  const range = { min, max, integer }

  function take(next: number): void {
    setDraft(undefined)
    setProblem(undefined)
    setRefused(undefined)
    if (next !== value) onChange(next)
  }
  function finish(): void {
    if (draft === undefined) return
    const read = parseNumber(draft, range)
    if ('value' in read) take(read.value)
    else setProblem(read.problem)
  }
  function leave(): void {
    onBlur()
    const read = draft === undefined ? undefined : parseNumber(draft, range)
    take(read && 'value' in read ? read.value : value)
    if (read && 'problem' in read) setRefused(text.number.kept({ problem: read.problem, value: numberText(value) }))
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (steps !== undefined) {
      event.preventDefault()
      const read = draft === undefined ? undefined : parseNumber(draft, range)
      take(stepped(read && 'value' in read ? read.value : value, event.shiftKey ? steps * 10 : steps, step, range))
    } else if (event.key === 'Enter') {
      finish()
    } else if (event.key === 'Escape' && draft !== undefined) {
      event.stopPropagation()
      setDraft(undefined)
      setProblem(undefined)
    }
  }
  function onScrubStart(event: PointerEvent<HTMLSpanElement>): void {
    if (look.disabled || event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    scrub.current = { x: event.clientX, from: value, step, to: value }
  }
  function onScrub(event: PointerEvent<HTMLSpanElement>): void {
    const held = scrub.current
    if (!held) return
    const steps = Math.round((event.clientX - held.x) / PIXELS) * (event.shiftKey ? 10 : 1)
    held.to = stepped(held.from, steps, held.step, range)
    setDraft(numberText(held.to))
  }
  function onScrubEnd(): void {
    const held = scrub.current
    scrub.current = null
    if (held) take(held.to)
  }

  // A field with its own help keeps it: the range shows only where there is none.
  const said = problem ?? (lit ? undefined : refused)
  const note = said ?? look.help ?? (lit ? rangeText(range) : undefined)
  const shown: ShownLook = {
    ...look,
    ...(note === undefined ? {} : { help: note }),
    ...(said === undefined ? {} : { tone: 'bad' }),
  }
  return (
    <Field look={shown} control={id}>
      <span className={join(fields.box, styles.box)} data-invalid={problem ? '' : undefined}>
        <input
          id={id}
          className={fields.input}
          role="spinbutton"
          inputMode={integer ? 'numeric' : 'decimal'}
          {...spoken('aria-valuenow', value)}
          {...spoken('aria-valuemin', min)}
          {...spoken('aria-valuemax', max)}
          aria-invalid={problem ? true : undefined}
          disabled={look.disabled}
          value={draft ?? numberText(value)}
          {...naming(shown, id)}
          onChange={(event) => setDraft(event.target.value)}
          onFocus={(event) => {
            onFocus()
            setRefused(undefined)
            event.target.select()
          }}
          onBlur={leave}
          onKeyDown={onKeyDown}
          autoComplete="off"
        />
        {unit && <span className={styles.unit}>{unit}</span>}
        {/* For the pointer only: the keyboard has the arrow keys. */}
        <span
          className={styles.scrub}
          aria-hidden="true"
          title={text.number.drag}
          onPointerDown={onScrubStart}
          onPointerMove={onScrub}
          onPointerUp={onScrubEnd}
          onPointerCancel={() => {
            scrub.current = null
            setDraft(undefined)
          }}
        >
          ↔
        </span>
      </span>
    </Field>
  )
}

/** A number as an ARIA attribute, which takes no exponent. */
function spoken(name: string, value: number): Readonly<Record<string, string>> {
  if (!Number.isFinite(value)) return {}
  return { [name]: value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 }) }
}

/** A tenth of the value's own magnitude: fine enough for 0.001, quick enough for 500. */
function stepFor(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 0.01 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
}
