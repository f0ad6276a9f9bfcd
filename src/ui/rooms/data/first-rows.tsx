/** @file First rows: the beginning of a table as it is, with what is missing shown as missing. */
import type { Dataset } from '../../../data/dataset'
import { cellWords } from '../../charts/row-words'
import layout from './data.module.css'
import styles from '../rooms.module.css'

const ROWS = 30

/** The first thirty rows. */
export function FirstRows({ dataset }: { readonly dataset: Dataset }) {
  const { columns, rows, target } = dataset.schema
  const shown = Array.from({ length: Math.min(ROWS, rows) }, (_, row) => row)
  return (
    <section className={styles.part} aria-label="Rows">
      <div className={styles.title}>
        <h3>Rows</h3>
        <span>
          the first {shown.length} of {rows.toLocaleString('en-US')}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus */}
      <section className={layout.table} tabIndex={0} aria-label="First rows">
        <table>
          <thead>
            <tr>
              <th scope="col">row</th>
              {columns.map((column) => (
                <th
                  key={column.name}
                  scope="col"
                  data-type={column.type}
                  data-target={column.name === target ? 'yes' : 'no'}
                >
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {columns.map((column, i) => {
                  const words = cellWords(dataset, i, row)
                  return (
                    <td key={column.name} data-type={column.type}>
                      {words ?? <span className={layout.missing}>missing</span>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
