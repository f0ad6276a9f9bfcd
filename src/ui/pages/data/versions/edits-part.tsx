/** @file Record of edits: every step in words, from what was brought on; any of them can be gone back to, or taken back alone. */
import { counted } from '../../../../messages/format'
import { stepWords } from '../../../../data/steps'
import type { SetRecord } from '../../../../storage/dataset-records'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

/** The steps of a set, those taken back behind them. */
export function EditsPart({ set }: { readonly set: SetRecord }) {
  const run = useRun()
  const { id, steps, undone } = set
  const all = [...steps, ...undone]
  return (
    <section className={styles.part} aria-label="Record of edits">
      <div className={styles.title}>
        <h3>Record of edits</h3>
        <span>
          {steps.length === 0 ? 'none since it came' : `${counted(steps.length, 'step')} since it came`}
          {undone.length > 0 && `, ${undone.length} taken back`}
        </span>
        <div className={styles.grow} />
        <Button size="small" icon="undo" disabled={steps.length === 0} onClick={() => run('dataset.undo', { dataset: id })}>
          Undo
        </Button>
        <Button size="small" icon="redo" disabled={undone.length === 0} onClick={() => run('dataset.redo', { dataset: id })}>
          Redo
        </Button>
      </div>
      <ol className={layout.steps}>
        <Step words={beginWords(set)} now={steps.length === 0} taken>
          {steps.length > 0 && (
            <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { dataset: id, to: 0 })}>
              Back to here
            </Button>
          )}
        </Step>
        {all.map((step, i) => {
          const taken = i < steps.length
          const now = i === steps.length - 1
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
            <Step key={i} words={stepWords(step)} now={now} taken={taken}>
              {taken && !now && (
                <>
                  <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { dataset: id, to: i + 1 })}>
                    Back to here
                  </Button>
                  <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { dataset: id, step: i })}>
                    Take back alone
                  </Button>
                </>
              )}
              {!taken && (
                <Button size="small" tone="quiet" onClick={() => run('dataset.redo', { dataset: id, to: i + 1 })}>
                  Redo to here
                </Button>
              )}
            </Step>
          )
        })}
      </ol>
    </section>
  )
}

function beginWords({ base }: SetRecord): string {
  if (base.kind === 'shipped') return `began as the shipped set "${base.dataset}"`
  return `brought in: ${counted(base.schema.rows, 'row')}, ${counted(base.schema.columns.length, 'column')}`
}

interface StepProps {
  readonly words: string
  /** Whether the set stands here. */
  readonly now: boolean
  readonly taken: boolean
  readonly children: React.ReactNode
}

function Step({ words, now, taken, children }: StepProps) {
  return (
    <li aria-current={now ? 'step' : undefined} data-taken={taken ? 'yes' : 'no'}>
      <span className={layout.stepWords} title={words}>
        {words}
      </span>
      {now && <em>now</em>}
      {!taken && <em>taken back</em>}
      <span className={layout.does}>{children}</span>
    </li>
  )
}
