/**
 * @file Slices tab: named conditions saved with the dataset. Tables with metrics for each class or set also have a row
 * for each slice.
 */
import { datasetTabsText } from '../../../messages/en/data/dataset-tabs'
import { useMemo } from 'react'
import { slicesOf } from '../../../studio/data/dataset-slices'
import { useSelect } from '../../studio-context'
import { NewSlice } from './slices/new-slice'
import { SliceList } from './slices/slice-list'
import type { TabProps } from './tab-props'
import styles from '../pages.module.css'

const text = datasetTabsText.slices

export default function SlicesTab({ def, dataset, split }: TabProps) {
  const slices = useSelect(slicesOf)
  const steps = useSelect(({ sets }) => sets.sets.find(({ id }) => id === def.schema.id)?.steps)
  const dropped = useMemo(
    () => (steps ?? []).flatMap(({ kind, columns }) => (kind === 'drop' ? (columns as readonly string[]) : [])),
    [steps],
  )
  return (
    <div className={styles.stack}>
      <section className={styles.part} aria-label={text.title}>
        <div className={styles.title}>
          <h3>{text.title}</h3>
          <span>{text.about}</span>
        </div>
        <SliceList dataset={dataset} split={split} slices={slices} dropped={dropped} />
        <NewSlice dataset={dataset} split={split} slices={slices} />
      </section>
    </div>
  )
}
