/** @file The Report tab: what the data report found, and how to fix it. */

import { useMemo } from 'react'
import { cellText } from '../../../data/cell-text'
import { type Dataset, rowNumber } from '../../../data/dataset'
import { type Finding, findingKey, isApplied } from '../../../data/findings/finding'
import { reportText as text } from '../../../messages/en/data/report'
import { remedyText } from '../../../messages/en/finding-remedies'
import { findingText } from '../../../messages/en/findings'
import { imageColumn } from '../../charts/dataset-row-text'
import { GraysNote, RowImage } from '../../charts/pixel-image'
import { useLoadedRows } from '../../charts/use-loaded-rows'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import table from '../../kit/table.module.css'
import layout from './data.module.css'
import { AddRows } from './dataset-card'
import { AnalysisStatus } from './report/analysis-status'
import styles from './report/report.module.css'
import { sorted, useAnalysis } from './report/use-analysis'
import type { TabProps } from './tab-props'

export default function ReportTab({ def, dataset }: TabProps) {
  const report = useAnalysis('report')
  const accepted = useSelect((state) => state.analysis.accepted)
  const plan = useSelect((state) => state.project.plan)
  if (report?.tag !== 'found')
    return (
      <section className={kit.section} aria-label={text.title}>
        <AnalysisStatus state={report} label={text.checking} command="data.report" />
      </section>
    )
  const { open, known, accepted: quiet, done } = sorted(report.found, def, accepted, plan)
  const settled = known.length + quiet.length + done.length
  const card = (finding: Finding, state: Omit<FindingCardProps, 'finding' | 'def' | 'dataset'> = {}) => (
    <FindingCard key={findingKey(finding)} finding={finding} def={def} dataset={dataset} {...state} />
  )
  const settledGroups = [
    { title: text.handled({ findings: done.length }), cards: done.map((finding) => card(finding, { done: true })) },
    {
      title: text.known({ findings: known.length }),
      cards: known.map(({ finding, why }) => card(finding, { known: why })),
    },
    {
      title: text.accepted({ findings: quiet.length }),
      cards: quiet.map((finding) => card(finding, { accepted: true })),
    },
  ]
  return (
    <section className={kit.stackWide} aria-label={text.title}>
      <p className={kit.soft} role="status">
        {open.length > 0
          ? text.open({ findings: open.length })
          : settled > 0
            ? text.nothingOpen({ rows: dataset.schema.rows, findings: settled })
            : text.nothing({ rows: dataset.schema.rows })}
      </p>
      {open.map((finding) => card(finding))}
      {settledGroups
        .filter(({ cards }) => cards.length > 0)
        .map(({ title, cards }) => (
          <details key={title} className={styles.quiet}>
            <summary>{title}</summary>
            {cards}
          </details>
        ))}
    </section>
  )
}

const ICONS = {
  bad: 'warning',
  warn: 'warning',
  note: 'info',
  known: 'check',
  accepted: 'check',
  done: 'check',
} as const

/** The findings that more rows resolve. */
const FEW: ReadonlySet<Finding['code']> = new Set([
  ...(['one-class', 'few-in-class', 'class-not-learned', 'few-rows', 'few-to-judge', 'few-in-all'] as const),
])

interface FindingCardProps {
  readonly finding: Finding
  readonly def: TabProps['def']
  readonly dataset: Dataset
  /** The explanation from the dataset card, if it covers this finding. */
  readonly known?: string
  readonly accepted?: true
  /** Set if the training settings already handle the finding. */
  readonly done?: true
}

/** Renders one finding. */
function FindingCard({ finding, def, dataset, known, accepted, done }: FindingCardProps) {
  const run = useRunCommand()
  const busy = useSelect((state) => state.data.tag !== 'ready')
  const plan = useSelect((state) => state.project.plan)
  const { title, says, why } = findingText(finding)
  const { severity, rows, remedies, sampled, splitBy } = finding
  const key = findingKey(finding)
  const status = done ? 'done' : known !== undefined ? 'known' : accepted ? 'accepted' : severity
  const doneNotes = remedies.filter((remedy) => isApplied(remedy, plan)).map((remedy) => remedyText(remedy).done)
  const part = { rows: rows.length, all: finding.count }
  const isPart = rows.length < finding.count
  return (
    <article
      className={`${kit.note} ${kit.stackTight} ${styles.finding}`}
      data-tone={status === severity ? severity : 'note'}
      aria-label={title}
    >
      <header className={kit.wrapWide}>
        <span className={`${kit.rowTight} ${kit.caption}`}>
          <Icon name={ICONS[status]} size={14} />
          {text.status[status]}
        </span>
        <h3>{title}</h3>
      </header>
      <p>{says}</p>
      {doneNotes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {splitBy !== undefined && <p>{text.splitBy({ column: splitBy })}</p>}
      {sampled !== undefined && <p className={kit.caption}>{text.sampled({ rows: sampled })}</p>}
      {known !== undefined && <p className={kit.caption}>{text.cardSays({ why: known })}</p>}
      <details className={kit.soft}>
        <summary>{text.whyItMatters}</summary>
        <p>{why}</p>
      </details>
      {rows.length > 0 && <Evidence finding={finding} dataset={dataset} />}
      <div className={`${kit.wrap} ${kit.above}`}>
        {def.rows.kind === 'kept' && FEW.has(finding.code) && <AddRows def={def} size="small" />}
        {remedies.map((remedy, i) =>
          isApplied(remedy, plan) ? null : (
            <Button
              key={remedyText(remedy).title}
              size="small"
              disabled={busy}
              onClick={() => run('data.mend', { finding: key, remedy: i })}
            >
              {remedyText(remedy).title}
            </Button>
          ),
        )}
        {rows.length > 0 && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => run('data.look', { rows, title: isPart ? text.firstOf({ title, ...part }) : title })}
          >
            {isPart ? text.showFirst(part) : text.showRows(part)}
          </Button>
        )}
        {known === undefined && !done && (
          <Button
            size="small"
            tone="quiet"
            onClick={() => run('data.accept', { finding: key, accepted: accepted !== true })}
          >
            {accepted ? text.reopen : text.accept}
          </Button>
        )}
      </div>
    </article>
  )
}

/** Maximum number of rows and columns shown. */
const ROWS = 5
const PICTURES = 12
const COLUMNS = 8
/** Maximum number of characters per cell. */
const LETTERS = 60

/** A few example rows; the Rows tab shows all of them. */
function Evidence({ finding, dataset }: { readonly finding: Finding; readonly dataset: Dataset }) {
  const { rows } = finding
  const shownRows = useMemo(() => rows.slice(0, ROWS), [rows])
  const here = useLoadedRows(dataset, shownRows)
  const image = imageColumn(dataset)
  if (image >= 0) {
    return (
      <>
        <GraysNote dataset={dataset} />
        <ul className={`${kit.wrap} ${kit.faintCaption}`} aria-label={text.evidence.images}>
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
      </>
    )
  }
  const { columns, target } = dataset.schema
  const named = columns.filter(({ name }) => finding.columns.includes(name))
  const others = columns.filter(({ name }) => !finding.columns.includes(name))
  const first = others.filter(({ name }) => name === target)
  const shown = [...named, ...first, ...others.filter(({ name }) => name !== target)].slice(0, COLUMNS)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus
    <section className={`${kit.scroll} ${layout.table}`} tabIndex={0} aria-label={text.evidence.rows}>
      <table className={`${table.table} ${table.dense} ${table.sticky}`}>
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
              <th className={kit.faint} scope="row">
                {rowNumber(dataset, row)}
              </th>
              {shown.map((column) => {
                const value = here && cellValue(here, column.name, row)
                return (
                  <td key={column.name} data-type={column.type} translate="no">
                    {value ?? (
                      <span className={kit.missing} translate="yes">
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
