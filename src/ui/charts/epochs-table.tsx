/** @file Epochs table: the history of a run as numbers, one row per epoch: the content of the curves, accessible to all. */
import { memo } from 'react'
import { chartsText } from '../../messages/en/charts'
import { isShare, validationMetric } from '../../data/metric-names'
import type { EpochLog } from '../../protocol/trainer-messages'
import { percent, significant } from '../../messages/format'
import { metricLabel } from './metric-label'
import { loggedValue, metricNames } from './run-curves'
import styles from './charts.module.css'

const text = chartsText.epochs

/** The most rows that are shown: thousands would block the page. */
const MOST_ROWS = 100

/** One row per epoch, newest last; only the newest when there are very many. */
export function EpochsTable({ history }: { readonly history: readonly EpochLog[] }) {
  const held = history.some((log) => log.validationLoss !== undefined)
  const names = metricNames(history)
    .flatMap((name) => [name, validationMetric(name)])
    .filter((name) => history.some((log) => loggedValue(log, name) !== undefined))
  const columns = ['loss', ...(held ? ['validationLoss'] : []), ...names]
  const shown = history.slice(-MOST_ROWS)
  const some = shown.length < history.length
  return (
    <table className={styles.table}>
      <caption className={some ? styles.caption : 'only-spoken'}>
        {some ? text.last({ shown: MOST_ROWS, all: epochsIn(history) }) : text.table}
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

/** The number of epochs from the first to the last: a long history is thinned out, and has fewer rows. */
export function epochsIn(history: readonly EpochLog[]): number {
  return (history.at(-1)?.epoch ?? 0) - (history[0]?.epoch ?? 1) + 1
}

/** `columns` as one string, so that the row of a finished epoch renders once. */
const EpochRow = memo(function EpochRow({ log, columns }: { readonly log: EpochLog; readonly columns: string }) {
  return (
    <tr>
      <th scope="row">{log.epoch}</th>
      {columns.split('\n').map((name) => (
        <td key={name}>{isShare(name) ? percent(loggedValue(log, name)) : significant(loggedValue(log, name))}</td>
      ))}
    </tr>
  )
})
