/** @file NoteField: what somebody saw or did in an incident, written down beside it. */
import { useState } from 'react'
import { Button } from '../../../kit/button'
import { TextField } from '../../../kit/text-field'
import { useRun } from '../../../studio-context'
import styles from './alerts.module.css'

export function NoteField({ incident }: { readonly incident: string }) {
  const run = useRun()
  const [text, setText] = useState('')
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '') return
        run('incident.note', { incident, text })
        setText('')
      }}
    >
      <TextField
        label="A note"
        layout="bare"
        tell="typing"
        placeholder="What was seen or done"
        maxLength={2000}
        value={text}
        onChange={setText}
      />
      <Button type="submit" size="small" disabled={text.trim() === ''}>
        Write down
      </Button>
    </form>
  )
}
