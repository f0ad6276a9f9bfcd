/** @file ClassWeightsForm: what a mistake on each class counts, with how many rows there are of it. */
import { useMemo } from 'react'
import { count, counted } from '../../messages/format'
import type { ClassWeights } from '../../catalog/plan'
import { balanced, classCounts } from '../../compile/class-weights'
import type { OutputBinding } from '../../data/binding'
import { NumberField } from '../kit/number-field'
import { numberText } from '../kit/number-text'
import type { Option } from '../kit/option'
import { Segmented } from '../kit/segmented'
import { useSelect } from '../studio-context'
import styles from './plan-forms.module.css'
import { usePlan } from './use-plan'

type Way = 'alike' | 'balanced' | 'own'

const WAYS: readonly Option<Way>[] = [
  { value: 'alike', title: 'alike', about: 'Every row counts 1: a common class counts more in all.' },
  {
    value: 'balanced',
    title: 'balanced',
    about: 'Rows of rare classes count more, so that all classes count as much.',
  },
  { value: 'own', title: 'my own' },
]

interface ClassRow {
  readonly label: string
  /** Training rows; undefined until the data is there. */
  readonly rows: number | undefined
  /** What a row of it counts where classes are balanced. */
  readonly even: number
}

/** The classes of all outputs that tell classes apart; nothing where none does. */
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
        label="Classes count"
        value={way}
        options={WAYS}
        help={way === 'balanced' ? 'Mistakes on rare classes weigh more, so that all classes count as much.' : ''}
        onChange={choose}
      />
      {way !== 'alike' && (
        <ul className={styles.classes} aria-label="What a row of each class counts">
          {classes.map(({ label, rows, even }) => (
            <li key={label}>
              <span className={styles.className} title={label}>
                {label}
              </span>
              <span className={styles.rows}>{rows === undefined ? '' : counted(rows, 'row')}</span>
              {way === 'balanced' ? (
                <span className={styles.weight}>{rows === undefined ? '' : `× ${short(even)}`}</span>
              ) : (
                <NumberField
                  layout="bare"
                  label={`${label}, ${rows === undefined ? '' : `${count(rows)} rows, `}counts`}
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

/** The classes with their training rows, counted once for each split. */
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

/** Own weights begin as those that were in force. */
function firstOwn(before: Way, classes: readonly ClassRow[]): ClassWeights {
  return Object.fromEntries(classes.map(({ label, even }) => [label, before === 'balanced' ? Number(short(even)) : 1]))
}

/** Three digits are plenty for a weight. */
function short(weight: number): string {
  return numberText(Number(weight.toPrecision(3)))
}
