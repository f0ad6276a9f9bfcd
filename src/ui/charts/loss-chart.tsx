/** @file The loss of the displayed run: a chart that is updated live, and the table of its epochs. */
import { lazy, memo, type ReactNode, Suspense, useCallback } from 'react'
import { validationMetric } from '../../base/metric-id'
import { loggedValue } from '../../data/training-job'
import { chartsText } from '../../messages/en/charts'
import { metricLabel, metricsText } from '../../messages/en/metrics'
import { significant } from '../../messages/format'
import { metricInHistory } from '../../metrics/catalog'
import { formatMetric } from '../../metrics/format-metric'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { RunRecord } from '../../storage/records'
import { useStudio } from '../studio-context'
import styles from './charts.module.css'
import type { CurvesProps } from './line-chart'
import type { Scale } from './line-chart-data'
import { bestEpoch, comparedCurves, lossCurves, metricNames, type XUnit } from './run-curves'
import { isUnderWay, type ShownRun } from './use-shown-run'

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
    <LineChart
      label={lossText(run)}
      yName={metricsText.byId.loss.title}
      scale={scale}
      read={read}
      subscribe={live.subscribe}
    >
      <div className="only-spoken">
        <EpochsTable history={history} />
      </div>
    </LineChart>
  )
}

/** A line chart, which loads when it is first shown; its children are read by screen readers only. */
export function LineChart({ children, ...props }: CurvesProps & { readonly children?: ReactNode }) {
  return (
    <div className={styles.chart}>
      <Suspense fallback={<p className={styles.waiting}>{chartsText.drawing}</p>}>
        <Curves {...props} />
      </Suspense>
      {children}
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
  if (!isUnderWay(run)) return text.noEpochs
  return run.before === 0 ? text.firstEpoch : text.epoch({ epoch: run.before + 1 })
}

function valuesOf({ history }: ShownRun, { loss, validationLoss }: EpochLog) {
  return { training: loss, validation: validationLoss, best: bestEpoch(history) }
}

const epochsText = chartsText.epochs

/** Maximum number of rows; thousands would block the page. */
const MAX_ROWS = 100

/** One row per epoch, newest last. A long history shows only the newest rows. */
export function EpochsTable({ history }: { readonly history: readonly EpochLog[] }) {
  const hasValidation = history.some((log) => log.validationLoss !== undefined)
  const names = metricNames(history)
    .flatMap((name) => [name, validationMetric(name)])
    .filter((name) => history.some((log) => loggedValue(log, name) !== undefined))
  const columns = ['loss', ...(hasValidation ? ['validationLoss'] : []), ...names]
  const shown = history.slice(-MAX_ROWS)
  const isPartial = shown.length < history.length
  return (
    <table className={styles.table}>
      <caption className={isPartial ? styles.caption : 'only-spoken'}>
        {isPartial ? epochsText.last({ shown: MAX_ROWS, all: epochsIn(history) }) : epochsText.table}
      </caption>
      <thead>
        <tr>
          <th scope="col">{epochsText.epoch}</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {metricLabel(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((log) => (
          <EpochRow key={log.epoch} log={log} columns={columns.join('\n')} />
        ))}
      </tbody>
    </table>
  )
}

/** The number of epochs from first to last. A long history is decimated, so it has fewer entries than epochs. */
export function epochsIn(history: readonly EpochLog[]): number {
  return (history.at(-1)?.epoch ?? 0) - (history[0]?.epoch ?? 1) + 1
}

/** Memoized, and `columns` is passed as one string, so that the row of a finished epoch renders only once. */
const EpochRow = memo(function EpochRow({ log, columns }: { readonly log: EpochLog; readonly columns: string }) {
  return (
    <tr>
      <th scope="row">{log.epoch}</th>
      {columns.split('\n').map((name) => (
        <td key={name}>{loggedText(log, name)}</td>
      ))}
    </tr>
  )
})

/** The value of a metric in an epoch's log as text; an unknown metric is a plain number. */
export function loggedText(log: EpochLog, id: string): string {
  const [metric, value] = [metricInHistory(id), loggedValue(log, id)]
  return metric ? formatMetric(metric, value) : significant(value)
}
