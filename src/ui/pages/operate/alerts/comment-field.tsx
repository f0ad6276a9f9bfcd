/** @file CommentField: a form for adding a note to an incident. */
import { useState } from 'react'
import { incidentsText } from '../../../../messages/en/operate/incidents'
import { Button } from '../../../kit/button'
import { TextField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import styles from './alerts.module.css'

const text = incidentsText.notes

export function CommentField({ incident }: { readonly incident: string }) {
  const run = useRunCommand()
  const [note, setNote] = useState('')
  return (
    <form
      className={styles.note}
      onSubmit={(event) => {
        event.preventDefault()
        if (note.trim() === '') return
        run('incident.note', { incident, text: note })
        setNote('')
      }}
    >
      <TextField
        label={text.field}
        layout="bare"
        reportOn="typing"
        placeholder={text.placeholder}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
      <Button type="submit" size="small" disabled={note.trim() === ''}>
        {text.add}
      </Button>
    </form>
  )
}
