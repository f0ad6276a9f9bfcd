/** @file The loss of the displayed run: a chart that is updated live, and the table of its epochs. */
import { memo, useMemo } from 'react'
import { validationMetric } from '../../base/metric-id'
import { loggedValue } from '../../data/training-job'
import { chartsText } from '../../messages/en/charts'
import { metricLabel, metricsText } from '../../messages/en/metrics'
import { significant } from '../../messages/format'
import { metricInHistory } from '../../metrics/catalog'
import { formatMetric } from '../../metrics/format-metric'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { LossCurve } from '../../storage/records'
import { useSelect, useStudio } from '../studio-context'
import { Chart } from './chart'
import styles from './charts.module.css'
import { bestEpoch, decidingMetric, type LossView, lossData, metricNames, shownLog } from './run-curves'
import { isUnderWay, type ShownRun } from './use-shown-run'

const text = chartsText.loss
const NO_RUNS: NonNullable<LossView['compare']> = []

interface LossChartProps extends LossView {
  readonly run: ShownRun
  /** The losses by step of an earlier run; by default, those of the current run. */
  readonly curve?: LossCurve | undefined
}

/** Draws the loss of a run on animation frames. */
export function LossChart({ run, curve, by, scale, smoothing, compare = NO_RUNS }: LossChartProps) {
  const { live } = useStudio()
  const { history, stepsPerEpoch, isWeighted } = run
  const replayed = useSelect(({ inUse }) => (inUse?.isReplay && !curve ? inUse.step : undefined))
  const source = useMemo(
    () => ({
      read() {
        const { steps, losses, totals } = curve ?? live
        const count = curve ? curve.steps.length : live.count
        const data = lossData(
          { steps, losses, totals, count, history, stepsPerEpoch, isWeighted },
          { by, scale, smoothing, compare },
        )
        if (replayed === undefined) return data
        const at = by === 'step' && count > 0 ? replayed : replayed / stepsPerEpoch
        return { ...data, marks: [{ axis: 'x' as const, at, token: 'accent' }] }
      },
      subscribe: live.subscribe,
    }),
    [live, curve, history, stepsPerEpoch, isWeighted, by, scale, smoothing, compare, replayed],
  )
  return (
    <Chart title={metricsText.byId.loss.title} label={lossText(run)} source={source}>
      <EpochsTable history={history} />
    </Chart>
  )
}

/** Formats the loss as text, such as "Loss after epoch 4 of 6: training 0.041, validation 0.058, best at epoch 3". */
export function lossText(run: ShownRun): string {
  const last = run.history.at(-1)
  return last ? text.after({ epochs: run.epochs, ...valuesOf(run, last) }) : text.noEpoch
}

/** Text with the losses of the weights in use, or else the newest ones, and the best epoch. */
export function epochText(run: ShownRun): string {
  const log = shownLog(run)
  if (log) return text.values(valuesOf(run, log))
  if (!isUnderWay(run)) return text.noEpochs
  return run.before === 0 ? text.firstEpoch : text.epoch({ epoch: run.before + 1 })
}

function valuesOf(run: ShownRun, { epoch, loss, validationLoss }: EpochLog) {
  const [best, by] = [bestEpoch(run), decidingMetric(run)]
  return { epoch, training: loss, validation: validationLoss, best, by, isWeighted: run.isWeighted }
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
