/** @file ClassWeightsForm: the weight of each class in the loss, with its number of training examples. */
import { useMemo } from 'react'
import { planFormsText } from '../../messages/en/build/plan-forms'
import type { ClassWeights } from '../../catalog/plan'
import { balanced, classCounts } from '../../compile/class-weights'
import type { OutputBinding } from '../../data/binding'
import { NumberField } from '../kit/number-field'
import type { Option } from '../kit/option'
import { Segmented } from '../kit/segmented'
import { useSelect } from '../studio-context'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

const text = planFormsText.classWeights

type Way = 'alike' | 'balanced' | 'own'

const WAYS: readonly Option<Way>[] = [
  { value: 'alike', title: text.equal, about: text.equalAbout },
  { value: 'balanced', title: text.balanced, about: text.balancedAbout },
  { value: 'own', title: text.custom },
]

interface ClassRow {
  readonly label: string
  /** Training examples; undefined until the data is loaded. */
  readonly rows: number | undefined
  /** The weight of an example where classes are balanced. */
  readonly even: number
}

/** The classes of all outputs that predict classes; nothing where none does. */
export function ClassWeightsForm() {
  const [{ classWeights }, set] = usePlan()
  const classes = useClasses()
  if (classes.length === 0) return null
  const way = wayOf(classWeights)
  const choose = (to: Way) =>
    set({ classWeights: to === 'alike' ? null : to === 'balanced' ? to : firstOwn(way, classes) })
  const own = typeof classWeights === 'object' ? classWeights : {}
  return (
    <div className={styles.group}>
      <Segmented
        layout="stack"
        label={text.label}
        value={way}
        options={WAYS}
        help={way === 'balanced' ? text.balancedHelp : ''}
        onChange={choose}
      />
      {way !== 'alike' && (
        <ul className={styles.classes} aria-label={text.list}>
          {classes.map(({ label, rows, even }) => (
            <li key={label}>
              <span className={styles.className} title={label}>
                {label}
              </span>
              <span className={styles.rows}>{rows === undefined ? '' : text.examples({ n: rows })}</span>
              {way === 'balanced' ? (
                <span className={styles.weight}>{rows === undefined ? '' : text.times({ weight: even })}</span>
              ) : (
                <NumberField
                  layout="bare"
                  label={text.weightOf({ label, examples: rows })}
                  value={own[label] ?? 1}
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

/** The classes with their training examples, counted once for each split. */
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
  const even = counts ? balanced(counts) : []
  return labels.map((label, i) => ({ label, rows: counts?.[i], even: even[i] ?? 1 }))
}

function wayOf(weights: ClassWeights | undefined): Way {
  return weights === undefined ? 'alike' : weights === 'balanced' ? 'balanced' : 'own'
}

/** Custom weights start as the weights that were in use, with three digits. */
function firstOwn(before: Way, classes: readonly ClassRow[]): ClassWeights {
  return Object.fromEntries(
    classes.map(({ label, even }) => [label, before === 'balanced' ? Number(even.toPrecision(3)) : 1]),
  )
}
