/**
 * @file Loss section: the large loss chart, plotted by step or by epoch on a linear or logarithmic scale and optionally
 * smoothed, with a table of the values.
 */
import { useId, useState } from 'react'
import type { Scale } from '../../charts/line-chart-data'
import { EpochsTable } from '../../charts/epochs-table'
import { epochText, LossChart } from '../../charts/loss-chart'
import type { XUnit } from '../../charts/run-curves'
import type { ShownRun } from '../../charts/use-shown-run'
import { Segmented } from '../../kit/segmented'
import { curvesText as text } from '../../../messages/en/train/runs'
import type { RunRecord } from '../../../storage/records'
import layout from './train.module.css'
import styles from '../pages.module.css'

export interface CurveSectionProps {
  readonly run: ShownRun
  readonly compare: RunRecord | undefined
}

/** The loss chart with its display options. */
export function LossSection({ run, compare }: CurveSectionProps) {
  const [by, setBy] = useState<XUnit>('step')
  const [scale, setScale] = useState<Scale>('log')
  const [smoothing, setSmoothing] = useState(0.8)
  const slider = useId()
  return (
    <section className={styles.part} aria-label={text.loss}>
      <div className={styles.title}>
        <h3>{text.loss}</h3>
        <span>{epochText(run)}</span>
        <div className={styles.grow} />
        <Segmented
          label={text.axis}
          layout="bare"
          value={by}
          options={[
            { value: 'step', title: text.byStep },
            { value: 'epoch', title: text.byEpoch },
          ]}
          onChange={setBy}
        />
        <Segmented
          label={text.scale}
          layout="bare"
          value={scale}
          options={[
            { value: 'log', title: text.log },
            { value: 'linear', title: text.linear },
          ]}
          onChange={setScale}
        />
        <label className={layout.smooth} htmlFor={slider}>
          {text.smoothing}
          <input
            id={slider}
            type="range"
            min={0}
            max={0.99}
            step={0.01}
            value={smoothing}
            aria-valuetext={smoothing === 0 ? text.noSmoothing : text.smoothedOver({ steps: 1 / (1 - smoothing) })}
            onChange={(event) => setSmoothing(Number(event.target.value))}
          />
        </label>
      </div>
      <div className={layout.large} dir="ltr">
        <LossChart run={run} by={by} scale={scale} smoothing={smoothing} compare={compare} />
      </div>
      {run.history.length > 0 && (
        <details className={layout.epochs}>
          <summary>{text.table}</summary>
          <EpochsTable history={run.history} />
        </details>
      )}
    </section>
  )
}
