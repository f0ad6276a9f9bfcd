/**
 * @file Rows budget: how much of a dataset is kept in memory. If a dataset is larger, its images and arrays are read
 * from storage during training.
 */
import { useEffect, useState } from 'react'
import { LEAST_ROWS_MB, MOST_ROWS_MB } from '../../../storage/row-memory-budget'
import { machineText } from '../../../messages/en/machine'
import { NumberField } from '../../kit/number-field'
import { useSelect, useStudio } from '../../studio-context'
import styles from '../pages.module.css'

const text = machineText.memory

/** A field that sets the memory budget. */
export function RowsBudget() {
  const studio = useStudio()
  const busy = useSelect(({ run: { tag } }) => tag === 'training' || tag === 'preparing' || tag === 'paused')
  const [megabytes, setMegabytes] = useState<number>()
  useEffect(() => {
    void studio.run('machine.rowsBudget').then((kept) => setMegabytes(kept as number))
  }, [studio])
  const set = async (next: number) => {
    setMegabytes(next)
    await studio.run('machine.rowsBudget', { megabytes: next })
  }
  return (
    <section className={styles.part} aria-label={text.title}>
      <div className={styles.title}>
        <h3>{text.title}</h3>
        <span>{text.about}</span>
      </div>
      {megabytes !== undefined && (
        <NumberField
          label={text.most}
          unit="MB"
          value={megabytes}
          min={LEAST_ROWS_MB}
          max={MOST_ROWS_MB}
          step={64}
          integer
          disabled={busy}
          help={busy ? text.busy : ''}
          onChange={(next) => void set(next)}
        />
      )}
      <p className={styles.soft}>{text.why}</p>
    </section>
  )
}
