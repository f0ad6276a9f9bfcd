/** @file Column card: one column: its line, its bars, its facts, and how it differs from class to class and from part to part. */
import { lazy, Suspense } from 'react'
import type { ColumnProfile } from '../../../../data/profile'
import { IconButton } from '../../../kit/icon-button'
import { barsOf, facts, profileWords } from './column-words'
import { Groups } from './groups'
import styles from './columns.module.css'

const Histogram = lazy(() => import('../../../charts/histogram'))

export interface ColumnCardProps {
  readonly column: ColumnProfile
  /** Whether its chart may be there yet. */
  readonly drawn: boolean
  readonly rows: number
  readonly target: string
  readonly role: string | undefined
  /** Of a category. */
  readonly values: readonly string[]
  /** Opens what changes its name and type, where that may be. */
  readonly onChange: (() => void) | undefined
}

/** One column. */
export function ColumnCard({ column, drawn, rows, target, role, values, onChange }: ColumnCardProps) {
  const words = profileWords(column)
  const shown = barsOf(column)
  return (
    <li>
      <h4>
        <span title={column.name}>{column.name}</span>
        {role && <em>{role}</em>}
        {onChange && (
          <IconButton
            icon="edit"
            label={`Name and type of ${column.name}`}
            tone="quiet"
            size="small"
            onClick={onChange}
          />
        )}
      </h4>
      <p>{words}</p>
      <div className={styles.histogram}>
        {shown && drawn && (
          <Suspense fallback={null}>
            <Histogram label={`${column.name}: ${words}`} {...shown} />
          </Suspense>
        )}
      </div>
      <dl className={styles.facts}>
        {facts(column, rows, target).map(([name, fact]) => (
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
