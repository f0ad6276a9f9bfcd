/**
 * @file The Versions tab of a dataset: its dataset card, its versions and edits, what uses it, exporting, and removing
 * it.
 */
import { datasetTabsText } from '../../../messages/en/data/overview'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { useSelect, useRunCommand, useStudio } from '../../studio-context'
import { ImportDatasetFiles } from '../../training-plan/import-dataset-button'
import styles from '../pages.module.css'
import { EditsSection, VersionsSection } from './versions/versions-section'
import { ExportSection } from './versions/export-section'
import { FamilySection } from './versions/related-datasets-section'
import { versionsText } from '../../../messages/en/data/versions'
import type { SetRecord } from '../../../storage/dataset-records'
import { TextField } from '../../kit/text-field'
import layout from './versions/versions.module.css'
import { useState } from 'react'
import { setBytes, shortHash } from '../../../storage/dataset-versions'
import { Button } from '../../kit/button'
import { type SetUse, usesOf } from '../../../studio/data/dataset-uses'
import { useOnChange } from '../../kit/use-on-change'

const text = datasetTabsText.versions

/** Shows everything about a dataset except its rows. */
export default function VersionsTab({ def }: { readonly def: DatasetDef }) {
  const { id } = def.schema
  const record = useSelect((state) => state.sets.sets.find((one) => one.id === id))
  const inUse = useSelect((state) => state.project.data.dataset === id)
  if (!record)
    return (
      <>
        <section className={styles.part} aria-label={text.edits}>
          <div className={styles.title}>
            <h3>{text.edits}</h3>
          </div>
          <p className={styles.soft}>{def.rows.kind === 'kept' ? text.notHere : text.builtIn}</p>
          {def.rows.kind === 'kept' && inUse && <ImportDatasetFiles />}
        </section>
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
  const change = (part: object) => run('dataset.card', { dataset: id, ...part })
  return (
    <section className={styles.part} aria-label={versionsText.card.title}>
      <div className={styles.title}>
        <h3>{versionsText.card.title}</h3>
        <span>{versionsText.card.about}</span>
      </div>
      <div className={layout.card}>
        <TextField
          label={versionsText.card.fields.title.label}
          value={title}
          maxLength={120}
          onChange={(value) => run('dataset.rename', { dataset: id, title: value })}
        />
        <TextField
          label={versionsText.card.fields.about.label}
          value={card.about}
          placeholder={versionsText.card.fields.about.placeholder}
          maxLength={2000}
          onChange={(about) => change({ about })}
        />
        <TextField
          label={versionsText.card.fields.licence.label}
          value={card.licence}
          placeholder={versionsText.card.fields.licence.placeholder}
          maxLength={2000}
          onChange={(license) => change({ license })}
        />
        <TextField
          label={versionsText.card.fields.source.label}
          value={card.source}
          placeholder={versionsText.card.fields.source.placeholder}
          maxLength={2000}
          onChange={(source) => change({ source })}
        />
      </div>
    </section>
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
      const why = error instanceof Error ? error.message : String(error)
      setQuestion({ text: why, force: (error as { code?: string }).code === 'dataset-in-use' })
    }
  }
  return (
    <section className={styles.part} aria-label={versionsText.storage.title}>
      <div className={styles.title}>
        <h3>{versionsText.storage.title}</h3>
        <span>{versionsText.storage.size({ bytes: setBytes(set), versions: set.versions.length })}</span>
        <div className={styles.grow} />
        {!question && (
          <Button
            size="small"
            tone="bad"
            icon="trash"
            onClick={() => setQuestion({ text: versionsText.storage.sure, force: false })}
          >
            {versionsText.storage.remove}
          </Button>
        )}
      </div>
      {question && (
        <div className={layout.asked} role="alert">
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
    </section>
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
  const [uses, setUses] = useState<readonly SetUse[]>()
  // A save and a run are when uses change.
  useOnChange([storage, set, open, saving, runs], () => {
    let closed = false
    usesOf(storage, set.id).then(
      (result) => {
        if (!closed) setUses(result)
      },
      () => {
        if (!closed) setUses([])
      },
    )
    return () => {
      closed = true
    }
  })
  if (!uses) return null
  return (
    <section className={styles.part} aria-label={versionsText.uses.title}>
      <div className={styles.title}>
        <h3>{versionsText.uses.title}</h3>
        <span>{versionsText.uses.by(countByKind(uses))}</span>
      </div>
      <ul className={layout.uses}>
        {uses.slice(0, MAX_SHOWN).map(({ title, version = '', project }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two runs may be called the same
          <li key={i}>
            <span className={layout.stepWords} title={title} translate="no">
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
        <p className={styles.soft}>{versionsText.uses.more({ more: uses.length - MAX_SHOWN })}</p>
      )}
    </section>
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
