/** @file SeedForm: where chance begins. */
import { NumberField } from '../kit/number-field'
import { useNextRun } from './use-next-run'
import { usePlan } from './use-plan'

/** The form of the seed chip. */
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
