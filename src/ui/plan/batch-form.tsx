/** @file BatchForm: samples a step, and batches an update. */
import { count } from '../../messages/format'
import { NumberField } from '../kit/number-field'
import { useNextRun } from './use-next-run'
import { usePlan } from './use-plan'
import { useRunLength } from './use-run-length'

/** The form of the batch chip. */
export function BatchForm() {
  const [plan, set] = usePlan()
  const next = useNextRun()
  const { perEpoch } = useRunLength()
  const { batchSize, accumulate = 1 } = plan
  return (
    <>
      <NumberField
        layout="stack"
        label="Batch"
        value={batchSize}
        min={1}
        max={65536}
        integer
        step={8}
        help={`Samples looked at in each step: ${count(perEpoch)} steps an epoch.${next}`}
        onChange={(size) => set({ batchSize: size })}
      />
      <NumberField
        layout="stack"
        label="Batches an update"
        value={accumulate}
        min={1}
        max={1024}
        integer
        help={
          accumulate > 1
            ? `Effective batch ${count(batchSize * accumulate)}, in the memory of ${count(batchSize)}.`
            : 'More than one add their gradients up first: a larger batch in the same memory.'
        }
        onChange={(batches) => set({ accumulate: batches === 1 ? null : batches })}
      />
    </>
  )
}
