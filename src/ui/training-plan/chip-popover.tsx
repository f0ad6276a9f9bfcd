/** @file ChipPopover: the form of the open chip. Loads lazily, because no chip is opened right after page load. */
import type { ReactNode } from 'react'
import { planText as text } from '../../messages/en/build/plan'
import { AnchoredPopover } from '../kit/popover'
import type { Chip } from './plan-chips'
import { BatchForm } from './batch-form'
import { DataForm } from './data-form'
import { EpochsForm } from './epochs-form'
import { LossForm } from './loss-form'
import { OptimizerForm } from './optimizer-form'
import styles from './plan-forms.module.css'
import { LearningRateForm } from './learning-rate-form'
import { SeedForm } from './seed-form'
import { SplitForm } from './split-form'
import { StoppingForm } from './stopping-form'

interface ChipPopoverProps {
  readonly chip: Chip
  readonly anchor: HTMLElement
  readonly onClose: () => void
}

/** The popover below a chip. */
export default function ChipPopover({ chip, anchor, onClose }: ChipPopoverProps) {
  return (
    <AnchoredPopover anchor={anchor} label={text.popover({ chip: text.chips[chip] })} onClose={onClose}>
      <div className={styles.form} data-chip={chip === 'data' ? 'data' : undefined}>
        {formOf(chip)}
      </div>
    </AnchoredPopover>
  )
}

function formOf(chip: Chip): ReactNode {
  switch (chip) {
    case 'data':
      return <DataForm />
    case 'loss':
      return <LossForm />
    case 'optimizer':
      return <OptimizerForm />
    case 'learning rate':
      return <LearningRateForm />
    case 'batch':
      return <BatchForm />
    case 'epochs':
      return <EpochsForm />
    case 'split':
      return <SplitForm />
    case 'seed':
      return <SeedForm />
    case 'early stopping':
      return <StoppingForm />
    default:
      return chip satisfies never
  }
}
