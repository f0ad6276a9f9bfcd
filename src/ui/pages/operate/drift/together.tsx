/** @file Together: whether requests differ in all their numbers together; computed when opened, because it takes a moment. */
import { driftText } from '../../../../messages/en/operate/drift'
import { useMemo, useState } from 'react'
import { rowsDrift } from '../../../../ops/drift/rows-drift'
import type { DriftPlan } from '../../../../ops/drift/window-drift'
import type { DriftBasis } from '../../../../studio/operate/drift-basis'
import styles from './drift.module.css'
import type { DriftView } from './use-drift'

const text = driftText.together

export interface TogetherProps {
  readonly view: DriftView
  readonly window: number
  readonly basis: DriftBasis
  readonly plan: DriftPlan
}

/** Closed at first. */
export function Together(props: TogetherProps) {
  const [open, setOpen] = useState(false)
  return (
    <details className={styles.more} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text.title}</summary>
      {open && <Found {...props} />}
    </details>
  )
}

function Found({ view: { log }, window, basis, plan }: TogetherProps) {
  const found = useMemo(() => {
    const { inputs } = basis.reference
    return rowsDrift(log.ring, inputs, basis.table, { window, n: plan.n, alpha: plan.alpha })
  }, [log.ring, window, basis, plan])
  if (!found) return <p className={styles.soft}>{text.none}</p>
  const { features, drifted, p, statistic, threshold } = found
  return (
    <p className={styles.said}>
      {drifted ? text.drifted({ features, p }) : text.same({ features })}{' '}
      <span className={styles.soft}>{text.statistic({ statistic, threshold })}</span>
    </p>
  )
}
