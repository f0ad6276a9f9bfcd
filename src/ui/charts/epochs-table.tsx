/** @file Epochs table: the history of a run as numbers, one row per epoch, as an accessible alternative to the curves. */
import { memo } from 'react'
import { validationMetric } from '../../base/metric-id'
import { loggedValue } from '../../data/training-job'
import { chartsText } from '../../messages/en/charts'
import { metricLabel } from '../../messages/en/metrics'
import { significant } from '../../messages/format'
import { metricInHistory } from '../../metrics/catalog'
import { formatMetric } from '../../metrics/format-metric'
import type { EpochLog } from '../../protocol/trainer-messages'
import styles from './charts.module.css'
import { metricNames } from './run-curves'

const text = chartsText.epochs

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
        {isPartial ? text.last({ shown: MAX_ROWS, all: epochsIn(history) }) : text.table}
      </caption>
      <thead>
        <tr>
          <th scope="col">{text.epoch}</th>
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
