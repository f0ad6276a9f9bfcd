/**
 * @file CreateDialog: creates an empty dataset. It asks for the dataset's name, and then for the image size and
 * classes, or for the table columns.
 */

import { useState } from 'react'
import { IMAGE_SIZES } from '../../../../data/collected-classes'
import { collectText } from '../../../../messages/en/collect'
import { columnTypesText } from '../../../../messages/en/data/columns'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { IconButton } from '../../../kit/icon-button'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { useRunCommand, useStudio } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import styles from './collect.module.css'
import { errorMessage } from '../../../../base/result'

const text = collectText.create

const KINDS = [
  { value: 'images', title: text.kinds.images },
  { value: 'table', title: text.kinds.table },
] as const
const SIZES = IMAGE_SIZES.map(({ side, channels }) => ({
  value: String(side),
  title: (channels === 1 ? text.graySize : text.colorSize)({ side }),
}))
const TYPES = (['number', 'category', 'text', 'time'] as const).map((value) => ({
  value,
  title: columnTypesText.label[value],
}))
type Type = (typeof TYPES)[number]['value']

export default function CreateDialog() {
  const studio = useStudio()
  const run = useRunCommand()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('images')
  const [size, setSize] = useState('28')
  const [classes, setClasses] = useState('')
  const [columns, setColumns] = useState<readonly { name: string; type: Type }[]>([
    { name: 'size', type: 'number' },
    { name: 'kind', type: 'category' },
  ])
  const [target, setTarget] = useState('kind')
  const [problem, setProblem] = useState<string>()
  const close = () => run('data.collect', { dataset: null })
  const make = () => {
    const args =
      kind === 'images'
        ? { size: Number(size), classes: listed(classes) }
        : { columns, target: columns.some(({ name }) => name === target) ? target : columns.at(-1)?.name }
    studio
      .run('data.collect', { title: title.trim() || text.defaultName, kind, ...args })
      .catch((error: unknown) => setProblem(errorMessage(error)))
  }
  const column = (at: number, change: Partial<{ name: string; type: Type }>) => {
    const before = columns[at]
    if (before && change.name !== undefined && before.name === target) setTarget(change.name)
    setColumns(columns.map((one, i) => (i === at ? { ...one, ...change } : one)))
  }
  return (
    <Dialog
      open
      title={text.title}
      width="wide"
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{text.cancel}</Button>
          <Button tone="primary" onClick={make}>
            {text.create}
          </Button>
        </>
      }
    >
      <div className={kit.stackWide}>
        {problem && (
          <p role="alert" className={kit.note} data-tone="bad">
            {problem}
          </p>
        )}
        <TextField
          label={text.name}
          value={title}
          placeholder={text.defaultName}
          maxLength={120}
          reportOn="typing"
          onChange={setTitle}
        />
        <Segmented label={text.kind} value={kind} options={KINDS} onChange={setKind} />
        {kind === 'images' ? (
          <>
            <Select label={text.size} value={size} options={SIZES} help={text.sizeHelp} onChange={setSize} />
            <TextField
              label={text.classes}
              value={classes}
              placeholder={text.classesExample}
              help={text.classesHelp}
              maxLength={2000}
              reportOn="typing"
              onChange={setClasses}
            />
          </>
        ) : (
          <>
            <ul className={`${kit.stack} ${styles.columns}`} aria-label={text.columns}>
              {columns.map(({ name, type }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column that is being named has no other key than its position
                <li key={at}>
                  <TextField
                    label={text.columnName({ number: at + 1 })}
                    layout="bare"
                    value={name}
                    onChange={(typed) => column(at, { name: typed.trim() })}
                  />
                  <Select
                    label={text.columnType({ column: name })}
                    layout="bare"
                    value={type}
                    options={TYPES}
                    onChange={(next) => column(at, { type: next })}
                  />
                  <IconButton
                    label={text.removeColumn({ column: name })}
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
                {text.addColumn}
              </Button>
            </div>
            <Select
              label={text.target}
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

function listed(typed: string): readonly string[] {
  return typed
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** Returns a column name that is not taken. */
function freeName(columns: readonly { readonly name: string }[]): string {
  let number = columns.length + 1
  // not text: a name that the dataset keeps
  const nameOf = (n: number) => `column ${n}`
  while (columns.some(({ name }) => name === nameOf(number))) number++
  return nameOf(number)
}
