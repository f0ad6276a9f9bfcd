/**
 * @file AccuracyPanel: the accuracy before and after labels arrive, and whether the model's confidence is still
 * calibrated.
 */
import { useMemo } from 'react'
import { driftText } from '../../../../messages/en/operate/drift'
import { calibrationIn } from '../../../../ops/drift/accuracy-now'
import type { DriftPlan, WindowDrift } from '../../../../ops/drift/window-drift'
import type { DriftBaseline } from '../../../../studio/operate/drift-baseline'
import { AccuracyChart } from './accuracy-chart'
import { Rich } from '../../../kit/rich-text'
import styles from './drift.module.css'
import type { DriftView } from './use-drift'
import { conceptText, isOutside, outsideText } from './drift-text'

const text = driftText.accuracy

export interface AccuracyPanelProps {
  readonly view: DriftView
  readonly window: WindowDrift
  readonly plan: DriftPlan
  readonly basis: DriftBaseline
  readonly onChoose: (window: number) => void
}

/** Shows accuracy for classification models, or the size of the error for numeric predictions. */
export function AccuracyPanel({ view, window, plan, basis, onChoose }: AccuracyPanelProps) {
  const now = view.accuracy.find((one) => one.window === window.window)
  const labelled = now?.labelled ?? 0
  const { log } = view
  // biome-ignore lint/correctness/useExhaustiveDependencies: new labels change the calibration
  const calibration = useMemo(
    () => (labelled > 0 ? calibrationIn(log, basis.reference, window.window, plan.n) : undefined),
    [basis, window.window, plan.n, labelled],
  )
  if (!now) return <p className={styles.soft}>{text.noReference}</p>
  const fitted = basis.reference.answers.find(({ classes }) => classes)?.classes
  return (
    <section className={styles.accuracy} aria-labelledby="drift-accuracy">
      <h3 id="drift-accuracy">{now.estimated ? text.title : text.errors}</h3>
      {now.estimated ? (
        <>
          <p className={styles.statement}>
            <Rich
              text={text.estimated({ ...now.estimated, version: window.version })}
              marks={{ b: (inner) => <strong>{inner}</strong> }}
            />{' '}
            {now.counted
              ? text.counted({ ...now.counted, accuracy: now.counted.value, labels: labelled })
              : text.noLabels}{' '}
            {now.truth !== undefined && isOutside(now) && <strong>{text.truthOutside({ truth: now.truth })}</strong>}
          </p>
          <AccuracyChart points={view.accuracy} chosen={window.window} onChoose={onChoose} />
          <p className={styles.legend}>
            <span className={styles.estimatedKey} />{' '}
            {text.estimatedKey({ temperature: fitted?.temperature, rows: fitted?.fitted.n ?? 0 })}
            <span className={styles.thresholdedKey} /> {text.thresholdedKey({ threshold: fitted?.threshold })}
            <span className={styles.dotKey} /> {text.labelsKey}
            <span className={styles.truthKey} /> {text.truthKey}
            <span className={styles.outsideKey} /> {text.outsideKey}
          </p>
        </>
      ) : (
        <p className={styles.statement}>
          {now.counted ? text.meanError({ labels: labelled, error: now.counted.value }) : text.noLabels}
        </p>
      )}
      <p>{conceptText(now, plan.alpha)}</p>
      {calibration && (
        <p>
          {calibration.ece > calibration.threshold
            ? text.miscalibrated({ ...calibration, labels: calibration.labelled })
            : text.calibrated({ ...calibration, labels: calibration.labelled })}
        </p>
      )}
      {now.estimated && <p>{outsideText(view.accuracy)}</p>}
      <p className={styles.soft}>
        {now.estimated && text.caveat} {text.truth}
      </p>
    </section>
  )
}
