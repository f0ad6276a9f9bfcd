/** @file SeedForm: the seed of the random number generators. */
import { planFormsText } from '../../messages/en/build/plan-forms'
import { NumberField } from '../kit/number-field'
import { useIsTraining } from './use-is-training'
import { usePlan } from './use-plan'

const text = planFormsText.seed

/** The form that opens from the seed chip. */
export function SeedForm() {
  const [plan, set] = usePlan()
  const isTraining = useIsTraining()
  return (
    <NumberField
      layout="stack"
      label={text.label}
      isIdentifier
      value={plan.seed}
      min={0}
      max={4294967295}
      integer
      help={text.help({ isTraining })}
      onChange={(seed) => set({ seed })}
    />
  )
}
