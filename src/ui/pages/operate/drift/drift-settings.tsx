/** @file PlanBar: the settings of drift detection: window size, reference data, and test. */
import { driftText } from '../../../../messages/en/operate/drift'
import { DECIDERS } from '../../../../ops/drift/feature-drift'
import type { DriftPlan } from '../../../../ops/drift/window-drift'
import type { BaselineKind } from '../../../../studio/operate/drift-baseline'
import { Rich } from '../../../kit/rich-text'
import { Select } from '../../../kit/select'
import styles from './drift.module.css'

const text = driftText.plan

export interface DriftSettings {
  readonly plan: DriftPlan
  readonly against: BaselineKind
}

const SIZES = [50, 100, 250, 500, 1000, 2500, 5000] as const
const DECIDER_OPTIONS = DECIDERS.map((value) => ({ value, ...text.deciders[value] }))

export interface PlanBarProps {
  readonly settings: DriftSettings
  readonly rows: number
  readonly onChange: (settings: DriftSettings) => void
}

/** The settings, on one line if they fit. */
export function PlanBar({ settings, rows, onChange }: PlanBarProps) {
  const { plan, against } = settings
  const change = (part: Partial<DriftPlan>) => onChange({ ...settings, plan: { ...plan, ...part } })
  return (
    <div className={styles.plan}>
      <Select
        label={text.window}
        value={String(plan.n)}
        options={SIZES.map((n) => ({ value: String(n), title: text.size({ requests: n }) }))}
        onChange={(n) => change({ n: Number(n) })}
      />
      <Select
        label={text.against}
        value={against}
        options={[
          { value: 'usual', ...text.usual },
          { value: 'training', ...text.training },
        ]}
        onChange={(value) => onChange({ ...settings, against: value })}
      />
      <Select
        label={text.decider}
        value={plan.decider}
        options={DECIDER_OPTIONS}
        onChange={(decider) => change({ decider })}
      />
      <p className={styles.soft}>
        <Rich
          text={text.summary({ rows, alpha: plan.alpha, least: plan.least, among: plan.among })}
          marks={{ b: (inner) => <b>{inner}</b> }}
        />
      </p>
    </div>
  )
}
