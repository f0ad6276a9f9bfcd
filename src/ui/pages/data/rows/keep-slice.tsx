/** @file Keep slice: the filter under a name, from then on a row in the tables of an evaluation. */
import { useState } from 'react'
import type { Condition } from '../../../../data/condition'
import { Button } from '../../../kit/button'
import { Popover } from '../../../kit/popover'
import { TextField } from '../../../kit/text-field'
import { useRun } from '../../../studio-context'
import styles from './bar.module.css'

/** A button that asks for the name. */
export function KeepSlice({ where }: { readonly where: Condition }) {
  return (
    <Popover label="Keep the filter as a slice" trigger={<Button size="small">Keep as a slice</Button>}>
      <SliceName where={where} />
    </Popover>
  )
}

function SliceName({ where }: { readonly where: Condition }) {
  const run = useRun()
  const [name, setName] = useState('')
  const [kept, setKept] = useState(false)
  if (kept) return <p className={styles.help}>Kept as {name}. Its figures stand in the Evaluate room.</p>
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
      <TextField label="Name" layout="stack" tell="typing" maxLength={80} value={name} onChange={setName} />
      <Button tone="primary" size="small" type="submit" disabled={name.trim() === ''}>
        Keep
      </Button>
    </form>
  )
}
