/** @file The forms of one number: learning rate, batch, epochs, seed. Each says in a sentence what the number does. */
import { count } from '../../base/messages/words'
import { useSelect } from '../studio-context'
import { NumberField } from '../kit/number-field'
import { usePlan } from './use-plan'

/** How large a step is; the only part of a plan that a running run follows at once. */
export function LearningRateForm() {
  const [plan, set] = usePlan()
  return (
    <NumberField
      layout="stack"
      label="Learning rate"
      value={plan.learningRate}
      min={1e-9}
      max={1000}
      help="How large each step is. Too large and the loss jumps about; too small and it hardly moves. A run that is on follows it at once."
      onChange={(learningRate) => set({ learningRate })}
    />
  )
}

/** What a form says while a run goes on that began with another number; nothing otherwise. */
function useNextRun(): string {
  return useSelect(({ run }) => (run.tag === 'training' || run.tag === 'paused' ? ' It counts from the next run.' : ''))
}

/** Samples a step. */
export function BatchForm() {
  const [plan, set] = usePlan()
  const next = useNextRun()
  const rows = useSelect((state) => (state.data.tag === 'ready' ? state.data.split.train.length : undefined))
  const steps =
    rows === undefined
      ? ''
      : ` ${count(rows)} training rows make ${count(Math.ceil(rows / plan.batchSize))} steps an epoch.`
  return (
    <NumberField
      layout="stack"
      label="Batch"
      value={plan.batchSize}
      min={1}
      max={65536}
      integer
      step={8}
      help={`Samples looked at before each step.${steps}${next}`}
      onChange={(batchSize) => set({ batchSize })}
    />
  )
}

/** Rounds over the data. */
export function EpochsForm() {
  const [plan, set] = usePlan()
  const next = useNextRun()
  return (
    <NumberField
      layout="stack"
      label="Epochs"
      value={plan.epochs}
      min={1}
      max={100000}
      integer
      help={`How many times all training rows are gone through.${next}`}
      onChange={(epochs) => set({ epochs })}
    />
  )
}

/** Where chance begins. */
export function SeedForm() {
  const [plan, set] = usePlan()
  const next = useNextRun()
  return (
    <NumberField
      layout="stack"
      label="Seed"
      value={plan.seed}
      min={0}
      max={4294967295}
      integer
      help={`Where chance begins: the split, the first weights, the order of the rows. Same seed, same backend: the same run.${next}`}
      onChange={(seed) => set({ seed })}
    />
  )
}
