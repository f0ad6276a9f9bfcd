/** @file Pictures: samples by pad, camera and files into buckets; chosen ones are removed or moved, by keys as well. */
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type Message, say } from '../../../../messages/message'
import { count, counted } from '../../../../messages/format'
import type { Bucket } from '../../../../data/buckets'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Collecting } from '../../../../studio/collecting'
import type { GivenFile } from '../../../../studio/given-file'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { TextField } from '../../../kit/text-field'
import { useRun, useStudio } from '../../../studio-context'
import { filesOfList, pickFiles } from '../bring/dropped'
import { rangesOf } from '../../../../data/steps/row-ranges'
import { BucketPart } from './bucket-part'
import { CameraSource } from './camera-source'
import styles from './collect.module.css'
import { droppedHere, foldersOf } from './dropped-here'
import { PadSource } from './pad-source'
import { useBatches } from './use-batches'

type ImageColumn = Extract<ColumnSchema, { readonly type: 'image' }>

export interface PicturesProps {
  readonly collecting: Collecting
  readonly form: ImageColumn
  readonly buckets: readonly Bucket[]
}

const SOURCES = [
  { value: 'pad', title: 'Pad' },
  { value: 'camera', title: 'Camera' },
  { value: 'file', title: 'Files' },
] as const

export function Pictures({ collecting, form, buckets }: PicturesProps) {
  const { set, dataset } = collecting
  const { schema } = dataset
  const run = useRun()
  const studio = useStudio()
  const [source, setSource] = useState<(typeof SOURCES)[number]['value']>('pad')
  const [wanted, setWanted] = useState<string>()
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [fresh, setFresh] = useState('')
  const [said, setSaid] = useState<string>()
  const label = buckets.find((bucket) => bucket.label === wanted)?.label ?? buckets[0]?.label
  const columns = schema.columns.map(({ name }) => name)
  const batches = useBatches(set, { picture: form.name, target: schema.target, columns })
  const change = (args: object) => run('collect.change', { set, ...args })
  // Row numbers are those of the set as it stands: another state, another row.
  const rows = schema.rows
  // biome-ignore lint/correctness/useExhaustiveDependencies: when rows came or left
  useEffect(() => setSelected(new Set()), [rows])

  const fail = (error: unknown) => setSaid(error instanceof Error ? error.message : String(error))
  const addFiles = (files: readonly GivenFile[], into = label, folders = false) => {
    if (files.length === 0) return
    if (into === undefined && !folders) return setSaid('Add a class first, or drop a folder that is called like one.')
    setSaid(`Reading ${counted(files.length, 'file')}`)
    studio.run('collect.add', { set, files, ...(into === undefined ? {} : { label: into }), folders }).then((notes) => {
      setSaid(noteWords(notes as readonly Message[]))
    }, fail)
  }
  /** Into a class goes what is let go on it, unless it lies in folders of several. */
  const addDropped = (given: Promise<readonly GivenFile[]>, into: string | undefined) => {
    setSaid('Gathering files')
    given.then((files) => {
      const folders = foldersOf(files)
      if (files.length === 0) setSaid('There is no file in what was dropped.')
      else addFiles(files, into ?? label, into === undefined ? folders.length > 0 : folders.length > 1)
    }, fail)
  }
  const given = useRef(addFiles)
  given.current = addFiles
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
      if (files.length === 0) return
      event.preventDefault()
      given.current(filesOfList(files))
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])

  const chosen = [...selected].sort((a, b) => a - b)
  const remove = () => {
    if (selected.size > 0)
      change({ steps: [{ kind: 'exclude', rows: rangesOf(chosen), why: 'removed while collecting' }] })
  }
  const move = (to: string) => {
    if (selected.size === 0) return
    change({ steps: [{ kind: 'set', column: schema.target, rows: rangesOf(chosen), value: to }] })
    setSelected(new Set())
  }
  const select = (row: number, more: boolean) => {
    setSelected((before) => {
      if (!more) return before.has(row) && before.size === 1 ? new Set() : new Set([row])
      const after = new Set(before)
      if (!after.delete(row)) after.add(row)
      return after
    })
  }
  const addClass = () => {
    if (fresh.trim() === '') return
    const name = fresh.trim()
    setFresh('')
    studio.run('collect.change', { set, label: name }).then(() => setWanted(name), fail)
  }
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    // Else the page would ask what set to make of them.
    event.stopPropagation()
    addDropped(droppedHere(event), undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return
    if (event.key === 'Delete' || event.key === 'Backspace') remove()
    const bucket = /^[1-9]$/.test(event.key) ? buckets[Number(event.key) - 1] : undefined
    if (!bucket) return
    if (selected.size > 0) move(bucket.label)
    else setWanted(bucket.label)
  }
  const shown = { form: { side: form.height, channels: form.channels === 1 ? 1 : 3 }, label } as const
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what is within, and files that are let go between the classes
    <div className={styles.pictures} onKeyDown={onKeyDown} onDragOver={onDragOver} onDrop={onDrop}>
      <div className={styles.left}>
        <Segmented label="Samples from" layout="bare" value={source} options={SOURCES} onChange={setSource} />
        <p className={styles.into}>
          {label === undefined ? 'Add a class first' : 'into '}
          {label !== undefined && <b title={label}>{label}</b>}
          {batches.waiting > 0 && <span role="status">{counted(batches.waiting, 'sample')} on the way</span>}
        </p>
        {source === 'pad' && (
          <PadSource {...shown} onSample={(sample) => label !== undefined && batches.add(label, sample)} />
        )}
        {source === 'camera' && (
          <CameraSource
            {...shown}
            onSample={(sample, group) => label !== undefined && batches.add(label, sample, group)}
          />
        )}
        {source === 'file' && (
          <div className={styles.source}>
            <p className={styles.none}>
              Drop pictures on a class, paste one, or choose them; of a folder, each folder in it is a class. They are
              brought to {form.height}×{form.width}
              {form.channels === 1 ? ', grey' : ''}; the middle is taken.
            </p>
            <Button
              tone="primary"
              disabled={label === undefined}
              onClick={() => void pickFiles('files').then((files) => addFiles(files))}
            >
              Choose pictures
            </Button>
            <Button onClick={() => void pickFiles('folder').then((files) => addFiles(files, label, true))}>
              Choose a folder
            </Button>
          </div>
        )}
        {said && (
          <p role="status" className={styles.said}>
            {said}
          </p>
        )}
      </div>
      <div className={styles.right}>
        <div className={styles.bar}>
          <TextField
            label="Name of a new class"
            layout="bare"
            value={fresh}
            placeholder="Name of a new class"
            maxLength={80}
            tell="typing"
            onChange={setFresh}
          />
          <Button icon="plus" disabled={fresh.trim() === ''} onClick={addClass}>
            Add class
          </Button>
          {selected.size > 0 && (
            <>
              <span className={styles.none}>
                {counted(selected.size, 'sample')}: drag, or press 1 to {Math.min(9, buckets.length)} to move
              </span>
              <Button icon="trash" onClick={remove}>
                Remove
              </Button>
            </>
          )}
        </div>
        {buckets.map((bucket, i) => (
          <BucketPart
            key={bucket.label}
            bucket={bucket}
            place={i + 1}
            dataset={dataset}
            chosen={bucket.label === label}
            selected={selected}
            onChoose={() => setWanted(bucket.label)}
            onSelect={select}
            onRename={(to) => change({ label: bucket.label, to })}
            onSwitch={(on) => change({ label: bucket.label, off: !on })}
            onMoveHere={() => move(bucket.label)}
            onFiles={(files) => addDropped(files, bucket.label)}
          />
        ))}
      </div>
    </div>
  )
}

const SHOWN_NOTES = 3

/** What to know of the files that were read; nothing where all went well. */
function noteWords(notes: readonly Message[]): string | undefined {
  if (notes.length === 0) return undefined
  const more = notes.length - SHOWN_NOTES
  return [...notes.slice(0, SHOWN_NOTES).map(say), ...(more > 0 ? [`And ${count(more)} notes more.`] : [])].join(' ')
}
