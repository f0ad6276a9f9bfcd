/** @file ChipPopover: the form of the open chip. Loads lazily, because no chip is opened right after page load. */
import { type ComponentType, useMemo } from 'react'
import type { SplitPick } from '../../catalog/training-plan'
import { schemaOf } from '../../compile/dataset-of-project'
import { unlabeledNote } from '../../data/split-checks'
import { planText as text } from '../../messages/en/build/plan'
import { planFormsText } from '../../messages/en/build/plan-forms'
import { formatMessage } from '../../messages/message'
import { Button } from '../kit/button'
import { NumberField } from '../kit/number-field'
import { AnchoredPopover } from '../kit/popover'
import { Segmented } from '../kit/segmented'
import { useOnChange } from '../kit/use-on-change'
import { recordEdits } from '../pages/data/undo/use-undo-scope'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { DataForm } from './data-form'
import { EpochsForm, StoppingForm } from './epochs-form'
import { LossForm } from './loss-form'
import { LearningRateForm, OptimizerForm } from './optimizer-forms'
import type { Chip } from './plan-chips'
import kit from '../kit/kit.module.css'
import styles from './plan-forms.module.css'
import { normalizeShares, SplitShares } from './split-shares'
import { useIsTraining, usePlan, useRunLength } from './use-plan'

interface ChipPopoverProps {
  readonly chip: Chip
  readonly anchor: HTMLElement
  readonly onClose: () => void
}

/** The popover below a chip. */
export default function ChipPopover({ chip, anchor, onClose }: ChipPopoverProps) {
  const Form = FORMS[chip]
  const studio = useStudio()
  // Before the first change, so that it can be undone.
  useOnChange([studio], () => recordEdits(studio))
  return (
    <AnchoredPopover anchor={anchor} label={text.popover({ chip: text.chips[chip] })} onClose={onClose}>
      <div className={styles.form} data-chip={chip === 'data' ? 'data' : undefined}>
        <Form onClose={onClose} />
      </div>
    </AnchoredPopover>
  )
}

const FORMS: Readonly<Record<Chip, ComponentType<{ readonly onClose: () => void }>>> = {
  data: DataForm,
  loss: LossForm,
  optimizer: OptimizerForm,
  'learning rate': LearningRateForm,
  batch: BatchForm,
  epochs: EpochsForm,
  split: SplitForm,
  seed: SeedForm,
  'early stopping': StoppingForm,
}

const seedText = planFormsText.seed

/** The form that opens from the seed chip. */
function SeedForm() {
  const [plan, set] = usePlan()
  const isTraining = useIsTraining()
  return (
    <NumberField
      layout="stack"
      label={seedText.label}
      isIdentifier
      value={plan.seed}
      min={0}
      max={4294967295}
      integer
      help={seedText.help({ isTraining })}
      onChange={(seed) => set({ seed })}
    />
  )
}

const batchText = planFormsText.batch

/** The form that opens from the batch chip. */
function BatchForm() {
  const [plan, set] = usePlan()
  const isTraining = useIsTraining()
  const { perEpoch } = useRunLength()
  const { batchSize, accumulate = 1 } = plan
  return (
    <>
      <NumberField
        layout="stack"
        label={batchText.label}
        value={batchSize}
        min={1}
        max={65536}
        integer
        step={8}
        help={batchText.help({ batches: perEpoch, isTraining })}
        onChange={(size) => set({ batchSize: size })}
      />
      <NumberField
        layout="stack"
        label={batchText.accumulate}
        value={accumulate}
        min={1}
        max={1024}
        integer
        help={
          accumulate > 1
            ? batchText.effective({ examples: batchSize * accumulate, inMemory: batchSize })
            : batchText.accumulateHelp
        }
        onChange={(batches) => set({ accumulate: batches === 1 ? null : batches })}
      />
    </>
  )
}

const splitText = planFormsText.split

/** The form that opens from the split chip. */
function SplitForm() {
  const [plan, set] = usePlan()
  const run = useRunCommand()
  const { split } = plan
  const pick = useSelect((state) => state.project.data)
  const data = useSelect((state) => (state.data.tag === 'ready' ? state.data : undefined))
  const rows = data?.split
  const target = plan.target ?? data?.schema.target ?? ''
  const unlabeled = useMemo(() => data && unlabeledNote(data.dataset, target), [data, target])
  const hasClasses = schemaOf(pick)?.columns.some(({ name, type }) => name === target && type === 'category') ?? false
  const ownTest = schemaOf(pick)?.testRows ?? 0
  return (
    <>
      {ownTest > 0 && (split.kind === 'fixed' || split.kind === 'random') && (
        <Segmented
          label={splitText.testSet}
          value={split.kind}
          options={[
            { value: 'fixed', title: splitText.own, about: splitText.ownAbout({ n: ownTest }) },
            { value: 'random', title: splitText.random },
          ]}
          onChange={(kind) => set({ split: normalizeShares({ ...split, kind, test: kind === 'fixed' ? 0 : 0.1 }) })}
        />
      )}
      <SplitShares
        split={split}
        help={{ validation: splitText.validationHelp, test: splitText.testHelp }}
        onChange={(split) => set({ split })}
      />
      <p className={`${kit.faintCaption} ${kit.above}`}>
        {rows
          ? splitText.sizes({
              train: rows.train.length,
              validation: rows.validation.length,
              test: rows.test.length,
            })
          : splitText.share({ train: split.train })}{' '}
        {assignmentText(split, hasClasses)} {unlabeled && formatMessage(unlabeled)}
      </p>
      <Button size="small" tone="quiet" icon="data" onClick={() => run('room.open', { room: 'data', tab: 'split' })}>
        {splitText.more}
      </Button>
    </>
  )
}

/** Describes how rows are assigned to the sets; only classes have proportions. */
function assignmentText({ kind, column = '', stratify }: SplitPick, hasClasses: boolean): string {
  switch (kind) {
    case 'random':
    case 'fixed':
      return hasClasses && stratify !== false ? splitText.stratified : splitText.drawn
    case 'group':
      return splitText.group({ column })
    case 'time':
      return splitText.time({ column })
    case 'column':
      return splitText.column({ column })
    default:
      return kind satisfies never
  }
}
