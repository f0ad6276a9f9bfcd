/** @file AccuracyPanel: how often answers are right, before anybody says so and after; whether confidences still mean what they say. */
import { useMemo } from 'react'
import { count, counted, significant } from '../../../../messages/format'
import { calibrationIn } from '../../../../ops/drift/accuracy-now'
import type { DriftPlan, WindowDrift } from '../../../../ops/drift/window-drift'
import type { DriftBasis } from '../../../../studio/operate/drift-basis'
import { AccuracyChart } from './accuracy-chart'
import styles from './drift.module.css'
import type { DriftView } from './use-drift'
import { conceptWords, isOutside, outsideWords, percent } from './drift-text'

export interface AccuracyPanelProps {
  readonly view: DriftView
  readonly window: WindowDrift
  readonly plan: DriftPlan
  readonly basis: DriftBasis
  readonly onChoose: (window: number) => void
}

/** Of classes; of numbers what labels say of errors. */
export function AccuracyPanel({ view, window, plan, basis, onChoose }: AccuracyPanelProps) {
  const now = view.accuracy.find((one) => one.window === window.window)
  const labelled = now?.labelled ?? 0
  const { log } = view
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels that came are another calibration
  const calibration = useMemo(
    () => (labelled > 0 ? calibrationIn(log, basis.reference, window.window, plan.n) : undefined),
    [basis, window.window, plan.n, labelled],
  )
  if (!now)
    return (
      <p className={styles.soft}>None of these requests was answered by a version whose answers are known on rows.</p>
    )
  const fitted = basis.reference.answers.find(({ classes }) => classes)?.classes
  return (
    <section className={styles.accuracy} aria-labelledby="drift-accuracy">
      <h3 id="drift-accuracy">{now.estimated ? 'Accuracy, before labels come' : 'Errors'}</h3>
      {now.estimated ? (
        <>
          <p className={styles.said}>
            Estimated at <strong>{percent(now.estimated.accuracy)}</strong> ({percent(now.estimated.low)} to{' '}
            {percent(now.estimated.high)}) in this window of {window.version ?? 'the service'}
            {now.counted
              ? `; ${counted(labelled, 'label')} say ${percent(now.counted.value)} (${percent(now.counted.low)} to ${percent(now.counted.high)}).`
              : '; no label has come yet.'}
            {now.truth !== undefined && isOutside(now) && (
              <>
                {' '}
                <strong>The truth, {percent(now.truth)}, lies outside of that</strong> <em>sim</em>.
              </>
            )}
          </p>
          <AccuracyChart points={view.accuracy} chosen={window.window} onChoose={onChoose} />
          <p className={styles.key}>
            <span className={styles.estimatedKey} /> mean confidence at temperature {significant(fitted?.temperature)}, fitted
            on {count(fitted?.fitted.n ?? 0)} rows
            <span className={styles.thresholdedKey} /> share surer than {significant(fitted?.threshold)} (ATC)
            <span className={styles.dotKey} /> labels that came
            <span className={styles.truthKey} /> truth <em>sim</em>
            <span className={styles.outsideKey} /> outside of the interval
          </p>
        </>
      ) : (
        <p className={styles.said}>
          {now.counted
            ? `${counted(labelled, 'label')}: the mean error is ${significant(now.counted.value)}.`
            : 'No label has come yet.'}
        </p>
      )}
      <p>{conceptWords(now, plan.alpha)}</p>
      {calibration && (
        <p>
          Calibration error {percent(calibration.ece)} on {counted(calibration.labelled, 'label')}:{' '}
          {calibration.ece > calibration.threshold
            ? `a calibrated model would have at most ${percent(calibration.threshold)} nineteen times of twenty.`
            : `a calibrated model has ${percent(calibration.median)} half the time and up to ${percent(calibration.threshold)}, so this is as it should be.`}
        </p>
      )}
      {now.estimated && <p>{outsideWords(view.accuracy)}</p>}
      <p className={styles.soft}>
        {now.estimated &&
          'An estimate takes every confidence for as right as it was on the rows it was fitted on, and its interval is of chance alone. Drift can make confidences too low or too high, or change what inputs mean: then it is off, and only labels tell. '}
        The truth is the world’s own, drawn for grading, and no detector reads it.
      </p>
    </section>
  )
}
