/**
 * @file ImportDialog: lets the user choose files, check and correct how they are read, and import them. Opened by
 * dropping files, from a menu, from the command palette, or by the operating system.
 */

import { useEffect, useRef } from 'react'
import { importText as text } from '../../../../messages/en/data/import'
import { formatMessage } from '../../../../messages/message'
import type { ImportPreview } from '../../../../protocol/ingest-messages'
import { suggestedTitle } from '../../../../studio/data/import-dataset'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { Progress } from '../../../kit/progress'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { useRunCommand, useSelect } from '../../../studio-context'
import { showOnDataPage } from '../user-datasets'
import { ChooseFiles, RestoreNote } from './choose-files'
import { useFilesFound } from './dropped-files'
import { datasetsThatMayFit, misfitText } from './existing-dataset'
import kit from '../../../kit/kit.module.css'
import styles from './import.module.css'
import { PreviewTable, ReadOptionFields } from './preview-table'
import { ProjectChoice } from './project-choice'
import { type Importing, noteTexts, useImport } from './use-import'

export default function ImportDialog() {
  const run = useRunCommand()
  const importing = useImport()
  const { state } = importing
  const close = () => run('data.closeChoosing')
  const leave = () => {
    // An import in progress can only be canceled with its own button, so that a click outside the dialog does not lose
    // minutes of work.
    if (state.stage !== 'import') close()
  }
  return (
    <Dialog
      open
      title={importing.missing ? text.restoreTitle({ dataset: importing.missing.title }) : text.title}
      width={state.stage === 'look' ? 'broad' : 'wide'}
      onClose={leave}
      actions={<Actions importing={importing} close={close} />}
    >
      {state.stage !== 'import' && <FilesFound />}
      <Stage importing={importing} />
    </Dialog>
  )
}

function Stage({ importing }: { readonly importing: Importing }) {
  const { state } = importing
  switch (state.stage) {
    case 'choose':
      return (
        <>
          {state.isReading && (
            <Progress label={text.reading} text={text.readingFiles({ files: filesText(importing) })} />
          )}
          <Problem problem={state.problem} />
          <RestoreNote importing={importing} />
          <ChooseFiles onFiles={importing.begin} />
        </>
      )
    case 'look':
      return <PreviewPart importing={importing} />
    case 'import':
      return <ImportPart />
    case 'done':
      return <DonePart importing={importing} />
    default:
      return state.stage satisfies never
  }
}

function Actions({ importing, close }: { readonly importing: Importing; readonly close: () => void }) {
  const run = useRunCommand()
  const { state } = importing
  if (state.stage === 'import')
    return (
      <Button key="import" autoFocus onClick={() => run('data.stopBringing')}>
        {text.cancel}
      </Button>
    )
  if (state.stage === 'done') {
    const show = (page: 'data' | 'build') => {
      close()
      // The Data page does not show this dataset automatically if no project uses it or if rows were added to it.
      if (page === 'data' && state.datasetId !== undefined) showOnDataPage(state.datasetId)
      run('room.open', { room: page })
    }
    return (
      <>
        {state.previousProject !== undefined && <Button onClick={() => show('build')}>{text.done.showNetwork}</Button>}
        <Button tone="primary" key="done" autoFocus onClick={() => show('data')}>
          {text.done.showDataset}
        </Button>
      </>
    )
  }
  return (
    <>
      <Button onClick={close}>{text.cancel}</Button>
      {state.stage === 'look' && (
        <>
          <Button onClick={importing.back}>{text.otherFiles}</Button>
          <Button
            tone="primary"
            disabled={state.isReading || misfitOf(importing) !== undefined}
            onClick={() => void importing.start()}
          >
            {confirmText(importing)}
          </Button>
        </>
      )}
    </>
  )
}

function PreviewPart({ importing }: { readonly importing: Importing }) {
  const { state, into, sets, putInto } = importing
  const { preview } = state
  const head = useRef<HTMLParagraphElement>(null)
  // Move the focus to the new stage, so that screen readers announce it and keyboard users continue there.
  useEffect(() => head.current?.focus(), [])
  if (!preview) return null
  const kept = preview.columns.filter(({ name }) => state.options.columns?.[name]?.leaveOut !== true)
  const predictable = kept.filter(({ schema: { type } }) => type !== 'text' && type !== 'time' && type !== 'array')
  const target = state.options.target ?? preview.options.target
  const mayFit = datasetsThatMayFit(sets, preview)
  const offered = into && !mayFit.includes(into) ? [into, ...mayFit] : mayFit
  return (
    <div
      className={`${kit.stackWide} ${styles.look}`}
      data-busy={state.isReading ? 'yes' : 'no'}
      aria-busy={state.isReading}
    >
      <p ref={head} tabIndex={-1} className={styles.about}>
        <b translate="no">{filesText(importing)}</b>{' '}
        <span className={kit.soft} role="status">
          {preview.about}
        </span>
      </p>
      <Problem problem={state.problem ?? (state.isReading ? undefined : misfitOf(importing))} />
      <Notes notes={noteTexts(preview.notes)} />
      <ReadOptionFields preview={preview} onCorrect={importing.correct} />
      <PreviewTable preview={preview} options={state.options} target={target} onCorrect={importing.correctColumn} />
      <RestoreNote importing={importing} />
      {!importing.missing && (
        <div className={styles.options}>
          {offered.length > 0 && (
            <Select
              label={text.card.into}
              layout="stack"
              value={into?.id ?? ''}
              options={[
                { value: '', title: text.card.newDataset },
                ...offered.map(({ id, title }) => ({ value: id, title: text.card.addTo({ dataset: title }) })),
              ]}
              onChange={(id) => putInto(id === '' ? undefined : id)}
            />
          )}
          {!into && <CardFields importing={importing} predictable={predictable} target={target} />}
        </div>
      )}
      {!into && (state.restorable || !importing.missing) && (
        <div className={styles.use}>
          <ProjectChoice
            preview={preview}
            options={state.options}
            restorable={state.restorable?.title}
            value={importing.missing ? 'back' : importing.use}
            onChange={importing.useIn}
          />
        </div>
      )}
    </div>
  )
}

interface CardFieldsProps {
  readonly importing: Importing
  readonly predictable: ImportPreview['columns']
  readonly target: string | undefined
}

/** Fields for the name, target, license and source of a new dataset. */
function CardFields({ importing, predictable, target }: CardFieldsProps) {
  const { state } = importing
  return (
    <>
      <TextField
        label={text.card.name}
        layout="stack"
        value={state.card.title || suggestedTitle(state.files)}
        maxLength={120}
        onChange={(title) => importing.describe({ title })}
      />
      {predictable.length > 0 && (
        <Select
          label={text.card.target}
          layout="stack"
          value={target ?? ''}
          options={predictable.map(({ schema: { name } }) => ({ value: name, title: name }))}
          onChange={(name) => importing.correct({ target: name })}
        />
      )}
      <TextField
        label={text.card.license}
        layout="stack"
        value={state.card.license}
        placeholder={text.card.unknown}
        onChange={(license) => importing.describe({ license })}
      />
      <TextField
        label={text.card.source}
        layout="stack"
        value={state.card.source}
        placeholder={text.card.sourceExample}
        onChange={(source) => importing.describe({ source })}
      />
    </>
  )
}

function ImportPart() {
  const progress = useSelect((state) => state.bringing?.progress)
  if (!progress) return <Progress label={text.progress.label} text={text.progress.starting} />
  const { bytes, totalBytes, rows, files, totalFiles, skipped } = progress
  const soFar =
    files !== undefined && totalFiles !== undefined
      ? text.progress.files({ rows, files, total: totalFiles, skipped })
      : text.progress.bytes({ rows, bytes, total: totalBytes, skipped })
  const share =
    files !== undefined && totalFiles
      ? files / totalFiles
      : totalBytes > 0 && bytes > 0
        ? bytes / totalBytes
        : undefined
  return <Progress label={text.progress.label} text={soFar} {...(share === undefined ? {} : { share })} />
}

/** Explains why the files cannot be imported, on their own or into the chosen dataset; undefined if they can. */
function misfitOf({ state: { preview, options }, into }: Importing): string | undefined {
  if (preview?.stops) return formatMessage(preview.stops)
  return into && preview && misfitText(into, preview, options)
}

function DonePart({ importing: { state, into } }: { readonly importing: Importing }) {
  const { result, use, previousProject, restoreMessage } = state
  const name = useSelect(({ project }) => project.name)
  if (!result) return null
  return (
    <div className={`${kit.stackWide}`}>
      <p role="status">
        {restoreMessage
          ? formatMessage(restoreMessage)
          : into
            ? text.done.added({ rows: result.rows, dataset: into.title })
            : (use === 'none' ? text.done.unused : text.done.used)({
                rows: result.rows,
                columns: result.schema.columns.length,
              })}
      </p>
      {previousProject !== undefined && !into && (
        <p>{text.done.newProject({ project: name, before: previousProject })}</p>
      )}
      <Notes notes={noteTexts(result.notes)} />
    </div>
  )
}

function Problem({ problem }: { readonly problem: string | undefined }) {
  return problem ? (
    <p role="alert" className={kit.note} data-tone="bad">
      {problem}
    </p>
  ) : null
}

const SHOWN_NOTES = 6

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <ul className={`${kit.bullets} ${kit.soft}`} aria-label={text.notes.label}>
      {notes.slice(0, SHOWN_NOTES).map((one) => (
        <li key={one}>{one}</li>
      ))}
      {notes.length > SHOWN_NOTES && <li>{text.notes.more({ notes: notes.length - SHOWN_NOTES })}</li>}
    </ul>
  )
}

/** Shows the number of dropped files found so far; renders nothing when no folders are being read. */
function FilesFound() {
  const files = useFilesFound()
  if (files === undefined) return null
  return <Progress label={text.finding} text={text.found({ files })} />
}

function filesText({ state: { files } }: Importing): string {
  const [first] = files
  if (!first) return ''
  return files.length === 1 ? first.path : text.files({ name: suggestedTitle(files), files: files.length })
}

/**
 * The label of the import button; files whose content differs from the original restore a dataset only after a warning.
 */
function confirmText({ state, into, missing }: Importing): string {
  if (missing) return state.hasOtherContent ? text.restoreAnyway : text.restore
  return into ? text.addRows : text.import
}
