/** @file Split tab: how rows are divided into sets, what each set contains, and how classes are balanced. */
import { type ReactNode, useMemo, useState } from 'react'
import { columnIndex } from '../../../catalog/dataset-schema'
import type { Plan } from '../../../catalog/training-plan'
import { predictedColumn } from '../../../compile/dataset-of-project'
import type { Slice } from '../../../data/condition'
import type { Dataset, Split, SplitName } from '../../../data/dataset'
import { maskOf } from '../../../data/evaluate-condition'
import {
  classesBySplit,
  SPLIT_NAMES,
  type SplitNote,
  sameRowNotes,
  sharedGroups,
  splitNotes,
  timeColumnsToReport,
  timeOrderNote,
  windowNotes,
} from '../../../data/split-checks'
import { datasetTabsText } from '../../../messages/en/data/overview'
import { splitText } from '../../../messages/en/data/split'
import { count, significant } from '../../../messages/format'
import { formatMessage } from '../../../messages/message'
import { slicesOf } from '../../../studio/data/dataset-slices'
import { Icon } from '../../kit/icon'
import { Rich } from '../../kit/rich-text'
import { Select } from '../../kit/select'
import kit from '../../kit/kit.module.css'
import table from '../../kit/table.module.css'
import { useSelect } from '../../studio-context'
import { usePlan } from '../../training-plan/use-plan'
import styles from '../pages.module.css'
import { Section } from '../section'
import layout from './data.module.css'
import { useAnalysis } from './report/use-analysis'
import { BalanceSection } from './split/balance-section'
import splitCss from './split/split.module.css'
import { columnsFor } from './split/split-columns'
import { SplitEditor } from './split/split-editor'
import type { TabProps } from './tab-props'

export default function SplitTab({ dataset, split }: TabProps) {
  const [plan] = usePlan()
  const slices = useSelect(slicesOf)
  const target = useSelect(({ project }) => predictedColumn(project, dataset.schema))
  return (
    <div className={kit.stackWide}>
      <div className={`${kit.columns} ${styles.side}`}>
        <section className={kit.section} aria-label={datasetTabsText.split.settings}>
          <SplitEditor dataset={dataset} target={target} />
        </section>
        <SplitSection split={split}>
          <SplitCounts dataset={dataset} split={split} target={target} slices={slices} />
          <SplitNotes dataset={dataset} split={split} plan={plan} target={target} />
        </SplitSection>
      </div>
      <BalanceSection dataset={dataset} split={split} />
    </div>
  )
}

const text = datasetTabsText.split

/** Shows the three sets as a single bar and as numbers. */
function SplitSection({ split, children }: { readonly split: Split; readonly children?: ReactNode }) {
  const total = split.train.length + split.validation.length + split.test.length
  return (
    <Section title={text.title} about={text.total({ rows: total })}>
      <div className={layout.bar} aria-hidden="true">
        {SPLIT_NAMES.map((name) => (
          <i key={name} className={kit.part} data-part={name} style={{ flexGrow: split[name].length }} />
        ))}
      </div>
      <ul className={`${kit.wrapWide} ${kit.above}`}>
        {SPLIT_NAMES.map((name) => (
          <li key={name} data-part={name}>
            <Rich
              text={text.sets[name]({ rows: split[name].length, all: total })}
              marks={{ b: (inner) => <b>{inner}</b>, span: (inner) => <span className={kit.soft}>{inner}</span> }}
            />
          </li>
        ))}
        {split.leftOut && (
          <li>
            <Rich
              text={text.sets.leftOut({ rows: split.leftOut.length })}
              marks={{ b: (inner) => <b>{inner}</b>, span: (inner) => <span className={kit.soft}>{inner}</span> }}
            />
          </li>
        )}
      </ul>
      {children}
    </Section>
  )
}

interface SplitNotesProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly plan: Plan
  readonly target: string
}

const NONE = ''

/** The notes, with a select field for a column to check for overlap. */
function SplitNotes({ dataset, split, plan, target }: SplitNotesProps) {
  const { schema } = dataset
  const pick = plan.split
  const [requested, setAsked] = useState(NONE)
  const groups = useMemo(() => columnsFor('group', dataset, target), [dataset, target])
  const report = useAnalysis('report')
  const findings = report?.tag === 'found' ? report.found : undefined
  const binding = useSelect((state) => state.report.binding)
  const notes = useMemo(() => {
    const read = binding.inputs.flatMap(({ columns }) => columns)
    const result: (SplitNote | undefined)[] = [
      ...splitNotes(dataset, split, pick, target),
      ...sameRowNotes(schema, plan, target, read),
      ...windowNotes(dataset, split, plan),
    ]
    if (pick.kind === 'group' && pick.column) result.push(sharedGroups(dataset, split, pick.column))
    if (pick.kind === 'time' && pick.column) result.push(timeOrderNote(dataset, split, pick.column))
    else
      for (const { column, tone } of timeColumnsToReport(schema, findings ?? [], read))
        result.push(timeOrderNote(dataset, split, column, tone))
    if (requested !== NONE && requested !== pick.column) result.push(sharedGroups(dataset, split, requested))
    return result.filter((note) => note !== undefined)
  }, [dataset, split, plan, pick, target, requested, schema, findings, binding])
  return (
    <div className={splitCss.notes}>
      {notes.length > 0 && (
        <ul className={`${kit.stackTight} ${kit.above}`} aria-label={splitText.notes.label}>
          {notes.map((note) => (
            <li key={formatMessage(note.message)} data-tone={note.tone}>
              <Icon name={note.tone === 'good' ? 'check' : note.tone === 'wrong' ? 'warning' : 'info'} size={14} />
              {formatMessage(note.message)}
            </li>
          ))}
        </ul>
      )}
      {groups.length > 0 && (
        <div className={`${kit.above} ${splitCss.ask}`}>
          <Select
            label={splitText.notes.overlap}
            value={requested}
            options={[
              { value: NONE, title: splitText.chooseColumn },
              ...groups.map((name) => ({ value: name, title: name })),
            ]}
            onChange={setAsked}
          />
        </div>
      )}
    </div>
  )
}

interface SplitCountsProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly target: string
  readonly slices: readonly Slice[]
}

interface Counted {
  readonly label: string
  readonly rows: Readonly<Record<SplitName, number>>
}

/** A table with one row per class and slice, and one column per set. */
function SplitCounts({ dataset, split, target, slices }: SplitCountsProps) {
  const classes = useMemo(() => classesBySplit(dataset, split, target), [dataset, split, target])
  const ofSlices = useMemo(() => slicesBySplit(dataset, split, slices), [dataset, split, slices])
  const numbers = useMemo(() => numbersBySplit(dataset, split, target), [dataset, split, target])
  return (
    <div className={`${kit.scroll} ${kit.above} ${splitCss.scroll}`}>
      <table className={`${table.figures} ${table.sticky} ${splitCss.table}`}>
        <caption className="only-spoken">{splitText.counts.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{classes ? target : ''}</th>
            {SPLIT_NAMES.map((part) => (
              <th key={part} scope="col" data-part={part}>
                {splitText.counts.sets[part]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes?.map((one) => (
            <Row key={`class ${one.label}`} of={one} split={split} />
          ))}
          {numbers?.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row" translate="no">
                {label}
              </th>
              {SPLIT_NAMES.map((part) => (
                <td key={part}>{split[part].length > 0 ? significant(values[part]) : splitText.counts.none}</td>
              ))}
            </tr>
          ))}
          {ofSlices.map((one) => (
            <Row key={`slice ${one.label}`} of={one} split={split} mark={splitText.counts.slice} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({
  of: { label, rows },
  split,
  mark,
}: {
  readonly of: Counted
  readonly split: Split
  readonly mark?: string
}) {
  return (
    <tr>
      <th scope="row" title={label} translate="no">
        {mark && <em className={kit.tag}>{mark}</em>}
        {label}
      </th>
      {SPLIT_NAMES.map((part) => {
        const share = rows[part] / Math.max(1, split[part].length)
        return (
          <td key={part} data-none={rows[part] === 0 ? 'yes' : 'no'}>
            <span
              className={`${kit.part} ${splitCss.share}`}
              data-part={part}
              style={{ width: `${100 * share}%` }}
              aria-hidden="true"
            />
            {count(rows[part])} <i className={kit.caption}>{splitText.counts.share({ share })}</i>
          </td>
        )
      })}
    </tr>
  )
}

/** Row counts for slices that use only columns; slices based on predictions are omitted. */
function slicesBySplit(dataset: Dataset, split: Split, slices: readonly Slice[]): readonly Counted[] {
  return slices.flatMap(({ name, where }) => {
    const mask = maskOf(where, dataset)
    if (!mask.ok) return []
    const of = (part: SplitName) => split[part].reduce((sum, row) => sum + (mask.value[row] as number), 0)
    return [{ label: name, rows: { train: of('train'), validation: of('validation'), test: of('test') } }]
  })
}

function numbersBySplit({ schema, columns }: Dataset, split: Split, target: string) {
  const column = columns[columnIndex(schema, target)]
  if (column?.type !== 'number') return undefined
  const statistics = (part: SplitName) => {
    let [sum, squares, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const row of split[part]) {
      const value = column.values[row] as number
      sum += value
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    const n = Math.max(1, split[part].length)
    for (const row of split[part]) squares += ((column.values[row] as number) - sum / n) ** 2
    return { mean: sum / n, deviation: Math.sqrt(squares / n), low, high }
  }
  const [train, validation, test] = [statistics('train'), statistics('validation'), statistics('test')]
  const rows = [
    [splitText.counts.minimum, 'low'],
    [splitText.counts.mean({ column: target }), 'mean'],
    [splitText.counts.deviation, 'deviation'],
    [splitText.counts.maximum, 'high'],
  ] as const
  return rows.map(([label, key]) => ({
    label,
    values: { train: train[key], validation: validation[key], test: test[key] },
  }))
}
