/** @file Progress: how far long work has come, as a bar with its numbers in words. */
import styles from './progress.module.css'

export interface ProgressProps {
  readonly label: string
  /** 0 to 1; absent while it is not known. */
  readonly share?: number
  readonly words?: string
}

/** A progress bar. */
export function Progress({ label, share, words }: ProgressProps) {
  const value = share === undefined ? undefined : Math.min(1, Math.max(0, share))
  return (
    <span className={styles.frame}>
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value === undefined ? undefined : Math.round(value * 100)}
        aria-valuetext={words}
        className={styles.track}
      >
        {/* Full and faint where nobody knows how much there is: no bar that seems to stand still. */}
        <span
          className={styles.bar}
          style={value === undefined ? { width: '100%', opacity: 0.35 } : { width: `${value * 100}%` }}
        />
      </span>
      {words && <span className={styles.words}>{words}</span>}
    </span>
  )
}
