/** @file PlanBar: how drift is looked for: requests of a window, what they are held against, what decides. */
import { count } from '../../../../messages/format'
import type { Decider } from '../../../../ops/drift/feature-drift'
import type { DriftPlan } from '../../../../ops/drift/window-drift'
import type { Against } from '../../../../studio/operate/drift-basis'
import { Select } from '../../../kit/select'
import styles from './drift.module.css'

export interface DriftSettings {
  readonly plan: DriftPlan
  readonly against: Against
}

const SIZES = [50, 100, 250, 500, 1000, 2500, 5000] as const
const DECIDER_OPTIONS: readonly { readonly value: Decider; readonly title: string; readonly about: string }[] = [
  { value: 'usual', title: 'KS and χ²', about: 'Kolmogorov–Smirnov of numbers, χ² of categories' },
  { value: 'psi', title: 'PSI', about: 'Between the quantiles of the reference' },
  { value: 'jensen-shannon', title: 'Jensen–Shannon', about: 'Between the quantiles of the reference' },
  { value: 'wasserstein', title: 'Wasserstein', about: 'Of numbers, by permutation; χ² of categories' },
]

export interface PlanBarProps {
  readonly settings: DriftSettings
  readonly rows: number
  readonly onChange: (settings: DriftSettings) => void
}

/** In one line where there is room. */
export function PlanBar({ settings, rows, onChange }: PlanBarProps) {
  const { plan, against } = settings
  const change = (part: Partial<DriftPlan>) => onChange({ ...settings, plan: { ...plan, ...part } })
  return (
    <div className={styles.plan}>
      <Select
        label="Window"
        value={String(plan.n)}
        options={SIZES.map((n) => ({ value: String(n), title: `${count(n)} requests` }))}
        onChange={(n) => change({ n: Number(n) })}
      />
      <Select
        label="Against"
        value={against}
        options={[
          { value: 'usual', title: 'Usual rows', about: 'Those that the traffic is drawn from' },
          {
            value: 'training',
            title: 'Training rows',
            about: 'Where few rows are held out, they differ a little for good',
          },
        ]}
        onChange={(value) => onChange({ ...settings, against: value })}
      />
      <Select
        label="Decided by"
        value={plan.decider}
        options={DECIDER_OPTIONS}
        onChange={(decider) => change({ decider })}
      />
      <p className={styles.soft}>
        {count(rows)} rows to hold against. <b>False discovery rate {100 * plan.alpha} %</b>: of 100 features that are
        said to drift, about {count(Math.round(100 * plan.alpha))} at most differs by chance alone. Once is no alarm: a
        feature alerts when it drifts in {plan.least} of {plan.among} windows.
      </p>
    </div>
  )
}
