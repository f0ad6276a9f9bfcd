/**
 * @file Split tab: how rows are divided into training, validation and test sets, and how classes are balanced during
 * training.
 */
import { datasetTabsText } from '../../../messages/en/data/overview'
import { predictedColumn } from '../../../compile/dataset-of-project'
import { slicesOf } from '../../../studio/data/dataset-slices'
import { usePlan } from '../../training-plan/use-plan'
import { useSelect } from '../../studio-context'
import { BalanceSection } from './split/balance-section'
import { SplitCounts } from './split/split-counts'
import { SplitEditor } from './split/split-editor'
import type { TabProps } from './tab-props'
import styles from '../pages.module.css'
import { type ReactNode, useMemo, useState } from 'react'
import type { Split, Dataset } from '../../../data/dataset'
import { Rich } from '../../kit/rich-text'
import layout from './data.module.css'
import { splitText } from '../../../messages/en/data/split'
import { formatMessage } from '../../../messages/message'
import type { SplitPick } from '../../../catalog/training-plan'
import {
  timeOrderNote,
  sharedGroups,
  type SplitNote,
  splitNotes,
  timeColumnsToReport,
} from '../../../data/split-checks'
import { Icon } from '../../kit/icon'
import { Select } from '../../kit/select'
import { useAnalysis } from './report/use-analysis'
import { columnsFor } from './split/split-columns'
import splitCss from './split/split.module.css'

export default function SplitTab({ dataset, split }: TabProps) {
  const [plan] = usePlan()
  const slices = useSelect(slicesOf)
  const target = useSelect(({ project }) => predictedColumn(project, dataset.schema))
  return (
    <div className={styles.stack}>
      <div className={styles.side}>
        <section className={styles.part} aria-label={datasetTabsText.split.settings}>
          <SplitEditor dataset={dataset} target={target} />
        </section>
        <SplitSection split={split}>
          <SplitCounts dataset={dataset} split={split} target={target} slices={slices} />
          <SplitNotes dataset={dataset} split={split} pick={plan.split} target={target} />
        </SplitSection>
      </div>
      <BalanceSection dataset={dataset} split={split} />
    </div>
  )
}

const text = datasetTabsText.split
const SETS = ['train', 'validation', 'test'] as const

/** Shows the three sets as a single bar and as numbers. */
function SplitSection({ split, children }: { readonly split: Split; readonly children?: ReactNode }) {
  const total = split.train.length + split.validation.length + split.test.length
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.total({ rows: total })}</span>
      </div>
      <div className={layout.bar} aria-hidden="true">
        {SETS.map((name) => (
          <i key={name} data-part={name} style={{ flexGrow: split[name].length }} />
        ))}
      </div>
      <ul className={layout.parts}>
        {SETS.map((name) => (
          <li key={name} data-part={name}>
            <Rich
              text={text.sets[name]({ rows: split[name].length, all: total })}
              marks={{ b: (inner) => <b>{inner}</b>, span: (inner) => <span>{inner}</span> }}
            />
          </li>
        ))}
      </ul>
      {children}
    </section>
  )
}

interface SplitNotesProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly pick: SplitPick
  readonly target: string
}

const NONE = ''

/** The notes, with a select field for a column to check for overlap. */
function SplitNotes({ dataset, split, pick, target }: SplitNotesProps) {
  const { schema } = dataset
  const [requested, setAsked] = useState(NONE)
  const groups = useMemo(() => columnsFor('group', dataset, target), [dataset, target])
  const report = useAnalysis('report')
  const findings = report?.tag === 'found' ? report.found : undefined
  const binding = useSelect((state) => state.report.binding)
  const notes = useMemo(() => {
    const read = binding.inputs.flatMap(({ columns }) => columns)
    const result: (SplitNote | undefined)[] = [...splitNotes(dataset, split, pick, target)]
    if (pick.kind === 'group' && pick.column) result.push(sharedGroups(dataset, split, pick.column))
    if (pick.kind === 'time' && pick.column) result.push(timeOrderNote(dataset, split, pick.column))
    else
      for (const { column, tone } of timeColumnsToReport(schema, findings ?? [], read))
        result.push(timeOrderNote(dataset, split, column, tone))
    if (requested !== NONE && requested !== pick.column) result.push(sharedGroups(dataset, split, requested))
    return result.filter((note) => note !== undefined)
  }, [dataset, split, pick, target, requested, schema, findings, binding])
  return (
    <div className={splitCss.notes}>
      {notes.length > 0 && (
        <ul aria-label={splitText.notes.label}>
          {notes.map((note) => (
            <li key={formatMessage(note.message)} data-tone={note.tone}>
              <Icon name={note.tone === 'good' ? 'check' : note.tone === 'wrong' ? 'warning' : 'info'} size={14} />
              {formatMessage(note.message)}
            </li>
          ))}
        </ul>
      )}
      {groups.length > 0 && (
        <div className={splitCss.ask}>
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
