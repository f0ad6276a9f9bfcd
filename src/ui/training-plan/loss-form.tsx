/** @file The form for the loss: for several outputs a loss and a weight for each, and the weight of each class. */

import { useMemo } from 'react'
import { findLoss, type LossDef, losses } from '../../catalog/losses'
import { type ClassWeights, isOneLoss, type LossPick, lossOf, type Plan } from '../../catalog/training-plan'
import { balanced, classCounts } from '../../compile/class-weights'
import { fits } from '../../compile/rules/output-heads'
import type { OutputBinding } from '../../data/column-binding'
import { planFormsText } from '../../messages/en/build/plan-forms'
import { editableNumber } from '../../messages/format'
import type { Option } from '../kit/field'
import { NumberField } from '../kit/number-field'
import { Segmented } from '../kit/segmented'
import { Select } from '../kit/select'
import { TextField } from '../kit/text-field'
import { useSelect } from '../studio-context'
import kit from '../kit/kit.module.css'
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
  const levels = def?.levelsOf(pick)
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
      {levels && (
        <TextField
          label={text.levels.label}
          value={levels.map((level) => editableNumber(level)).join(', ')}
          help={text.levels.help}
          onChange={(typed) => onChange({ ...pick, levels: levelsFrom(typed) })}
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

/** The levels in a list, ascending. What is not a number becomes 0, which the check reports. */
function levelsFrom(typed: string): readonly number[] {
  const parts = typed.split(/[,;\s]+/).filter((part) => part !== '')
  return parts.map((part) => Number(part) || 0).sort((a, b) => a - b)
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

const classWeightsText = planFormsText.classWeights

type Weighting = 'equal' | 'balanced' | 'custom'

const WEIGHTINGS: readonly Option<Weighting>[] = [
  { value: 'equal', title: classWeightsText.equal, about: classWeightsText.equalAbout },
  { value: 'balanced', title: classWeightsText.balanced, about: classWeightsText.balancedAbout },
  { value: 'custom', title: classWeightsText.custom },
]

interface ClassRow {
  readonly label: string
  /** Number of training examples; undefined until the data is loaded. */
  readonly rows: number | undefined
  /** The weight of each example of the class when the classes are balanced. */
  readonly balancedWeight: number
}

/** The form for the classes of all outputs; renders nothing if no output predicts classes. */
export function ClassWeightsForm() {
  const [{ classWeights }, set] = usePlan()
  const classes = useClasses()
  if (classes.length === 0) return null
  const weighting = weightingOf(classWeights)
  const choose = (to: Weighting) =>
    set({ classWeights: to === 'equal' ? null : to === 'balanced' ? to : customWeights(weighting, classes) })
  const custom = typeof classWeights === 'object' ? classWeights : {}
  return (
    <div className={styles.group}>
      <Segmented
        layout="stack"
        label={classWeightsText.label}
        value={weighting}
        options={WEIGHTINGS}
        help={weighting === 'balanced' ? classWeightsText.balancedHelp : ''}
        onChange={choose}
      />
      {weighting !== 'equal' && (
        <ul className={`${kit.stackTight} ${styles.classes}`} aria-label={classWeightsText.list}>
          {classes.map(({ label, rows, balancedWeight }) => (
            <li key={label}>
              <span className={kit.ellipsis} title={label}>
                {label}
              </span>
              <span className={`${kit.caption} ${kit.end}`}>
                {rows === undefined ? '' : classWeightsText.examples({ n: rows })}
              </span>
              {weighting === 'balanced' ? (
                <span className={`${kit.small} ${kit.end}`}>
                  {rows === undefined ? '' : classWeightsText.times({ weight: balancedWeight })}
                </span>
              ) : (
                <NumberField
                  layout="bare"
                  label={classWeightsText.weightOf({ label, examples: rows })}
                  value={custom[label] ?? 1}
                  min={0}
                  max={1e6}
                  step={0.1}
                  onChange={(weight) => set({ classWeights: { [label]: weight } })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The classes with their number of training examples, counted once per split. */
function useClasses(): readonly ClassRow[] {
  const outputs = useSelect((state) => state.report.binding.outputs)
  const data = useSelect((state) => state.data)
  return useMemo(
    () => outputs.flatMap((output) => classesOf(output, data.tag === 'ready' ? data : undefined)),
    [outputs, data],
  )
}

type Loaded = { readonly dataset: Parameters<typeof classCounts>[0]; readonly split: { readonly train: Uint32Array } }

function classesOf({ task }: OutputBinding, data: Loaded | undefined): readonly ClassRow[] {
  if (task.kind !== 'classes') return []
  const { column, labels } = task
  const counts = data && classCounts(data.dataset, column, labels.length, data.split.train)
  const weights = counts ? balanced(counts) : []
  return labels.map((label, i) => ({ label, rows: counts?.[i], balancedWeight: weights[i] ?? 1 }))
}

function weightingOf(weights: ClassWeights | undefined): Weighting {
  return weights === undefined ? 'equal' : weights === 'balanced' ? 'balanced' : 'custom'
}

/** The initial custom weights: the previous weights rounded to three significant digits. */
function customWeights(before: Weighting, classes: readonly ClassRow[]): ClassWeights {
  return Object.fromEntries(
    classes.map(({ label, balancedWeight }) => [
      label,
      before === 'balanced' ? Number(balancedWeight.toPrecision(3)) : 1,
    ]),
  )
}
