/** @file Run list: every run of the project with its numbers; rename it, lay its curve beside the present one, remove it. */
import { newestFirst } from '../../charts/use-shown-run'
import { useSelect } from '../../studio-context'
import { RunRow } from './run-row'
import layout from './train.module.css'
import styles from '../pages.module.css'

export interface RunListProps {
  /** The run whose curve is drawn. */
  readonly shown: string
  readonly compared: string | undefined
  readonly onCompare: (id: string | undefined) => void
}

/** The newest run first. */
export function RunList({ shown, compared, onCompare }: RunListProps) {
  const runs = useSelect((state) => state.runs)
  return (
    <section className={styles.part} aria-label="Runs">
      <div className={styles.title}>
        <h3>Runs</h3>
        <span>{runs.length === 1 ? '1 run' : `${runs.length} runs`}</span>
      </div>
      {runs.length === 0 && <p className={styles.soft}>This one is the first; it is kept here once it has begun.</p>}
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
