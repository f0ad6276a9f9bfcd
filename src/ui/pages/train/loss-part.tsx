/** @file Loss part: the loss in large, by step or epoch, linear or logarithmic, smoothed as much as asked, and as a table. */
import { useId, useState } from 'react'
import type { Scale } from '../../charts/curve'
import { EpochsTable } from '../../charts/epochs-table'
import { epochWords, LossChart } from '../../charts/loss-chart'
import type { By } from '../../charts/run-curves'
import type { ShownRun } from '../../charts/use-shown-run'
import { Segmented } from '../../kit/segmented'
import type { RunRecord } from '../../../storage/records'
import layout from './train.module.css'
import styles from '../pages.module.css'

export interface CurvePartProps {
  readonly run: ShownRun
  readonly compare: RunRecord | undefined
}

/** The loss and how it is drawn. */
export function LossPart({ run, compare }: CurvePartProps) {
  const [by, setBy] = useState<By>('step')
  const [scale, setScale] = useState<Scale>('log')
  const [smoothing, setSmoothing] = useState(0.8)
  const slider = useId()
  return (
    <section className={styles.part} aria-label="Loss">
      <div className={styles.title}>
        <h3>Loss</h3>
        <span>{epochWords(run)}</span>
        <div className={styles.grow} />
        <Segmented
          label="Along"
          layout="bare"
          value={by}
          options={[
            { value: 'step', title: 'by step' },
            { value: 'epoch', title: 'by epoch' },
          ]}
          onChange={setBy}
        />
        <Segmented
          label="Scale"
          layout="bare"
          value={scale}
          options={[
            { value: 'log', title: 'log' },
            { value: 'linear', title: 'linear' },
          ]}
          onChange={setScale}
        />
        <label className={layout.smooth} htmlFor={slider}>
          smoothing
          <input
            id={slider}
            type="range"
            min={0}
            max={0.99}
            step={0.01}
            value={smoothing}
            aria-valuetext={smoothing === 0 ? 'none' : `about ${Math.round(1 / (1 - smoothing))} steps`}
            onChange={(event) => setSmoothing(Number(event.target.value))}
          />
        </label>
      </div>
      <div className={layout.large}>
        <LossChart run={run} by={by} scale={scale} smoothing={smoothing} compare={compare} />
      </div>
      {run.history.length > 0 && (
        <details className={layout.epochs}>
          <summary>Every epoch as numbers</summary>
          <EpochsTable history={run.history} />
        </details>
      )}
    </section>
  )
}
