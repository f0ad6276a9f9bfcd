/** @file Hints: a strip under the canvas for what could be done next; no room is taken while there is nothing to say. */
import { TrainButton } from '../dock/train-button'
import { FirstMinute } from './first-minute'
import { GoOnHint } from './go-on-hint'
import styles from './hints.module.css'

/** The strip above the dock, once there is a run. */
export function Hints() {
  return (
    <div className={styles.hints} data-clear="">
      <FirstMinute />
      <GoOnHint />
    </div>
  )
}

/** In the place of the dock until the first run, so that the canvas has its room: what will be here, and how it begins. */
export function FirstStrip() {
  return (
    <div className={styles.first} data-clear="">
      <FirstMinute
        otherwise={
          <section className={styles.hint} aria-label="Run">
            <span>The loss and the scores of a run stand here.</span>
            <TrainButton />
          </section>
        }
      />
    </div>
  )
}
