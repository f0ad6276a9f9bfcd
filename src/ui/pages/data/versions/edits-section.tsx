/** @file Edit history: every step since the import, with buttons to return to a step or to undo only that step. */
import { versionsText as text } from '../../../../messages/en/data/versions'
import { stepText } from '../../../../data/edit-steps'
import type { SetRecord } from '../../../../storage/dataset-records'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

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
