/** @file MakeDialog: a set that begins empty: what it is called, pictures of a size with their classes, or a table with its columns. */
import { useState } from 'react'
import { FORMS } from '../../../../data/buckets'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { IconButton } from '../../../kit/icon-button'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { useRun, useStudio } from '../../../studio-context'
import styles from './collect.module.css'

const KINDS = [
  { value: 'pictures', title: 'Pictures' },
  { value: 'table', title: 'A table' },
] as const
const SIZES = FORMS.map(({ side, channels }) => ({
  value: String(side),
  title: `${side}×${side}, ${channels === 1 ? 'grey' : 'colour'}`,
}))
const TYPES = [
  { value: 'number', title: 'Number' },
  { value: 'category', title: 'Category' },
  { value: 'text', title: 'Text' },
  { value: 'time', title: 'Date or time' },
] as const
type Type = (typeof TYPES)[number]['value']

export default function MakeDialog() {
  const studio = useStudio()
  const run = useRun()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('pictures')
  const [size, setSize] = useState('28')
  const [classes, setClasses] = useState('')
  const [columns, setColumns] = useState<readonly { name: string; type: Type }[]>([
    { name: 'size', type: 'number' },
    { name: 'kind', type: 'category' },
  ])
  const [target, setTarget] = useState('kind')
  const [problem, setProblem] = useState<string>()
  const close = () => run('data.collect', { set: null })
  const make = () => {
    const args =
      kind === 'pictures'
        ? { size: Number(size), classes: listed(classes) }
        : { columns, target: columns.some(({ name }) => name === target) ? target : columns.at(-1)?.name }
    studio
      .run('data.collect', { title: title.trim() || 'My set', kind, ...args })
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
  }
  const column = (at: number, change: Partial<{ name: string; type: Type }>) => {
    const before = columns[at]
    if (before && change.name !== undefined && before.name === target) setTarget(change.name)
    setColumns(columns.map((one, i) => (i === at ? { ...one, ...change } : one)))
  }
  return (
    <Dialog
      open
      title="Make a set"
      width="wide"
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button tone="primary" onClick={make}>
            Make it
          </Button>
        </>
      }
    >
      <div className={styles.make}>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <TextField
          label="Name of the set"
          value={title}
          placeholder="My set"
          maxLength={120}
          tell="typing"
          onChange={setTitle}
        />
        <Segmented label="What is collected" value={kind} options={KINDS} onChange={setKind} />
        {kind === 'pictures' ? (
          <>
            <Select
              label="Size of the pictures"
              value={size}
              options={SIZES}
              help="Stays as it is: a network reads pictures of one size. Small ones learn faster."
              onChange={setSize}
            />
            <TextField
              label="Classes"
              value={classes}
              placeholder="rock, paper, scissors"
              help="With commas between. More can be added while you collect."
              maxLength={2000}
              tell="typing"
              onChange={setClasses}
            />
          </>
        ) : (
          <>
            <ul className={styles.columns} aria-label="Columns">
              {columns.map(({ name, type }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column that is being named has no other name than its place
                <li key={at}>
                  <TextField
                    label={`Name of column ${at + 1}`}
                    layout="bare"
                    value={name}
                    onChange={(text) => column(at, { name: text.trim() })}
                  />
                  <Select
                    label={`Type of ${name}`}
                    layout="bare"
                    value={type}
                    options={TYPES}
                    onChange={(next) => column(at, { type: next })}
                  />
                  <IconButton
                    label={`Remove ${name}`}
                    icon="trash"
                    tone="quiet"
                    disabled={columns.length <= 2}
                    onClick={() => setColumns(columns.filter((_, i) => i !== at))}
                  />
                </li>
              ))}
            </ul>
            <div>
              <Button
                size="small"
                icon="plus"
                onClick={() => setColumns([...columns, { name: freeName(columns), type: 'number' }])}
              >
                Add a column
              </Button>
            </div>
            <Select
              label="Predicted"
              value={target}
              options={columns
                .filter(({ type }) => type === 'number' || type === 'category')
                .map(({ name }) => ({ value: name, title: name }))}
              onChange={setTarget}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

function listed(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function freeName(columns: readonly { readonly name: string }[]): string {
  let number = columns.length + 1
  while (columns.some(({ name }) => name === `column ${number}`)) number++
  return `column ${number}`
}
