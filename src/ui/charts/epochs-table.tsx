/** @file Epochs table: the history of a run as numbers, one row an epoch: what the curves show, for every reader. */
import { memo } from 'react'
import { isShare } from '../../data/metric-names'
import type { EpochLog } from '../../protocol/trainer-messages'
import { percent, significant } from '../../messages/format'
import { metricNames, validationName, loggedValue } from './run-curves'
import styles from './charts.module.css'

/** More rows than anyone reads while they come: thousands would leave the page no time for anything else. */
const MOST_ROWS = 100

/** One row an epoch, newest last; the newest alone when there are very many. */
export function EpochsTable({ history }: { readonly history: readonly EpochLog[] }) {
  const held = history.some((log) => log.validationLoss !== undefined)
  const names = metricNames(history)
    .flatMap((name) => [name, validationName(name)])
    .filter((name) => history.some((log) => loggedValue(log, name) !== undefined))
  const columns = ['loss', ...(held ? ['validationLoss'] : []), ...names]
  const shown = history.slice(-MOST_ROWS)
  const some = shown.length < history.length
  return (
    <table className={styles.table}>
      <caption className={some ? styles.caption : 'only-spoken'}>
        {some
          ? `The last ${MOST_ROWS} of ${epochsIn(history).toLocaleString('en-US')} epochs`
          : 'Loss and metrics by epoch'}
      </caption>
      <thead>
        <tr>
          <th scope="col">epoch</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {columnWords(name)}
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

/** Epochs from its first to its last: a long history is thinned out, and has fewer rows. */
export function epochsIn(history: readonly EpochLog[]): number {
  return (history.at(-1)?.epoch ?? 0) - (history[0]?.epoch ?? 1) + 1
}

/** `columns` as one text, so that a row whose epoch is over is drawn once. */
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

const SHORT: Readonly<Record<string, string>> = { mae: 'MAE', rmse: 'RMSE', r2: 'R²', iou: 'IoU', dice: 'Dice' }

/** validationLoss -> validation loss; "Body mass validationR2" -> "Body mass validation R²". */
export function columnWords(name: string): string {
  const at = name.lastIndexOf(' ') + 1
  const words = name
    .slice(at)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(' ')
    .map((word) => word.toLowerCase())
  return name.slice(0, at) + words.map((word) => SHORT[word] ?? word).join(' ')
}
