/**
 * @file Split notes: what the split could not achieve, and what leaks from the training set into the validation and
 * test sets.
 */
import { useMemo, useState } from 'react'
import { splitText as text } from '../../../../messages/en/data/split'
import { formatMessage } from '../../../../messages/message'
import type { SplitPick } from '../../../../catalog/training-plan'
import type { Dataset, Split } from '../../../../data/dataset'
import {
  timeOrderNote,
  sharedGroups,
  type SplitNote,
  splitNotes,
  timeColumnsToReport,
} from '../../../../data/split-checks'
import { Icon } from '../../../kit/icon'
import { Select } from '../../../kit/select'
import { useSelect } from '../../../studio-context'
import { useAnalysis } from '../report/use-analysis'
import { columnsFor } from './split-columns'
import styles from './split.module.css'

export interface SplitNotesProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly pick: SplitPick
  readonly target: string
}

const NONE = ''

/** The notes, with a select field for a column to check for overlap. */
export function SplitNotes({ dataset, split, pick, target }: SplitNotesProps) {
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
    <div className={styles.notes}>
      {notes.length > 0 && (
        <ul aria-label={text.notes.label}>
          {notes.map((note) => (
            <li key={formatMessage(note.message)} data-tone={note.tone}>
              <Icon name={note.tone === 'good' ? 'check' : note.tone === 'wrong' ? 'warning' : 'info'} size={14} />
              {formatMessage(note.message)}
            </li>
          ))}
        </ul>
      )}
      {groups.length > 0 && (
        <div className={styles.ask}>
          <Select
            label={text.notes.overlap}
            value={requested}
            options={[
              { value: NONE, title: text.chooseColumn },
              ...groups.map((name) => ({ value: name, title: name })),
            ]}
            onChange={setAsked}
          />
        </div>
      )}
    </div>
  )
}
