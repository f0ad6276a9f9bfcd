/**
 * @file Column card: one column with its summary, bars and facts, and how its values differ between classes and between
 * sets.
 */
import { lazy, Suspense } from 'react'
import type { ColumnProfile } from '../../../../data/column-profile'
import { IconButton } from '../../../kit/icon-button'
import { columnsText as text } from '../../../../messages/en/data/columns'
import { barsOf, columnFacts, columnSummary } from './column-facts'
import { Groups } from './group-comparison'
import styles from './columns.module.css'
import type { Role } from './column-role'

const Histogram = lazy(() => import('../../../charts/histogram'))

export interface ColumnCardProps {
  readonly column: ColumnProfile
  /** A description of the column, if its name is not clear enough. */
  readonly about: string | undefined
  /** Whether the chart may be drawn yet. */
  readonly isDrawn: boolean
  readonly rows: number
  readonly target: string
  readonly role: Role | undefined
  /** The category values of the column. */
  readonly values: readonly string[]
  /** Opens the dialog for the column's name and type; undefined if the column cannot be edited. */
  readonly onChange: (() => void) | undefined
}

/** Renders one column. */
export function ColumnCard({ column, about, isDrawn, rows, target, role, values, onChange }: ColumnCardProps) {
  const summary = columnSummary(column)
  const shown = barsOf(column)
  return (
    <li>
      <h4>
        <span title={column.name} translate="no">
          {column.name}
        </span>
        {role && <em>{text.role[role]}</em>}
        {onChange && (
          <IconButton
            icon="edit"
            label={text.edit({ column: column.name })}
            tone="quiet"
            size="small"
            onClick={onChange}
          />
        )}
      </h4>
      {about !== undefined && <p>{about}</p>}
      <p>{summary}</p>
      <div className={styles.histogram}>
        {shown && isDrawn && (
          <Suspense fallback={null}>
            <Histogram label={text.chart({ column: column.name, summary })} {...shown} />
          </Suspense>
        )}
      </div>
      <dl className={styles.facts}>
        {columnFacts(column, rows, target).map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <Groups column={column} target={target} values={values} />
    </li>
  )
}
