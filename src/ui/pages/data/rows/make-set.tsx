/** @file Make a set: the rows that are filtered or selected as a set of their own, under a name; it shares what it was made from. */
import { useState } from 'react'
import { counted } from '../../../../messages/format'
import { Button } from '../../../kit/button'
import { Popover } from '../../../kit/popover'
import { TextField } from '../../../kit/text-field'
import { useHides } from '../../../shell/lesson-shown'
import { useRun, useStudio } from '../../../studio-context'
import { useShowSet } from '../show-dataset'
import styles from './bar.module.css'

export interface MakeSetProps {
  readonly count: number
  /** Row numbers, read when the set is made. */
  readonly rows: () => Iterable<number>
  /** What the set is called where nothing else is said. */
  readonly title: string
}

/** A button that asks for the name; nothing where a lesson keeps the data as they are. */
export function MakeSet(props: MakeSetProps) {
  if (useHides('dataset.derive')) return null
  return (
    <Popover label="Make a set of these rows" trigger={<Button size="small">Make a set of these</Button>}>
      <SetName {...props} />
    </Popover>
  )
}

function SetName({ count, rows, title }: MakeSetProps) {
  const studio = useStudio()
  const run = useRun()
  const show = useShowSet()
  const [name, setName] = useState(title.slice(0, MOST_LETTERS))
  const [made, setMade] = useState<{ readonly id: string; readonly count: number }>()
  const [busy, setBusy] = useState(false)
  if (made) {
    return (
      <div className={styles.choices}>
        <p className={styles.help}>
          {name} has {counted(made.count, 'row')}. It copies none of them, and its Versions tab leads back here.
        </p>
        <Button size="small" onClick={() => show(made.id)}>
          Show it
        </Button>
        <Button size="small" onClick={() => run('data.use', { dataset: made.id })}>
          Use it
        </Button>
      </div>
    )
  }
  async function make() {
    setBusy(true)
    try {
      setMade({ id: (await studio.run('dataset.derive', { title: name, rows: [...rows()] })) as string, count })
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
        label="Name of the set"
        layout="stack"
        tell="typing"
        maxLength={MOST_LETTERS}
        value={name}
        onChange={setName}
      />
      <Button tone="primary" size="small" type="submit" disabled={name.trim() === '' || busy}>
        Make a set of {counted(count, 'row')}
      </Button>
    </form>
  )
}

const MOST_LETTERS = 120
