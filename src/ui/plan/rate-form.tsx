/** @file RateForm: how large a step is, and how that moves over the run. */
import type { ParamValue } from '../../catalog/params'
import { LEARNING_RATES, type SchedulePick } from '../../catalog/plan'
import { findSchedule, schedules } from '../../catalog/schedules'
import { lowerSchedule } from '../../compile/lower-plan'
import { NumberField } from '../kit/number-field'
import { Select } from '../kit/select'
import { useSelect } from '../studio-context'
import styles from './plan-forms.module.css'
import { RateChart } from './rate-chart'
import { SpecFields } from './spec-fields'
import { useNextRun } from './use-next-run'
import { usePlan } from './use-plan'
import { useRunLength } from './use-run-length'

const CONSTANT: SchedulePick = { kind: 'constant' }

/** The form of the learning rate chip. The rate itself is the only part of a plan that a run that is on follows at once. */
export function RateForm() {
  const [plan, set] = usePlan()
  const next = useNextRun()
  const run = useRunLength()
  const blind = useSelect(({ project }) => !(project.plan.split.validation > 0))
  const { kind, ...values } = plan.schedule ?? CONSTANT
  const { warmup = 0 } = values
  const def = findSchedule(kind)
  const change = (schedule: SchedulePick) => set({ schedule: isPlain(schedule) ? null : schedule })
  return (
    <>
      <NumberField
        layout="stack"
        label="Learning rate"
        value={plan.learningRate}
        {...LEARNING_RATES}
        help="How large each step is. Too large and the loss jumps about; too small and it hardly moves. A run that is on follows it at once."
        onChange={(learningRate) => set({ learningRate })}
      />
      <div className={styles.group}>
        <Select
          label="Schedule"
          value={kind}
          options={schedules.map((one) => ({ value: one.kind, title: one.title }))}
          {...(def ? { help: `${def.summary}${next}` } : {})}
          onChange={(other) =>
            change({ kind: other, ...firstOf(other, plan.epochs), ...(warmup === 0 ? {} : { warmup }) })
          }
        />
        {def && plan.schedule && (
          <RateChart schedule={lowerSchedule(plan.schedule)} base={plan.learningRate} run={run} />
        )}
        {kind === 'plateau' && (
          <p className={styles.note}>
            {`Shown without a drop: when it comes, the ${blind ? 'training' : 'validation'} loss decides.`}
          </p>
        )}
        {def && (
          <SpecFields
            key={kind}
            specs={def.params}
            values={values}
            onChange={(name, value) => change({ kind, [name]: value })}
          />
        )}
      </div>
    </>
  )
}

/** What a schedule begins with besides its own defaults: drops further apart than the plan is long would never come. */
function firstOf(kind: string, epochs: number): Readonly<Record<string, ParamValue>> {
  const every = findSchedule(kind)?.params.every
  if (kind !== 'step' || typeof every?.default !== 'number' || every.default < epochs) return {}
  return { every: Math.max(1, Math.round(epochs / 3)) }
}

/** Whether a schedule does nothing: then the plan needs none. */
function isPlain({ kind, warmup = 0 }: { readonly kind: string; readonly warmup?: ParamValue }): boolean {
  return kind === 'constant' && warmup === 0
}
