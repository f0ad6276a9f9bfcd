/**
 * @file JointDrift: whether all numeric features of a request drift jointly; computed only when expanded, because the
 * computation takes a moment.
 */
import { driftText } from '../../../../messages/en/operate/drift'
import { useMemo, useState } from 'react'
import { jointDrift } from '../../../../ops/drift/joint-drift'
import type { DriftPlan } from '../../../../ops/drift/window-drift'
import type { DriftBaseline } from '../../../../studio/operate/drift-baseline'
import styles from './drift.module.css'
import type { DriftView } from './use-drift'

const text = driftText.together

export interface JointDriftProps {
  readonly view: DriftView
  readonly window: number
  readonly basis: DriftBaseline
  readonly plan: DriftPlan
}

/** A disclosure section that is initially closed. */
export function JointDrift(props: JointDriftProps) {
  const [open, setOpen] = useState(false)
  return (
    <details className={styles.more} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text.title}</summary>
      {open && <JointDriftResult {...props} />}
    </details>
  )
}

function JointDriftResult({ view: { log }, window, basis, plan }: JointDriftProps) {
  const result = useMemo(() => {
    const { inputs } = basis.reference
    return jointDrift(log.buffer, inputs, basis.table, { window, n: plan.n, alpha: plan.alpha })
  }, [log.buffer, window, basis, plan])
  if (!result) return <p className={styles.soft}>{text.none}</p>
  const { features, drifted, p, statistic, threshold } = result
  return (
    <p className={styles.statement}>
      {drifted ? text.drifted({ features, p }) : text.same({ features })}{' '}
      <span className={styles.soft}>{text.statistic({ statistic, threshold })}</span>
    </p>
  )
}
