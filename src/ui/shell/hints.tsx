/** @file Hints: a strip under the canvas for what could be done next; without height while there is nothing to say. */
import { firstStepsText } from '../../messages/en/shell/first-steps'
import { TrainButton } from '../dock/train-button'
import { FirstMinute } from './first-minute'
import styles from './hints.module.css'
import { LargerDatasetHint } from './larger-dataset-hint'

const { beforeRun: text } = firstStepsText

/** The strip above the dock, once there is a run. */
export function Hints() {
  return (
    <div className={styles.hints} data-clear="">
      <FirstMinute />
      <LargerDatasetHint />
    </div>
  )
}

/** In place of the dock until the first run, so that the canvas has more space: what will appear here, and the button to start. */
export function FirstStrip() {
  return (
    <div className={styles.first} data-clear="">
      <FirstMinute
        fallback={
          <section className={styles.hint} aria-label={text.label}>
            <span>{text.about}</span>
            <TrainButton />
          </section>
        }
      />
    </div>
  )
}
