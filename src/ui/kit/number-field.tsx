/**
 * @file NumberField: a number that can be typed, stepped with the arrow keys, or changed by dragging its handle. A
 * change is reported once, at the end of the interaction. An invalid value is rejected, and the field shows why.
 */
import { type KeyboardEvent, type PointerEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { kitText } from '../../messages/en/kit'
import { count } from '../../messages/format'
import { classNames } from './button'
import { ariaAttributes, Field, type FieldProps, type ShownFieldProps } from './field'
import fields from './field.module.css'
import { useSteadyFocus } from './focus'
import styles from './number-field.module.css'

const text = kitText.number

export interface NumberRange {
  readonly min: number
  readonly max: number
  readonly integer?: boolean
}

export interface NumberFieldProps extends FieldProps, NumberRange {
  readonly value: number
  /**
   * Called at the end of an interaction: on Enter, on leaving the field, after an arrow key, or at the end of a drag.
   */
  readonly onChange: (value: number) => void
  /**
   * The change in value for each press of an arrow key or for every PIXELS_PER_STEP dragged pixels; ten times as much
   * with Shift.
   */
  readonly step?: number
  readonly unit?: string
  /** Whether the number identifies something, such as a seed, so that it has no thousands separators. */
  readonly isIdentifier?: boolean
}

/** Number of dragged pixels per step. */
const PIXELS_PER_STEP = 4

/** A field for a number within a range. */
export function NumberField(props: NumberFieldProps) {
  const {
    value,
    onChange,
    min,
    max,
    integer = false,
    step = integer ? 1 : stepFor(value),
    unit,
    isIdentifier,
    ...look
  } = props
  const id = useId()
  const [draft, setDraft] = useState<string>()
  const [problem, setProblem] = useState<string>()
  /**
   * Why the entered text was rejected. Shown only after the pointer is released, because the message moves the content
   * below.
   */
  const [rejected, setRejected] = useState<string>()
  const { isFocused, onFocus, onBlur } = useSteadyFocus()
  const scrub = useRef<{ x: number; from: number; step: number; to: number } | null>(null)
  const input = useRef<HTMLInputElement>(null)
  // The plain digits that replace the digits with separators are not selected yet.
  useLayoutEffect(() => {
    if (isFocused && document.activeElement === input.current) input.current?.select()
  }, [isFocused])
  const range = { min, max, integer }

  function commit(next: number): void {
    setDraft(undefined)
    setProblem(undefined)
    setRejected(undefined)
    if (next !== value) onChange(next)
  }
  function finish(): void {
    if (draft === undefined) return
    const read = parseNumber(draft, range)
    if ('value' in read) commit(read.value)
    else setProblem(read.problem)
  }
  function leave(): void {
    onBlur()
    const read = draft === undefined ? undefined : parseNumber(draft, range)
    commit(read && 'value' in read ? read.value : value)
    if (read && 'problem' in read) setRejected(text.kept({ problem: read.problem, value: numberText(value) }))
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key]
    if (steps !== undefined) {
      event.preventDefault()
      const read = draft === undefined ? undefined : parseNumber(draft, range)
      commit(stepBy(read && 'value' in read ? read.value : value, event.shiftKey ? steps * 10 : steps, step, range))
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
    const steps = Math.round((event.clientX - held.x) / PIXELS_PER_STEP) * (event.shiftKey ? 10 : 1)
    held.to = stepBy(held.from, steps, held.step, range)
    setDraft(numberText(held.to))
  }
  function onScrubEnd(): void {
    const held = scrub.current
    scrub.current = null
    if (held) commit(held.to)
  }

  // Show the range while the field is focused, unless the field has help text or a problem.
  const shownProblem = problem ?? (isFocused ? undefined : rejected)
  const help = shownProblem ?? look.help ?? (isFocused ? rangeText(range) : undefined)
  const shown: ShownFieldProps = {
    ...look,
    ...(help === undefined ? {} : { help }),
    ...(shownProblem === undefined ? {} : { tone: 'bad' }),
  }
  return (
    <Field look={shown} control={id}>
      <span className={classNames(fields.box, styles.box)} data-invalid={problem ? '' : undefined}>
        <input
          ref={input}
          id={id}
          className={fields.input}
          role="spinbutton"
          inputMode={integer ? 'numeric' : 'decimal'}
          {...ariaNumber('aria-valuenow', value)}
          {...ariaNumber('aria-valuemin', min)}
          {...ariaNumber('aria-valuemax', max)}
          aria-invalid={problem ? true : undefined}
          disabled={look.disabled}
          value={draft ?? (isFocused || isIdentifier ? numberText : groupedNumberText)(value)}
          {...ariaAttributes(shown, id)}
          onChange={(event) => setDraft(event.target.value)}
          onFocus={(event) => {
            setRejected(undefined)
            onFocus()
            event.target.select()
          }}
          onBlur={leave}
          onKeyDown={onKeyDown}
          autoComplete="off"
        />
        {unit && <span className={styles.unit}>{unit}</span>}
        {/* For the pointer only; the keyboard uses the arrow keys. */}
        <span
          className={styles.scrub}
          aria-hidden="true"
          title={text.drag}
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

/** Formats a number as an ARIA attribute, without exponent notation. */
function ariaNumber(name: string, value: number): Readonly<Record<string, string>> {
  if (!Number.isFinite(value)) return {}
  return { [name]: value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 }) }
}

/** One tenth of the value's order of magnitude: fine enough for 0.001 but large enough for 500. */
function stepFor(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 0.01 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1)
}

// Numbers in fields: formatting and parsing (0.001, 1e-4, 1,024), ranges as text, and stepping.

/**
 * Formats a number for a field: no thousands separators, at most six significant digits, scientific notation below
 * 0.0001.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const short = Number(value.toPrecision(6))
  return Math.abs(short) < 1e-4 ? short.toExponential() : String(short)
}

/** A number in a field that is not being edited: as in `numberText`, but whole numbers have thousands separators. */
export function groupedNumberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? count(value) : numberText(value)
}

/** Parses a typed number, or returns the problem. Accepts thousands separators, and a comma as the decimal point. */
export function parseNumber(
  typed: string,
  range: NumberRange,
): { readonly value: number } | { readonly problem: string } {
  const trimmed = typed.trim().replace(/[\s\u202f\u00a0]/g, '')
  const plain = resolveCommas(trimmed, range)
  if (plain === undefined) {
    const [first = '', second = ''] = ['', '.'].map((mark) => numberText(Number(trimmed.replace(',', mark))))
    return { problem: text.ambiguous({ typed: trimmed, first, second }) }
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) {
    return { problem: range.integer ? text.needsWhole : text.needsNumber }
  }
  const value = Number(plain)
  if (range.integer && !Number.isInteger(value)) return { problem: text.needsWhole }
  if (value < range.min || value > range.max) return { problem: outsideText(range, value) }
  return { value }
}

/**
 * Interprets commas as thousands separators or decimal points; undefined if ambiguous. A comma before three digits
 * (1,600) is a thousands separator in an integer field, and a decimal point after a single zero (0,001); otherwise, the
 * interpretation that is in range is used.
 */
function resolveCommas(typed: string, { min, max, integer }: NumberRange): string | undefined {
  const thousands = typed.replaceAll(',', '')
  const point = typed.replace(',', '.')
  if (!/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(typed)) return point
  const isThousands = integer || typed.includes('.') || typed.indexOf(',') !== typed.lastIndexOf(',')
  if (isThousands) return thousands
  const fits = (number: string) => Number(number) >= min && Number(number) <= max
  if (fits(thousands) && fits(point)) return undefined
  return fits(point) ? point : thousands
}

/** The range of a field as text, such as "1 to 65,536" or "0 or more". */
export function rangeText(range: NumberRange): string {
  const { min, max } = range
  if (hasNoMaximum(range)) return Number.isFinite(min) ? text.range.from({ min }) : text.range.any
  return Number.isFinite(min) ? text.range.between({ min, max }) : text.range.to({ max })
}

/** The problem text for a number that is out of range. */
function outsideText(range: NumberRange, value: number): string {
  const { min, max } = range
  if (value > max && hasNoMaximum(range)) return text.outside.to({ max })
  if (hasNoMaximum(range)) return text.outside.from({ min })
  return Number.isFinite(min) ? text.outside.between({ min, max }) : text.outside.to({ max })
}

/** Whether a range has no practical maximum; the maximum 32-bit integer counts as no maximum. */
function hasNoMaximum({ max }: NumberRange): boolean {
  return !Number.isFinite(max) || max >= 2 ** 31 - 1
}

/**
 * Moves a value by a number of steps, rounded to the step's decimals so that 0.1 + 0.2 is 0.3, and clamped to the
 * range.
 */
export function stepBy(value: number, steps: number, step: number, { min, max }: NumberRange): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) + 1e-9)) + 1
  const moved = Number((value + steps * step).toFixed(Math.min(20, digits)))
  return Math.min(max, Math.max(min, moved))
}
