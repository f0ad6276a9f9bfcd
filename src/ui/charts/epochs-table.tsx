/** @file Epochs table: the history of a run as numbers, one row an epoch: what the curves show, for every reader. */
import type { EpochLog } from '../../protocol/trainer-messages'
import { percent, three } from './figures'
import { metricNames, validationName, loggedValue } from './run-curves'
import styles from './charts.module.css'

/** One row an epoch, newest last. */
export function EpochsTable({ history }: { readonly history: readonly EpochLog[] }) {
  const held = history.some((log) => log.validationLoss !== undefined)
  const names = metricNames(history)
    .flatMap((name) => [name, validationName(name)])
    .filter((name) => history.some((log) => loggedValue(log, name) !== undefined))
  const columns = ['loss', ...(held ? ['validationLoss'] : []), ...names]
  return (
    <table className={styles.table}>
      <caption className={styles.hidden}>Loss and metrics by epoch</caption>
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
        {history.map((log) => (
          <tr key={log.epoch}>
            <th scope="row">{log.epoch}</th>
            {columns.map((name) => (
              <td key={name}>
                {/accuracy$/i.test(name) ? percent(loggedValue(log, name)) : three(loggedValue(log, name))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const SHORT: Readonly<Record<string, string>> = { mae: 'MAE', rmse: 'RMSE', r2: 'R²' }

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
