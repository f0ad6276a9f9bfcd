/**
 * @file TextField: a single line of text. A change is reported when Enter is pressed or the field loses the focus;
 * Escape discards it.
 */
import { type KeyboardEvent, useId, useState } from 'react'
import { classNames } from './button'
import { ariaAttributes, Field, type FieldProps, type ShownFieldProps } from './field'
import styles from './field.module.css'

export interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly maxLength?: number
  /** Set if the text is code, such as a condition, so that page translators leave it unchanged. */
  readonly isCode?: boolean
  /** When a change is reported. 'done': on Enter or blur. 'typing': on every character, for searches. */
  readonly reportOn?: 'done' | 'typing'
  /** Problem with the current text. */
  readonly problem?: string
}

/** A text field that reports every character; its label is shown inside it while it is empty. */
export function SearchField(props: Pick<TextFieldProps, 'label' | 'value' | 'onChange' | 'maxLength'>) {
  return <TextField layout="bare" placeholder={props.label} reportOn="typing" {...props} />
}

/** A single-line text field. */
export function TextField(props: TextFieldProps) {
  const { value, onChange, placeholder, maxLength = 200, isCode, reportOn = 'done', problem, ...look } = props
  const id = useId()
  // The text being typed. If it is undefined, the field shows `value`.
  const [draft, setDraft] = useState<string>()

  function finish(): void {
    if (draft !== undefined && draft !== value) onChange(draft)
    setDraft(undefined)
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') finish()
    if (event.key === 'Escape' && draft !== undefined) {
      // Escape discards only the draft, without closing the dialog or list that contains the field.
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
        // Shows the full text on hover if the field truncates it.
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
