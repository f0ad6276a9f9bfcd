/** @file Columns: each column with its range, missing values, distribution, and association with the target. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { findDataset } from '../../../../catalog/datasets'
import { predictedColumn } from '../../../../compile/dataset-of-project'
import type { ColumnProfile } from '../../../../data/column-profile'
import type { Dataset } from '../../../../data/dataset'
import type { GroupProfile } from '../../../../data/profile-statistics/group-profile'
import { chartsText } from '../../../../messages/en/charts'
import { columnsText as text } from '../../../../messages/en/data/columns'
import { cellNumber, count, precisePercent } from '../../../../messages/format'
import { Chart } from '../../../charts/chart'
import { IconButton } from '../../../kit/icon-button'
import { useSelect } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import { AnalysisStatus } from '../report/analysis-status'
import { useAnalysis } from '../report/use-analysis'
import { useEdits } from '../rows/use-edits'
import { barsOf, columnFacts, columnSummary, dayText, histogramData, type Role, roleOf } from './column-facts'
import table from '../../../kit/table.module.css'
import styles from './columns.module.css'

const groupsText = text.groups

/** Maximum number of category values, and of classes, shown in the table. */
const VALUES = 4
const CLASSES = 20
const SPLITS = ['train', 'validation', 'test'] as const

interface GroupsProps {
  readonly column: ColumnProfile
  readonly target: string
  readonly values: readonly string[]
}

/** The table; renders nothing if there are neither classes nor a split. */
function Groups({ column, target, values }: GroupsProps) {
  const { parts, classes = [] } = column
  const groups: (GroupProfile & { readonly key: string; readonly name: string })[] = [
    ...(parts ? SPLITS.map((split) => ({ key: split, name: groupsText[split], ...parts[split] })) : []),
    ...classes.slice(0, CLASSES).map((one) => ({ key: `class ${one.name}`, ...one })),
  ]
  if (groups.length === 0) return null
  const shown = mostFrequent(groups)
  const category = column.type === 'category'
  return (
    <details>
      <summary>{classes.length > 0 ? groupsText.bySplitAnd({ target }) : groupsText.bySplit}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region takes the focus */}
      <section className={kit.scroll} tabIndex={0} aria-label={groupsText.label({ column: column.name })}>
        <table className={`${table.figures} ${table.dense} ${styles.groups}`}>
          <thead>
            <tr>
              <th scope="col" aria-label={groupsText.group} />
              <th scope="col">{groupsText.rows}</th>
              <th scope="col">{groupsText.missing}</th>
              {category ? (
                shown.map((code) => (
                  <th key={code} scope="col" translate="no">
                    {values[code]}
                  </th>
                ))
              ) : (
                <>
                  <th scope="col">{column.type === 'text' ? groupsText.meanBytes : groupsText.mean}</th>
                  <th scope="col">{groupsText.deviation}</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key}>
                <th scope="row" translate="no">
                  {group.name}
                </th>
                <td>{count(group.rows)}</td>
                <td>{group.missing === 0 ? count(0) : share(group.missing, group.rows)}</td>
                {category ? (
                  shown.map((code) => <td key={code}>{share(group.counts?.[code] ?? 0, group.rows)}</td>)
                ) : (
                  <>
                    <td>{meanText(column, group.mean)}</td>
                    <td>
                      {group.deviation === undefined || column.type === 'time' ? '' : cellNumber(group.deviation)}
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {classes.length > CLASSES && <p>{groupsText.more({ classes: classes.length - CLASSES })}</p>}
    </details>
  )
}

/** The indices of the most frequent values, in the schema's order. */
function mostFrequent(groups: readonly GroupProfile[]): readonly number[] {
  const sums: number[] = []
  for (const { counts = [] } of groups) for (const [code, n] of counts.entries()) sums[code] = (sums[code] ?? 0) + n
  const order = sums.map((_, code) => code).sort((a, b) => (sums[b] as number) - (sums[a] as number))
  return order.slice(0, VALUES).sort((a, b) => a - b)
}

function meanText({ type, name }: ColumnProfile, mean: number | undefined): string {
  if (mean === undefined) return ''
  return type === 'time' ? dayText(mean) : cellNumber(mean, name)
}

function share(part: number, whole: number): string {
  return precisePercent(part / Math.max(1, whole))
}

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
  readonly isOrdered: boolean
  /** Opens the dialog for the column's name and type; undefined if the column cannot be edited. */
  readonly onChange: (() => void) | undefined
}

/** Renders one column. */
function ColumnCard({ column, about, isDrawn, rows, target, role, values, isOrdered, onChange }: ColumnCardProps) {
  const summary = columnSummary(column)
  const shown = barsOf(column)
  return (
    <li>
      <h4 className={kit.row}>
        <span className={kit.ellipsis} title={column.name} translate="no">
          {column.name}
        </span>
        {role && <em className={kit.tag}>{text.role[role]}</em>}
        {isOrdered && (
          <em className={kit.tag} title={text.orderedAbout({ values })}>
            {text.ordered}
          </em>
        )}
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
      {about !== undefined && <p className={kit.caption}>{about}</p>}
      <p className={kit.caption}>{summary}</p>
      <div className={styles.histogram}>
        {shown && isDrawn && (
          <Chart
            title={chartsText.histogram.title({ column: column.name })}
            label={text.chart({ column: column.name, summary })}
            source={histogramData(shown, column.name)}
          />
        )}
      </div>
      <dl className={`${kit.facts} ${kit.small}`}>
        {columnFacts(column, rows, target).map(([name, fact, about]) => (
          <div key={name} title={about}>
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
    <section className={kit.section} aria-label={text.title}>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <h3>{kind === 'images' && columns.length <= 2 ? text.imageTitle : text.title}</h3>
        <span className={kit.soft}>{(kind === 'images' ? text.allImages : text.allRows)({ rows })}</span>
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
              {...classesOf(columns.find(({ name }) => name === column.name))}
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

function classesOf(schema: Dataset['schema']['columns'][number] | undefined) {
  const { values = [], ordered } = schema?.type === 'category' ? schema : {}
  return { values, isOrdered: ordered === true }
}
