/**
 * @file CreateDataset: creates a named dataset from the filtered or selected rows; it shares the data of the original.
 */
import { useState } from 'react'
import { rowsText as text } from '../../../../messages/en/data/rows'
import { Button } from '../../../kit/button'
import { Popover } from '../../../kit/popover'
import { TextField } from '../../../kit/text-field'
import { useIsHidden } from '../../../shell/unless-hidden'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useShowDataset } from '../user-datasets'
import styles from './bar.module.css'

export interface CreateDatasetProps {
  readonly count: number
  /** Returns the row numbers at the time the dataset is created. */
  readonly rows: () => Iterable<number>
  /** Suggested name for the new dataset. */
  readonly title: string
}

/** A button that asks for the name; renders nothing if a lesson forbids changes to the data. */
export function CreateDataset(props: CreateDatasetProps) {
  if (useIsHidden('dataset.derive')) return null
  return (
    <Popover label={text.newDataset.label} trigger={<Button size="small">{text.newDataset.button}</Button>}>
      <DatasetNameForm {...props} />
    </Popover>
  )
}

function DatasetNameForm({ count, rows, title }: CreateDatasetProps) {
  const studio = useStudio()
  const run = useRunCommand()
  const show = useShowDataset()
  const [name, setName] = useState(title.slice(0, MAX_CHARACTERS))
  const [made, setMade] = useState<{ readonly id: string; readonly count: number }>()
  const [busy, setBusy] = useState(false)
  if (made) {
    return (
      <div className={styles.choices}>
        <p className={styles.help}>{text.newDataset.created({ name, rows: made.count })}</p>
        <Button size="small" onClick={() => show(made.id)}>
          {text.newDataset.show}
        </Button>
        <Button size="small" onClick={() => run('data.use', { dataset: made.id })}>
          {text.newDataset.use}
        </Button>
      </div>
    )
  }
  async function make() {
    setBusy(true)
    try {
      setMade({ id: await studio.run('dataset.derive', { title: name, rows: [...rows()] }), count })
    } catch (error) {
      run('notice.show', { tone: 'bad', text: error instanceof Error ? error.message : String(error) })
    }
    setBusy(false)
  }
  return (
    <form
      className={styles.choices}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '' && !busy) void make()
      }}
    >
      <TextField
        label={text.newDataset.name}
        layout="stack"
        reportOn="typing"
        maxLength={MAX_CHARACTERS}
        value={name}
        onChange={setName}
      />
      <Button tone="primary" size="small" type="submit" disabled={name.trim() === '' || busy}>
        {text.newDataset.create({ rows: count })}
      </Button>
    </form>
  )
}

const MAX_CHARACTERS = 120
