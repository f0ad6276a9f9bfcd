/**
 * @file The Versions tab of a dataset: its card, its versions and edits, what uses it, and exporting and removing it.
 */

import { useEffect, useRef, useState } from 'react'
import { errorMessage } from '../../../base/result'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { datasetTabsText } from '../../../messages/en/data/overview'
import { versionsText } from '../../../messages/en/data/versions'
import type { SetRecord } from '../../../storage/dataset-records'
import { setBytes, shortHash } from '../../../storage/dataset-versions'
import { type ExportFormat, exportFormats } from '../../../storage/export-dataset'
import { type SetUse, usesOf } from '../../../studio/data/dataset-uses'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { TextField } from '../../kit/text-field'
import { useResult } from '../../kit/use-on-change'
import { fileName, saveBlob } from '../../shell/browser-files'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import { ImportDatasetFiles } from '../../training-plan/data-form'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { FamilySection } from './versions/related-datasets-section'
import layout from './versions/versions.module.css'
import { EditsSection, VersionsSection } from './versions/versions-section'

const text = datasetTabsText.versions

/** Shows everything about a dataset except its rows. */
export default function VersionsTab({ def }: { readonly def: DatasetDef }) {
  const { id } = def.schema
  const record = useSelect((state) => state.sets.sets.find((one) => one.id === id))
  const inUse = useSelect((state) => state.project.data.dataset === id)
  if (!record)
    return (
      <>
        <Section title={text.edits}>
          <p className={kit.soft}>{def.rows.kind === 'kept' ? text.notHere : text.builtIn}</p>
          {def.rows.kind === 'kept' && inUse && <ImportDatasetFiles />}
        </Section>
        <FamilySection id={id} />
        {inUse && def.rows.kind !== 'kept' && <ExportSection def={def} />}
      </>
    )
  return (
    <>
      <EditsSection set={record} />
      <VersionsSection set={record} />
      <FamilySection id={id} />
      <UsesSection set={record} />
      <CardSection set={record} />
      <ExportSection def={def} />
      <RemoveSection set={record} />
    </>
  )
}

/** Title and card; each text field is saved when it loses the focus. */
function CardSection({ set }: { readonly set: SetRecord }) {
  const run = useRunCommand()
  const { id, title, card } = set
  const fields = [
    ['title', title, (text: string) => run('dataset.rename', { dataset: id, title: text })],
    ['about', card.about, (about: string) => run('dataset.card', { dataset: id, about })],
    ['licence', card.licence, (license: string) => run('dataset.card', { dataset: id, license })],
    ['source', card.source, (source: string) => run('dataset.card', { dataset: id, source })],
  ] as const
  return (
    <Section title={versionsText.card.title} about={versionsText.card.about}>
      <div className={`${kit.stack} ${layout.card}`}>
        {fields.map(([name, value, onChange]) => (
          <TextField
            key={name}
            {...versionsText.card.fields[name]}
            value={value}
            maxLength={name === 'title' ? 120 : 2000}
            onChange={onChange}
          />
        ))}
      </div>
    </Section>
  )
}

/** A confirmation prompt for the removal; `force` is set if the dataset is in use. */
interface Question {
  readonly text: string
  readonly force: boolean
}

/** The Remove button and the confirmation prompt. */
function RemoveSection({ set }: { readonly set: SetRecord }) {
  const studio = useStudio()
  const [question, setQuestion] = useState<Question>()
  async function remove(force: boolean): Promise<void> {
    try {
      await studio.run('dataset.remove', { dataset: set.id, force })
    } catch (error) {
      const why = errorMessage(error)
      setQuestion({ text: why, force: (error as { code?: string }).code === 'dataset-in-use' })
    }
  }
  return (
    <Section
      title={versionsText.storage.title}
      about={versionsText.storage.size({ bytes: setBytes(set), versions: set.versions.length })}
      actions={
        !question && (
          <Button
            size="small"
            tone="bad"
            icon="trash"
            onClick={() => setQuestion({ text: versionsText.storage.sure, force: false })}
          >
            {versionsText.storage.remove}
          </Button>
        )
      }
    >
      {question && (
        <div className={`${kit.wrapWide} ${layout.asked}`} role="alert">
          <p>{question.text}</p>
          <Button size="small" tone="bad" onClick={() => void remove(question.force)}>
            {question.force ? versionsText.storage.confirmInUse : versionsText.storage.confirm}
          </Button>
          {/* The focused button is gone, so the safe answer takes the focus. */}
          <Button size="small" autoFocus onClick={() => setQuestion(undefined)}>
            {versionsText.storage.keep}
          </Button>
        </div>
      )}
    </Section>
  )
}

const MAX_SHOWN = 20

/** The list; reloaded when the dataset, the project or its runs change. */
function UsesSection({ set }: { readonly set: SetRecord }) {
  const run = useRunCommand()
  const { storage } = useStudio()
  const open = useSelect((state) => state.project.id)
  const saving = useSelect((state) => state.saving)
  const runs = useSelect((state) => state.runs)
  // A save and a run are when uses change.
  const { value: uses } = useResult([storage, set, open, saving, runs], () => usesOf(storage, set.id))
  if (!uses) return null
  return (
    <Section title={versionsText.uses.title} about={versionsText.uses.by(countByKind(uses))}>
      <ul className={layout.uses}>
        {uses.slice(0, MAX_SHOWN).map(({ title, version = '', project }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two runs may be called the same
          <li key={i}>
            <span className={`${kit.ellipsis} ${layout.stepWords}`} title={title} translate="no">
              {title}
            </span>
            <code title={version}>{shortHash(version)}</code>
            {project !== open && i === firstOf(uses, project) && (
              <Button size="small" tone="quiet" onClick={() => run('project.open', { id: project })}>
                {versionsText.uses.open}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {uses.length > MAX_SHOWN && (
        <p className={kit.soft}>{versionsText.uses.more({ more: uses.length - MAX_SHOWN })}</p>
      )}
    </Section>
  )
}

/** A saved version of a project is listed like a project, but after it and without a run. */
function countByKind(uses: readonly SetUse[]) {
  const runs = uses.filter(({ run }) => run !== undefined).length
  const versions = uses.filter(({ isVersion }) => isVersion).length
  return { projects: uses.length - runs - versions, runs, versions }
}

/** The index of the first entry about a project itself rather than about one of its runs. */
function firstOf(uses: readonly SetUse[], of: string): number {
  return uses.findIndex(({ project, run }) => project === of && run === undefined)
}

type Status =
  | { readonly tone: 'good' | 'bad'; readonly text: string }
  /** `done` is the progress from 0 to 1. */
  | { readonly tone: 'busy'; readonly text: string; readonly done: number; readonly abort: AbortController }

/** A button for each format that suits the dataset. */
function ExportSection({ def }: { readonly def: DatasetDef }) {
  const studio = useStudio()
  const [status, setStatus] = useState<Status>()
  const { id, title } = def.schema
  const open = useRef<AbortController>(undefined)
  // Leaving the tab cancels the export.
  useEffect(() => () => open.current?.abort(), [])
  async function save({ id: format, ending, type, title: called }: ExportFormat): Promise<void> {
    const abort = new AbortController()
    const { signal } = abort
    open.current = abort
    setStatus({ tone: 'busy', text: versionsText.exporting.writing({ format: called }), done: 0, abort })
    const onProgress = (done: number) => setStatus((now) => (now?.tone === 'busy' ? { ...now, done } : now))
    try {
      const args = { dataset: id, format, signal, onProgress, blob: true }
      const file = await studio.run('dataset.export', args)
      if (signal.aborted) return
      const name = fileName(title, ending)
      const blob = new Blob([file], { type })
      saveBlob(name, blob)
      setStatus({ tone: 'good', text: versionsText.exporting.written({ file: name, bytes: blob.size }) })
    } catch (error) {
      if (!signal.aborted) setStatus({ tone: 'bad', text: errorMessage(error) })
    }
  }
  return (
    <Section
      title={versionsText.exporting.title}
      about={
        <span role="status" data-tone={status?.tone} className={layout.notice}>
          {status?.text ?? versionsText.exporting.about}
        </span>
      }
    >
      {status?.tone === 'busy' && (
        <div className={`${kit.rowWide} ${kit.below} ${layout.writing}`}>
          <Progress
            label={status.text}
            share={status.done}
            text={versionsText.exporting.progress({ share: status.done })}
          />
          <Button
            size="small"
            onClick={() => {
              status.abort.abort()
              setStatus({ tone: 'good', text: versionsText.exporting.canceled })
            }}
          >
            {versionsText.exporting.cancel}
          </Button>
        </div>
      )}
      <ul className={layout.formats}>
        {exportFormats
          .filter(({ supports: fits }) => fits(def.schema))
          .map((format) => (
            <li key={format.id}>
              <Button size="small" icon="download" disabled={status?.tone === 'busy'} onClick={() => void save(format)}>
                {format.title}
              </Button>
              <span className={kit.soft}>{format.about}</span>
            </li>
          ))}
      </ul>
    </Section>
  )
}
