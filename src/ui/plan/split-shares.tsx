/** @file SplitShares: the shares of validation and test; what they leave is learnt from. */
import type { SplitPick } from '../../catalog/plan'
import { NumberField } from '../kit/number-field'

export interface SplitSharesProps {
  readonly split: SplitPick
  readonly helps: { readonly validation: string; readonly test: string }
  readonly onChange: (split: SplitPick) => void
}

/** Two fields in percent; no share of test where the rows themselves say which are tested. */
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
      {field('validation', 'Validation')}
      {split.kind !== 'fixed' && split.kind !== 'column' && field('test', 'Test')}
    </>
  )
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

/** A share as it is typed, in percent. */
export function inPercent(share: number): number {
  return Number((share * 100).toFixed(2))
}
