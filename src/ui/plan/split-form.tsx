/** @file SplitForm: which rows are learnt from, which are looked at on the way, and which are kept for the end. */
import { count } from '../../base/messages/words'
import type { SplitPick } from '../../catalog/plan'
import { schemaOf } from '../../compile/picked'
import { Button } from '../kit/button'
import { NumberField } from '../kit/number-field'
import { Segmented } from '../kit/segmented'
import { useRun, useSelect } from '../studio-context'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

/** The form of the split chip. */
export function SplitForm() {
  const [plan, set] = usePlan()
  const run = useRun()
  const { split } = plan
  const pick = useSelect((state) => state.project.data)
  const rows = useSelect((state) => (state.data.tag === 'ready' ? state.data.split : undefined))
  const ownTest = schemaOf(pick)?.testRows ?? 0
  const change = (part: Partial<SplitPick>) => set({ split: adjusted({ ...split, ...part }) })
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
          onChange={(kind) => change({ kind, test: kind === 'fixed' ? 0 : 0.1 })}
        />
      )}
      <NumberField
        label="Validation"
        unit="%"
        value={inPercent(split.validation)}
        min={0}
        max={80}
        step={1}
        help="Looked at after each epoch, never learnt from."
        onChange={(value) => change({ validation: value / 100 })}
      />
      {split.kind !== 'fixed' && split.kind !== 'column' && (
        <NumberField
          label="Test"
          unit="%"
          value={inPercent(split.test)}
          min={0}
          max={80}
          step={1}
          help="Kept for the end: what the model has never had to do with."
          onChange={(value) => change({ test: value / 100 })}
        />
      )}
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

/** The share to learn from is what the others leave, at least a twentieth. */
export function adjusted(pick: SplitPick): SplitPick {
  const { kind, validation, test } = pick
  const held = kind === 'fixed' || kind === 'column' ? 0 : test
  const most = 0.95
  const over = validation + held > most ? most / (validation + held) : 1
  const shares = { validation: rounded(validation * over), test: rounded(held * over) }
  return { ...pick, train: rounded(1 - shares.validation - shares.test), ...shares }
}

/** To a hundredth of a percent, so that shares read as they were typed. */
function rounded(share: number): number {
  return Math.round(share * 1e4) / 1e4
}

function inPercent(share: number): number {
  return Number((share * 100).toFixed(2))
}
