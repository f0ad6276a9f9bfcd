/** @file The versions of a dataset, and the edits of its newest version. */
import { useMemo, useState } from 'react'
import { stepText } from '../../../../data/edit-steps'
import { versionsText as text } from '../../../../messages/en/data/versions'
import { when } from '../../../../messages/format'
import type { SetRecord } from '../../../../storage/dataset-records'
import { shortHash, versionOf } from '../../../../storage/dataset-versions'
import { Button } from '../../../kit/button'
import { SearchField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import { Section } from '../../section'
import layout from './versions.module.css'
import { DataTable } from '../../../kit/data-table'

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
    <Section
      title={text.versions.title}
      about={<span title={here}>{text.versions.current({ hash: shortHash(here) })}</span>}
      actions={
        <>
          <SearchField label={text.versions.name} maxLength={80} value={name} onChange={setName} />
          <Button size="small" disabled={name.trim() === ''} onClick={keep}>
            {text.versions.save}
          </Button>
        </>
      }
    >
      {set.versions.length === 0 ? (
        <p className={kit.soft}>{text.versions.none}</p>
      ) : (
        <DataTable
          rows={set.versions.toReversed()}
          rowKey={({ hash }) => hash}
          columns={[
            {
              head: text.versions.heads.name,
              cell: ({ name: called }) => called ?? <i className={kit.faint}>{text.versions.unnamed}</i>,
              attributes: ({ name: called }) => ({ className: layout.name, title: called }),
            },
            { head: text.versions.heads.hash, cell: ({ hash }) => <code title={hash}>{shortHash(hash)}</code> },
            { head: text.versions.heads.saved, cell: ({ at }) => when(at) },
            {
              head: text.versions.heads.size,
              cell: ({ schema: { rows, columns } }) => text.versions.size({ rows, columns: columns.length }),
            },
            { head: text.versions.heads.edits, cell: ({ steps }) => text.versions.edits({ edits: steps.length }) },
            {
              cell: ({ hash }) =>
                hash === here ? (
                  <em className={kit.tag}>{text.versions.isCurrent}</em>
                ) : (
                  <Button
                    size="small"
                    tone="quiet"
                    onClick={() => run('dataset.restore', { dataset: set.id, version: hash })}
                  >
                    {text.versions.restore}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}

/** The steps of a dataset, followed by steps that were undone. */
export function EditsSection({ set }: { readonly set: SetRecord }) {
  const run = useRunCommand()
  const { id, steps, undone } = set
  const all = [...steps, ...undone]
  return (
    <Section
      title={text.edits.title}
      about={text.edits.summary({ edits: steps.length, undone: undone.length })}
      actions={
        <>
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
        </>
      }
    >
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
    </Section>
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
      <span className={`${kit.ellipsis} ${layout.stepWords}`} title={record}>
        {record}
      </span>
      {isCurrent && <em className={kit.tag}>{text.edits.current}</em>}
      {!isApplied && <em className={kit.tag}>{text.edits.undone}</em>}
      <span className={`${kit.rowTight} ${kit.push} ${layout.does}`}>{children}</span>
    </li>
  )
}
