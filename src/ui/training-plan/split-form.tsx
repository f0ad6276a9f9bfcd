/** @file SplitForm: the percentages of the training, validation and test sets. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import type { SplitPick } from '../../catalog/training-plan'
import { schemaOf } from '../../compile/dataset-of-project'
import { Button } from '../kit/button'
import { Segmented } from '../kit/segmented'
import { useRunCommand, useSelect } from '../studio-context'
import styles from './plan-forms.module.css'
import { normalizeShares, SplitShares } from './split-shares'
import { usePlan } from './use-plan'

const text = planFormsText.split

/** The form that opens from the split chip. */
export function SplitForm() {
  const [plan, set] = usePlan()
  const run = useRunCommand()
  const { split } = plan
  const pick = useSelect((state) => state.project.data)
  const rows = useSelect((state) => (state.data.tag === 'ready' ? state.data.split : undefined))
  const ownTest = schemaOf(pick)?.testRows ?? 0
  return (
    <>
      {ownTest > 0 && (split.kind === 'fixed' || split.kind === 'random') && (
        <Segmented
          label={text.testSet}
          value={split.kind}
          options={[
            { value: 'fixed', title: text.own, about: text.ownAbout({ n: ownTest }) },
            { value: 'random', title: text.random },
          ]}
          onChange={(kind) => set({ split: normalizeShares({ ...split, kind, test: kind === 'fixed' ? 0 : 0.1 }) })}
        />
      )}
      <SplitShares
        split={split}
        help={{ validation: text.validationHelp, test: text.testHelp }}
        onChange={(split) => set({ split })}
      />
      <p className={styles.note}>
        {rows
          ? text.sizes({ train: rows.train.length, validation: rows.validation.length, test: rows.test.length })
          : text.share({ train: split.train })}{' '}
        {assignmentText(split)}
      </p>
      <Button size="small" tone="quiet" icon="data" onClick={() => run('room.open', { room: 'data', tab: 'split' })}>
        {text.more}
      </Button>
    </>
  )
}

/** Describes how rows are assigned to the sets. */
function assignmentText({ kind, column = '', stratify }: SplitPick): string {
  switch (kind) {
    case 'random':
    case 'fixed':
      return stratify === false ? '' : text.stratified
    case 'group':
      return text.group({ column })
    case 'time':
      return text.time({ column })
    case 'column':
      return text.column({ column })
    default:
      return kind satisfies never
  }
}
