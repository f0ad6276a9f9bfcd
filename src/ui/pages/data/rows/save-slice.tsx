/** @file SaveSlice: saves the filter as a named slice, so that evaluations show metrics for the slice. */
import { useState } from 'react'
import { rowsText as text } from '../../../../messages/en/data/rows'
import type { Condition } from '../../../../data/condition'
import { Button } from '../../../kit/button'
import { Popover } from '../../../kit/popover'
import { TextField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import styles from './bar.module.css'

/** A button that asks for the name of the slice. */
export function SaveSlice({ where }: { readonly where: Condition }) {
  return (
    <Popover label={text.slice.label} trigger={<Button size="small">{text.slice.button}</Button>}>
      <SliceName where={where} />
    </Popover>
  )
}

function SliceName({ where }: { readonly where: Condition }) {
  const run = useRunCommand()
  const [name, setName] = useState('')
  const [kept, setKept] = useState(false)
  if (kept) return <p className={styles.help}>{text.slice.saved({ name })}</p>
  return (
    <form
      className={styles.choices}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') return
        run('data.slice', { name: name.trim(), where })
        setKept(true)
      }}
    >
      <TextField
        label={text.slice.name}
        layout="stack"
        reportOn="typing"
        maxLength={80}
        value={name}
        onChange={setName}
      />
      <Button tone="primary" size="small" type="submit" disabled={name.trim() === ''}>
        {text.slice.save}
      </Button>
    </form>
  )
}
