/** @file Finding card: what was found, why it matters, the first rows behind it, and buttons for what can be done. */
import { findingWords, remedyWords } from '../../../../messages/en/findings'
import { count, counted } from '../../../../messages/format'
import type { Dataset } from '../../../../data/dataset'
import { type Finding, keyOf } from '../../../../data/findings/finding'
import { isDone } from '../../../../data/findings/remedy'
import { Button } from '../../../kit/button'
import { Icon } from '../../../kit/icon'
import { useRun, useSelect } from '../../../studio-context'
import { Evidence } from './evidence'
import styles from './report.module.css'

const SEVERITY = {
  bad: { words: 'Mend this', icon: 'warning' },
  warn: { words: 'Look at this', icon: 'warning' },
  note: { words: 'Good to know', icon: 'info' },
} as const

const QUIET = { words: 'It is so', icon: 'check' } as const
const DONE = { words: 'Seen to', icon: 'check' } as const

export interface FindingCardProps {
  readonly finding: Finding
  readonly dataset: Dataset
  /** Why it is so, where the card of the set says it. */
  readonly known?: string
  readonly accepted?: true
  /** The plan sees to it. */
  readonly done?: true
}

/** One finding. */
export function FindingCard({ finding, dataset, known, accepted, done }: FindingCardProps) {
  const run = useRun()
  // What the lesson hides, or what cannot be done now, has no button.
  const busy = useSelect((state) => state.data.tag !== 'ready')
  const plan = useSelect((state) => state.project.plan)
  const { title, says, why } = findingWords(finding)
  const { severity, rows, remedies, sampled } = finding
  const key = keyOf(finding)
  const quiet = known !== undefined || accepted === true || done === true
  const { words, icon } = done ? DONE : quiet ? QUIET : SEVERITY[severity]
  const doneWords = remedies.filter((remedy) => isDone(remedy, plan)).map((remedy) => remedyWords(remedy).done)
  const behind = rows.length < finding.count ? `the first ${count(rows.length)} of ${count(finding.count)}` : ''
  return (
    <article className={styles.finding} data-severity={quiet ? 'note' : severity} aria-label={title}>
      <header>
        <span className={styles.severity}>
          <Icon name={icon} size={14} />
          {words}
        </span>
        <h3>{title}</h3>
      </header>
      <p>{says}</p>
      {doneWords.map((said) => (
        <p key={said}>{said}</p>
      ))}
      {sampled !== undefined && (
        <p className={styles.soft}>Looked for among {counted(sampled, 'row')} drawn by a fixed seed.</p>
      )}
      {known !== undefined && <p className={styles.soft}>The card of the set says: {known}</p>}
      <details className={styles.why}>
        <summary>Why it matters</summary>
        <p>{why}</p>
      </details>
      {rows.length > 0 && <Evidence finding={finding} dataset={dataset} />}
      <div className={styles.actions}>
        {remedies.map((remedy, i) =>
          isDone(remedy, plan) ? null : (
            <Button
              key={remedyWords(remedy).title}
              size="small"
              disabled={busy}
              onClick={() => run('data.mend', { finding: key, remedy: i })}
            >
              {remedyWords(remedy).title}
            </Button>
          ),
        )}
        {rows.length > 0 && (
          <Button
            size="small"
            tone="quiet"
            title={behind}
            onClick={() => run('data.look', { rows, title: behind ? `${title} (${behind})` : title })}
          >
            Show {rows.length < finding.count ? behind : counted(rows.length, 'row')}
          </Button>
        )}
        {known === undefined && !done && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => run('data.accept', { finding: key, accepted: accepted !== true })}
          >
            {accepted ? 'Tell it again' : 'It is so'}
          </Button>
        )}
      </div>
    </article>
  )
}
