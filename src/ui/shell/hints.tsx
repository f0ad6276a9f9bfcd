/** @file Hints: a strip under the canvas for what could be done next; no room is taken while there is nothing to say. */
import { FirstMinute } from './first-minute'
import { GoOnHint } from './go-on-hint'
import styles from './hints.module.css'

/** The strip. */
export function Hints() {
  return (
    <div className={styles.hints}>
      <FirstMinute />
      <GoOnHint />
    </div>
  )
}
