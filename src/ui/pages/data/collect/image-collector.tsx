/**
 * @file ImageCollector: adds images to classes by drawing, camera or files; selected images can be removed or moved,
 * with the pointer or the keyboard.
 */
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { CollectedClass } from '../../../../data/collected-classes'
import { rangesOf } from '../../../../data/edit-steps/row-steps'
import { collectText } from '../../../../messages/en/collect'
import { formatMessage, isMessage, type Message } from '../../../../messages/message'
import type { Collecting } from '../../../../studio/data/data-view-state'
import type { GivenFile } from '../../../../studio/data/input-file'
import { datasetLook } from '../../../charts/paint-pixels'
import { GraysNote } from '../../../charts/pixel-image'
import { Button } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import { Segmented } from '../../../kit/segmented'
import { SearchField } from '../../../kit/text-field'
import { useOnChange } from '../../../kit/use-on-change'
import { useRunCommand, useStudio } from '../../../studio-context'
import { droppedFiles, filesOfList, foldersOf, pickFiles } from '../import/dropped-files'
import { ClassSection, type Selecting } from './class-section'
import kit from '../../../kit/kit.module.css'
import styles from './collect.module.css'
import { CameraSource, PadSource } from './image-sources'
import { useBatches } from './use-batches'
import { errorMessage } from '../../../../base/result'

type ImageColumn = Extract<ColumnSchema, { readonly type: 'image' }>

const text = collectText

export interface ImageCollectorProps {
  readonly collecting: Collecting
  readonly form: ImageColumn
  readonly buckets: readonly CollectedClass[]
}

const SOURCES = [
  { value: 'pad', title: text.source.pad },
  { value: 'camera', title: text.source.camera },
  { value: 'file', title: text.source.file },
] as const

export function ImageCollector({ collecting, form, buckets }: ImageCollectorProps) {
  const { set, dataset } = collecting
  const { schema } = dataset
  const look = datasetLook(dataset)
  const run = useRunCommand()
  const studio = useStudio()
  const [source, setSource] = useState<(typeof SOURCES)[number]['value']>('pad')
  const [target, setWanted] = useState<string>()
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  /** The image from which Shift-click selects a range. */
  const anchor = useRef(-1)
  const [fresh, setFresh] = useState('')
  const [status, setStatus] = useState<string>()
  const [inverting, setInverting] = useState<Inverting>()
  const label = buckets.find((bucket) => bucket.label === target)?.label ?? buckets[0]?.label
  const columns = schema.columns.map(({ name }) => name)
  const batches = useBatches(set, { picture: form.name, target: schema.target, columns })
  // Store pending images first, so that Undo reverts this change rather than the pending images.
  const change = (args: object) => void batches.flush().then(() => run('collect.change', { dataset: set, ...args }))
  // The selection contains row numbers, which change when rows are added or removed, so clear the selection.
  const rows = schema.rows
  // Runs when the number of rows changes.
  useOnChange([rows], () => setSelected(new Set()))
  // What was said of the last change is not true of the next one, such as after Undo.
  useOnChange([dataset], () => setStatus(undefined))

  const fail = (error: unknown) => setStatus(errorMessage(error))
  const addFiles = (files: readonly GivenFile[], into = label, folders = false, invert = false) => {
    if (files.length === 0) return
    if (into === undefined && !folders) return setStatus(text.files.noClass)
    setStatus(text.files.reading({ files: files.length }))
    studio
      .run('collect.add', { dataset: set, files, ...(into === undefined ? {} : { label: into }), folders, invert })
      .then((given) => {
        const notes = given as readonly Message[]
        setStatus(notesText(notes))
        const light = notes.find((note) => isMessage(note, 'collect-light'))
        const [first, rows] = [schema.rows, schema.rows + (light?.args.of ?? 0)]
        setInverting(light && { images: light.args.images, rows, added: [first, rows - 1], files, into, folders })
      }, fail)
  }
  /** The inverted images take the place of those that were added, in one change: undone, these are back. */
  const invertAdded = async ({ images, added, files, into, folders }: Inverting) => {
    setInverting(undefined)
    // not text: the id of a group of steps
    const group = `inverted ${Date.now()}`
    const label = into === undefined ? {} : { label: into }
    await studio.run('collect.add', { dataset: set, files, ...label, folders, invert: true, group })
    // not text: the record of the dataset keeps it
    const step = { kind: 'exclude', rows: [added], why: 'inverted while collecting', group }
    await studio.run('collect.change', { dataset: set, steps: [step] })
    setStatus(text.files.inverted({ images }))
  }
  /**
   * Files dropped on a class are added to that class, unless they come from several folders, whose names then determine
   * the classes.
   */
  const addDropped = (given: Promise<readonly GivenFile[]>, into: string | undefined) => {
    setStatus(text.files.finding)
    given.then((files) => {
      const folders = foldersOf(files)
      if (files.length === 0) setStatus(text.files.none)
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
      // not text: the record of the dataset keeps it
      change({ steps: [{ kind: 'exclude', rows: rangesOf(chosen), why: 'removed while collecting' }] })
  }
  const move = (to: string) => {
    if (selected.size === 0) return
    change({ steps: [{ kind: 'set', column: schema.target, rows: rangesOf(chosen), value: to }] })
    setSelected(new Set())
  }
  const select = (row: number, how: Selecting) => {
    const { rows: all = [] } = buckets.find((bucket) => bucket.rows.includes(row)) ?? {}
    const [from, to] = [all.indexOf(anchor.current), all.indexOf(row)]
    const isRange = how === 'range' && from >= 0
    const range = isRange ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [row]
    if (!isRange) anchor.current = row
    setSelected((before) => {
      if (how === 'one') return before.has(row) && before.size === 1 ? new Set() : new Set([row])
      if (how === 'toggle' && before.has(row)) return new Set([...before].filter((one) => one !== row))
      return new Set([...before, ...range])
    })
  }
  const addClass = () => {
    if (fresh.trim() === '') return
    const name = fresh.trim()
    setFresh('')
    studio.run('collect.change', { dataset: set, label: name }).then(() => setWanted(name), fail)
  }
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    // Otherwise the page would open the import dialog for these files.
    event.stopPropagation()
    addDropped(droppedFiles(event), undefined)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return
    if (event.key === 'Delete' || event.key === 'Backspace') remove()
    const bucket = /^[1-9]$/.test(event.key) ? buckets[Number(event.key) - 1] : undefined
    if (!bucket) return
    if (selected.size > 0) move(bucket.label)
    else setWanted(bucket.label)
  }
  const hint = text.classes.selected({ images: selected.size, keys: Math.min(9, buckets.length) })
  const shown = { form: { side: form.height, channels: form.channels === 1 ? 1 : 3 }, label } as const
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles keys of its children, and files that are dropped between the classes
    <div className={`${kit.columns} ${styles.pictures}`} onKeyDown={onKeyDown} onDragOver={onDragOver} onDrop={onDrop}>
      <div className={`${kit.stack} ${styles.left}`}>
        <Segmented label={text.source.label} layout="bare" value={source} options={SOURCES} onChange={setSource} />
        <p className={`${kit.row} ${kit.soft}`}>
          {label === undefined ? (
            text.classes.none
          ) : (
            <Rich
              text={text.classes.addTo({ label })}
              marks={{
                b: (inner) => (
                  <b className={`${kit.ellipsis} ${kit.ink}`} title={label}>
                    {inner}
                  </b>
                ),
              }}
            />
          )}
          {batches.waiting > 0 && (
            <span className={kit.push} role="status">
              {text.classes.saving({ images: batches.waiting })}
            </span>
          )}
        </p>
        {source === 'pad' && (
          <PadSource {...shown} look={look} onSample={(sample) => label !== undefined && batches.add(label, sample)} />
        )}
        {source === 'camera' && (
          <CameraSource
            {...shown}
            onSample={(sample, group) => label !== undefined && batches.add(label, sample, group)}
            onRecorded={() => void batches.flush()}
          />
        )}
        {source === 'file' && (
          <div className={kit.stack}>
            <p className={kit.soft}>{(form.channels === 1 ? text.files.gray : text.files.color)(form)}</p>
            <Button
              tone="primary"
              disabled={label === undefined}
              onClick={() => void pickFiles('files').then((files) => addFiles(files))}
            >
              {text.files.choose}
            </Button>
            <Button onClick={() => void pickFiles('folder').then((files) => addFiles(files, label, true))}>
              {text.files.folder}
            </Button>
          </div>
        )}
        {status && (
          <p role="status" className={kit.anywhere}>
            {status}
          </p>
        )}
        {inverting?.rows === schema.rows && (
          <Button onClick={() => void invertAdded(inverting).catch(fail)}>
            {text.files.invert({ images: inverting.images })}
          </Button>
        )}
      </div>
      <div className={kit.stackWide}>
        <form
          className={kit.wrap}
          onSubmit={(event) => {
            event.preventDefault()
            addClass()
          }}
        >
          <SearchField label={text.classes.newName} maxLength={80} value={fresh} onChange={setFresh} />
          <Button type="submit" icon="plus" disabled={fresh.trim() === ''}>
            {text.classes.add}
          </Button>
        </form>
        <div className={kit.row}>
          <span className={`${kit.soft} ${kit.ellipsis}`} title={hint}>
            {hint}
          </span>
          <Button icon="trash" disabled={selected.size === 0} onClick={remove}>
            {text.classes.remove}
          </Button>
        </div>
        <GraysNote dataset={dataset} />
        {buckets.map((bucket, i) => (
          <ClassSection
            key={bucket.label}
            collected={bucket}
            number={i + 1}
            dataset={dataset}
            isChosen={bucket.label === label}
            selected={selected}
            onChoose={() => setWanted(bucket.label)}
            onSelect={select}
            onRename={(to) => change({ label: bucket.label, to })}
            onSwitch={(on) => change({ label: bucket.label, off: !on })}
            onRemove={() => change({ label: bucket.label, remove: true })}
            onMoveHere={() => move(bucket.label)}
            onFiles={(files) => addDropped(files, bucket.label)}
          />
        ))}
      </div>
    </div>
  )
}

/** Files that were just added, of which some images have a light background. */
interface Inverting {
  readonly images: number
  /** The rows of the dataset with them: after another change, their row numbers may differ. */
  readonly rows: number
  /** The first and the last of their rows. */
  readonly added: readonly [number, number]
  readonly files: readonly GivenFile[]
  readonly into: string | undefined
  readonly folders: boolean
}

const SHOWN_NOTES = 3

/** The notes about the files that were read, as text; undefined if there are no notes. */
function notesText(notes: readonly Message[]): string | undefined {
  if (notes.length === 0) return undefined
  const more = notes.length - SHOWN_NOTES
  return [
    ...notes.slice(0, SHOWN_NOTES).map(formatMessage),
    ...(more > 0 ? [text.files.moreNotes({ notes: more })] : []),
  ].join(' ')
}
