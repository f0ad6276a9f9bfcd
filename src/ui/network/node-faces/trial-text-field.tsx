/**
 * @file TextField: a field for a trial input text, with the tokens of the text below. Loaded only for a network that
 * has text inputs.
 */
import { useEffect, useId, useRef, useState } from 'react'
import TextTokens from '../../charts/text-tokens'
import styles from './faces.module.css'

export interface TextFieldProps {
  /** Name of the column in the dataset. */
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}

/** The text field. It stores the typed text locally, because the value in the studio lags slightly behind. */
export default function TextField({ name, label, value, onChange }: TextFieldProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(value)
  }, [value])
  return (
    <div className={styles.written}>
      <label htmlFor={id} className={styles.column} title={name} translate="no">
        {label}
      </label>
      <textarea
        id={id}
        ref={field}
        rows={3}
        maxLength={100_000}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          onChange(currentTarget.value)
        }}
      />
      <TextTokens column={name} text={typed} />
    </div>
  )
}
