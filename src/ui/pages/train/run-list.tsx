/**
 * @file Run list: every run of the project with its metrics; runs can be renamed, deleted, or compared with the
 * displayed run's curves.
 */
import { runsText as text } from '../../../messages/en/train/runs'
import { newestFirst } from '../../charts/use-shown-run'
import { useSelect } from '../../studio-context'
import { RunRow } from './run-row'
import layout from './train.module.css'
import styles from '../pages.module.css'

export interface RunListProps {
  /** Id of the run whose curves are drawn. */
  readonly shown: string
  readonly compared: string | undefined
  readonly onCompare: (id: string | undefined) => void
}

/** The list, newest run first. */
export function RunList({ shown, compared, onCompare }: RunListProps) {
  const runs = useSelect((state) => state.runs)
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.count({ runs: runs.length })}</span>
      </div>
      {runs.length === 0 && <p className={styles.soft}>{text.first}</p>}
      <ul className={layout.runs}>
        {newestFirst(runs).map((record) => (
          <RunRow
            key={record.id}
            record={record}
            place={record.id === shown ? 'shown' : record.id === compared ? 'compared' : 'kept'}
            onCompare={() => onCompare(record.id === compared ? undefined : record.id)}
          />
        ))}
      </ul>
    </section>
  )
}
