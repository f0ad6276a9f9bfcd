/** @file ClassWeightsForm: the weight of each class in the loss, with the number of training examples in the class. */
import { useMemo } from 'react'
import { planFormsText } from '../../messages/en/build/plan-forms'
import type { ClassWeights } from '../../catalog/training-plan'
import { balanced, classCounts } from '../../compile/class-weights'
import type { OutputBinding } from '../../data/column-binding'
import { NumberField } from '../kit/number-field'
import type { Option } from '../kit/field'
import { Segmented } from '../kit/segmented'
import { useSelect } from '../studio-context'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

const text = planFormsText.classWeights

type Weighting = 'equal' | 'balanced' | 'custom'

const WEIGHTINGS: readonly Option<Weighting>[] = [
  { value: 'equal', title: text.equal, about: text.equalAbout },
  { value: 'balanced', title: text.balanced, about: text.balancedAbout },
  { value: 'custom', title: text.custom },
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
        label={text.label}
        value={weighting}
        options={WEIGHTINGS}
        help={weighting === 'balanced' ? text.balancedHelp : ''}
        onChange={choose}
      />
      {weighting !== 'equal' && (
        <ul className={styles.classes} aria-label={text.list}>
          {classes.map(({ label, rows, balancedWeight }) => (
            <li key={label}>
              <span className={styles.className} title={label}>
                {label}
              </span>
              <span className={styles.rows}>{rows === undefined ? '' : text.examples({ n: rows })}</span>
              {weighting === 'balanced' ? (
                <span className={styles.weight}>
                  {rows === undefined ? '' : text.times({ weight: balancedWeight })}
                </span>
              ) : (
                <NumberField
                  layout="bare"
                  label={text.weightOf({ label, examples: rows })}
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
