/** @file Progress: a progress bar with its numbers as text. */
import kit from './kit.module.css'
import styles from './progress.module.css'

export interface ProgressProps {
  readonly label: string
  /** Progress from 0 to 1; undefined while unknown. */
  readonly share?: number
  readonly text?: string
}

/** A progress bar. */
export function Progress({ label, share, text: detail }: ProgressProps) {
  const value = share === undefined ? undefined : Math.min(1, Math.max(0, share))
  return (
    <span className={kit.row}>
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value === undefined ? undefined : Math.round(value * 100)}
        aria-valuetext={detail}
        className={styles.track}
      >
        {/* Full and faint while the progress is unknown, because an empty bar would look stuck. */}
        <span
          className={styles.bar}
          style={value === undefined ? { width: '100%', opacity: 0.35 } : { width: `${value * 100}%` }}
        />
      </span>
      {detail && <span className={styles.words}>{detail}</span>}
    </span>
  )
}
