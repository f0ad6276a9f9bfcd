/** @file Acts: what was done in a drill and when. */
import { momentParts } from '../dock/span'
import styles from './drills.module.css'
import { useActs } from './use-drill'

export function Acts() {
  const acts = useActs()
  if (acts.length === 0) return <p className={styles.soft}>Nothing.</p>
  return (
    <ol className={styles.plain} aria-label="What you did">
      {acts.map(({ at, kind, what }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows
        <li key={i}>
          <b>{momentParts(at, 1).time.slice(0, 5)}</b> {kind === 'label' ? `label for ${what}` : what}
        </li>
      ))}
    </ol>
  )
}
