/** @file BatchForm: edits the number of examples per batch and the number of batches per weight update. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import { NumberField } from '../kit/number-field'
import { useIsTraining } from './use-is-training'
import { usePlan } from './use-plan'
import { useRunLength } from './use-steps-in-run'

const text = planFormsText.batch

/** The form that opens from the batch chip. */
export function BatchForm() {
  const [plan, set] = usePlan()
  const isTraining = useIsTraining()
  const { perEpoch } = useRunLength()
  const { batchSize, accumulate = 1 } = plan
  return (
    <>
      <NumberField
        layout="stack"
        label={text.label}
        value={batchSize}
        min={1}
        max={65536}
        integer
        step={8}
        help={text.help({ batches: perEpoch, isTraining })}
        onChange={(size) => set({ batchSize: size })}
      />
      <NumberField
        layout="stack"
        label={text.accumulate}
        value={accumulate}
        min={1}
        max={1024}
        integer
        help={
          accumulate > 1
            ? text.effective({ examples: batchSize * accumulate, inMemory: batchSize })
            : text.accumulateHelp
        }
        onChange={(batches) => set({ accumulate: batches === 1 ? null : batches })}
      />
    </>
  )
}
