/** @file LossForm: edits the loss (for several outputs, a loss and a weight for each) and the class weights. */
import type { LossDef } from '../../catalog/losses'
import { findLoss, losses } from '../../catalog/losses'
import { isOneLoss, type LossPick, lossOf, type Plan } from '../../catalog/training-plan'
import { fits } from '../../compile/rules/output-heads'
import type { OutputBinding } from '../../data/column-binding'
import { planFormsText } from '../../messages/en/build/plan-forms'
import { NumberField } from '../kit/number-field'
import type { Option } from '../kit/field'
import { Select } from '../kit/select'
import { useSelect } from '../studio-context'
import { ClassWeightsForm } from './class-weights-form'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

const text = planFormsText.loss

/** The form that opens from the loss chip. */
export function LossForm() {
  return (
    <>
      <Losses />
      <ClassWeightsForm />
    </>
  )
}

/** The loss, or one loss per output if there are several. */
function Losses() {
  const outputs = useSelect((state) => state.report.binding.outputs)
  const [plan, set] = usePlan()
  const [only] = outputs
  if (outputs.length > 1) {
    return outputs.map((output) => (
      <fieldset key={output.node} className={styles.part}>
        <legend>{output.label}</legend>
        <LossFields
          output={output}
          pick={lossOf(plan, output.label) ?? { kind: '' }}
          weighted
          onChange={(pick) => set({ loss: { ...perOutput(plan, outputs), [output.label]: pick } })}
        />
      </fieldset>
    ))
  }
  const pick = isOneLoss(plan.loss) ? plan.loss : (Object.values(plan.loss)[0] ?? { kind: '' })
  return <LossFields output={only} pick={pick} weighted={false} onChange={(loss) => set({ loss })} />
}

interface LossFieldsProps {
  readonly output: OutputBinding | undefined
  readonly pick: LossPick
  readonly weighted: boolean
  readonly onChange: (pick: LossPick) => void
}

function LossFields({ output, pick, weighted, onChange }: LossFieldsProps) {
  const def = findLoss(pick.kind)
  return (
    <>
      <Select
        label={text.label}
        value={pick.kind}
        options={optionsFor(output, pick.kind)}
        {...(def ? { help: def.summary } : {})}
        onChange={(kind) => onChange({ kind, ...(pick.weight === undefined ? {} : { weight: pick.weight }) })}
      />
      {def?.smoothing && (
        <NumberField
          label={text.smoothing.label}
          value={pick.labelSmoothing ?? 0}
          min={0}
          max={0.99}
          step={0.01}
          help={output?.task.kind === 'image' ? text.smoothing.helpImage : text.smoothing.help}
          onChange={(labelSmoothing) => onChange({ ...pick, labelSmoothing })}
        />
      )}
      {weighted && (
        <NumberField
          label={text.weight.label}
          value={pick.weight ?? 1}
          min={1e-6}
          max={1e6}
          help={text.weight.help}
          onChange={(weight) => onChange({ ...pick, weight })}
        />
      )}
    </>
  )
}

/** The losses that fit the target. The current loss is always included. */
function optionsFor(output: OutputBinding | undefined, current: string): readonly Option[] {
  const doesFit = (loss: LossDef) => !output || fits(loss, output.task)
  return losses
    .filter((loss) => doesFit(loss) || loss.kind === current)
    .map((loss) => ({
      value: loss.kind,
      title: loss.title,
      ...(doesFit(loss) ? {} : { about: text.unfit }),
    }))
}

/** The loss for each output, even if the training settings contain a single loss. */
function perOutput(plan: Plan, outputs: readonly OutputBinding[]): Readonly<Record<string, LossPick>> {
  return Object.fromEntries(
    outputs.map((output) => {
      const [first] = optionsFor(output, '')
      return [output.label, lossOf(plan, output.label) ?? { kind: first?.value ?? 'meanSquaredError' }]
    }),
  )
}
