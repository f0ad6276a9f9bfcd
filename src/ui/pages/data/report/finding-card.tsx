/** @file Finding card: what was found, why it matters, the first affected rows, and buttons for possible remedies. */
import { findingText, remedyText } from '../../../../messages/en/findings'
import { reportText as text } from '../../../../messages/en/data/report'
import type { Dataset } from '../../../../data/dataset'
import { type Finding, findingKey } from '../../../../data/findings/finding'
import { isApplied } from '../../../../data/findings/remedy'
import { Button } from '../../../kit/button'
import { Icon } from '../../../kit/icon'
import { useRunCommand, useSelect } from '../../../studio-context'
import { Evidence } from './affected-rows'
import styles from './report.module.css'

const ICONS = {
  bad: 'warning',
  warn: 'warning',
  note: 'info',
  known: 'check',
  accepted: 'check',
  done: 'check',
} as const

export interface FindingCardProps {
  readonly finding: Finding
  readonly dataset: Dataset
  /** The explanation from the dataset card, if it covers this finding. */
  readonly known?: string
  readonly accepted?: true
  /** Set if the training settings already handle the finding. */
  readonly done?: true
}

/** Renders one finding. */
export function FindingCard({ finding, dataset, known, accepted, done }: FindingCardProps) {
  const run = useRunCommand()
  const busy = useSelect((state) => state.data.tag !== 'ready')
  const plan = useSelect((state) => state.project.plan)
  const { title, says, why } = findingText(finding)
  const { severity, rows, remedies, sampled } = finding
  const key = findingKey(finding)
  const status = done ? 'done' : known !== undefined ? 'known' : accepted ? 'accepted' : severity
  const doneNotes = remedies.filter((remedy) => isApplied(remedy, plan)).map((remedy) => remedyText(remedy).done)
  const part = { rows: rows.length, all: finding.count }
  const isPart = rows.length < finding.count
  return (
    <article className={styles.finding} data-severity={status === severity ? severity : 'note'} aria-label={title}>
      <header>
        <span className={styles.severity}>
          <Icon name={ICONS[status]} size={14} />
          {text.status[status]}
        </span>
        <h3>{title}</h3>
      </header>
      <p>{says}</p>
      {doneNotes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {sampled !== undefined && <p className={styles.soft}>{text.sampled({ rows: sampled })}</p>}
      {known !== undefined && <p className={styles.soft}>{text.cardSays({ why: known })}</p>}
      <details className={styles.why}>
        <summary>{text.whyItMatters}</summary>
        <p>{why}</p>
      </details>
      {rows.length > 0 && <Evidence finding={finding} dataset={dataset} />}
      <div className={styles.actions}>
        {remedies.map((remedy, i) =>
          isApplied(remedy, plan) ? null : (
            <Button
              key={remedyText(remedy).title}
              size="small"
              disabled={busy}
              onClick={() => run('data.mend', { finding: key, remedy: i })}
            >
              {remedyText(remedy).title}
            </Button>
          ),
        )}
        {rows.length > 0 && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => run('data.look', { rows, title: isPart ? text.firstOf({ title, ...part }) : title })}
          >
            {isPart ? text.showFirst(part) : text.showRows(part)}
          </Button>
        )}
        {known === undefined && !done && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => run('data.accept', { finding: key, accepted: accepted !== true })}
          >
            {accepted ? text.reopen : text.accept}
          </Button>
        )}
      </div>
    </article>
  )
}
