/** @file SplitForm: which rows are learnt from, which are looked at on the way, and which are kept for the end. */
import { count } from '../../messages/format'
import type { SplitPick } from '../../catalog/plan'
import { schemaOf } from '../../compile/picked'
import { Button } from '../kit/button'
import { Segmented } from '../kit/segmented'
import { useRun, useSelect } from '../studio-context'
import styles from './plan-forms.module.css'
import { adjusted, inPercent, SplitShares } from './split-shares'
import { usePlan } from './use-plan'

/** The form of the split chip. */
export function SplitForm() {
  const [plan, set] = usePlan()
  const run = useRun()
  const { split } = plan
  const pick = useSelect((state) => state.project.data)
  const rows = useSelect((state) => (state.data.tag === 'ready' ? state.data.split : undefined))
  const ownTest = schemaOf(pick)?.testRows ?? 0
  return (
    <>
      {ownTest > 0 && (split.kind === 'fixed' || split.kind === 'random') && (
        <Segmented
          label="Test rows"
          value={split.kind}
          options={[
            { value: 'fixed', title: "the set's own", about: `The ${count(ownTest)} rows the set sets apart.` },
            { value: 'random', title: 'by seed' },
          ]}
          onChange={(kind) => set({ split: adjusted({ ...split, kind, test: kind === 'fixed' ? 0 : 0.1 }) })}
        />
      )}
      <SplitShares
        split={split}
        helps={{
          validation: 'Looked at after each epoch, never learnt from.',
          test: 'Kept for the end: what the model has never had to do with.',
        }}
        onChange={(split) => set({ split })}
      />
      <p className={styles.note}>
        {rows
          ? `${count(rows.train.length)} rows to learn from, ${count(rows.validation.length)} for validation, ${count(rows.test.length)} for test${sharesWords(split)}.`
          : `${inPercent(split.train)} % to learn from${sharesWords(split)}.`}
      </p>
      <Button size="small" tone="quiet" icon="data" onClick={() => run('room.open', { room: 'data', tab: 'split' })}>
        Groups, time and balance
      </Button>
    </>
  )
}

/** What decides about the part of a row, behind the shares. */
function sharesWords({ kind, column = '', stratify }: SplitPick): string {
  switch (kind) {
    case 'random':
    case 'fixed':
      return stratify === false ? '' : '; each class in the same share'
    case 'group':
      return `; rows of one "${column}" stay together`
    case 'time':
      return `; in the order of "${column}"`
    case 'column':
      return `; as "${column}" says`
    default:
      return kind satisfies never
  }
}
