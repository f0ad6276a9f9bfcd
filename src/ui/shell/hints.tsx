/** @file Hints: suggestions below the canvas for what to do next. Takes up no space if there is no suggestion. */
import { lazy, Suspense, useState } from 'react'
import { firstStepsText } from '../../messages/en/shell/first-steps'
import { useHasRun } from '../charts/use-shown-run'
import { TrainButton } from '../dock/train-button'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { Progress } from '../kit/progress'
import styles from './hints.module.css'
import { useLargerDataset } from './use-larger-dataset'

const { more: largerDatasetHintText } = firstStepsText

/** The suggestion, shown next to the first steps. */
function LargerDatasetHint() {
  const larger = useLargerDataset()
  const hasRun = useHasRun()
  const [isClosed, setIsClosed] = useState(false)
  if (!larger || !hasRun || isClosed) return null
  const { rows: images, bytes, loading, start } = larger
  return (
    <aside className={styles.hint} aria-label={largerDatasetHintText.label}>
      {loading ? (
        <>
          <span>{largerDatasetHintText.loading({ images })}</span>
          <Progress label={largerDatasetHintText.loading({ images })} {...loading} />
        </>
      ) : (
        <Button size="small" onClick={start}>
          {largerDatasetHintText.offer({ images, bytes })}
        </Button>
      )}
      <IconButton
        className={styles.close}
        label={largerDatasetHintText.close}
        icon="close"
        size="small"
        tone="quiet"
        tip="none"
        onClick={() => setIsClosed(true)}
      />
    </aside>
  )
}

/** Loads after the page; until then, the fallback is shown. */
const FirstSteps = lazy(() => import('./first-steps').then((module) => ({ default: module.FirstSteps })))

const { beforeRun: text } = firstStepsText

/** The suggestions above the dock, shown after the first run has started. */
export function Hints() {
  return (
    <div className={styles.hints} data-clear="">
      <Suspense>
        <FirstSteps />
      </Suspense>
      <LargerDatasetHint />
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
