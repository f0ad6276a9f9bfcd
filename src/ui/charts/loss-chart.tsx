/**
 * @file Loss chart: the loss of the displayed run, updated live and plotted by step or by epoch, with a table of epochs
 * for screen readers.
 */

import { lazy, Suspense, useCallback } from 'react'
import { chartsText } from '../../messages/en/charts'
import { metricsText } from '../../messages/en/metrics'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { RunRecord } from '../../storage/records'
import { useStudio } from '../studio-context'
import styles from './charts.module.css'
import { EpochsTable } from './epochs-table'
import type { Scale } from './line-chart-data'
import { bestEpoch, comparedCurves, lossCurves, type XUnit } from './run-curves'
import type { ShownRun } from './use-shown-run'

const text = chartsText.loss

const Curves = lazy(() => import('./line-chart'))

export interface LossChartProps {
  readonly run: ShownRun
  readonly by: XUnit
  readonly scale: Scale
  /** Smoothing weight, from 0 (no smoothing) to just below 1. */
  readonly smoothing: number
  readonly compare?: RunRecord | undefined
}

/** Draws the loss of a run on animation frames. */
export function LossChart({ run, by, scale, smoothing, compare }: LossChartProps) {
  const { live } = useStudio()
  const { history, stepsPerEpoch } = run
  const read = useCallback(() => {
    const source = { steps: live.steps, losses: live.losses, count: live.count, history, stepsPerEpoch }
    const inSteps = by === 'step' && live.count > 0
    const other = compare ? comparedCurves(compare.history, 'loss', compare.name) : []
    // Only per-epoch values are available for the compared run. If the current run is plotted by step, convert the
    // compared run's epochs to steps of the current run.
    const stride = inSteps ? stepsPerEpoch : 1
    const scaled = other.map((curve) => ({ ...curve, x: Array.from(curve.x, (x) => x * stride) }))
    return {
      by: inSteps ? ('step' as const) : ('epoch' as const),
      curves: [...lossCurves(source, by, smoothing), ...scaled],
    }
  }, [live, history, stepsPerEpoch, by, smoothing, compare])
  return (
    <div className={styles.chart}>
      <Suspense fallback={<p className={styles.waiting}>{chartsText.drawing}</p>}>
        <Curves
          label={lossText(run)}
          yName={metricsText.byId.loss.title}
          scale={scale}
          read={read}
          subscribe={live.subscribe}
        />
      </Suspense>
      <div className="only-spoken">
        <EpochsTable history={history} />
      </div>
    </div>
  )
}

/** Formats the loss as text, such as "Loss after epoch 4 of 6: training 0.041, validation 0.058, best at epoch 3". */
export function lossText(run: ShownRun): string {
  const last = run.history.at(-1)
  return last ? text.after({ epoch: last.epoch, epochs: run.epochs, ...valuesOf(run, last) }) : text.noEpoch
}

/** Text with the newest losses and the best epoch. */
export function epochText(run: ShownRun): string {
  const last = run.history.at(-1)
  if (last) return text.values(valuesOf(run, last))
  return run.before === 0 ? text.firstEpoch : text.epoch({ epoch: run.before + 1 })
}

function valuesOf({ history }: ShownRun, { loss, validationLoss }: EpochLog) {
  return { training: loss, validation: validationLoss, best: bestEpoch(history) }
}
