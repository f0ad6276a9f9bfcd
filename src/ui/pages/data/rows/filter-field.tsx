/** @file Filter field: a condition as text, with suggestions while the user types. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { readCondition } from '../../../../data/condition-text'
import { normalizeCondition } from '../../../../data/parse-entered-values'
import { rowsText } from '../../../../messages/en/data/rows'
import { classNames } from '../../../kit/button'
import kit from '../../../kit/kit.module.css'
import fields from '../../../kit/field.module.css'
import styles from './bar.module.css'
import { completionsAt, useNotation } from './row-conditions'

export interface FilterFieldProps {
  /** The columns and virtual columns that a condition can use. */
  readonly columns: readonly ColumnSchema[]
  /** Called when the condition is valid; an invalid condition shows its error below the field. */
  readonly onFilter: (condition: Condition) => void
  /** Returns why a condition does not apply to these rows; undefined if it does. */
  readonly misfit: (condition: Condition) => string | undefined
  /** The error of the current filter. */
  readonly fault: string | undefined
}

/** A text field whose condition is added to the filter on Enter. */
export function FilterField({ columns, onFilter, misfit, fault }: FilterFieldProps) {
  const id = useId()
  const written = useNotation()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [caret, setCaret] = useState(0)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const [wrong, setWrong] = useState<string>()
  const nextCaret = useRef<number | undefined>(undefined)
  const { from, to, offered } = completionsAt(text, caret, columns)
  const shown = open && offered.length > 0

  useEffect(() => {
    if (nextCaret.current === undefined) return
    input.current?.setSelectionRange(nextCaret.current, nextCaret.current)
    nextCaret.current = undefined
  })

  function take(completion: string): void {
    const space = completion.endsWith('(') ? '' : ' '
    const next = `${text.slice(0, from)}${completion}${space}${text.slice(to).trimStart()}`
    nextCaret.current = from + completion.length + space.length
    setText(next)
    setCaret(nextCaret.current)
    setAt(-1)
    setWrong(undefined)
    input.current?.focus()
  }
  function submit(): void {
    if (text.trim() === '') return
    const read = readCondition(text)
    if (!read.ok) {
      setWrong(read.error.sentence)
      setOpen(false)
      if (read.error.at !== undefined) nextCaret.current = Math.min(read.error.at, text.length)
      return
    }
    const condition = normalizeCondition(read.value, columns, written)
    const unmet = misfit(condition)
    // Close the list, because it would cover the filter buttons.
    setOpen(false)
    if (unmet !== undefined) {
      setWrong(unmet)
      return
    }
    onFilter(condition)
    setText('')
    setCaret(0)
    setWrong(undefined)
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && offered.length > 0) {
      event.preventDefault()
      setOpen(true)
      setAt((at + step + offered.length + (at < 0 && step < 0 ? 1 : 0)) % offered.length)
    } else if (event.key === 'Enter' || (event.key === 'Tab' && shown && at >= 0)) {
      const chosen = shown ? offered[at] : undefined
      if (event.key === 'Tab' || chosen) event.preventDefault()
      if (chosen) take(chosen.text)
      else submit()
    } else if (event.key === 'Escape' && shown) {
      event.stopPropagation()
      setOpen(false)
      setAt(-1)
    }
  }
  const shownFault = wrong ?? fault
  return (
    <div className={styles.filter}>
      <input
        ref={input}
        className={classNames(fields.box)}
        role="combobox"
        aria-label={rowsText.filter.label}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
        aria-invalid={shownFault ? true : undefined}
        aria-describedby={shownFault ? `${id}-fault` : undefined}
        placeholder={rowsText.filter.placeholder}
        value={text}
        maxLength={2000}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value)
          setCaret(event.target.selectionStart ?? event.target.value.length)
          setOpen(true)
          setAt(-1)
          setWrong(undefined)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={rowsText.filter.suggestions}
        className={styles.offered}
        hidden={!shown}
        tabIndex={-1}
      >
        {shown &&
          offered.map((completion, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active one
            <div
              key={completion.text}
              id={`${id}-${i}`}
              role="option"
              className={`${kit.choice} ${styles.offer}`}
              aria-selected={i === at}
              // Runs on mousedown, before the text field loses the focus.
              onMouseDown={(event) => {
                event.preventDefault()
                take(completion.text)
              }}
            >
              <span className={kit.ellipsis} translate="no">
                {completion.text}
              </span>
              <i className={kit.faintCaption}>{completion.about}</i>
            </div>
          ))}
      </div>
      {shownFault && (
        <p id={`${id}-fault`} className={`${kit.bad} ${kit.small}`} role="alert">
          {shownFault}
        </p>
      )}
    </div>
  )
}
