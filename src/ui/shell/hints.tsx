/** @file Hints: suggestions below the canvas for what to do next. Takes up no space if there is no suggestion. */
import { lazy, Suspense } from 'react'
import { firstStepsText } from '../../messages/en/shell/first-steps'
import { TrainButton } from '../dock/train-button'
import styles from './hints.module.css'

// Both load after the page; until then, the fallback is shown.
const FirstSteps = lazy(() => import('./first-steps').then((module) => ({ default: module.FirstSteps })))
const LargerDatasetHint = lazy(() => import('./larger-dataset'))

const { beforeRun: text } = firstStepsText

/** The suggestions above the dock, shown after the first run has started. */
export function Hints() {
  return (
    <div className={styles.hints} data-clear="">
      <Suspense>
        <FirstSteps />
      </Suspense>
      <Suspense>
        <LargerDatasetHint />
      </Suspense>
    </div>
  )
}

/**
 * Describes what will appear below the canvas, and shows a Train button. Replaces the dock until the first run, so that
 * the canvas has more space.
 */
export function BeforeFirstRun() {
  const waiting = (
    <section className={styles.hint} aria-label={text.label}>
      <span>{text.about}</span>
      <TrainButton />
    </section>
  )
  return (
    <div className={styles.first} data-clear="">
      <Suspense fallback={waiting}>
        <FirstSteps fallback={waiting} />
      </Suspense>
    </div>
  )
}
