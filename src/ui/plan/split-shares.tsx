/** @file SplitShares: the shares of the validation and the test set; the training set is the remainder. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import type { SplitPick } from '../../catalog/plan'
import { NumberField } from '../kit/number-field'

const text = planFormsText.split

export interface SplitSharesProps {
  readonly split: SplitPick
  readonly helps: { readonly validation: string; readonly test: string }
  readonly onChange: (split: SplitPick) => void
}

/** Two fields in percent; no test share where the data defines the test set. */
export function SplitShares({ split, helps, onChange }: SplitSharesProps) {
  const field = (part: 'validation' | 'test', label: string) => (
    <NumberField
      label={label}
      unit="%"
      value={inPercent(split[part])}
      min={0}
      max={80}
      step={1}
      help={helps[part]}
      onChange={(value) => onChange(adjusted({ ...split, [part]: value / 100 }))}
    />
  )
  return (
    <>
      {field('validation', text.validation)}
      {split.kind !== 'fixed' && split.kind !== 'column' && field('test', text.test)}
    </>
  )
}

/** The training set gets the remainder, at least a twentieth. */
export function adjusted(pick: SplitPick): SplitPick {
  const { kind, validation, test } = pick
  const held = kind === 'fixed' || kind === 'column' ? 0 : test
  const most = 0.95
  const over = validation + held > most ? most / (validation + held) : 1
  const shares = { validation: rounded(validation * over), test: rounded(held * over) }
  return { ...pick, train: rounded(1 - shares.validation - shares.test), ...shares }
}

/** Rounded to a hundredth of a percent, so that shares look as they were typed. */
function rounded(share: number): number {
  return Math.round(share * 1e4) / 1e4
}

/** A share in percent, as it is typed. */
function inPercent(share: number): number {
  return Number((share * 100).toFixed(2))
}
