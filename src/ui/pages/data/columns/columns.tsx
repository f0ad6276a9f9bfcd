/** @file Columns: each column with its range, missing values, distribution, and association with the target. */
import { lazy, Suspense, useState } from 'react'
import { columnsText as text } from '../../../../messages/en/data/columns'
import { findDataset } from '../../../../catalog/datasets'
import { predictedColumn } from '../../../../compile/predicted-column'
import type { Dataset } from '../../../../data/dataset'
import { useSelect } from '../../../studio-context'
import { AnalysisStatus } from '../report/analysis-status'
import { useAnalysis } from '../report/use-analysis'
import { useEdits } from '../rows/use-edits'
import styles from './columns.module.css'
import { roleOf } from './column-role'
import pageStyles from '../../pages.module.css'
import { useEffect } from 'react'
import type { ColumnProfile } from '../../../../data/column-profile'
import { IconButton } from '../../../kit/icon-button'
import { barsOf, columnFacts, columnSummary } from './column-facts'
import { Groups } from './group-comparison'
import type { Role } from './column-role'

const Histogram = lazy(() => import('../../../charts/histogram'))

interface ColumnCardProps {
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
function ColumnCard({ column, about, isDrawn, rows, target, role, values, onChange }: ColumnCardProps) {
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

/** Maximum wait for an idle moment before drawing the next component, in ms. */
const PATIENCE = 200

/** Returns how many of `count` components may be drawn so far. */
function useStaggeredDrawing(count: number): number {
  const [drawn, setDrawn] = useState(1)
  useEffect(() => {
    if (drawn >= count) return
    const next = () => setDrawn(drawn + 1)
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(next, 16)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(next, { timeout: PATIENCE })
    return () => cancelIdleCallback(idle)
  }, [drawn, count])
  return drawn
}

const ColumnDialog = lazy(() => import('../rows/column-dialog').then((module) => ({ default: module.ColumnDialog })))

/** All columns, with profiles computed by the worker. */
export function Columns({ dataset }: { readonly dataset: Dataset }) {
  const profile = useAnalysis('profile')
  const drawn = useStaggeredDrawing(profile?.tag === 'found' ? profile.found.length : 0)
  const target = useSelect(({ project }) => predictedColumn(project, dataset.schema))
  const { columns, kind, rows } = dataset.schema
  const binding = useSelect((state) => state.report.binding)
  const edits = useEdits()
  const [open, setOpen] = useState<string>()
  const at = columns.findIndex(({ name }) => name === open)
  const [schema, column] = [columns[at], dataset.columns[at]]
  return (
    <section className={pageStyles.part} aria-label={text.title}>
      <div className={pageStyles.title}>
        <h3>{kind === 'images' && columns.length <= 2 ? text.imageTitle : text.title}</h3>
        <span>{(kind === 'images' ? text.allImages : text.allRows)({ rows })}</span>
      </div>
      <AnalysisStatus state={profile} label={text.checking} command="data.profile" />
      {profile?.tag === 'found' && (
        <ul className={styles.columns}>
          {profile.found.map((column, i) => (
            <ColumnCard
              key={column.name}
              column={column}
              about={aboutOf(column.name, dataset.schema)}
              isDrawn={i < drawn}
              rows={rows}
              target={target}
              role={roleOf(column.name, dataset.schema, binding, target)}
              values={valuesOf(columns.find(({ name }) => name === column.name))}
              onChange={edits.allowed ? () => setOpen(column.name) : undefined}
            />
          ))}
        </ul>
      )}
      {schema && column && (
        <Suspense fallback={null}>
          <ColumnDialog of={{ schema, column, at }} onSteps={edits.steps} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </section>
  )
}

/** The description of a column: from the catalog for a built-in dataset, or else the note saved with the column. */
function aboutOf(name: string, { id, columns }: Dataset['schema']): string | undefined {
  const def = findDataset(id)
  if (def) return def.columnAbout?.[name]
  const column = columns.find((one) => one.name === name)
  return column && 'about' in column ? column.about : undefined
}

function valuesOf(schema: Dataset['schema']['columns'][number] | undefined): readonly string[] {
  return schema?.type === 'category' ? schema.values : []
}
