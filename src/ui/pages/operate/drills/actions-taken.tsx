/** @file ActionsTaken: the actions that were taken in a drill, with times. */
import { drillsText as text } from '../../../../messages/en/operate/drills'
import { actionsText } from '../../../../ops/change-text'
import { momentParts } from '../scenario-timeline/time-span'
import styles from './drills.module.css'
import { useActs } from './use-drill'

function shownAction(kind: string, what: string): string {
  if (kind === 'label') return text.taken.label({ request: what })
  return kind === 'change' ? actionsText(what) : what
}

export function ActionsTaken() {
  const acts = useActs()
  if (acts.length === 0) return <p className={styles.soft}>{text.taken.none}</p>
  return (
    <ol className={styles.plain} aria-label={text.taken.title}>
      {acts.map(({ at, kind, what }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows
        <li key={i}>
          <b>{momentParts(at, 1).time.slice(0, 5)}</b> {shownAction(kind, what)}
        </li>
      ))}
    </ol>
  )
}
