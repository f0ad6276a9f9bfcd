/** @file Split notes: what the split could not do, and what leaks from training into what it is judged on. */
import { useMemo, useState } from 'react'
import { say } from '../../../../base/messages/message'
import type { SplitPick } from '../../../../catalog/plan'
import type { Dataset, Split } from '../../../../data/dataset'
import { mixedTimes, sharedGroups, type SplitNote, splitNotes } from '../../../../data/split-check'
import { Icon } from '../../../kit/icon'
import { Select } from '../../../kit/select'
import { columnsFor } from './split-columns'
import styles from './split.module.css'

export interface SplitNotesProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly pick: SplitPick
  readonly target: string
}

const NONE = ''

/** Notes, and a question that can be asked of any column. */
export function SplitNotes({ dataset, split, pick, target }: SplitNotesProps) {
  const { schema } = dataset
  const [asked, setAsked] = useState(NONE)
  const groups = useMemo(() => columnsFor('group', dataset, target), [dataset, target])
  const notes = useMemo(() => {
    const times = schema.columns.find(({ type }) => type === 'time')?.name
    const found: (SplitNote | undefined)[] = [...splitNotes(dataset, split, pick, target)]
    if (pick.kind === 'group' && pick.column) found.push(sharedGroups(dataset, split, pick.column))
    if (pick.kind === 'time' && pick.column) found.push(mixedTimes(dataset, split, pick.column))
    else if (times) found.push(mixedTimes(dataset, split, times))
    if (asked !== NONE && asked !== pick.column) found.push(sharedGroups(dataset, split, asked))
    return found.filter((note) => note !== undefined)
  }, [dataset, split, pick, target, asked, schema])
  return (
    <div className={styles.notes}>
      {notes.length > 0 && (
        <ul aria-label="What to know of this split">
          {notes.map((note) => (
            <li key={say(note.said)} data-tone={note.tone}>
              <Icon name={note.tone === 'good' ? 'check' : note.tone === 'wrong' ? 'warning' : 'info'} size={14} />
              {say(note.said)}
            </li>
          ))}
        </ul>
      )}
      {groups.length > 0 && (
        <div className={styles.ask}>
          <Select
            label="Is one in two parts?"
            value={asked}
            options={[
              { value: NONE, title: 'choose a column' },
              ...groups.map((name) => ({ value: name, title: name })),
            ]}
            onChange={setAsked}
          />
        </div>
      )}
    </div>
  )
}
