/** @file The versions of a dataset, and the edits of its newest version. */
import { useMemo, useState } from 'react'
import { versionsText as text } from '../../../../messages/en/data/versions'
import { when } from '../../../../messages/format'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash, versionOf } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { TextField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import table from '../../../kit/table.module.css'
import styles from '../../pages.module.css'
import layout from './versions.module.css'
import { stepText } from '../../../../data/edit-steps'

/** Lists the versions, newest first, with a field for saving the current version. */
export function VersionsSection({ set }: { readonly set: SetRecord }) {
  const run = useRunCommand()
  const [name, setName] = useState('')
  const here = useMemo(() => versionOf(set), [set])
  const keep = () => {
    run('dataset.saveVersion', { dataset: set.id, name })
    setName('')
  }
  return (
    <section className={styles.part} aria-label={text.versions.title}>
      <div className={styles.title}>
        <h3>{text.versions.title}</h3>
        <span title={here}>{text.versions.current({ hash: shortHash(here) })}</span>
        <div className={styles.grow} />
        <TextField
          label={text.versions.name}
          layout="bare"
          placeholder={text.versions.name}
          reportOn="typing"
          maxLength={80}
          value={name}
          onChange={setName}
        />
        <Button size="small" disabled={name.trim() === ''} onClick={keep}>
          {text.versions.save}
        </Button>
      </div>
      {set.versions.length === 0 ? (
        <p className={styles.soft}>{text.versions.none}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={`${table.table} ${layout.table}`}>
            <thead>
              <tr>
                <th>{text.versions.heads.name}</th>
                <th>{text.versions.heads.hash}</th>
                <th>{text.versions.heads.saved}</th>
                <th data-type="number">{text.versions.heads.size}</th>
                <th>{text.versions.heads.edits}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {set.versions.toReversed().map(({ hash, at, name: called, schema, steps }) => (
                <tr key={hash}>
                  <td className={layout.name} title={called}>
                    {called ?? <i>{text.versions.unnamed}</i>}
                  </td>
                  <td>
                    <code title={hash}>{shortHash(hash)}</code>
                  </td>
                  <td>{when(at)}</td>
                  <td data-type="number">
                    {text.versions.size({ rows: schema.rows, columns: schema.columns.length })}
                  </td>
                  <td>{text.versions.edits({ edits: steps.length })}</td>
                  <td>
                    {hash === here ? (
                      <em className={layout.now}>{text.versions.isCurrent}</em>
                    ) : (
                      <Button
                        size="small"
                        tone="quiet"
                        onClick={() => run('dataset.restore', { dataset: set.id, version: hash })}
                      >
                        {text.versions.restore}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** The steps of a dataset, followed by steps that were undone. */
export function EditsSection({ set }: { readonly set: SetRecord }) {
  const run = useRunCommand()
  const { id, steps, undone } = set
  const all = [...steps, ...undone]
  return (
    <section className={styles.part} aria-label={text.edits.title}>
      <div className={styles.title}>
        <h3>{text.edits.title}</h3>
        <span>{text.edits.summary({ edits: steps.length, undone: undone.length })}</span>
        <div className={styles.grow} />
        <Button
          size="small"
          icon="undo"
          disabled={steps.length === 0}
          onClick={() => run('dataset.undo', { dataset: id })}
        >
          {text.edits.undo}
        </Button>
        <Button
          size="small"
          icon="redo"
          disabled={undone.length === 0}
          onClick={() => run('dataset.redo', { dataset: id })}
        >
          {text.edits.redo}
        </Button>
      </div>
      <ol className={layout.steps}>
        <Step record={startOf(set)} isCurrent={steps.length === 0} isApplied>
          {steps.length > 0 && (
            <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { dataset: id, to: 0 })}>
              {text.edits.backTo}
            </Button>
          )}
        </Step>
        {all.map((step, i) => {
          const taken = i < steps.length
          const now = i === steps.length - 1
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
            <Step key={i} record={stepText(step)} isCurrent={now} isApplied={taken}>
              {taken && !now && (
                <>
                  <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { dataset: id, to: i + 1 })}>
                    {text.edits.backTo}
                  </Button>
                  <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { dataset: id, step: i })}>
                    {text.edits.undoOne}
                  </Button>
                </>
              )}
              {!taken && (
                <Button size="small" tone="quiet" onClick={() => run('dataset.redo', { dataset: id, to: i + 1 })}>
                  {text.edits.redoTo}
                </Button>
              )}
            </Step>
          )
        })}
      </ol>
    </section>
  )
}

/** Describes the initial state of the dataset. */
function startOf({ base }: SetRecord): string {
  if (base.kind === 'shipped') return text.edits.startedFrom({ dataset: base.dataset })
  return text.edits.imported({ rows: base.schema.rows, columns: base.schema.columns.length })
}

interface StepProps {
  /** Description of what the step did. */
  readonly record: string
  /** Whether this is the latest step of the current dataset. */
  readonly isCurrent: boolean
  readonly isApplied: boolean
  readonly children: React.ReactNode
}

function Step({ record, isCurrent, isApplied, children }: StepProps) {
  return (
    <li aria-current={isCurrent ? 'step' : undefined} data-taken={isApplied ? 'yes' : 'no'}>
      <span className={layout.stepWords} title={record}>
        {record}
      </span>
      {isCurrent && <em>{text.edits.current}</em>}
      {!isApplied && <em>{text.edits.undone}</em>}
      <span className={layout.does}>{children}</span>
    </li>
  )
}
