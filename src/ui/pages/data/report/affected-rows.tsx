/** @file Evidence: the first rows affected by a finding, as images or as a table with the relevant columns. */
import { useMemo } from 'react'
import { reportText as text } from '../../../../messages/en/data/report'
import { cellText } from '../../../../data/cell-text'
import type { Dataset } from '../../../../data/dataset'
import { rowNumber } from '../../../../data/row-number'
import type { Finding } from '../../../../data/findings/finding'
import { imageColumn } from '../../../charts/dataset-row-text'
import { RowImage } from '../../../charts/pixel-image'
import { useLoadedRows } from '../../../charts/use-loaded-rows'
import layout from '../data.module.css'
import styles from './report.module.css'

/** Maximum number of rows and columns shown. */
const ROWS = 5
const PICTURES = 12
const COLUMNS = 8
/** Maximum number of characters per cell. */
const LETTERS = 60

/** A few example rows; the Rows tab shows all of them. */
export function Evidence({ finding, dataset }: { readonly finding: Finding; readonly dataset: Dataset }) {
  const { rows } = finding
  const shownRows = useMemo(() => rows.slice(0, ROWS), [rows])
  const here = useLoadedRows(dataset, shownRows)
  const image = imageColumn(dataset)
  if (image >= 0) {
    return (
      <ul className={styles.pictures} aria-label={text.evidence.images}>
        {rows.slice(0, PICTURES).map((row) => (
          <li key={row}>
            <RowImage
              dataset={dataset}
              row={row}
              column={image}
              label={text.evidence.image({ row: rowNumber(dataset, row) })}
              side={48}
            />
            <span>{rowNumber(dataset, row)}</span>
          </li>
        ))}
      </ul>
    )
  }
  const { columns, target } = dataset.schema
  const named = columns.filter(({ name }) => finding.columns.includes(name))
  const others = columns.filter(({ name }) => !finding.columns.includes(name))
  const first = others.filter(({ name }) => name === target)
  const shown = [...named, ...first, ...others.filter(({ name }) => name !== target)].slice(0, COLUMNS)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus
    <section className={layout.table} tabIndex={0} aria-label={text.evidence.rows}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.evidence.row}</th>
            {shown.map(({ name, type }) => (
              <th
                key={name}
                scope="col"
                data-type={type}
                data-target={finding.columns.includes(name) ? 'yes' : 'no'}
                translate="no"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from(shownRows, (row) => (
            <tr key={row}>
              <th scope="row">{rowNumber(dataset, row)}</th>
              {shown.map((column) => {
                const value = here && cellValue(here, column.name, row)
                return (
                  <td key={column.name} data-type={column.type} translate="no">
                    {value ?? (
                      <span className={layout.missing} translate="yes">
                        {text.evidence.missing}
                      </span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function cellValue(dataset: Dataset, name: string, row: number): string | undefined {
  const index = dataset.schema.columns.findIndex((column) => column.name === name)
  const [schema, column] = [dataset.schema.columns[index], dataset.columns[index]]
  if (!schema || !column || row >= dataset.schema.rows) return undefined
  const value = cellText(schema, column, row)
  return value !== undefined && value.length > LETTERS ? `${value.slice(0, LETTERS)}…` : value
}
