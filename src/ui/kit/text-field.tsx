/** @file TextField: one line of text. A change is reported on Enter or when the field loses the focus; Escape discards it. */
import { type KeyboardEvent, useId, useState } from 'react'
import { classNames } from './button'
import { Field, type FieldProps, ariaAttributes, type ShownFieldProps } from './field'
import styles from './field.module.css'

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly maxLength?: number
  /** The text is a condition or other code, which page translators should leave as it is. */
  readonly isCode?: boolean
  /** When a change is reported. `done`: on Enter or blur. `typing`: at every character, for searches. */
  readonly reportOn?: 'done' | 'typing'
  /** The problem with the current text. */
  readonly problem?: string
}

/** A line of text. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, placeholder, maxLength = 200, isCode, reportOn = 'done', problem, ...look } = props
  const id = useId()
  // Undefined while nothing is being typed; then `value` is shown.
  const [draft, setDraft] = useState<string>()

  function finish(): void {
    if (draft !== undefined && draft !== value) onChange(draft)
    setDraft(undefined)
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') finish()
    if (event.key === 'Escape' && draft !== undefined) {
      // Escape discards only the draft; the dialog or list that contains the field stays open.
      event.stopPropagation()
      setDraft(undefined)
    }
  }
  const shown: ShownFieldProps = problem ? { ...look, help: problem, tone: 'bad' } : look
  return (
    <Field look={shown} control={id}>
      <input
        id={id}
        className={classNames(styles.box)}
        value={draft ?? value}
        // Shows long text that the box cuts off.
        title={draft ?? value}
        placeholder={placeholder}
        maxLength={maxLength}
        disabled={look.disabled}
        aria-invalid={problem ? true : undefined}
        {...ariaAttributes(shown, id)}
        onChange={(event) => (reportOn === 'typing' ? onChange(event.target.value) : setDraft(event.target.value))}
        onBlur={finish}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        translate={isCode ? 'no' : undefined}
      />
    </Field>
  )
}
