/** @file TextField: one line of text. A change is reported on Enter or on leaving; Escape discards it. */
import { type KeyboardEvent, useId, useState } from 'react'
import { join } from './button'
import { Field, type FieldLook, naming, type ShownLook } from './field'
import styles from './field.module.css'

export interface TextFieldProps extends FieldLook {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly maxLength?: number
  /** When a change is reported. `done`: on Enter or on leaving. `typing`: at every character, for searches. */
  readonly tell?: 'done' | 'typing'
  /** What is wrong with the present text. */
  readonly problem?: string
}

/** A line of text. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, placeholder, maxLength = 200, tell = 'done', problem, ...look } = props
  const id = useId()
  // Undefined while nothing is being typed; then the value of the store shows.
  const [draft, setDraft] = useState<string>()

  function finish(): void {
    if (draft !== undefined && draft !== value) onChange(draft)
    setDraft(undefined)
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') finish()
    if (event.key === 'Escape' && draft !== undefined) {
      // Only the draft goes: the dialog or list around the field stays open.
      event.stopPropagation()
      setDraft(undefined)
    }
  }
  const shown: ShownLook = problem ? { ...look, help: problem, tone: 'bad' } : look
  return (
    <Field look={shown} control={id}>
      <input
        id={id}
        className={join(styles.box)}
        value={draft ?? value}
        // A long text is cut off at the edge of its box.
        title={draft ?? value}
        placeholder={placeholder}
        maxLength={maxLength}
        disabled={look.disabled}
        aria-invalid={problem ? true : undefined}
        {...naming(shown, id)}
        onChange={(event) => (tell === 'typing' ? onChange(event.target.value) : setDraft(event.target.value))}
        onBlur={finish}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
      />
    </Field>
  )
}
