/** @file Together: whether requests differ in all their numbers at once; found when it is asked for, since it takes a moment. */
import { useMemo, useState } from 'react'
import { rowsDrift } from '../../../../ops/drift/rows-drift'
import type { DriftPlan } from '../../../../ops/drift/window-drift'
import type { DriftBasis } from '../../../../studio/operate/drift-basis'
import { significant } from '../../../../messages/format'
import styles from './drift.module.css'
import type { DriftView } from './use-drift'
import { chanceWords } from './drift-text'

export interface TogetherProps {
  readonly view: DriftView
  readonly window: number
  readonly basis: DriftBasis
  readonly plan: DriftPlan
}

/** Closed until somebody asks. */
export function Together(props: TogetherProps) {
  const [open, setOpen] = useState(false)
  return (
    <details className={styles.more} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>All numbers together (MMD)</summary>
      {open && <Found {...props} />}
    </details>
  )
}

function Found({ view: { log }, window, basis, plan }: TogetherProps) {
  const found = useMemo(() => {
    const { inputs } = basis.reference
    return rowsDrift(log.ring, inputs, basis.table, { window, n: plan.n, alpha: plan.alpha })
  }, [log.ring, window, basis, plan])
  if (!found) return <p className={styles.soft}>A request has fewer than two numbers that are watched.</p>
  const { features, drifted, p, statistic, threshold } = found
  return (
    <p className={styles.said}>
      {drifted
        ? `The ${features} numbers of a request go together otherwise than in the reference: ${chanceWords(p)} by chance.`
        : `The ${features} numbers of a request go together as in the reference, as far as these tell.`}{' '}
      <span className={styles.soft}>
        MMD² {significant(statistic)}, drift above {significant(threshold)}, by permutation of at most 250 rows of each.
      </span>
    </p>
  )
}
