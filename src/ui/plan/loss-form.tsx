/** @file LossForm: what counts as wrong, and how much of each class; for several outputs, one loss each with its weight. */
import { findLoss, losses } from '../../catalog/losses'
import { isOneLoss, lossOf, type LossPick, type Plan } from '../../catalog/plan'
import type { LossDef } from '../../catalog/loss-def'
import { fits } from '../../compile/rules/heads'
import type { OutputBinding } from '../../data/binding'
import { NumberField } from '../kit/number-field'
import type { Option } from '../kit/option'
import { Select } from '../kit/select'
import { useSelect } from '../studio-context'
import { ClassWeightsForm } from './class-weights-form'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

/** The form of the loss chip. */
export function LossForm() {
  return (
    <>
      <Losses />
      <ClassWeightsForm />
    </>
  )
}

/** The loss, or one of each output. */
function Losses() {
  const outputs = useSelect((state) => state.report.binding.outputs)
  const [plan, set] = usePlan()
  const [only] = outputs
  if (outputs.length > 1) {
    return outputs.map((output) => (
      <fieldset key={output.node} className={styles.part}>
        <legend>{output.label}</legend>
        <Pick
          output={output}
          pick={lossOf(plan, output.label) ?? { kind: '' }}
          weighted
          onChange={(pick) => set({ loss: { ...perOutput(plan, outputs), [output.label]: pick } })}
        />
      </fieldset>
    ))
  }
  const pick = isOneLoss(plan.loss) ? plan.loss : (Object.values(plan.loss)[0] ?? { kind: '' })
  return <Pick output={only} pick={pick} weighted={false} onChange={(loss) => set({ loss })} />
}

interface PickProps {
  readonly output: OutputBinding | undefined
  readonly pick: LossPick
  readonly weighted: boolean
  readonly onChange: (pick: LossPick) => void
}

function Pick({ output, pick, weighted, onChange }: PickProps) {
  const def = findLoss(pick.kind)
  return (
    <>
      <Select
        label="Loss"
        value={pick.kind}
        options={optionsFor(output, pick.kind)}
        {...(def ? { help: def.summary } : {})}
        onChange={(kind) => onChange({ kind, ...(pick.weight === undefined ? {} : { weight: pick.weight }) })}
      />
      {def?.smoothing && (
        <NumberField
          label="Smoothing"
          value={pick.labelSmoothing ?? 0}
          min={0}
          max={0.99}
          step={0.01}
          help={
            output?.task.kind === 'image'
              ? 'How much of the way to grey each wanted pixel is taken.'
              : "How much of each label's certainty is spread over the other classes."
          }
          onChange={(labelSmoothing) => onChange({ ...pick, labelSmoothing })}
        />
      )}
      {weighted && (
        <NumberField
          label="Weight"
          value={pick.weight ?? 1}
          min={1e-6}
          max={1e6}
          help="How much this output counts beside the others."
          onChange={(weight) => onChange({ ...pick, weight })}
        />
      )}
    </>
  )
}

/** The losses that suit what is predicted, and the present one whatever it is. */
export function optionsFor(output: OutputBinding | undefined, present: string): readonly Option[] {
  const suits = (loss: LossDef) => !output || fits(loss, output.task)
  return losses
    .filter((loss) => suits(loss) || loss.kind === present)
    .map((loss) => ({
      value: loss.kind,
      title: loss.title,
      ...(suits(loss) ? {} : { about: 'does not suit this output' }),
    }))
}

/** A table with a loss for each output, whatever the plan had. */
function perOutput(plan: Plan, outputs: readonly OutputBinding[]): Readonly<Record<string, LossPick>> {
  return Object.fromEntries(
    outputs.map((output) => {
      const [first] = optionsFor(output, '')
      return [output.label, lossOf(plan, output.label) ?? { kind: first?.value ?? 'meanSquaredError' }]
    }),
  )
}
