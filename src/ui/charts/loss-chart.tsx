/** @file Loss chart: the loss of the run on show, live by step or by epoch, with the epochs as a table for those who cannot see it. */
import { lazy, Suspense, useCallback } from 'react'
import type { RunRecord } from '../../storage/records'
import { count, significant } from '../../messages/format'
import { useStudio } from '../studio-context'
import type { Scale } from './curve'
import { EpochsTable } from './epochs-table'
import { type By, bestEpoch, comparedCurves, lossCurves } from './run-curves'
import type { ShownRun } from './use-shown-run'
import styles from './charts.module.css'

const Curves = lazy(() => import('./curves'))

export interface LossChartProps {
  readonly run: ShownRun
  readonly by: By
  readonly scale: Scale
  /** 0 for none, to below 1. */
  readonly smoothing: number
  readonly compare?: RunRecord | undefined
}

/** The loss of a run, drawn on the page's own frames. */
export function LossChart({ run, by, scale, smoothing, compare }: LossChartProps) {
  const { live } = useStudio()
  const { history, stepsPerEpoch } = run
  const read = useCallback(() => {
    const source = { steps: live.steps, losses: live.losses, count: live.count, history, stepsPerEpoch }
    const inSteps = by === 'step' && live.count > 0
    const other = compare ? comparedCurves(compare.history, 'loss', compare.name) : []
    // The compared run is kept by epoch alone; where the present one is drawn by step it is laid along the same steps.
    const stride = inSteps ? stepsPerEpoch : 1
    const laid = other.map((curve) => ({ ...curve, x: Array.from(curve.x, (x) => x * stride) }))
    return { xName: inSteps ? 'steps' : 'epochs', curves: [...lossCurves(source, by, smoothing), ...laid] }
  }, [live, history, stepsPerEpoch, by, smoothing, compare])
  return (
    <div className={styles.chart}>
      <Suspense fallback={<p className={styles.waiting}>Drawing the curve</p>}>
        <Curves label={lossWords(run)} yName="loss" scale={scale} read={read} subscribe={live.subscribe} />
      </Suspense>
      <div className="only-spoken">
        <EpochsTable history={history} />
      </div>
    </div>
  )
}

/** The loss in words: "Loss after epoch 4 of 6: train 0.041, validation 0.058, best at epoch 3". */
export function lossWords(run: ShownRun): string {
  const last = run.history.at(-1)
  if (!last) return 'Loss by step; no epoch is over yet'
  return `Loss after epoch ${last.epoch} of ${run.epochs}: ${epochWords(run)}`
}

/** The newest losses and where the best was. */
export function epochWords(run: ShownRun): string {
  const last = run.history.at(-1)
  if (!last) return run.before === 0 ? 'first epoch under way' : `epoch ${count(run.before + 1)} under way`
  const validation = last.validationLoss === undefined ? '' : `, validation ${significant(last.validationLoss)}`
  const best = bestEpoch(run.history)
  return `train ${significant(last.loss)}${validation}${best === undefined ? '' : `, best at epoch ${best}`}`
}
