/** @file Slices: conditions kept under names with the set; each is a row wherever figures are told by class or part. */
import { useMemo } from 'react'
import { slicesOf } from '../../../studio/slices-of'
import { useSelect } from '../../studio-context'
import { NewSlice } from './slices/new-slice'
import { SliceList } from './slices/slice-list'
import type { TabProps } from './tab-props'
import styles from '../pages.module.css'

export default function SlicesTab({ def, dataset, split }: TabProps) {
  const slices = useSelect(slicesOf)
  const steps = useSelect(({ sets }) => sets.sets.find(({ id }) => id === def.schema.id)?.steps)
  const dropped = useMemo(
    () => (steps ?? []).flatMap(({ kind, columns }) => (kind === 'drop' ? (columns as readonly string[]) : [])),
    [steps],
  )
  return (
    <div className={styles.stack}>
      <section className={styles.part} aria-label="Slices">
        <div className={styles.title}>
          <h3>Slices</h3>
          <span>rows of a kind, kept under a name: Evaluate says how each of them does</span>
        </div>
        <SliceList dataset={dataset} split={split} slices={slices} dropped={dropped} />
        <NewSlice dataset={dataset} split={split} slices={slices} />
      </section>
    </div>
  )
}
