/** @file TextField: a text to try the network on, with its tokens below. Loads with a network that reads texts. */
import { useEffect, useId, useRef, useState } from 'react'
import TextTokens from '../../charts/text-tokens'
import styles from './face.module.css'

export interface TextFieldProps {
  /** Of the column in the dataset. */
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}

/** Keeps what is typed: the value of the studio is a moment behind the keys. */
export default function TextField({ name, label, value, onChange }: TextFieldProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(value)
  }, [value])
  return (
    <div className={styles.written}>
      <label htmlFor={id} className={styles.column} title={name}>
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
