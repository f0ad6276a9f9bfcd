/** @file Hints: a strip under the canvas for what could be done next; without height while there is nothing to say. */
import { lazy, Suspense } from 'react'
import { firstStepsText } from '../../messages/en/shell/first-steps'
import { TrainButton } from '../dock/train-button'
import styles from './hints.module.css'
import { LargerDatasetHint } from './larger-dataset-hint'

/** Its prompts load after the page, which shows what they stand for until then. */
const FirstMinute = lazy(() => import('./first-minute').then((module) => ({ default: module.FirstMinute })))

const { beforeRun: text } = firstStepsText

/** The strip above the dock, once there is a run. */
export function Hints() {
  return (
    <div className={styles.hints} data-clear="">
      <Suspense>
        <FirstMinute />
      </Suspense>
      <LargerDatasetHint />
    </div>
  )
}

/** In place of the dock until the first run, so that the canvas has more space: what will appear here, and the button to start. */
export function FirstStrip() {
  const waiting = (
    <section className={styles.hint} aria-label={text.label}>
      <span>{text.about}</span>
      <TrainButton />
    </section>
  )
  return (
    <div className={styles.first} data-clear="">
      <Suspense fallback={waiting}>
        <FirstMinute fallback={waiting} />
      </Suspense>
    </div>
  )
}
