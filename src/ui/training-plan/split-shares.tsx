/** @file SplitShares: the percentages of the validation and test sets. The training set gets the remainder. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import type { SplitPick } from '../../catalog/training-plan'
import { NumberField } from '../kit/number-field'

const text = planFormsText.split

export interface SplitSharesProps {
  readonly split: SplitPick
  readonly help: { readonly validation: string; readonly test: string }
  readonly onChange: (split: SplitPick) => void
}

/** Two percentage fields. The test set has no field if the dataset defines it. */
export function SplitShares({ split, help, onChange }: SplitSharesProps) {
  const field = (part: 'validation' | 'test', label: string) => (
    <NumberField
      label={label}
      unit="%"
      value={inPercent(split[part])}
      min={0}
      max={80}
      step={1}
      help={help[part]}
      onChange={(value) => onChange(normalizeShares({ ...split, [part]: value / 100 }))}
    />
  )
  return (
    <>
      {field('validation', text.validation)}
      {split.kind !== 'fixed' && split.kind !== 'column' && field('test', text.test)}
    </>
  )
}

/** Adjusts the fractions to sum to 1; the training set gets the remainder, at least 5%. */
export function normalizeShares(pick: SplitPick): SplitPick {
  const { kind, validation, test } = pick
  const testShare = kind === 'fixed' || kind === 'column' ? 0 : test
  const most = 0.95
  const factor = validation + testShare > most ? most / (validation + testShare) : 1
  const shares = { validation: rounded(validation * factor), test: rounded(testShare * factor) }
  return { ...pick, train: rounded(1 - shares.validation - shares.test), ...shares }
}

/** Rounds a fraction to a hundredth of a percent, so that it is displayed as typed. */
function rounded(share: number): number {
  return Math.round(share * 1e4) / 1e4
}

/** Converts a fraction to a percentage, rounded to two decimals. */
function inPercent(share: number): number {
  return Number((share * 100).toFixed(2))
}
